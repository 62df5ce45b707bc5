/** Which language a sentence is in: by the script at the candidate, then by its small words. */
import type { Lexicon } from './lexicon.ts';
import type { Candidate } from './reading.ts';

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const HAN = /\p{Script=Han}/gu;
const LATIN = /\p{Script=Latin}/gu;

/** Other scripts of one language each, as far as there are words for it. */
const SCRIPTS: readonly [string, RegExp][] = [
  ['ko', /\p{Script=Hangul}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ar', /\p{Script=Arabic}/gu],
];

/** So near to a candidate the letters tell what it stands in: "我们 open source 了". */
const NEAR = 4;
/** Fewer kana to a Han are a name in a Chinese sentence. */
const MIN_KANA = 0.1;
/** Letters of another script to one in Latin: in a sentence without a small word they tell its language. */
const MIN_OTHER = 0.25;

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0;

/** The language of a stretch of text by its script; null for Latin. Kana makes the Han around it Japanese. */
function byScript(text: string, sentence: string): string | null {
  const other = SCRIPTS.find(([, letters]) => count(text, letters) > 0);
  if (other) return other[0];
  if (count(text, HAN) + count(text, KANA) === 0) return null;
  return count(sentence, KANA) > count(sentence, HAN) * MIN_KANA ? 'ja' : 'zh';
}

function bySmallWords(text: string, candidate: Candidate, { smallWords }: Lexicon): Map<string, number> {
  const words = text.toLowerCase().match(/[\p{Script=Latin}\p{M}]+/gu) ?? [];
  const seen = new Map<string, number>();
  for (const [language, small] of smallWords) {
    const hits =
      words.filter((word) => small.has(word)).length + (candidate.language === language && language !== 'en' ? 1 : 0);
    if (hits > 0) seen.set(language, hits);
  }
  return seen;
}

/**
 * @param text a sentence
 * @param candidate where in it
 * @param ofCard the language of the whole card, which decides where the sentence says little
 * @returns ISO 639-1 code; English where nothing tells
 */
export function languageOf(text: string, candidate: Candidate, ofCard: string | null, lexicon: Lexicon): string {
  const near = byScript(text.slice(Math.max(0, candidate.start - NEAR), candidate.end + NEAR), text);
  if (near) return near;
  const seen = bySmallWords(text, candidate, lexicon);
  if (seen.size === 0) {
    const mixed = count(text, /\p{L}/gu) > (1 + MIN_OTHER) * count(text, LATIN);
    return (mixed ? byScript(text, text) : null) ?? latinOf(ofCard, lexicon) ?? 'en';
  }
  const most = Math.max(...seen.values());
  const best = [...seen].filter(([, weight]) => weight === most).map(([language]) => language);
  const card = latinOf(ofCard, lexicon);
  return best.find((language) => language === card) ?? best.find((language) => language === 'en') ?? best[0] ?? 'en';
}

/** Of a card in two languages (`mixed-de-zh`), the one in Latin script. */
const latinOf = (ofCard: string | null, { smallWords }: Lexicon): string | null =>
  ofCard?.split('-').find((language) => smallWords.has(language)) ?? null;
