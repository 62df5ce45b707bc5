/**
 * Terms: the only pattern language of rule files. A term is literal text. A space stands for an optional space or
 * hyphen (`open source` also finds `open-source` and `opensource`); a trailing `*` lets letters follow; `_` is a space
 * or underscore that must be there. Words of alphabetic scripts match whole; Han, kana, Hangul and Thai, which set no
 * spaces, match anywhere. No term can make the matcher backtrack, so no rule can hang the tool.
 */

/** Terms by ISO 639-1 language. */
export type Terms = Readonly<Record<string, readonly string[]>>;

export interface Hit {
  start: number;
  end: number;
  /** Language of the term; of several languages that share it, the first in the list. */
  language: string;
}

export interface Matcher {
  test(text: string): boolean;
  /** The first hit that begins at or after `from`. */
  first(text: string, from?: number): Hit | null;
  /** The last hit that ends at or before `to`. */
  last(text: string, to?: number): Hit | null;
  all(text: string): Hit[];
}

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー]$/u;
const WORD = /^[\p{L}\p{N}]$/u;
// Letters of scripts that set spaces, and digits: in "开源SOTA成绩" the word SOTA stands alone.
const INNER = '[^\\P{L}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]|\\p{N}';
const EDGE_BEFORE = `(?<!${INNER})`;
const EDGE_AFTER = `(?!${INNER})`;

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const needsEdge = (char: string | undefined): boolean => char !== undefined && WORD.test(char) && !UNSPACED.test(char);

/** The pattern of one term without its edges, and whether its script sets words apart. */
function patternOf(term: string): { body: string; word: boolean } {
  const open = term.endsWith('*');
  const chars = [...(open ? term.slice(0, -1) : term)];
  const body = chars
    .map((char) => {
      if (char === ' ') return '[\\s\\u2010-\\u2015-]{0,3}';
      if (char === '_') return '[\\s_]+';
      if (char === "'") return "['’]";
      return quoted(char);
    })
    .join('');
  const word = needsEdge(chars[0]) && needsEdge(chars.at(-1));
  return { body: open ? `${body}\\p{L}*` : body, word };
}

/** One look at the edges for all words together: an edge in each alternative costs a hundred times more. */
function sourceOf(terms: readonly string[]): string {
  const patterns = terms.map(patternOf);
  const bodies = (word: boolean) =>
    patterns
      .filter((pattern) => pattern.word === word)
      .map((pattern) => pattern.body)
      .join('|');
  const words = bodies(true);
  const unspaced = bodies(false);
  // "blog記事" is longer than "blog": what needs no edge goes first.
  return [unspaced, words && `${EDGE_BEFORE}(?:${words})${EDGE_AFTER}`].filter(Boolean).join('|');
}

const NOTHING: Matcher = { test: () => false, first: () => null, last: () => null, all: () => [] };

/** Computed when first asked for: most lists of most runs never are. */
function lazy<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** @param terms literal terms by language; longer terms win over shorter ones at the same place */
export function compileTerms(terms: Terms): Matcher {
  const entries = Object.entries(terms).flatMap(([language, list]) => list.map((term) => ({ language, term })));
  if (entries.length === 0) return NOTHING;
  const pattern = lazy(() => {
    const longestFirst = entries.toSorted((a, b) => b.term.length - a.term.length);
    return new RegExp(sourceOf(longestFirst.map(({ term }) => term)), 'giu');
  });
  const languageOf = lazy(() => languagesOf(entries));
  const toHit = (match: RegExpMatchArray): Hit => ({
    start: match.index ?? 0,
    end: (match.index ?? 0) + match[0].length,
    get language() {
      return languageOf()(match[0]);
    },
  });
  const from = (text: string, start: number): RegExpExecArray | null => {
    const regex = pattern();
    regex.lastIndex = start;
    const match = regex.exec(text);
    regex.lastIndex = 0;
    return match;
  };
  // `matchAll` would clone a large expression on every call.
  const all = (text: string): Hit[] => {
    const hits: Hit[] = [];
    for (let match = from(text, 0); match; match = from(text, match.index + match[0].length)) hits.push(toHit(match));
    return hits;
  };
  return {
    test: (text) => from(text, 0) !== null,
    first(text, start = 0) {
      const match = from(text, start);
      return match ? toHit(match) : null;
    },
    last: (text, to = text.length) => all(text).findLast((hit) => hit.end <= to) ?? null,
    all,
  };
}

/** Which language's list a matched text is from. */
function languagesOf(entries: readonly { language: string; term: string }[]): (text: string) => string {
  const patterns = entries.map(({ term, language }) => ({
    language,
    pattern: lazy(() => new RegExp(`^(?:${patternOf(term).body})$`, 'iu')),
  }));
  const known = new Map<string, string>();
  return (text) => {
    const key = text.toLowerCase();
    const language = known.get(key) ?? patterns.find(({ pattern }) => pattern().test(text))?.language ?? 'en';
    known.set(key, language);
    return language;
  };
}
