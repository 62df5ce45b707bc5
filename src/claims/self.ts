/** The names by which a card speaks of its own model. */
import type { Matcher } from '../rules/terms.ts';

export interface SelfNames {
  /** Whether a stretch of text names this model or its family. */
  test(text: string): boolean;
  /** Whether the initials of words in capitals spell it: "Acme Creates Many Embeddings" is ACME. */
  spells(text: string): boolean;
}

export interface OwnNames extends SelfNames {
  /** The same, where a version or a kind of the name that this model's has not is another's. */
  strict: SelfNames;
  /** Whether a word is a piece of the model's name as its id spells it. */
  spelled(word: string): boolean;
  /** Whether a name is that of the repository's owner: "Acme" of `acme-ai/Acme-7B`. */
  isMaker(name: string): boolean;
}

/** What follows a name: a version (no size such as `1.8B`), or a kind in capitals. */
const OTHER = /^[-\s]?v?(\d+\.\d+)(?![\dBbMmKk])|^-(\p{Lu}{2,4})(?!\p{L})/u;

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const SIZE = /^v?\d+(?:\.\d+)*[bmk]?$/i;

const parts = (name: string, generic: Matcher): string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 2 && !SIZE.test(part) && !generic.test(part));

/** "GPT-J-6B" is "gptj": of a name without a telling part all parts together tell. */
function compoundOf(name: string): string {
  const kept = name.split(/[-_.\s]+/).filter((part) => !SIZE.test(part));
  return kept.length > 1 ? plain(kept.join('')) : '';
}

export interface NameWords {
  /** Parts of names that many models share and that name none. */
  generic: Matcher;
  /** Whether a part of a name is the base's: of a family that others make, or of a declared base model. */
  isAnothers?: (part: string) => boolean;
}

const stemOf = (word: string): string => word.replace(/\d+$/, '');

/** The parts of an id, and of titles that show how it is written: a title must share a part with the id. */
function tokensOf(name: string, titles: readonly string[], generic: Matcher): Set<string> {
  const tokens = new Set(parts(name, generic));
  for (const stem of [...tokens].map(stemOf)) if (stem.length >= 3 && !generic.test(stem)) tokens.add(stem);
  for (const title of titles.slice(0, 2)) {
    if (!parts(title, generic).some((word) => plain(name).includes(word) || tokens.has(word))) continue;
    const own = title.split(/\s[-–—:|]|[:：(（]/)[0] ?? '';
    for (const word of parts(own, generic)) if (word.length >= 3 && /\p{Lu}|\d/u.test(own)) tokens.add(word);
  }
  return tokens;
}

/**
 * @param id repository id, `org/name`
 * @param titles headings of the first level: many cards use the model's written name only there
 */
export function selfNames(id: string, titles: readonly string[], { generic, isAnothers }: NameWords): OwnNames {
  const name = id.split('/').at(-1) ?? id;
  const owner = id.includes('/') ? (id.split('/')[0] ?? '') : '';
  const all = tokensOf(name, titles, generic);
  const isOwn = (part: string) => !isAnothers?.(stemOf(part));
  // A copy of another's model has no name of its own: its card speaks of the model that it copies.
  const tokens = parts(name, generic).some(isOwn) ? new Set([...all].filter(isOwn)) : all;
  const compound = tokens.size === 0 ? compoundOf(name) : '';
  const spelt = [name, ...titles.slice(0, 2)].join(' ');
  const isToken = (word: string): boolean => {
    const lower = word.toLowerCase();
    const stem = stemOf(lower);
    // "depth" is a word, where the name has "Depth".
    if (tokens.size > 1 && word === lower && /^\p{Ll}+$/u.test(word) && !spelt.includes(word)) return false;
    if (tokens.has(lower) || (stem.length >= 3 && tokens.has(stem))) return true;
    const within = lower.length >= 4 && /\p{Lu}/u.test(word) && [...tokens].some((token) => token.startsWith(lower));
    return within && !generic.test(lower) && !all.has(stem) && isOwn(lower);
  };
  /** "Acme-1.5", "Acme-VL": another member of the family, where this one is Acme-7B. */
  const isMember = (suffix: string): boolean => {
    const [, version, kind = ''] = OTHER.exec(suffix) ?? [];
    if (version) return !name.replaceAll('_', '.').includes(version);
    return kind !== '' && !generic.test(kind) && !isToken(kind);
  };
  const isCompound = (text: string): boolean =>
    compound !== '' &&
    (text.match(/[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)+/gu) ?? []).some((each) => compoundOf(each) === compound);
  const names = (text: string, isMeant: (rest: string) => boolean): boolean =>
    isCompound(text) ||
    [...text.matchAll(/[\p{Script=Latin}\p{N}]+|[^\p{Script=Latin}\P{L}]+/gu)].some(
      ({ 0: word, index }) => isToken(word) && isMeant(text.slice(index + word.length)),
    );
  const spells = (text: string): boolean =>
    (text.match(/(?:\p{Lu}[\p{L}\p{N}-]*\s+){2,}\p{Lu}\p{L}*/gu) ?? []).some((run) => {
      const initials = run.replace(/(?<=\S)\S+|\s+/gu, '').toLowerCase();
      return [...tokens].some((token) => token.length >= 3 && initials.startsWith(token));
    });
  return {
    test: (text) => names(text, () => true),
    spells,
    spelled: (word) => word !== '' && plain(name).includes(plain(word)),
    isMaker: (text) => {
      const [one, other] = [plain(text), plain(owner)];
      return one.length >= 3 && other.length >= 3 && (one.includes(other) || other.includes(one));
    },
    strict: { test: (text) => names(text, (rest) => !isMember(rest)), spells },
  };
}
