/** The arithmetic of agreement: pure, and ignorant of cards. */

export interface Counts {
  /** Found and right. */
  hits: number;
  /** Found and wrong. */
  extra: number;
  /** Right and not found. */
  missed: number;
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** @returns each null where nothing was found, nothing was to be found, or neither */
export function precisionRecall({ hits, extra, missed }: Counts): {
  precision: number | null;
  recall: number | null;
  f1: number | null;
} {
  return {
    precision: ratio(hits, hits + extra),
    recall: ratio(hits, hits + missed),
    f1: ratio(2 * hits, 2 * hits + extra + missed),
  };
}

export const addCounts = (all: readonly Counts[]): Counts => ({
  hits: all.reduce((sum, each) => sum + each.hits, 0),
  extra: all.reduce((sum, each) => sum + each.extra, 0),
  missed: all.reduce((sum, each) => sum + each.missed, 0),
});

/** One-to-one pairs of what was expected and what was got. */
export interface Matching<E, G> {
  pairs: [E, G][];
  missed: E[];
  extra: G[];
}

/**
 * Greedy one-to-one matching, nearest first; ties go to the earlier of each list.
 * @param distance null when the two cannot be a pair
 */
export function matchOneToOne<E, G>(
  expected: readonly E[],
  got: readonly G[],
  distance: (expected: E, got: G) => number | null,
): Matching<E, G> {
  const candidates = expected.flatMap((e) =>
    got.flatMap((g) => {
      const apart = distance(e, g);
      return apart === null ? [] : [{ e, g, apart }];
    }),
  );
  candidates.sort((a, b) => a.apart - b.apart);
  const takenExpected = new Set<E>();
  const takenGot = new Set<G>();
  const pairs: [E, G][] = [];
  for (const { e, g } of candidates) {
    if (takenExpected.has(e) || takenGot.has(g)) continue;
    takenExpected.add(e);
    takenGot.add(g);
    pairs.push([e, g]);
  }
  return {
    pairs,
    missed: expected.filter((e) => !takenExpected.has(e)),
    extra: got.filter((g) => !takenGot.has(g)),
  };
}

export const countsOf = ({ pairs, missed, extra }: Matching<unknown, unknown>): Counts => ({
  hits: pairs.length,
  extra: extra.length,
  missed: missed.length,
});

/** Compares two sets of names; letter case and repetition do not count. */
export function matchNames(expected: readonly string[], got: readonly string[]): Matching<string, string> {
  const unique = (names: readonly string[]) => [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  return matchOneToOne(unique(expected), unique(got), (a, b) => (a.toLowerCase() === b.toLowerCase() ? 0 : null));
}

/** One judgement beside ours; `got` is null where ours was left unknown. */
export interface Cell {
  expected: string;
  got: string | null;
}

/** @returns the share of equal pairs; null without pairs */
export const agreement = (pairs: readonly (readonly [string, string])[]): number | null =>
  ratio(pairs.filter(([a, b]) => a === b).length, pairs.length);

/**
 * Cohen's kappa: agreement beyond what the two would reach by chance, each with its own shares (Cohen 1960).
 * @returns null without pairs; 1 where both give one and the same answer throughout
 */
export function kappa(pairs: readonly (readonly [string, string])[]): number | null {
  const observed = agreement(pairs);
  if (observed === null) return null;
  const share = (side: 0 | 1, category: string) =>
    pairs.filter((pair) => pair[side] === category).length / pairs.length;
  const chance = [...new Set(pairs.flat())].reduce((sum, each) => sum + share(0, each) * share(1, each), 0);
  return chance === 1 ? 1 : (observed - chance) / (1 - chance);
}

/** @returns agreement and kappa over the cells that were answered, and the share of those that were */
export function rate(cells: readonly Cell[]): {
  agreement: number | null;
  kappa: number | null;
  answered: number | null;
} {
  const pairs = cells.flatMap(({ expected, got }) => (got === null ? [] : [[expected, got] as const]));
  return { agreement: agreement(pairs), kappa: kappa(pairs), answered: ratio(pairs.length, cells.length) };
}

/** @returns the mean of what is known; null when nothing is */
export function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return ratio(
    known.reduce((sum, value) => sum + value, 0),
    known.length,
  );
}

export type Level = 'released' | 'partial' | 'absent' | 'n/a';

const LEVELS: Readonly<Record<string, Level>> = {
  released: 'released',
  open: 'released',
  partial: 'partial',
  absent: 'absent',
  promised: 'absent',
  closed: 'absent',
  'n/a': 'n/a',
  'not-applicable': 'n/a',
};

/** A status or rating, in whoever's words, on three levels; null for `unknown`. */
export function levelOf(word: string): Level | null {
  const level = LEVELS[word];
  if (level === undefined && word !== 'unknown') throw new Error(`no level for "${word}"`);
  return level ?? null;
}

/** How bad it is to say the one for the other: two levels apart is worst, not to say is least. */
export function severity(expected: Level, got: Level | null): number {
  if (got === null) return 0.5;
  const rank = { released: 2, partial: 1, absent: 0, 'n/a': 0 };
  return Math.max(1, Math.abs(rank[expected] - rank[got]));
}
