import { describe, expect, test } from 'vitest';
import { nounsIn, objectOf } from '../../src/claims/nouns.ts';
import { firstWords, lastWords } from '../../src/claims/reading.ts';
import { selfNames } from '../../src/claims/self.ts';
import { loadRules } from '../../src/rules/load.ts';

const { lexicon } = loadRules();
const chinese = lexicon.words('zh');

describe('what is called open', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['the model and its weights', ['model', 'weights']],
    ['training code', ['training-code']],
    ['code', ['code']],
    ['the datasets', ['data']],
    ['模型权重', ['weights']],
    ['代码和模型', ['code', 'model']],
  ])('nouns in %j', (text, expected) => {
    expect(nounsIn(text, chinese).map((noun) => noun.class)).toEqual(expected);
  });

  test('they stand apart, in order, where they say', () => {
    const text = 'The model weights, training code, data and the license of the model are here: 模型权重和代码。';
    let before = 0;
    for (const { start, end, text: noun } of nounsIn(text, chinese)) {
      expect(start).toBeGreaterThanOrEqual(before);
      expect(text.slice(start, end)).toBe(noun);
      before = end;
    }
  });

  test.each([
    [[], null],
    [['other'], null],
    [['license'], null],
    [['model'], 'model'],
    [['weights'], 'weights'],
    [['weights', 'model'], 'model'],
    [['training-code'], 'training-code'],
    [['code', 'training-code'], 'training-code'],
    [['data'], 'data'],
    [['code', 'data'], 'everything'],
    [['weights', 'code'], 'everything'],
    [['model', 'other'], 'model'],
  ] as const)('%j is %s', (classes, expected) => {
    expect(objectOf(classes)).toBe(expected);
  });
});

describe('whether a text names the model', () => {
  test.each<[string, string[], string, boolean]>([
    ['allenai/OLMo-7B', [], 'OLMo is open.', true],
    ['allenai/OLMo-7B', [], 'olmo is open.', true],
    ['allenai/OLMo-7B', [], 'This 7B model is open.', false],
    ['allenai/OLMo-7B', [], 'Llama is open.', false],
    ['acme/llama-chat-model-7b', [], 'Any chat model.', false],
    ['Qwen/Qwen2.5-7B-Instruct', [], 'Qwen is open.', true],
    ['Qwen/Qwen2.5-7B-Instruct', [], 'Qwen2 is open.', true],
    ['meta-llama/Meta-Llama-3-8B', [], 'Llama 3 is open.', true],
    ['acme/a-7b', ['Acme Alpha'], 'Alpha is open.', false],
    ['org/zephyr-7b', ['Zephyr Prime'], 'Prime is open.', true],
    ['org/书生', [], '书生 is open.', true],
    ['x/y', [], '', false],
  ])('%s %j: %j', (id, titles, text, expected) => {
    expect(selfNames(id, titles, { generic: lexicon.genericNames }).test(text)).toBe(expected);
  });
});

describe('words at the ends of a text', () => {
  test.each([
    ['a b c', 2, 'b c', 'a b'],
    ['  a  b ', 1, 'b ', '  a'],
    ['a', 3, 'a', 'a'],
    ['', 2, '', ''],
  ])('of %j %i', (text, count, last, first) => {
    expect(lastWords(text, count)).toBe(last);
    expect(firstWords(text, count)).toBe(first);
  });
});
