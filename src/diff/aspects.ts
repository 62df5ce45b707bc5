/** What of a report two audits are compared by. A new aspect is one entry of `OF_REPORT`. */
import { restrictiveness } from '../license/openness.ts';
import { type Evidence, LEVELS, type Status, type VerdictStatus } from '../report/v1.ts';
import type { ComparedReport } from './compared.ts';
import { ASPECT_KINDS, type AspectKind } from './kinds.ts';

/** One comparable thing that a report says. */
export interface Aspect {
  kind: AspectKind;
  /** Which one of its kind: an artefact's name, a dataset's id; null where a report has only one. */
  subject: string | null;
  value: string;
  /** Higher is more open; null where the value is not known, or neither better nor worse than others. */
  rank: number | null;
  evidence: Evidence[];
}

const VERDICT_RANK: Partial<Record<VerdictStatus, number>> = { supported: 2, qualified: 1, overstated: 0 };
const STATUS_RANK: Partial<Record<Status, number>> = { released: 2, partial: 1, absent: 0 };
const GATE_RANK = { false: 2, auto: 1, manual: 0 };
const DATASET_RANK = { there: 2, gated: 1, empty: 0, gone: 0, unknown: null };

/** Rank of what a report does not name at all: a conflict, a restriction that went away is a gain; the rest says nothing. */
export const RANK_WITHOUT: Readonly<Record<AspectKind, number | null>> = {
  verdict: null,
  level: null,
  license: null,
  restriction: 1,
  conflict: 1,
  gating: null,
  claim: null,
  artefact: null,
  dataset: null,
  'base-model': null,
};

type Found = Omit<Aspect, 'kind'>;

const OF_REPORT: Readonly<Record<AspectKind, (report: ComparedReport) => Found[]>> = {
  verdict: ({ verdict }) => [
    { subject: null, value: verdict.status, rank: VERDICT_RANK[verdict.status] ?? null, evidence: [] },
  ],
  level: ({ level: { observed } }) => {
    const { atLeast, atMost } = observed;
    const settled = atLeast === atMost;
    const value = settled ? atLeast : `${atLeast} to ${atMost}`;
    return [{ subject: null, value, rank: settled ? LEVELS.indexOf(atLeast) : null, evidence: [] }];
  },
  license: ({ license: { effective } }) => {
    const place = restrictiveness(effective.category);
    return [{ subject: null, value: effective.id, rank: place < 0 ? null : -place, evidence: effective.evidence }];
  },
  restriction: ({ license: { effective } }) =>
    effective.restrictions.map((name) => ({ subject: name, value: 'in force', rank: 0, evidence: effective.evidence })),
  conflict: ({ license }) =>
    license.conflicts.map(({ kind, message, evidence }) => ({ subject: kind, value: message, rank: 0, evidence })),
  gating: ({ repo: { gated } }) => {
    const value = gated === false ? 'false' : gated;
    return [{ subject: null, value, rank: GATE_RANK[value], evidence: [] }];
  },
  claim: ({ claims }) =>
    claims.map((claim) => ({ subject: claimed(claim), value: 'said', rank: null, evidence: [quoted(claim)] })),
  artefact: ({ artefacts }) =>
    Object.entries(artefacts).map(([name, { status, promised, evidence }]) => ({
      subject: name,
      value: promised ? 'promised' : status,
      rank: STATUS_RANK[status] ?? null,
      evidence,
    })),
  dataset: ({ datasets }) =>
    datasets.map((dataset) => {
      const value = datasetState(dataset);
      return { subject: dataset.id, value, rank: DATASET_RANK[value], evidence: dataset.evidence };
    }),
  'base-model': ({ lineage }) =>
    lineage.baseModels.map(({ id, relation }) => ({ subject: id, value: relation, rank: null, evidence: [] })),
};

type Dataset = ComparedReport['datasets'][number];

function datasetState({ exists, empty, gated }: Dataset): keyof typeof DATASET_RANK {
  if (exists === null) return 'unknown';
  if (!exists) return 'gone';
  return empty ? 'empty' : gated ? 'gated' : 'there';
}

type Claim = ComparedReport['claims'][number];

const claimed = ({ kind, stance, object }: Claim): string => `${kind} ${stance} of ${object}`;

const quoted = ({ quote, location }: Claim): Evidence => ({ source: 'card', quote, location, url: null });

/** @returns the aspects of a report by what they are about; of several about one thing the first */
export function aspectsOf(report: ComparedReport): Map<string, Aspect> {
  const aspects = new Map<string, Aspect>();
  for (const kind of ASPECT_KINDS) {
    for (const found of OF_REPORT[kind](report)) {
      const key = `${kind}\n${found.subject ?? ''}`;
      if (!aspects.has(key)) aspects.set(key, { kind, ...found });
    }
  }
  return aspects;
}
