import type { Catalogue, CatalogueEntry } from './catalogue.ts';
import { spdxText } from './spdx.ts';

export interface Identified {
  /** The catalogue's id; `other` for a licence text that it does not know. */
  id: string;
  spdx: string | null;
  /** Share of the text that is the licence's, 0..1. */
  score: number;
}

/** Bigram Dice of a text and its re-wrapped or re-dated copies is above this, of different licences below. */
const SAME = 0.96;
const MIN_WORDS = 20;
const MIN_AGREEMENT = 120;
const HEAD_LINES = 25;
const TITLE_SLACK = 8;
/** Added to a known text these make another licence of it. */
const CHANGES_TERMS = /^(?:non|noncommercial|commercial|military|revenue|prohibited|monthly|research|display)$/u;

interface Reference {
  entry: CatalogueEntry;
  bigrams: Bag;
  words: Set<string>;
}
type Bag = Map<string, number>;

const references = new WeakMap<Catalogue, Reference[]>();

/**
 * The licence whose text this is: a near copy of an SPDX text, or an AI licence by its title.
 * @returns null when the text is no licence; `other` when it is one that is not recognised: a name is never guessed
 */
export function identifyLicense(text: string, catalogue: Catalogue): Identified | null {
  const words = wordsOf(text);
  if (words.length < MIN_WORDS) return null;
  const found = byText(words, catalogue) ?? byTitle(text, words.length, catalogue);
  if (found) return found;
  return looksLikeLicence(text) ? { id: 'other', spdx: null, score: 0 } : null;
}

function byText(words: string[], catalogue: Catalogue): Identified | null {
  const bag = bigramsOf(words);
  let best: { reference: Reference; score: number } | null = null;
  for (const reference of referencesOf(catalogue)) {
    const score = dice(bag, reference.bigrams);
    if (score > (best?.score ?? SAME)) best = { reference, score };
  }
  if (!best) return null;
  const { reference, score } = best;
  if (words.some((word) => CHANGES_TERMS.test(word) && !reference.words.has(word))) {
    return { id: 'other', spdx: null, score: 0 };
  }
  return { id: reference.entry.id, spdx: reference.entry.spdx, score: Math.round(score * 1000) / 1000 };
}

function byTitle(text: string, length: number, catalogue: Catalogue): Identified | null {
  if (length < MIN_AGREEMENT) return null;
  const lines = text
    .split(/\r\n|\r|\n/u)
    .filter((line) => line.trim() !== '')
    .slice(0, HEAD_LINES);
  for (const line of lines) {
    const written = wordsOf(line);
    const padded = ` ${written.join(' ')} `;
    const entry = longestTitle(padded, written.length, catalogue);
    if (entry) return { id: entry.id, spdx: entry.spdx, score: 0.9 };
  }
  return null;
}

function longestTitle(line: string, length: number, catalogue: Catalogue): CatalogueEntry | null {
  let best: { entry: CatalogueEntry; words: number } | null = null;
  for (const entry of catalogue.entries) {
    for (const title of entry.titles) {
      const words = wordsOf(title);
      if (words.length <= (best?.words ?? 0) || length > words.length + TITLE_SLACK) continue;
      if (line.includes(` ${words.join(' ')} `)) best = { entry, words: words.length };
    }
  }
  return best?.entry ?? null;
}

function referencesOf(catalogue: Catalogue): Reference[] {
  const known = references.get(catalogue);
  if (known) return known;
  const loaded = catalogue.entries.flatMap((entry) => {
    const text = entry.reference === null ? null : spdxText(entry.reference);
    if (text === null) return [];
    const words = wordsOf(text);
    return [{ entry, bigrams: bigramsOf(words), words: new Set(words) }];
  });
  references.set(catalogue, loaded);
  return loaded;
}

/** Words without what copies differ in: markup, copyright lines, placeholders, punctuation. */
function wordsOf(text: string): string[] {
  const plain = text
    .replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n---\r?\n/u, '')
    .replace(/<[^>\n]{1,200}>/gu, ' ')
    .replace(/^[\s#>*/-]*copyright\b.*$/gimu, ' ')
    .toLowerCase();
  return plain.match(/[\p{Script=Han}]|[\p{L}\p{N}]+/gu) ?? [];
}

function bigramsOf(words: string[]): Bag {
  const bag: Bag = new Map();
  for (let i = 1; i < words.length; i++) {
    const pair = `${words[i - 1]} ${words[i]}`;
    bag.set(pair, (bag.get(pair) ?? 0) + 1);
  }
  return bag;
}

function dice(a: Bag, b: Bag): number {
  let shared = 0;
  for (const [pair, count] of a) shared += Math.min(count, b.get(pair) ?? 0);
  const total = sum(a) + sum(b);
  return total === 0 ? 0 : (2 * shared) / total;
}

const sum = (bag: Bag) => [...bag.values()].reduce((total, count) => total + count, 0);

function looksLikeLicence(text: string): boolean {
  const words = text.match(/licen[cs]|许可|協議|协议|ライセンス/giu)?.length ?? 0;
  const grants =
    /hereby grant|grants? (?:to )?you|permission is|terms and conditions|“?agreement”? means|授予|許諾|许可协议/iu.test(
      text,
    );
  return words >= 3 && grants;
}
