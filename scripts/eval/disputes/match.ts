import { type CoreCell, isCore, type RatedCell } from '../figures/experts.ts';
import type { Entry } from './entries.ts';

/** A disagreement and what was judged of it. */
export interface Dispute {
  cell: CoreCell;
  entry: Entry;
}

/** The cells of the core dimensions, sorted by how they stand. */
export interface Matched {
  /** All of them. */
  cells: CoreCell[];
  disputes: Dispute[];
  /** Left unknown. */
  unanswered: CoreCell[];
  /** Disagreements that no entry judges. */
  missing: CoreCell[];
  /** Entries whose disagreement is no longer there. */
  settled: Entry[];
}

const keyOf = (each: Pick<RatedCell, 'id' | 'source' | 'dimension' | 'expert' | 'openlitmus'>): string =>
  [each.id, each.source, each.dimension, each.expert, each.openlitmus].join(' ');

/** @throws Error when two entries judge the same disagreement */
export function match(all: readonly RatedCell[], entries: readonly Entry[]): Matched {
  const judged = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const twice = entries.find((entry) => judged.get(keyOf(entry)) !== entry);
  if (twice) throw new Error(`disputes.json judges twice: ${keyOf(twice)}`);
  const cells = all.filter(isCore);
  const disagreeing = cells.filter(({ expected, got }) => got !== null && got !== expected);
  const pairs = disagreeing.map((cell) => ({ cell, entry: judged.get(keyOf(cell)) }));
  const present = new Set(disagreeing.map(keyOf));
  return {
    cells,
    disputes: pairs.flatMap(({ cell, entry }) => (entry ? [{ cell, entry }] : [])),
    unanswered: cells.filter(({ got }) => got === null),
    missing: pairs.flatMap(({ cell, entry }) => (entry ? [] : [cell])),
    settled: entries.filter((entry) => !present.has(keyOf(entry))),
  };
}

/** What is to be done in `disputes.json`, one line each. */
export const openEnds = ({ missing, settled }: Matched): string[] => [
  ...missing.map((cell) => `not judged: ${keyOf(cell)}`),
  ...settled.map((entry) => `judged, but not there now: ${keyOf(entry)}`),
];
