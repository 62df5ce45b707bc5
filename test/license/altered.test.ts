import { expect, test } from 'vitest';
import { parseCard } from '../../src/card/parse.ts';
import { readProse } from '../../src/license/prose.ts';
import { licenseInput } from '../../src/license/sentences.ts';
import { loadRules } from '../../src/rules/load.ts';

const { license } = loadRules();
const repo = { repoId: 'acme/Acme-7B', tags: [], gated: false as const, texts: [] };

const ids = (text: string): string[] =>
  readProse(licenseInput(parseCard(text), license.words, repo), license).map(({ id }) => id);

test.each([
  ['the licence itself', 'The weights are released under the MIT License.', ['mit']],
  ['one that is known by its altered name', 'The weights are released under a Modified MIT License.', ['modified-mit']],
  ['one that nobody knows', 'The weights are released under a modified Apache 2.0 license.', ['unknown']],
  ['a word further off', 'The modified weights are released under the MIT License.', ['mit']],
])('%s', (_, text, expected) => {
  expect(ids(text)).toEqual(expected);
});
