/** A seeded draw of phrases, every language its share: pure. */
import { createHash } from 'node:crypto';
import type { Place } from './phrases.ts';

export interface Drawable extends Place {
  /** Id of the repository. */
  card: string;
  /** ISO 639-1 code. */
  language: string;
  sentence: { text: string };
}

/** The other languages share the rest evenly. The rarer goes first: cards in two languages are few. */
const SHARES: Readonly<Record<string, number>> = { zh: 0.25, en: 0.45 };
const MOST = 'en';
const PER_CARD = 2;

/** Sentences of sibling cards differ in names' numbers and in punctuation only. */
export const sameness = (sentence: string): string => sentence.toLowerCase().replace(/[^\p{L}]+/gu, '');

const order = (seed: string, { card, line, term, occurrence }: Drawable): string =>
  createHash('sha256').update([seed, card, line, term, occurrence].join('\0')).digest('hex');

/** @returns the phrases in an order that the seed alone decides */
export function shuffled<P extends Drawable>(phrases: readonly P[], seed: string): P[] {
  const keyed = phrases.map((phrase) => ({ phrase, key: order(seed, phrase) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ phrase }) => phrase);
}

/**
 * @param known sentences that were read before, as `sameness` gives them: no draw of them is fresh
 * @param taken phrases drawn already: their sentences and cards count
 * @returns at most `count`, at most two a card and one a sentence: 45 % English, 25 % Chinese, the other languages in
 *   turn until the rest is full or half of what each has is drawn, so that the next draw finds some too; what they
 *   leave is English
 */
export function draw<P extends Drawable>(
  phrases: readonly P[],
  {
    seed,
    count,
    known,
    taken = [],
  }: { seed: string; count: number; known: ReadonlySet<string>; taken?: readonly Drawable[] },
): P[] {
  const queues = new Map<string, P[]>();
  for (const phrase of shuffled(phrases, seed)) {
    const queue = queues.get(phrase.language);
    if (queue) queue.push(phrase);
    else queues.set(phrase.language, [phrase]);
  }
  const drawn: P[] = [];
  const cards = new Map<string, number>();
  const sentences = new Set(known);
  for (const { card, sentence } of taken) {
    cards.set(card, (cards.get(card) ?? 0) + 1);
    sentences.add(sameness(sentence.text));
  }
  /** @returns false when the language has no more */
  const take = (language: string): boolean => {
    for (let next = queues.get(language)?.shift(); next; next = queues.get(language)?.shift()) {
      const held = cards.get(next.card) ?? 0;
      const sentence = sameness(next.sentence.text);
      if (held >= PER_CARD || sentences.has(sentence)) continue;
      cards.set(next.card, held + 1);
      sentences.add(sentence);
      drawn.push(next);
      return true;
    }
    return false;
  };
  const others = [...queues].filter(([language]) => SHARES[language] === undefined);
  const turns = others
    .flatMap(([language, { length }]) =>
      Array.from({ length: Math.ceil(length / 2) }, (_, turn) => ({ language, turn })),
    )
    .sort((a, b) => a.turn - b.turn || a.language.localeCompare(b.language));
  const restEnd = Math.round(count * (1 - Object.values(SHARES).reduce((sum, share) => sum + share, 0)));
  for (const { language } of turns) if (drawn.length < restEnd) take(language);
  for (const [language, share] of Object.entries(SHARES)) {
    for (let left = Math.round(count * share); left > 0 && drawn.length < count && take(language); left--);
  }
  while (drawn.length < count && take(MOST));
  return drawn;
}
