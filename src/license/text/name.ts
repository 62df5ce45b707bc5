import type { CatalogueEntry } from '../schema.ts';

/** Where a run of words begins in a text, in words; -1 when it is not there. */
export function indexOf(words: Uint32Array, phrase: Uint32Array): number {
  if (phrase.length === 0) return -1;
  for (let i = words.indexOf(phrase[0] ?? 0); i >= 0; i = words.indexOf(phrase[0] ?? 0, i + 1)) {
    if (phrase.every((word, j) => words[i + j] === word)) return i;
  }
  return -1;
}

/** Whether a text says the licence's name, or a title of it, somewhere; copyright lines may hold it as well. */
export function saysName(text: string, { id, name, titles, aliases }: CatalogueEntry): boolean {
  const written = plain(text);
  return [...titles, name, ...aliases, id].some((each) => written.includes(plain(each)));
}

/** Lower case, with one space for all that is no letter, digit or plus. */
const plain = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim()} `;
