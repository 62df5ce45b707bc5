import { expect, test } from 'vitest';
import { parseCard } from '../../src/card/parse.ts';
import { frontMatterEvidence, listOf } from '../../src/facts/front-matter.ts';

test.each<[string, unknown, string[]]>([
  ['a string', 'a', ['a']],
  ['a list', ['a', 'b'], ['a', 'b']],
  ['spaces around', [' a '], ['a']],
  ['what is no text is left out', ['a', 1, null, { b: 1 }, ['c'], true, ''], ['a']],
  ['a number', 1, []],
  ['a map', { a: 1 }, []],
  ['nothing', null, []],
  ['blanks', '  ', []],
])('values of a key that is %s', (_, value, expected) => {
  expect(listOf({ key: value }, 'key').map((each) => each.value)).toEqual(expected);
});

test('what every object has is no value', () => {
  expect(listOf({}, 'constructor')).toEqual([]);
  expect(listOf({}, '__proto__')).toEqual([]);
});

test('the evidence is the raw line', () => {
  const card = parseCard('---\r\nlicense: mit # as ever\r\ndatasets:\r\n- acme/a\r\n- acme/b\r\n---\r\n');
  expect(frontMatterEvidence(card, ['datasets', 1], 'acme/b')).toEqual({
    source: 'front-matter',
    quote: '- acme/b',
    location: { path: 'README.md', startLine: 5, endLine: 5, heading: null },
    url: null,
  });
  expect(frontMatterEvidence(card, ['license'], 'mit').quote).toBe('license: mit # as ever');
});

test('a value that cannot be placed is quoted itself', () => {
  expect(frontMatterEvidence(parseCard('# A'), ['license'], 'mit')).toMatchObject({ quote: 'mit', location: null });
});
