import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth, padEnd, truncate, wrap } from '../../src/report/width.ts';

test.each([
  ['open', 4],
  ['开源', 4],
  ['オープン', 8],
  ['열린', 4],
  ['ｆｕｌｌ', 8],
  ['e\u0301', 1],
  ['👩‍🔬', 2],
  ['🇫🇷', 2],
  ['नमस्ते', 4],
  ['a\u200Db', 2],
  ['“–…”', 4],
  ['', 0],
])('%s is %i wide', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ['open', 6, 'open  '],
  ['开源', 6, '开源  '],
  ['openness', 4, 'openness'],
])('padEnd(%s, %i)', (text, width, padded) => {
  expect(padEnd(text, width)).toBe(padded);
});

test.each([
  ['openness', 8, 'openness'],
  ['openness', 5, 'open…'],
  ['开源模型', 6, '开源…'],
  ['开源模型', 5, '开源…'],
])('truncate(%s, %i)', (text, width, cut) => {
  expect(truncate(text, width, '…')).toBe(cut);
});

describe('wrap', () => {
  test.each([
    ['at spaces', 'the weights are open', 11, ['the weights', 'are open']],
    ['between wide characters', '首个真正开源的模型', 8, ['首个真正', '开源的模', '型']],
    ['keeping a closing mark with its word', '首个真正，开源', 8, ['首个真', '正，开源']],
    ['keeping narrow words inside wide text whole', '模型GPT很好', 6, ['模型', 'GPT很', '好']],
    ['a path after its slashes', 'see models/example/weights', 12, ['see models/', 'example/', 'weights']],
    ['a word with no place to break', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['nothing', '  ', 10, []],
  ])('%s', (_, text, width, expected) => {
    expect(wrap(text, width)).toEqual(expected);
  });

  test('loses nothing but spaces and never exceeds the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.integer({ min: 12, max: 40 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});
