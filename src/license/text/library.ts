import { readFileSync } from 'node:fs';
import { spdxText } from '../spdx.ts';
import { decodeIndex, type Index, LANDMARK_STEP, type ReferenceInfo } from './format.ts';
import { BITS, shingles } from './shingles.ts';
import { type Tokens, tokenise } from './tokens.ts';

/** A licence text to compare with, ready to be asked. */
export interface Reference {
  info: ReferenceInfo;
  /** Whether a shingle is in the text; `set` is what `Library.setOf` says of it. */
  has(shingle: number, set: number): boolean;
  /** Shingles that mark a place each, in order; 0 marks none. */
  landmarks: Uint32Array;
  /** Words from one landmark to the next. */
  step: number;
  /** The text itself; null when only hashes of it are kept. */
  tokens: Tokens | null;
}

/** The licence texts that are known. */
export interface Library {
  references: readonly ReferenceInfo[];
  /** The set of references that have a shingle, or -1. */
  setOf(shingle: number): number;
  /** Indices into `references`. */
  members(set: number): Uint16Array;
  /** Index of the reference with exactly these words, or null. */
  byStream(stream: number): number | null;
  /** Null when the installed SPDX list has no such text any more. */
  reference(index: number): Reference | null;
}

const FILE = new URL('../../../rules/fingerprints/texts.bin', import.meta.url);
let shipped: Library | null = null;

/** The library shipped with the package, read when a text is first identified. */
export function library(): Library {
  shipped ??= createLibrary(decodeIndex(readFileSync(FILE)));
  return shipped;
}

export function createLibrary(index: Index): Library {
  const { references, setOf, setStarts, members } = index;
  const landmarkStarts = starts(references);
  const loaded = new Map<number, Reference | null>();
  const membersOf = (set: number) => members.subarray(setStarts[set], setStarts[set + 1]);

  function isMember(set: number, i: number): boolean {
    const end = setStarts[set + 1] ?? 0;
    for (let at = setStarts[set] ?? 0; at < end; at++) if (members[at] === i) return true;
    return false;
  }

  function load(i: number): Reference | null {
    const info = references[i];
    if (!info) return null;
    if (info.spdx !== null) return fromText(info, info.spdx);
    const from = landmarkStarts[i] ?? 0;
    return {
      info,
      has: (_, set) => set >= 0 && isMember(set, i),
      landmarks: index.landmarks.subarray(from, from + info.landmarks),
      step: LANDMARK_STEP,
      tokens: null,
    };
  }

  return {
    references,
    setOf: (shingle) => {
      const at = positionOf(index.shingles, shingle);
      return at < 0 ? -1 : (setOf[at] ?? -1);
    },
    members: membersOf,
    byStream: (stream) => {
      const at = references.findIndex((info) => info.stream === stream);
      return at < 0 ? null : at;
    },
    reference: (i) => {
      const known = loaded.get(i);
      const reference = known === undefined ? load(i) : known;
      loaded.set(i, reference);
      return reference;
    },
  };
}

function fromText(info: ReferenceInfo, spdx: string): Reference | null {
  const text = spdxText(spdx);
  if (text === null) return null;
  const tokens = tokenise(text);
  const run = shingles(tokens.words);
  const counts = new Map<number, number>();
  for (const shingle of run) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  return {
    info,
    has: (shingle) => counts.has(shingle),
    landmarks: run.map((shingle) => (counts.get(shingle) === 1 ? shingle : 0)),
    step: 1,
    tokens,
  };
}

/** Position of a number in a sorted list of hashes, which are spread evenly; -1 when it is not there. */
function positionOf(sorted: Uint32Array, value: number): number {
  const guess = Math.floor((value / 2 ** BITS) * sorted.length);
  let low = guess;
  let high = guess;
  for (let step = 32; low > 0 && (sorted[low] ?? 0) > value; step *= 2) low = Math.max(0, low - step);
  for (let step = 32; high < sorted.length && (sorted[high] ?? 0) < value; step *= 2) high += step;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value ? low : -1;
}

function starts(references: readonly ReferenceInfo[]): number[] {
  let at = 0;
  return references.map(({ landmarks }) => {
    const start = at;
    at += landmarks;
    return start;
  });
}
