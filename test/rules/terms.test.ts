import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileTerms } from '../../src/rules/terms.ts';

const found = (term: string, text: string): string[] =>
  compileTerms({ en: [term] })
    .all(text)
    .map(({ start, end }) => text.slice(start, end));

describe('how a term is written in a text', () => {
  test.each<[string, string, string[]]>([
    [
      'open source',
      'open source, open-source, opensource, Open Source',
      ['open source', 'open-source', 'opensource', 'Open Source'],
    ],
    ['open source', 'open\nsource open‑source open – source', ['open\nsource', 'open‑source', 'open – source']],
    ['open source', 'open    source, open to source', []],
    ['open source', 'reopen source, open sources, open source2, open source_', ['open source']],
    ['open source', '"open source".', ['open source']],
    ['open_source', 'open source, open  source, opensource, open-source', ['open source', 'open  source']],
    ['licen*', 'license licensed licen license2', ['license', 'licensed', 'licen']],
    ['model*', 'models remodel', ['models']],
    ["don't", "don't don’t dont", ["don't", 'don’t']],
    ['c++', 'c++ and C++', ['c++', 'C++']],
    ['a.b', 'a.b axb', ['a.b']],
    ['(x)', '(x) x', ['(x)']],
    ['[ ]', '[ ] []', ['[ ]', '[]']],
    ['открыт*', 'открытый переоткрытый Открыта', ['открытый', 'Открыта']],
    ['offen', 'offen öffentlich offenöl', ['offen']],
    ['école', 'École, écoles', ['École']],
    ['开源', '我们开源了模型，开源', ['开源', '开源']],
    ['オープンソース', '完全オープンソースの', ['オープンソース']],
    ['오픈소스', '오픈소스입니다', ['오픈소스']],
    ['开放 权重', '开放权重 开放 权重', ['开放权重', '开放 权重']],
    ['sota', '开源SOTA成绩, sotas', ['SOTA']],
    ['😀', 'a😀b', ['😀']],
  ])('%s in %j', (term, text, expected) => {
    expect(found(term, text)).toEqual(expected);
  });
});

describe('a list of terms', () => {
  const matcher = compileTerms({ en: ['open', 'open source', 'not'], de: ['offen', 'open'], zh: ['开源'] });

  test('a word with an edge in Latin letters gives way to the longer one that goes on in kana', () => {
    const [hit] = compileTerms({ en: ['blog'], ja: ['blog記事'] }).all('Blog記事');
    expect(hit?.end).toBe(6);
  });

  test('the longer one wins at the same place', () => {
    expect(matcher.all('open source')).toEqual([{ start: 0, end: 11, language: 'en' }]);
  });

  test.each([
    ['offen', 'de'],
    ['开源', 'zh'],
    ['Open', 'en'],
  ])('%s is %s', (text, language) => {
    expect(matcher.first(text)?.language).toBe(language);
  });

  test('first from, last up to', () => {
    const text = 'open not open';
    expect(matcher.first(text, 1)).toMatchObject({ start: 5 });
    expect(matcher.first(text, 10)).toBeNull();
    expect(matcher.last(text)).toMatchObject({ start: 9 });
    expect(matcher.last(text, 9)).toMatchObject({ start: 5 });
    expect(matcher.last(text, 3)).toBeNull();
  });

  test('none finds nothing', () => {
    const empty = compileTerms({});
    expect([empty.test('open'), empty.first('open'), empty.last('open'), empty.all('open')]).toEqual([
      false,
      null,
      null,
      [],
    ]);
  });
});

describe('whatever the term and the text', () => {
  const term = fc.string({ minLength: 1, maxLength: 12, unit: 'binary' });
  const text = fc.string({ unit: 'binary', maxLength: 200 });

  test('it compiles, and hits lie within the text, in order, apart', () => {
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 5 }), text, (list, around) => {
        const matcher = compileTerms({ en: list });
        const haystack = `${around}${list[0]}${around}`;
        const hits = matcher.all(haystack);
        let before = 0;
        for (const { start, end } of hits) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(haystack.length);
          before = end;
        }
        expect(matcher.test(haystack)).toBe(hits.length > 0);
        expect(matcher.first(haystack)).toEqual(hits[0] ?? null);
        expect(matcher.last(haystack)).toEqual(hits.at(-1) ?? null);
      }),
    );
  });

  test('a literal word is found between spaces', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9.+()[\]^$|?\\{}/-]{1,10}$/), (word) => {
        expect(compileTerms({ en: [word] }).test(` ${word} `)).toBe(true);
      }),
    );
  });

  test.each(['open source', 'a a a a a a a a', 'a*', '_', '开 源', "'"])('%j takes linear time', (each) => {
    const matcher = compileTerms({ en: [each, `${each} b`] });
    for (const piece of [each, ' ', 'a', 'a ', '-', 'open ', '开', 'open -']) {
      const start = performance.now();
      matcher.all(piece.repeat(50_000));
      expect(performance.now() - start).toBeLessThan(1_000);
    }
  });
});
