/** Every word list and every guard is needed: without the list an example fails, and each guard decides an example. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseCard } from '../../src/card/parse.ts';
import type { Card } from '../../src/card/types.ts';
import { claimsOf, decideClaims } from '../../src/claims/find.ts';
import { createLexicon, LEXICON_WORDS, type Lexicon, type Places } from '../../src/claims/lexicon.ts';
import { GUARD_WORDS } from '../../src/report/guard-words.ts';
import { compileGlobs } from '../../src/rules/globs.ts';
import { loadRules } from '../../src/rules/load.ts';

const { claims: rules, lexicon } = loadRules();
const read = (url: string) => parse(readFileSync(new URL(url, import.meta.url), 'utf8'));

interface Example {
  id: string;
  card: Card;
}

const exampleOf = (card = '', front: Readonly<Record<string, unknown>> = {}, id = 'acme/Acme-7B'): Example => ({
  id,
  card: parseCard(`---\n${stringify({ license: 'mit', ...front })}---\n${card}\n`),
});
const sentences: Record<string, [string, string][]> = read('./sentences.yml');
interface Mechanism {
  needs: string;
  card: string;
  claims: string;
  id?: string;
  front?: Readonly<Record<string, unknown>>;
}
const mechanisms: Mechanism[] = read('./mechanisms.yml');
const cardOf = ({ card, front, id }: Mechanism): Example => exampleOf(card, front, id);
const examples = [
  ...mechanisms.map(cardOf),
  ...rules.flatMap((rule) => rule.examples.map(({ card, front, model }) => exampleOf(card, front, model))),
  ...Object.values(sentences).flatMap((rows) => rows.map(([text]) => exampleOf(text))),
];

const said = ({ id, card }: Example, words: Lexicon): string =>
  claimsOf(decideClaims(card, id, words))
    .map(({ kind, stance, object }) => `${kind} ${stance} ${object}`)
    .join(', ');

const lists = Object.fromEntries(LEXICON_WORDS.map((name) => [name, read(`../../rules/words/${name}.yml`).terms]));
const globs = (name: string) => compileGlobs(read(`../../rules/lists/${name}.yml`).items);
const places: Places = { isMakers: globs('model-families'), isPaperSite: globs('paper-sites') };

/** The lexicon without one of its lists. */
const without = (name: string): Lexicon =>
  name in places
    ? createLexicon(rules, lists, { ...places, [name]: () => false })
    : createLexicon(rules, { ...lists, [name]: {} }, places);

const readingsOf = ({ id, card }: Example) => decideClaims(card, id, lexicon).map(({ reading }) => reading);

describe('mechanisms', () => {
  test.each(mechanisms.map((mechanism) => [mechanism.needs, mechanism] as const))('%s', (needs, mechanism) => {
    const example = cardOf(mechanism);
    expect(said(example, lexicon)).toBe(mechanism.claims);
    const [fate = '', guard = ''] = needs.split(': ');
    if (guard === '') expect(said(example, without(needs))).not.toBe(mechanism.claims);
    else {
      const guards = readingsOf(example).flatMap((reading) =>
        reading.claim === (fate === 'accepts') ? reading.guard.split(':') : [],
      );
      expect(guards).toContain(guard);
    }
  });
});

describe('word lists', () => {
  const found = examples.map((example) => said(example, lexicon));
  const isNeeded = (weaker: Lexicon): boolean => examples.some((example, i) => said(example, weaker) !== found[i]);

  test('all of them make the lexicon', () => {
    expect(isNeeded(createLexicon(rules, lists, places))).toBe(false);
  });

  test.each(LEXICON_WORDS)('%s', (name) => {
    expect(isNeeded(without(name))).toBe(true);
  });

  test.each(Object.keys(places))('%s', (name) => {
    expect(isNeeded(without(name))).toBe(true);
  });
});

describe('guards', () => {
  const readings = examples.flatMap(readingsOf);
  const namesOf = (claim: boolean) => readings.filter((reading) => reading.claim === claim).map(({ guard }) => guard);
  const accepted = new Set(namesOf(true).flatMap((guard) => guard.split(':')));
  const rejected = new Set(namesOf(false));

  test.each([...Object.keys(GUARD_WORDS.accepted), ...Object.keys(GUARD_WORDS.manners)])('accepts: %s', (guard) => {
    expect(accepted.has(guard)).toBe(true);
  });

  test.each(Object.keys(GUARD_WORDS.rejected))('rejects: %s', (guard) => {
    expect(rejected.has(guard)).toBe(true);
  });
});
