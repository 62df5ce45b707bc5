import type { ArtefactName, Evidence, OsaiDimension, Report } from '../../../src/report/v1.ts';
import type { Rating } from '../data.ts';
import { type Cell, levelOf, rate, severity } from '../score.ts';
import { type Figure, firstQuote, type Measured, type Miss } from './figure.ts';

/** One audited card beside the ratings of its system. */
export interface Rated {
  id: string;
  report: Report;
  ratings: readonly Rating[];
}

interface Judgement {
  status: string;
  evidence: readonly Evidence[];
}

const artefact =
  (name: ArtefactName) =>
  (report: Report): Judgement =>
    report.artefacts[name];

/** Of a model that was trained from scratch, experts rate the model itself as its own base. */
const base =
  (name: ArtefactName, fromScratch: ArtefactName) =>
  (report: Report): Judgement =>
    report.artefacts[report.artefacts[name].status === 'not-applicable' ? fromScratch : name];

const osai =
  (name: OsaiDimension) =>
  (report: Report): Judgement => ({
    status: report.standards.osai.dimensions[name],
    evidence: name === 'licenses' ? report.license.effective.evidence : [],
  });

/** What of a report answers each dimension that experts rate. */
const DIMENSIONS = {
  weights: artefact('weights'),
  base_weights: base('baseWeights', 'weights'),
  data_base: base('baseData', 'trainingData'),
  data_tuning: artefact('trainingData'),
  training_code: artefact('trainingCode'),
  licence: osai('licenses'),
  modelcard: osai('modelcard'),
  datasheet: osai('datasheet'),
  preprint: osai('preprint'),
} satisfies Partial<Record<keyof Rating, (report: Report) => Judgement>>;

type Dimension = keyof typeof DIMENSIONS;

/** A flag of the Model Openness Tool's rows says that they may rate another release than the id's, or none. */
const isUsable = ({ quality_flags = [] }: Rating): boolean => quality_flags.length === 0;

interface Judged {
  source: string;
  dimension: Dimension;
  cell: Cell;
  miss: Miss | null;
}

function judgeCell({ id, report }: Rated, rating: Rating, dimension: Dimension): Judged | null {
  const rated = rating[dimension];
  const expected = rated ? levelOf(rated) : null;
  if (!rated || expected === null) return null;
  const { source } = rating;
  const { status, evidence } = DIMENSIONS[dimension](report);
  const got = levelOf(status);
  const judged = { source, dimension, cell: { expected, got } };
  if (expected === got) return { ...judged, miss: null };
  const subject = `experts.${source}.${dimension}`;
  const place = firstQuote(evidence);
  return {
    ...judged,
    miss: { subject, id, ...place, expected: rated, got: status, severity: severity(expected, got) },
  };
}

/** Every cell once, also where a group lists a system twice with the same ratings. */
function judge(rated: Rated): Judged[] {
  const once = new Map<string, Judged>();
  for (const rating of rated.ratings.filter(isUsable)) {
    for (const dimension of Object.keys(DIMENSIONS) as Dimension[]) {
      const judged = judgeCell(rated, rating, dimension);
      if (judged) once.set(`${judged.source} ${dimension} ${rating[dimension]}`, judged);
    }
  }
  return [...once.values()];
}

/** Statuses beside the ratings of each group of experts. */
export function experts(rated: readonly Rated[]): Measured {
  const judged = rated.flatMap(judge);
  const figure = (subject: string, some: readonly Judged[], options: { floored: boolean }): Figure => ({
    subject,
    n: some.length,
    values: rate(some.map(({ cell }) => cell)),
    ...options,
  });
  const sources = [...new Set(judged.map(({ source }) => source))].sort();
  const figures = sources.flatMap((source) => {
    const own = judged.filter((each) => each.source === source);
    const dimensions = [...new Set(own.map(({ dimension }) => dimension))];
    return [
      figure(`experts.${source}`, own, { floored: true }),
      ...dimensions.map((dimension) => {
        const cells = own.filter((each) => each.dimension === dimension);
        return figure(`experts.${source}.${dimension}`, cells, { floored: false });
      }),
    ];
  });
  return {
    figures: [figure('experts', judged, { floored: true }), ...figures],
    misses: judged.flatMap(({ miss }) => miss ?? []),
  };
}
