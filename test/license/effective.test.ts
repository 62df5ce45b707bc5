import { describe, expect, test } from 'vitest';
import { assess } from './load.ts';

const card = (front: string, body = '') => `---\n${front}\n---\n\n# A model\n\n${body}\n`;
const judged = (readme: string, repo: Parameters<typeof assess>[1] = {}) => {
  const { effective, conflicts } = assess(readme, repo);
  return { id: effective.id, category: effective.category, conflicts: conflicts.map(({ kind }) => kind) };
};
const PROSE = ['declared-prose'];

test.each([
  ['nothing', card('language: en'), 'none', 'none', []],
  ['a tag alone', card('license: apache-2.0'), 'apache-2.0', 'osi-approved', []],
  ['a name that nobody knows', card('license: acme-1'), 'acme-1', 'unknown', []],
  ['other, unnamed', card('license: other'), 'other', 'unknown', []],
  ['other, named', card('license: other\nlicense_name: llama3'), 'llama3', 'community', []],
  [
    'other, named in prose',
    card('license: other', 'The model is under the Gemma Terms of Use.'),
    'gemma',
    'community',
    [],
  ],
  ['a choice', card('license: [cc-by-nc-4.0, apache-2.0]'), 'apache-2.0', 'osi-approved', []],
  [
    'a list split by prose',
    card('license: [apache-2.0, cc-by-nc-4.0]', 'Code is under Apache-2.0, model weights are under CC-BY-NC 4.0.'),
    'cc-by-nc-4.0',
    'non-commercial',
    [],
  ],
  [
    'the same licence twice',
    card('license: mit', 'The model is released under the MIT License.'),
    'mit',
    'osi-approved',
    [],
  ],
  [
    'one family',
    card('license: llama3', 'The model is under the Llama 3.1 Community License.'),
    'llama3',
    'community',
    [],
  ],
  [
    'code alone',
    card('license: cc-by-nc-4.0', 'The code is released under the MIT License.'),
    'cc-by-nc-4.0',
    'non-commercial',
    [],
  ],
  ['prose alone', card('language: en', 'The weights are licensed under Apache 2.0.'), 'apache-2.0', 'osi-approved', []],
  [
    'weights under a name that nobody knows',
    card(
      'language: en',
      'This repository is under Apache-2.0. The weights are subject to the [Acme Model License](MODEL).',
    ),
    'unknown',
    'unknown',
    [],
  ],
  ['terms alone', card('language: en', 'The model is for non-commercial use only.'), 'unknown', 'non-commercial', []],
  [
    'other with terms',
    card('license: other', 'The model is for research purposes only.'),
    'other',
    'research-only',
    [],
  ],
  [
    'a permissive tag and terms',
    card('license: mit', 'The model is for non-commercial use only.'),
    'unknown',
    'non-commercial',
    PROSE,
  ],
  [
    'a permissive tag and use limits',
    card('license: mit', 'License is given on condition that the model is not used for spam.'),
    'unknown',
    'behavioural-use',
    PROSE,
  ],
  ['terms of the data', card('license: mit', 'The dataset is for non-commercial use only.'), 'mit', 'osi-approved', []],
  [
    'duties',
    card('license: cc-by-sa-4.0', '## License\n\nShare under the same terms, CC BY-SA 4.0.'),
    'cc-by-sa-4.0',
    'open-other',
    [],
  ],
  [
    'a stricter licence in prose',
    card('license: apache-2.0', 'This model is licensed under the Llama 2 Community License.'),
    'llama2',
    'community',
    PROSE,
  ],
  [
    'a freer licence in prose',
    card('license: cc-by-nc-4.0', 'The model is released under the MIT License.'),
    'cc-by-nc-4.0',
    'non-commercial',
    PROSE,
  ],
  [
    'weights under foreign terms',
    card('license: apache-2.0', 'Use of the model weights is subject to the [Acme Model License](MODEL).'),
    'apache-2.0',
    'osi-approved',
    PROSE,
  ],
  ['another name', card('license: apache-2.0\nlicense_name: yi-license'), 'yi-license', 'community', ['declared-name']],
  [
    'a Llama tag and non-commercial',
    card('license: llama2', 'The model is for non-commercial use only.'),
    'unknown',
    'non-commercial',
    PROSE,
  ],
])('%s', (_, readme, id, category, conflicts) => expect(judged(readme)).toEqual({ id, category, conflicts }));

describe('gates', () => {
  const form = 'extra_gated_fields:\n  Name: text';
  test('a form is no conflict, but it restricts', () => {
    const { effective, conflicts } = assess(card(`license: apache-2.0\n${form}`));
    expect(conflicts).toEqual([]);
    expect(effective).toMatchObject({ id: 'apache-2.0', osiApproved: true, restrictions: ['needs-application'] });
  });
  test('terms in the prompt are', () => {
    const { conflicts } = assess(
      card('license: apache-2.0\nextra_gated_prompt: You agree not to use the model for spam.'),
    );
    expect(conflicts.map(({ kind }) => kind)).toEqual(['declared-gate']);
  });
});

test('both sides of a conflict are quoted', () => {
  const { conflicts } = assess(card('license: mit', 'The model is for research purposes only.'));
  expect(conflicts[0]?.evidence.map(({ quote }) => quote)).toEqual([
    'license: mit',
    'The model is for research purposes only.',
  ]);
});

test('restrictions of the licence and of the card are joined', () => {
  const { effective } = assess(card('license: gemma', 'Commercial use needs a license: fill in this form.'));
  expect(effective.restrictions.toSorted()).toEqual(['field-of-use', 'needs-application']);
});

describe('texts', () => {
  const gemma = `Gemma Terms of Use\n\n${'By using the services you accept the terms of this agreement. '.repeat(30)}`;
  test('a text that is another licence than the tag', () => {
    const report = assess(card('license: mit'), { texts: [{ path: 'LICENSE', text: gemma }] });
    expect(report.texts).toMatchObject([{ id: 'gemma', path: 'LICENSE', object: null }]);
    expect(report.conflicts.map(({ kind }) => kind)).toEqual(['declared-text']);
    expect(report.effective.id).toBe('gemma');
  });
  test('the text says what `other` means', () => {
    expect(judged(card('license: other'), { texts: [{ path: 'LICENSE', text: gemma }] })).toEqual({
      id: 'gemma',
      category: 'community',
      conflicts: [],
    });
  });
  test('a text for the code is none for the weights', () => {
    const report = assess(card('license: mit'), { texts: [{ path: 'LICENSE-CODE', text: gemma }] });
    expect(report.texts[0]?.object).toBe('code');
    expect(report.conflicts).toEqual([]);
  });
});
