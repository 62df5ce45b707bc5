/**
 * The file of fingerprints, `rules/fingerprints/texts.bin`: one line of JSON (`Header`), then tables of numbers, little
 * endian, in the order of `SECTIONS`. It holds hashes of word runs, unordered but for every `LANDMARK_STEP`th one; no
 * text can be put together from them.
 */

/** Of a text that no package ships every n-th shingle is kept in order, to see where a part is missing. */
export const LANDMARK_STEP = 8;

/** A licence text that files are compared with. */
export interface ReferenceInfo {
  /** The catalogue's id. */
  id: string;
  /** SPDX id under which the package `spdx-license-list` has the text; null when only hashes of it are kept. */
  spdx: string | null;
  /** Words of the text. */
  length: number;
  /** Distinct shingles kept of it: all of them, or a sample when the text itself can be read. */
  kept: number;
  /** Hash of the sequence of words. */
  stream: number;
  landmarks: number;
}

export interface Header {
  about: string;
  sources: string[];
  width: number;
  references: ReferenceInfo[];
  shingles: number;
  sets: number;
  members: number;
}

/** References by shingle. */
export interface Index {
  references: readonly ReferenceInfo[];
  /** Sorted. */
  shingles: Uint32Array;
  /** Per shingle, the set of references that have it. */
  setOf: Uint16Array;
  /** Per set, where its members begin in `members`; one more entry closes the last. */
  setStarts: Uint32Array;
  members: Uint16Array;
  /** Per reference in turn, its landmarks in the order of its text. */
  landmarks: Uint32Array;
}

const NEWLINE = 10;

export function encodeIndex(header: Omit<Header, 'shingles' | 'sets' | 'members'>, index: Index): Uint8Array {
  const whole: Header = {
    ...header,
    shingles: index.shingles.length,
    sets: index.setStarts.length - 1,
    members: index.members.length,
  };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(whole)}\n`),
    packed(index.shingles, 3),
    packed(index.setOf, 2),
    packed(index.setStarts, 4),
    packed(index.members, 2),
    packed(index.landmarks, 3),
  ]);
}

/** @throws Error when the file is not one that `encodeIndex` made */
export function decodeIndex(bytes: Uint8Array): Index {
  const end = bytes.indexOf(NEWLINE);
  const header = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, end).toString()) as Header;
  let at = end + 1;
  const take = (count: number, width: number): Uint32Array => {
    const section = unpacked(bytes.subarray(at, at + count * width), width);
    at += count * width;
    return section;
  };
  const index = {
    references: header.references,
    shingles: take(header.shingles, 3),
    setOf: Uint16Array.from(take(header.shingles, 2)),
    setStarts: take(header.sets + 1, 4),
    members: Uint16Array.from(take(header.members, 2)),
    landmarks: take(
      header.references.reduce((sum, { landmarks }) => sum + landmarks, 0),
      3,
    ),
  };
  if (at !== bytes.length) throw new Error('the fingerprints are cut off or of another version; build them again');
  return index;
}

function packed(numbers: Uint32Array | Uint16Array, width: number): Uint8Array {
  const bytes = new Uint8Array(numbers.length * width);
  for (const [i, number] of numbers.entries()) {
    for (let j = 0; j < width; j++) bytes[i * width + j] = (number >>> (8 * j)) & 0xff;
  }
  return bytes;
}

function unpacked(bytes: Uint8Array, width: number): Uint32Array {
  const numbers = new Uint32Array(bytes.length / width);
  let at = 0;
  for (let i = 0; i < numbers.length; i++) {
    let number = 0;
    for (let shift = 0; shift < 8 * width; shift += 8) number |= (bytes[at++] ?? 0) << shift;
    numbers[i] = number >>> 0;
  }
  return numbers;
}
