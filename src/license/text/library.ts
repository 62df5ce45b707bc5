import { readFileSync } from 'node:fs';
import { spdxText } from '../spdx.ts';
import { decodeIndex, type Index, LANDMARK_STEP, type ReferenceInfo } from './format.ts';
import { shingles } from './shingles.ts';
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
  const find = finder(index.shingles);
  const streams = new Map(references.map(({ stream }, i) => [stream, i]));
  const landmarkStarts = starts(references);
  const loaded = new Map<number, Reference | null>();
  const membersOf = (set: number) => members.subarray(setStarts[set], setStarts[set + 1]);

  function load(i: number): Reference | null {
    const info = references[i];
    if (!info) return null;
    if (info.spdx !== null) return fromText(info, info.spdx);
    const from = landmarkStarts[i] ?? 0;
    const owned = Uint8Array.from({ length: setStarts.length - 1 }, (_, set) => (membersOf(set).includes(i) ? 1 : 0));
    return {
      info,
      has: (_, set) => set >= 0 && owned[set] === 1,
      landmarks: index.landmarks.subarray(from, from + info.landmarks),
      step: LANDMARK_STEP,
      tokens: null,
    };
  }

  return {
    references,
    setOf: (shingle) => {
      const at = find(shingle);
      return at < 0 ? -1 : (setOf[at] ?? -1);
    },
    members: membersOf,
    byStream: (stream) => streams.get(stream) ?? null,
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

const PREFIX = 8;

/** Position of a number in a sorted list, by its first 16 bits and a short walk; -1 when it is not there. */
function finder(sorted: Uint32Array): (value: number) => number {
  const heads = new Uint32Array((1 << 16) + 1);
  let at = 0;
  for (let prefix = 0; prefix < heads.length; prefix++) {
    while (at < sorted.length && (sorted[at] ?? 0) >>> PREFIX < prefix) at++;
    heads[prefix] = at;
  }
  return (value) => {
    const prefix = value >>> PREFIX;
    const end = heads[prefix + 1] ?? 0;
    for (let i = heads[prefix] ?? 0; i < end; i++) if (sorted[i] === value) return i;
    return -1;
  };
}

function starts(references: readonly ReferenceInfo[]): number[] {
  let at = 0;
  return references.map(({ landmarks }) => {
    const start = at;
    at += landmarks;
    return start;
  });
}
