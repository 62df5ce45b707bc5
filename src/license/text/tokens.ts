import { maskMarkup } from './markup.ts';

/** The words of a text as hashes, each with its place in the raw text. */
export interface Tokens {
  text: string;
  /** 32-bit hash of each word, lower case, NFKC. */
  words: Uint32Array;
  starts: Uint32Array;
  ends: Uint32Array;
  length: number;
}

const OTHER = 0;
const ASCII = 1;
const LETTER = 2;
const HAN = 3;
const PLUS = 43;

// One class a UTF-16 unit; texts beyond the Basic Multilingual Plane play no part in licences.
const classes = new Uint8Array(0x10000);
for (let code = 48; code < 123; code++) {
  if (code < 58 || (code > 64 && code < 91) || code > 96) classes[code] = ASCII;
}
const known = new Uint8Array(0x10000).fill(1, 0, 128);

function classOf(code: number): number {
  if (known[code] === 0) {
    const char = String.fromCharCode(code);
    known[code] = 1;
    // Soft hyphens and zero-width characters stand inside words and do not end them.
    if (/\p{Script=Han}/u.test(char)) classes[code] = HAN;
    else if (/[\p{L}\p{N}\p{M}\u00AD\u200B-\u200D]/u.test(char)) classes[code] = LETTER;
  }
  return classes[code] ?? OTHER;
}

/** Spellings that copies of one text differ in (SPDX matching guidelines, "equivalent words"). */
const EQUIVALENT: Readonly<Record<string, string>> = {
  licence: 'license',
  licences: 'licenses',
  sublicence: 'sublicense',
  acknowledgement: 'acknowledgment',
  organisation: 'organization',
  organisations: 'organizations',
  favour: 'favor',
  honour: 'honor',
  judgement: 'judgment',
};
const equivalent = new Map(Object.entries(EQUIVALENT).map(([from, to]) => [hashOf(from), hashOf(to)]));
/** Parts of addresses that come and go. */
const dropped = new Set(['http', 'https', 'www'].map(hashOf));

/**
 * Splits a text into words, without what copies of one licence differ in: markup, comment signs, list markers,
 * copyright lines, punctuation, case. Each Han character is a word.
 */
export function tokenise(text: string): Tokens {
  const masked = maskMarkup(text);
  const words: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  while (at < masked.length) {
    const start = at;
    const kind = classOf(masked.charCodeAt(at));
    at++;
    if (kind === OTHER) {
      if (masked.charCodeAt(start) !== PLUS || masked.charCodeAt(at) !== PLUS) continue;
      at++;
    } else if (kind !== HAN) {
      while (at < masked.length && isInner(classOf(masked.charCodeAt(at)))) at++;
      if (isMarker(masked, start, at)) continue;
    }
    const hash = hashOf(masked.slice(start, at));
    if (dropped.has(hash)) continue;
    words.push(equivalent.get(hash) ?? hash);
    starts.push(start);
    ends.push(at);
  }
  return {
    text,
    words: Uint32Array.from(words),
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
    length: words.length,
  };
}

const isInner = (kind: number): boolean => kind === ASCII || kind === LETTER;

/** "1.", "(a)", "iv)": the sign of a list item or clause, which every copy writes in its own way. */
function isMarker(text: string, start: number, end: number): boolean {
  if (end - start > 4) return false;
  const after = text[end];
  if (after !== '.' && after !== ')') return false;
  if (!/^(?:[\s*]|$)/u.test(text.charAt(end + 1))) return false;
  if (!/^(?:\s|\(|\*|$)/u.test(text.charAt(start - 1))) return false;
  return /^(?:\d{1,2}|[a-z]|[ivx]{1,4})$/iu.test(text.slice(start, end));
}

/** FNV-1a of a word, folded. */
export function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  const folded = fold(word);
  for (let i = 0; i < folded.length; i++) hash = Math.imul(hash ^ folded.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function fold(word: string): string {
  const lower = word.toLowerCase();
  return /^[\x00-\x7F]*$/u.test(lower) ? lower : lower.normalize('NFKC').replace(/[\u00AD\u200B-\u200D]/gu, '');
}

/** The words of a short phrase, hashed. */
export const wordsOf = (phrase: string): Uint32Array => tokenise(phrase).words;

/** Raw text of the tokens `from` (inclusive) to `to` (exclusive). */
export const textOf = ({ text, starts, ends }: Tokens, from: number, to: number): string =>
  text.slice(starts[from] ?? 0, ends[to - 1] ?? 0);
