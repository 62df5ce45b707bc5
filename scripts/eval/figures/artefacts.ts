import type { ArtefactName } from '../../../src/report/v1.ts';
import { type Cell, levelOf, mean, rate, severity } from '../score.ts';
import { type Case, type Figure, firstQuote, type Measured, type Miss } from './figure.ts';

const LABELLED = [
  'weights',
  'trainingCode',
  'trainingData',
  'baseData',
  'evaluationCode',
  'paper',
  'evaluationResults',
  'intermediateCheckpoints',
] as const satisfies readonly ArtefactName[];

interface Judged {
  cell: Cell;
  miss: Miss | null;
}

/** @returns null where the artefact is not scored for the card */
function judge(name: (typeof LABELLED)[number], { id, label, report }: Case): Judged | null {
  const labelled = label.artefacts[name];
  if (labelled === undefined || (name === 'baseData' && label.baseModels.length === 0)) return null;
  const artefact = report.artefacts[name];
  const expected = levelOf(labelled);
  const got = levelOf(artefact.status);
  if (expected === null) return null;
  if (name === 'baseData' && got === null && isBaseOutOfReach(report.lineage)) return null;
  const cell = { expected, got };
  if (expected === got) return { cell, miss: null };
  const subject = `artefacts.${name}`;
  const said = { expected: labelled, got: artefact.promised ? 'promised' : artefact.status };
  const miss = { subject, id, ...firstQuote(artefact.evidence), ...said, severity: severity(expected, got) };
  return { cell, miss };
}

/** A base, or what it is built on, could not be looked at: not to know its data is right. */
const isBaseOutOfReach = ({ baseModels, chain }: Case['report']['lineage']): boolean =>
  [...baseModels, ...chain].some(({ resolved }) => !resolved);

export function artefacts(cases: readonly Case[]): Measured {
  const judged = LABELLED.map((name) => ({
    name,
    all: cases.map((each) => judge(name, each)).filter((each) => each !== null),
  }));
  const figures = judged.map(({ name, all }): Figure => {
    const values = rate(all.map(({ cell }) => cell));
    return { subject: `artefacts.${name}`, n: all.length, values, floored: true };
  });
  const meanOf = (value: string) => mean(figures.map(({ values }) => values[value] ?? null));
  figures.push({
    subject: 'artefacts.mean',
    n: figures.reduce((sum, { n }) => sum + n, 0),
    values: { agreement: meanOf('agreement'), kappa: meanOf('kappa'), answered: meanOf('answered') },
    floored: true,
  });
  return { figures, misses: judged.flatMap(({ all }) => all.flatMap(({ miss }) => miss ?? [])) };
}
