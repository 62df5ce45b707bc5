import { LANDMARK_STEP } from './format.ts';
import type { Reference } from './library.ts';
import { WIDTH } from './shingles.ts';
import type { Tokens } from './tokens.ts';

/** A text that is asked about. */
export interface Query {
  tokens: Tokens;
  /** Shingle by position. */
  run: Uint32Array;
  /** `Library.setOf` of each. */
  sets: Int32Array;
}

/** Tokens from (inclusive) to (exclusive). */
export interface Run {
  from: number;
  to: number;
}

/** How a stretch of a file and a licence text lie on each other. */
export interface Alignment extends Run {
  reference: Reference;
  /** Words of the stretch that are the licence's. */
  covered: number;
  /** Words of the licence that the stretch lacks. */
  missing: number;
  /** Runs of the stretch that are not the licence's. */
  added: Run[];
  /** Parts of the licence that the stretch lacks although what is around them is there. */
  removed: Removed[];
  /** Words of the licence before and after all that the stretch has of it. */
  lacking: { before: number; after: number };
  /** Dice of the words of stretch and licence, 0..1. */
  score: number;
}

export interface Removed {
  /** Token of the file that the part should begin at. */
  at: number;
  /** Words, about. */
  words: number;
  /** Tokens of the licence; null when only hashes of it are kept. */
  run: Run | null;
}

interface Anchor {
  /** Place in the licence, in words. */
  reference: number;
  /** Place in the file. */
  file: number;
}

/** A gap that a file has and the licence does not: beyond this another text has begun. */
const FAR = 250;
/** A gap that the licence has and the file does not: a part of the licence that long is a text of its own. */
const FAR_APART = 1000;
/** A group of anchors with less than this share of those of the largest group is chance. */
const SMALL = 0.15;
/** Words by which a place in the licence is known at worst. */
const SLACK = 12;
/** A part that is missing between two anchors is noted from this many words, where only landmarks say so. */
const MIN_REMOVED = 2 * LANDMARK_STEP;

/**
 * Lays a licence on the part of a file that resembles it most.
 * @param free per token, 1 where the file may still be taken
 * @returns null when no place of the one is found in the other
 */
export function align(query: Query, reference: Reference, free: Uint8Array): Alignment | null {
  const anchors = mainPart(inOrder(anchorsOf(query, reference, free)));
  const first = anchors[0];
  const last = anchors.at(-1);
  if (!first || !last) return null;
  const covered = coverage(query, reference, free);
  // A copy may leave out the instructions for use after the terms.
  const length = last.reference < reference.info.core + SLACK ? reference.info.core : reference.info.length;
  const from = reach(covered, first.file, first.file - first.reference, -1);
  const to = reach(covered, last.file + WIDTH - 1, last.file + (length - last.reference), 1) + 1;
  const added = gaps(covered, from, to);
  const size = to - from - added.reduce((sum, run) => sum + run.to - run.from, 0);
  return {
    reference,
    from,
    to,
    covered: size,
    missing: Math.max(0, length - size),
    added,
    lacking: lackingAround({ first, last, from, to }, length),
    removed: removedParts(query, anchors, covered, reference),
    score: (2 * Math.min(size, length)) / (length + (to - from)),
  };
}

/** How much of the licence should stand before the stretch and after it and does not. */
function lackingAround(
  { first, last, from, to }: { first: Anchor; last: Anchor } & Run,
  length: number,
): Alignment['lacking'] {
  return {
    before: Math.max(0, first.reference - (first.file - from)),
    after: Math.max(0, length - last.reference - (to - last.file)),
  };
}

function anchorsOf({ run }: Query, { landmarks, step }: Reference, free: Uint8Array): Anchor[] {
  const places = new Map<number, number>();
  for (let i = 0; i < landmarks.length; i++) if (landmarks[i] !== 0) places.set(landmarks[i] ?? 0, i * step);
  const found: Anchor[] = [];
  const seen = new Set<number>();
  for (let file = 0; file < run.length; file++) {
    const shingle = run[file] ?? 0;
    const place = places.get(shingle);
    if (place === undefined || free[file] === 0 || seen.has(shingle)) continue;
    seen.add(shingle);
    found.push({ reference: place, file });
  }
  return found;
}

/** The longest part of the anchors that is in the licence's own order (patience sorting). */
function inOrder(anchors: Anchor[]): Anchor[] {
  const tops: number[] = [];
  const before = new Int32Array(anchors.length).fill(-1);
  for (const [i, { reference }] of anchors.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[tops[middle] ?? 0]?.reference ?? 0) < reference) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? (tops[low - 1] ?? -1) : -1;
    tops[low] = i;
  }
  const kept: Anchor[] = [];
  for (let i = tops.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) {
    const anchor = anchors[i];
    if (anchor) kept.push(anchor);
  }
  return kept.reverse();
}

/** Without small groups of anchors at either end that are far off: of a likeness by chance. */
function mainPart(anchors: Anchor[]): Anchor[] {
  const groups: Anchor[][] = [];
  for (const [i, anchor] of anchors.entries()) {
    if (i === 0 || isFar(anchors, i)) groups.push([anchor]);
    else groups.at(-1)?.push(anchor);
  }
  const least = Math.max(...groups.map(({ length }) => length), 0) * SMALL;
  const isLarge = ({ length }: Anchor[]) => length > least;
  return groups.slice(groups.findIndex(isLarge), groups.findLastIndex(isLarge) + 1).flat();
}

function isFar(anchors: Anchor[], i: number): boolean {
  const one = anchors[i - 1];
  const next = anchors[i];
  if (!one || !next) return false;
  const further = next.file - one.file - (next.reference - one.reference);
  return further > FAR || further < -FAR_APART;
}

/** Per token, 1 where a shingle of the licence lies. */
function coverage({ tokens, run, sets }: Query, reference: Reference, free: Uint8Array): Uint8Array {
  const covered = new Uint8Array(tokens.length);
  for (let i = 0; i < run.length; i++) {
    if (free[i] === 1 && reference.has(run[i] ?? 0, sets[i] ?? -1)) covered.fill(1, i, i + WIDTH);
  }
  return covered;
}

/** The last covered token on the way from an anchor to where the licence should end. */
function reach(covered: Uint8Array, start: number, limit: number, direction: 1 | -1): number {
  let last = start;
  const end = Math.min(Math.max(limit + direction * SLACK, 0), covered.length - 1);
  for (let i = start; direction * (end - i) >= 0; i += direction) if (covered[i] === 1) last = i;
  return last;
}

/** Runs that are not covered; islands of fewer words than a shingle and a half are part of the run around them. */
function gaps(covered: Uint8Array, from: number, to: number): Run[] {
  const runs: Run[] = [];
  for (let i = from; i < to; i++) {
    if (covered[i] === 1) continue;
    const last = runs.at(-1);
    if (last && i - last.to <= WIDTH + 1) last.to = i + 1;
    else runs.push({ from: i, to: i + 1 });
  }
  return runs;
}

function removedParts(
  { tokens: file }: Query,
  anchors: Anchor[],
  covered: Uint8Array,
  { tokens }: Reference,
): Removed[] {
  const found: Removed[] = [];
  for (let i = 1; i < anchors.length; i++) {
    const one = anchors[i - 1];
    const next = anchors[i];
    if (!one || !next) continue;
    const lacking = next.reference - one.reference - (next.file - one.file);
    // Where the text itself is at hand a single word is seen to be missing.
    if (lacking < (tokens === null ? MIN_REMOVED : 1)) continue;
    const run = tokens && difference(tokens.words, file.words, one, next);
    found.push({ at: firstGap(covered, one.file, next.file), words: run ? run.to - run.from : lacking, run });
  }
  return found;
}

/** What of the licence between two anchors is not at the same place of the file. */
function difference(licence: Uint32Array, file: Uint32Array, one: Anchor, next: Anchor): Run {
  let from = one.reference;
  let to = next.reference + WIDTH;
  let fileFrom = one.file;
  let fileTo = next.file + WIDTH;
  while (from < to && fileFrom < fileTo && licence[from] === file[fileFrom]) {
    from++;
    fileFrom++;
  }
  while (to > from && fileTo > fileFrom && licence[to - 1] === file[fileTo - 1]) {
    to--;
    fileTo--;
  }
  return { from, to };
}

function firstGap(covered: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) if (covered[i] === 0) return i;
  return Math.min(to, from + WIDTH);
}
