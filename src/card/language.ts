/** Which language the prose of a card is in: by script, then by the commonest small words. */

/** Small words that few other languages of the list share. Checked against published stop-word lists (snowball). */
const SMALL_WORDS: Record<string, readonly string[]> = {
  en: ['the', 'and', 'of', 'is', 'this', 'with', 'for', 'was'],
  de: ['und', 'der', 'die', 'das', 'ist', 'nicht', 'mit', 'für'],
  fr: ['le', 'les', 'est', 'et', 'des', 'pour', 'une', 'dans'],
  es: ['el', 'los', 'las', 'y', 'para', 'una', 'del', 'con'],
  pt: ['o', 'os', 'não', 'para', 'uma', 'em', 'do', 'com'],
  it: ['il', 'gli', 'è', 'di', 'che', 'per', 'una', 'con'],
  vi: ['là', 'và', 'của', 'được', 'cho', 'các', 'một', 'không'],
  id: ['dan', 'yang', 'ini', 'untuk', 'dengan', 'adalah', 'dari', 'pada'],
};

const SCRIPTS: Record<string, RegExp> = {
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  zh: /\p{Script=Han}/gu,
  ko: /\p{Script=Hangul}/gu,
  ru: /\p{Script=Cyrillic}/gu,
  ar: /\p{Script=Arabic}/gu,
  latin: /\p{Script=Latin}/gu,
};

/** Fewer letters say nothing about a language. */
const MIN_LETTERS = 40;
/** A second language counts from this share on. Han and Hangul carry more in a letter, so they are weighed. */
const MIN_SHARE = 0.2;
const WEIGHT: Record<string, number> = { zh: 3, ja: 2.5, ko: 2, ru: 1, ar: 1.2, latin: 1 };
const SAMPLE = 20_000;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function latinLanguage(text: string): string {
  const words = text.toLowerCase().match(/\p{Script=Latin}+/gu) ?? [];
  const seen = new Map<string, number>();
  for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  let best = 'en';
  let most = 0;
  for (const [language, small] of Object.entries(SMALL_WORDS)) {
    const hits = small.reduce((sum, word) => sum + (seen.get(word) ?? 0), 0);
    if (hits > most) [best, most] = [language, hits];
  }
  return best;
}

/**
 * @param prose text without markup
 * @returns `en`, `zh`, ...; `mixed-en-zh` when a second language holds at least a fifth; null for too little text
 */
export function detectLanguage(prose: string): string | null {
  const text = prose.slice(0, SAMPLE);
  const letters: Record<string, number> = {};
  for (const [script, pattern] of Object.entries(SCRIPTS)) letters[script] = count(text, pattern);
  const kana = letters.kana ?? 0;
  // Kana makes the Han around it Japanese; a few kana in a long Chinese card do not.
  if (kana > (letters.zh ?? 0) * 0.1) {
    letters.ja = kana + (letters.zh ?? 0);
    letters.zh = 0;
  }
  const weighed = Object.entries(WEIGHT)
    .map(([script, weight]) => ({ script, size: (letters[script] ?? 0) * weight }))
    .sort((a, b) => b.size - a.size);
  const total = weighed.reduce((sum, { size }) => sum + size, 0);
  if (total < MIN_LETTERS) return null;
  const named = weighed
    .filter(({ size }) => size >= total * MIN_SHARE)
    .map(({ script }) => (script === 'latin' ? latinLanguage(text) : script));
  const [first = null, second] = named;
  if (!second) return first;
  return `mixed-${[first, second].sort().join('-')}`;
}
