/** Bytes of a README to text. Cards come from strangers: nothing here throws. */
import type { Problem } from '../report/v1.ts';

export interface Decoded {
  /** Null when the bytes are no text in any encoding that we accept. */
  text: string | null;
  problems: Problem[];
}

/** Above this share of undecodable characters a file is not text. */
const MAX_BROKEN = 0.1;

const problemOf = (code: string, message: string): Problem => ({ code, message, location: null });

const utf16 = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 1024);
  let odd = 0;
  let even = 0;
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) i % 2 === 0 ? even++ : odd++;
  const mostly = sample.length / 4;
  if (odd > mostly && even === 0) return 'utf-16le';
  if (even > mostly && odd === 0) return 'utf-16be';
  return null;
};

const count = (text: string, char: string): number => text.split(char).length - 1;

/**
 * @param bytes the file as stored
 * @returns its text without a byte-order mark, and what was odd about the encoding
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const wide = utf16(bytes);
  if (wide) {
    const text = new TextDecoder(wide).decode(bytes);
    return { text, problems: [problemOf('encoding', `The card is ${wide.toUpperCase()}; the Hub expects UTF-8.`)] };
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  const problems: Problem[] = [];
  const broken = count(text, '\uFFFD');
  if (broken > text.length * MAX_BROKEN) {
    return { text: null, problems: [problemOf('undecodable', 'The card is not text in UTF-8 or UTF-16.')] };
  }
  if (broken > 0) problems.push(problemOf('encoding', `${broken} characters of the card are not valid UTF-8.`));
  const nul = count(text, '\0');
  if (nul > 0) problems.push(problemOf('nul', `The card holds ${nul} NUL characters.`));
  return { text, problems };
}
