/**
 * The file of fingerprints, `rules/fingerprints/texts.bin`: one line of JSON (`Header`), then tables of numbers, little
 * endian, in the order of `Index`. It holds hashes of word runs, unordered but for every `LANDMARK_STEP`th one; no
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
  /** Words before instructions for use begin: a copy may stop there. */
  core: number;
  /** Whether the text says its own name, so that a copy without it is under another name. */
  named: boolean;
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
  /** Per reference in turn, its landmarks in the order of its text. */
  landmarks: Uint32Array;
  /** Per set, where its members begin in `members`; one more entry closes the last. */
  setStarts: Uint32Array;
  /** Per shingle, the set of references that have it. */
  setOf: Uint16Array;
  members: Uint16Array;
}

const NEWLINE = 10;

export function encodeIndex(header: Omit<Header, 'shingles' | 'sets' | 'members'>, index: Index): Uint8Array {
  const whole: Header = {
    ...header,
    shingles: index.shingles.length,
    sets: index.setStarts.length - 1,
    members: index.members.length,
  };
  const { shingles, landmarks, setStarts, setOf, members } = index;
  const tables = [shingles, landmarks, setStarts, setOf, members];
  return Buffer.concat([Buffer.from(`${JSON.stringify(whole)}\n`), ...tables.map(({ buffer }) => Buffer.from(buffer))]);
}

/** @throws Error when the file is not one that `encodeIndex` made */
export function decodeIndex(bytes: Uint8Array): Index {
  const end = bytes.indexOf(NEWLINE) + 1;
  const header = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, end).toString()) as Header;
  // A copy, so that every table begins where its numbers may begin.
  const tables = new Uint8Array(bytes.subarray(end)).buffer;
  let at = 0;
  const take = <T>(
    Table: new (buffer: ArrayBufferLike, offset: number, length: number) => T,
    count: number,
    width: number,
  ) => {
    const table = new Table(tables, at, count);
    at += count * width;
    return table;
  };
  const marks = header.references.reduce((sum, { landmarks }) => sum + landmarks, 0);
  const index = {
    references: header.references,
    shingles: take(Uint32Array, header.shingles, 4),
    landmarks: take(Uint32Array, marks, 4),
    setStarts: take(Uint32Array, header.sets + 1, 4),
    setOf: take(Uint16Array, header.shingles, 2),
    members: take(Uint16Array, header.members, 2),
  };
  if (at !== tables.byteLength) throw new Error('the fingerprints are of another version; build them again');
  return index;
}
