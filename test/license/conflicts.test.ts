import { describe, expect, test } from 'vitest';
import { spdxText } from '../../src/license/spdx.ts';
import { assess } from './load.ts';

const text = (spdx: string): string => spdxText(spdx) ?? '';
const conflictsOf = (license: string, texts: Record<string, string>) =>
  assess(`---\nlicense: ${license}\n---\n\n# A model\n`, {
    texts: Object.entries(texts).map(([path, each]) => ({ path, text: each })),
  }).conflicts;

describe('a licence file', () => {
  test.each<[string, string, Record<string, string>, number]>([
    ['of the declared licence', 'mit', { LICENSE: text('MIT') }, 0],
    ['of another', 'mit', { LICENSE: text('Apache-2.0') }, 1],
    ['of another of the family', 'gpl-3.0', { LICENSE: text('AGPL-3.0-only') }, 1],
    ['of another version', 'cc-by-4.0', { LICENSE: text('CC-BY-3.0') }, 1],
    ['of a member of the declared family', 'gpl', { COPYING: text('GPL-3.0-only') }, 0],
    ['of another family than the declared one', 'bsd', { LICENSE: text('MIT') }, 1],
    ['of one alternative', '"MIT OR Apache-2.0"', { LICENSE: text('Apache-2.0') }, 0],
    ['of one of two that bind together', '"MIT AND CC-BY-4.0"', { LICENSE: text('MIT') }, 0],
    ['of none of the alternatives', '"MIT OR Apache-2.0"', { LICENSE: text('GPL-3.0-only') }, 1],
    ['of a third party beside the declared one', 'mit', { LICENSE: text('MIT'), 'x/LICENSE': text('Apache-2.0') }, 0],
    [
      'of the weights beside the declared one',
      'mit',
      { LICENSE: text('MIT'), 'LICENSE-MODEL': text('CC-BY-NC-4.0') },
      1,
    ],
    ['of the code', 'cc-by-nc-4.0', { 'LICENSE-CODE': text('MIT') }, 0],
    ['that adds stricter terms', 'mit', { LICENSE: `${text('MIT')}\n\n${text('CC-BY-NC-4.0')}` }, 1],
    ['that adds terms as free', 'mit', { LICENSE: `${text('MIT')}\n\n${text('BSD-3-Clause')}` }, 0],
    ['that only notes what it uses', 'apache-2.0', { NOTICE: 'It holds parts under the MIT License.' }, 0],
    [
      'with a condition put in',
      'mit',
      {
        LICENSE: text('MIT').replace(
          'THE SOFTWARE IS',
          'Commercial use is prohibited without consent.\n\nTHE SOFTWARE IS',
        ),
      },
      1,
    ],
    ['of a licence that has no text at hand', 'acme-terms', { LICENSE: text('MIT') }, 0],
  ])('%s', (_, license, texts, count) => {
    const found = conflictsOf(license, texts);
    expect(found.map(({ kind }) => kind)).toEqual(Array(count).fill('declared-text'));
  });

  test('that contradicts is quoted with the declaration', () => {
    const [found] = conflictsOf('mit', { LICENSE: text('Apache-2.0') });
    expect(found?.evidence.map(({ source, location }) => [source, location?.path])).toEqual([
      ['front-matter', 'README.md'],
      ['file', 'LICENSE'],
    ]);
  });
});

test('terms that are stated for several versions are one conflict, with each place quoted', () => {
  const card = [
    '---',
    'license: mit',
    '---',
    '',
    '# Acme',
    '',
    'The model weights of Acme v1 may not be used commercially.',
    '',
    'The model weights of Acme v2 may not be used commercially.',
    '',
  ].join('\n');
  const { conflicts } = assess(card);
  expect(conflicts.map(({ kind, message }) => ({ kind, message }))).toEqual([
    {
      kind: 'declared-prose',
      message: 'The licence is declared as mit, but the card states: no commercial use.',
    },
  ]);
  expect(conflicts[0]?.evidence.map(({ location }) => location?.startLine)).toEqual([2, 7, 9]);
});
