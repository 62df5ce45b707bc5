import { type Alignment, align, type Query } from './align.ts';
import type { Library, Reference } from './library.ts';
import { shingles } from './shingles.ts';
import { tokenise } from './tokens.ts';

/** A licence counts as a candidate when this share of it is in the file. */
const CANDIDATE = 0.25;
/** So many candidates are compared in full. */
const MOST = 12;
/** Scores this close are decided by how much of the file is explained. */
const CLOSE = 0.04;
/** A text of which this much less is there than of the best one so far will not beat it. */
const HOPELESS = 0.15;
/** Of a long text the share is known better. */
const FAR_OFF = 0.06;
const MANY = 300;
/** Licences looked for in one file. */
const ROUNDS = 6;

export function queryOf(text: string, library: Library): Query {
  const tokens = tokenise(text);
  const run = shingles(tokens.words);
  return { tokens, run, sets: Int32Array.from(run, (shingle) => library.setOf(shingle)) };
}

/**
 * The licence texts that a file is made of, best first; none overlaps another.
 * @param exact index of the reference whose words the file has and no others
 * @param enough whether a match is good enough to be one
 */
export function coverOf(
  query: Query,
  library: Library,
  enough: (found: Alignment) => boolean,
  exact: number | null = null,
): Alignment[] {
  const free = new Uint8Array(query.tokens.length).fill(1);
  const whole = exact === null ? null : library.reference(exact);
  if (whole) return [wholeMatch(query, whole)];
  const found: Alignment[] = [];
  while (found.length < ROUNDS) {
    const best = bestMatch(query, library, free);
    if (!best || !enough(best)) break;
    found.push(best);
    free.fill(0, best.from, best.to);
  }
  return found;
}

const wholeMatch = ({ tokens: { length } }: Query, reference: Reference): Alignment => ({
  reference,
  from: 0,
  to: length,
  covered: length,
  missing: 0,
  added: [],
  removed: [],
  lacking: { before: 0, after: 0 },
  score: 1,
});

/** The licence that the free part of a file resembles most, however little. */
export function bestMatch(query: Query, library: Library, free: Uint8Array): Alignment | null {
  const matches: Alignment[] = [];
  let top = 0;
  for (const { i, share, kept } of candidates(query, library, free)) {
    if (share < top - (kept > MANY ? FAR_OFF : HOPELESS)) continue;
    const reference = library.reference(i);
    const match = reference && align(query, reference, free);
    if (match) matches.push(match);
    top = Math.max(top, match?.score ?? 0);
  }
  const close = matches.filter(({ score }) => score >= top - CLOSE);
  return close.reduce<Alignment | null>((best, one) => (best && explains(best) >= explains(one) ? best : one), null);
}

const explains = ({ covered, missing, from, to }: Alignment): number => covered - missing - (to - from - covered);

interface Candidate {
  /** Index of the reference. */
  i: number;
  /** About how much of it the file has. */
  share: number;
  /** Shingles that the share was measured on. */
  kept: number;
  gain: number;
}

/** The likeliest first. */
function candidates({ run, sets }: Query, library: Library, free: Uint8Array): Candidate[] {
  const counts = new Uint32Array(library.references.length);
  const seen = new Set<number>();
  for (let i = 0; i < run.length; i++) {
    const set = sets[i] ?? -1;
    const shingle = run[i] ?? 0;
    if (set < 0 || free[i] === 0 || seen.has(shingle)) continue;
    seen.add(shingle);
    for (const member of library.members(set)) counts[member] = (counts[member] ?? 0) + 1;
  }
  const scored: Candidate[] = [];
  for (const [i, { kept, length, core }] of library.references.entries()) {
    const share = Math.min(1, ((counts[i] ?? 0) / kept) * (length / core));
    if (share >= CANDIDATE) scored.push({ i, share, kept, gain: (2 * share - 1) * core });
  }
  return scored.sort((a, b) => b.gain - a.gain).slice(0, MOST);
}
