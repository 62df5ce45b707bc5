/** The language of one sentence, coarsely: for drawing every language its share. */
import { detectLanguage } from '../../src/card/language.ts';
import type { Card, Sentence } from '../../src/card/types.ts';

/** Kana and Hangul decide before Han, which Japanese and Korean also use. */
const SCRIPTS: readonly [string, RegExp][] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['ar', /\p{Script=Arabic}/u],
];

/**
 * @returns ISO 639-1 code: by script; in Latin script another language than English only where both the card and the
 *   paragraph are in it, since a sentence is short
 */
export function languageOf(sentence: Sentence, card: Card): string {
  const byScript = SCRIPTS.find(([, letters]) => letters.test(sentence.text));
  if (byScript) return byScript[0];
  const own = detectLanguage(sentence.block.text) ?? 'en';
  return card.language?.split('-').includes(own) ? own : 'en';
}
