/** Labels of phrases that were drawn after the rules were frozen: the rules beside them, and the tools that draw. */
import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRepository } from '../../scripts/claims/cards.ts';
import { type Drawable, draw, sameness } from '../../scripts/claims/draw.ts';
import { labelFiles, readLabels } from '../../scripts/claims/labels.ts';
import { languageOf } from '../../scripts/claims/language.ts';
import {
  answerOf,
  assertedCounts,
  assertedPrecision,
  interval,
  MIN_PRECISION,
  type Outcome,
  outcomesOf,
} from '../../scripts/claims/measure.ts';
import { decidedAt, phrasesOf } from '../../scripts/claims/phrases.ts';
import { sheetEntry } from '../../scripts/claims/sheet.ts';
import { absence, loadDevelopment, loadUnlabelled } from '../../scripts/eval/data.ts';
import { parseCard } from '../../src/card/parse.ts';
import { sentencesOf } from '../../src/card/sentences.ts';
import { loadRules } from '../../src/rules/load.ts';

const { lexicon } = loadRules();
const away = absence();
const skipped = away === null ? '' : ` (skipped: ${away})`;

describe.skipIf(away !== null)(`fresh labels${skipped}`, () => {
  const files = labelFiles().map((path) => ({ name: basename(path), ...readLabels(path) }));

  test.each(files.filter(({ final }) => final))(
    '$name: what the rules assert is asserted',
    ({ labels }) => {
      const precision = assertedPrecision(outcomesOf(labels, loadUnlabelled(), lexicon));
      expect(precision).toBeGreaterThanOrEqual(MIN_PRECISION);
    },
    60_000,
  );

  test('every phrase of the development cards is found again where it is said to be', () => {
    const lost: string[] = [];
    for (const repository of loadDevelopment()) {
      const { id, card, phrases } = readRepository(repository, lexicon);
      for (const phrase of phrases) {
        const { here } = decidedAt(card, phrases, phrase);
        if (!here.includes(phrase.decision)) lost.push(`${id}:${phrase.line}`);
      }
    }
    expect(lost).toEqual([]);
  }, 60_000);
});

describe('phrases', () => {
  const read = (text: string) => {
    const card = parseCard(text);
    return { card, phrases: phrasesOf(card, 'acme/Acme-7B', lexicon) };
  };

  test('the same sentence twice is two phrases, and the same term twice on a line has two places', () => {
    const { phrases } = read('# Acme\n\nAcme is open source.\n\nAcme is open source. Acme is open source.\n');
    expect(phrases.map(({ line, term, occurrence }) => [line, term, occurrence])).toEqual([
      [3, 'open source', 1],
      [5, 'open source', 1],
      [5, 'open source', 2],
    ]);
  });

  test('those of the gated prompt are read, tags are not', () => {
    const { phrases } = read('---\ntags:\n- open-source\nextra_gated_prompt: Acme is open source.\n---\n# Acme\n');
    expect(phrases.map(({ line, term }) => [line, term])).toEqual([[4, 'open source']]);
  });

  test('what is decided of other words of the sentence stands beside', () => {
    const { card, phrases } = read('# Acme\n\nAcme is open source and openly available.\n');
    const { here, beside } = decidedAt(card, phrases, { line: 3, term: 'openly available', occurrence: 1 });
    expect(here.map(({ candidate }) => candidate.kind)).toContain('open');
    expect(answerOf({ here: [], beside }).beside).toContain('asserted');
  });

  test('a place that is not there is an error, not a miss', () => {
    const { card, phrases } = read('# Acme\n\nAcme is open source.\n');
    expect(() => decidedAt(card, phrases, { line: 3, term: 'open source', occurrence: 2 })).toThrow('line 3');
  });

  test('the sheet shows the phrase in its surroundings and nothing of what was decided', () => {
    const { card, phrases } = read('# Acme\n\nIt is new. Acme is open source. It is fast.\n');
    const [entry] = phrases.map((phrase) => sheetEntry(1, 'acme/Acme-7B', card, phrase));
    expect(entry?.split('\n')).toEqual([
      '## 1. acme/Acme-7B:3 "open source" (en, paragraph)',
      '',
      '- under: Acme',
      '- before: It is new.',
      '- HERE: Acme is 【open source】.',
      '- after: It is fast.',
      '- raw: It is new. Acme is open source. It is fast.',
    ]);
  });

  test.each([
    ['Acme is an open model.', 'en'],
    ['我们开源了 Acme。', 'zh'],
    ['Acme はオープンです。', 'ja'],
    ['Acme 는 공개되었습니다.', 'ko'],
    ['Acme с открытым кодом.', 'ru'],
    ['Acme est un modèle ouvert pour la recherche et pour les étudiants.', 'fr'],
  ])('the language of "%s" is %s', (text, language) => {
    const card = parseCard(text);
    expect(card.blocks.flatMap(sentencesOf).map((sentence) => languageOf(sentence, card))).toEqual([language]);
  });
});

describe('the draw', () => {
  const words = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  const phrase: fc.Arbitrary<Drawable> = fc.record({
    card: words,
    line: fc.integer({ min: 1, max: 9 }),
    term: fc.constant('open'),
    occurrence: fc.constant(1),
    language: fc.constantFrom('en', 'zh', 'ja', 'fr'),
    sentence: fc.record({ text: fc.array(words, { minLength: 1, maxLength: 3 }).map((each) => each.join('')) }),
  });
  const drawing = fc.record({ seed: fc.string(), count: fc.integer({ min: 0, max: 20 }) });

  test('at most so many, two a card, one a sentence, none that is known, whatever the pool', () => {
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 60 }), drawing, (pool, how) => {
        const drawn = draw(pool, { ...how, known: new Set(['a', 'bb']) });
        const sentences = drawn.map(({ sentence }) => sameness(sentence.text));
        expect(drawn.length).toBeLessThanOrEqual(how.count);
        expect(new Set(sentences).size).toBe(sentences.length);
        expect(sentences.filter((sentence) => sentence === 'a' || sentence === 'bb')).toEqual([]);
        for (const { card } of drawn)
          expect(drawn.filter((other) => other.card === card).length).toBeLessThanOrEqual(2);
      }),
    );
  });

  const pool = (language: string, size: number): Drawable[] =>
    Array.from({ length: size }, (_, index) => {
      const name = `${language}${String.fromCodePoint(0x4e00 + index)}`;
      return { card: name, line: 1, term: 'open', occurrence: 1, language, sentence: { text: name } };
    });
  const large = [...pool('en', 400), ...pool('zh', 400), ...pool('ja', 400), ...pool('fr', 8)];
  const how = { seed: 's', count: 100, known: new Set<string>() };
  const sizes = (drawn: readonly Drawable[]) =>
    ['en', 'zh', 'ja', 'fr'].map((language) => drawn.filter((each) => each.language === language).length);

  test('every language has its share, a rare one half of what it has', () => {
    expect(sizes(draw(large, how))).toEqual([45, 25, 26, 4]);
  });

  test('what the others cannot fill is English', () => {
    expect(sizes(draw([...pool('en', 400), ...pool('zh', 3)], how))).toEqual([97, 3, 0, 0]);
  });

  test('the same seed draws the same, whatever the order of the pool; another seed draws others', () => {
    expect(draw(large.toReversed(), how)).toEqual(draw(large, how));
    expect(draw(large, { ...how, seed: 't' })).not.toEqual(draw(large, how));
  });

  test('a second draw leaves out what was taken', () => {
    const taken = draw(large, how);
    const more = draw(large, { ...how, taken });
    expect(more.filter((phrase) => taken.includes(phrase))).toEqual([]);
  });
});

describe('the figures', () => {
  const place = { card: 'acme/Acme-7B', line: 3, term: 'open source', occurrence: 1, language: 'en' };
  const label = (claim: 'asserted' | 'implied' | 'none', kind: 'open' | 'open-source' = 'open-source') => {
    const what = claim === 'none' ? { kind: null, object: null } : { kind, object: 'model' as const };
    return { ...place, claim, ...what, note: '' };
  };
  const answer = (claim: 'asserted' | 'none', beside: readonly 'asserted'[] = []) => {
    return { claim, kind: claim === 'none' ? null : ('open-source' as const), guard: 'self', beside };
  };
  const outcomes: Outcome[] = [
    { label: label('asserted'), answer: answer('asserted') },
    { label: label('asserted', 'open'), answer: answer('asserted') },
    { label: label('implied'), answer: answer('asserted') },
    { label: label('none'), answer: answer('none') },
    { label: label('asserted'), answer: answer('none') },
    { label: label('asserted'), answer: answer('none', ['asserted']) },
  ];

  test('an assertion is right where the label asserts; one found in other words of its sentence is not missed', () => {
    expect(assertedCounts(outcomes, { withKind: false })).toEqual({ hits: 2, extra: 1, missed: 1 });
    expect(assertedPrecision(outcomes)).toBeCloseTo(2 / 3);
  });

  test('with its kind', () => {
    expect(assertedCounts(outcomes, { withKind: true })).toEqual({ hits: 1, extra: 2, missed: 2 });
  });

  test.each([
    [0, 0, null],
    [95, 100, [0.888, 0.978]],
    [0, 10, [0, 0.278]],
  ])('%d of %d lies within %j', (part, whole, expected) => {
    const range = interval(part, whole);
    expect(range && [range.low, range.high].map((value) => Math.round(value * 1000) / 1000)).toEqual(expected);
  });

  test('labels that are not judged are no labels', () => {
    const unjudged = { ...place, claim: null, kind: null, object: null, note: '' };
    expect(() => outcomesOf([unjudged], [], lexicon)).toThrow('1 labels are not judged');
  });
});
