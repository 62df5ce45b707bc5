/** What a card names elsewhere: datasets with their role, and the models it is built on. */
import { describe, expect, test } from 'vitest';
import { readFacts } from '../../src/facts/facts.ts';
import { loadRules } from '../../src/rules/load.ts';
import { collectLinked, observed, type RepoGiven } from '../audit/observed.ts';

const rules = loadRules();
const named = (card: string, model: RepoGiven['model'] = {}) => observed({ card, model }, rules).named;
const datasets = (card: string, model?: RepoGiven['model']) =>
  named(card, model).datasets.map(({ id, role }) => `${role} ${id}`);

describe('datasets', () => {
  test.each<[string, string, string[]]>([
    ['none', '# A', []],
    ['in the front matter', '---\ndatasets:\n- acme/a\n- b\n---\n', ['training acme/a', 'training b']],
    ['one as text', '---\ndatasets: acme/a\n---\n', ['training acme/a']],
    ['what is no id', '---\ndatasets:\n- my own data\n- https://x.org/a\n- {a: 1}\n---\n', []],
    [
      'a link in a sentence on training',
      'It was trained on [A](https://huggingface.co/datasets/acme/a).',
      ['training acme/a'],
    ],
    ['a link in a sentence on evaluation', 'We evaluate on [A](https://hf.co/datasets/acme/a).', ['evaluation acme/a']],
    ['a link that says neither', 'See [A](https://huggingface.co/datasets/acme/a).', ['unclear acme/a']],
    ['a page of a dataset', 'Trained on https://huggingface.co/datasets/acme/a/tree/main/x.', ['training acme/a']],
    ['a dataset without an owner', 'Trained on https://huggingface.co/datasets/squad.', ['training squad']],
    ['the list of datasets is none', 'See https://huggingface.co/datasets.', []],
    ['another site', 'Trained on https://x.org/datasets/acme/a.', []],
    [
      'twice, once in another case',
      '---\ndatasets: [Acme/A]\n---\nSee https://huggingface.co/datasets/acme/a.',
      ['training Acme/A'],
    ],
    [
      'evaluated and trained on',
      'We evaluate on [A](https://hf.co/datasets/acme/a).\n\nIt was trained on [A](https://hf.co/datasets/acme/a).',
      ['training acme/a'],
    ],
  ])('%s', (_, card, expected) => {
    expect(datasets(card)).toEqual(expected);
  });

  test('tags of the Hub count where the front matter names none', () => {
    const model = { tags: ['dataset:acme/a', 'license:mit'] };
    expect(datasets('# A', model)).toEqual(['training acme/a']);
    expect(datasets('---\ndatasets: [acme/b]\n---\n', model)).toEqual(['training acme/b']);
  });
});

describe('base models', () => {
  const bases = (card: string, model?: RepoGiven['model']) => {
    const { ids, relation, derivative } = named(card, model).bases;
    return { ids, relation, derivative };
  };
  const none = { ids: [], relation: null, derivative: false };

  test.each<[string, string, RepoGiven['model'], { ids: string[]; relation: string | null; derivative: boolean }]>([
    ['from scratch', '# A', {}, none],
    ['front matter', '---\nbase_model: base/b\n---\n', {}, { ids: ['base/b'], relation: 'finetune', derivative: true }],
    [
      'a list of one',
      '---\nbase_model: [base/b]\n---\n',
      {},
      { ids: ['base/b'], relation: 'finetune', derivative: true },
    ],
    [
      'twice in two cases',
      '---\nbase_model: [base/b, Base/B]\n---\n',
      {},
      { ids: ['base/b'], relation: 'finetune', derivative: true },
    ],
    [
      'a relation',
      '---\nbase_model: base/b\nbase_model_relation: quantized\n---\n',
      {},
      { ids: ['base/b'], relation: 'quantized', derivative: true },
    ],
    [
      'a relation by tag',
      '---\nbase_model: base/b\n---\n',
      { tags: ['base_model:adapter:base/b'] },
      { ids: ['base/b'], relation: 'adapter', derivative: true },
    ],
    [
      'by library',
      '---\nbase_model: base/b\nlibrary_name: peft\n---\n',
      {},
      { ids: ['base/b'], relation: 'adapter', derivative: true },
    ],
    [
      "the Hub's own word",
      '# A',
      { baseModels: { relation: 'merge', ids: ['b/a', 'b/b'] } },
      { ids: ['b/a', 'b/b'], relation: 'merge', derivative: true },
    ],
    [
      'prose',
      'It is fine-tuned from [B](https://huggingface.co/base/b).',
      {},
      { ids: ['base/b'], relation: 'finetune', derivative: true },
    ],
    ['a comparison is no base', 'It is better than [B](https://huggingface.co/base/b).', {}, none],
    ['its own page is none', 'It is fine-tuned from [A](https://huggingface.co/acme/Acme-7B).', {}, none],
    [
      'a chat model whose base is not named',
      '# A',
      { id: 'acme/Acme-7B-Chat' },
      { ids: [], relation: 'finetune', derivative: true },
    ],
    ['what is no id', '---\nbase_model: "./checkpoints/last one"\n---\n', {}, none],
  ])('%s', (_, card, model, expected) => {
    expect(bases(card, model)).toEqual(expected);
  });
});

describe('what was found out about them', () => {
  const facts = (card: string, linked: RepoGiven['linked']) => {
    const {
      repo,
      card: parsed,
      named: names,
      linked: looks,
    } = observed({ card, ...(linked ? { linked } : {}) }, rules);
    return readFacts(repo, parsed, names, looks, rules);
  };
  const card = '---\ndatasets: [acme/a]\nbase_model: base/b\n---\n';

  test.each<[string, Parameters<typeof collectLinked>[0], object]>([
    ['not looked up', {}, { exists: null, gated: null, license: null }],
    ['gone', { datasets: { 'acme/a': null } }, { exists: false }],
    [
      'there',
      { datasets: { 'acme/a': { license: 'mit' } } },
      { exists: true, gated: false, license: 'mit', resolvedId: 'acme/a' },
    ],
    ['renamed', { datasets: { 'acme/a': { id: 'acme/new' } } }, { id: 'acme/a', resolvedId: 'acme/new', exists: true }],
    ['gated', { datasets: { 'acme/a': { gated: 'auto' } } }, { exists: true, gated: true }],
    ['empty', { datasets: { 'acme/a': { files: 0 } } }, { exists: true, empty: true }],
    ['disabled', { datasets: { 'acme/a': { disabled: true } } }, { exists: false }],
    ['of an unknown number of files', { datasets: { 'acme/a': { files: null } } }, { exists: true, empty: null }],
  ])('a dataset: %s', (_, given, expected) => {
    expect(facts(card, collectLinked(given)).datasets[0]).toMatchObject(expected);
  });

  test.each<[string, Parameters<typeof collectLinked>[0], object]>([
    ['not looked up', {}, { baseModels: [{ id: 'base/b', resolved: false, license: null }] }],
    [
      'gone',
      { bases: { 'base/b': null } },
      { baseModels: [{ resolved: false }], chain: [{ id: 'base/b', resolved: false, gated: null }] },
    ],
    [
      'there',
      { bases: { 'base/b': { tags: ['license:llama3'] } } },
      { baseModels: [{ resolved: true, license: 'llama3' }], chain: [{ id: 'base/b', gated: false }] },
    ],
    ['gated', { bases: { 'base/b': { gated: 'manual' } } }, { chain: [{ gated: true, license: null }] }],
    [
      'other by name',
      { bases: { 'base/b': { tags: ['license:other'], cardData: { license_name: 'gemma' } } } },
      { baseModels: [{ license: 'gemma' }] },
    ],
    [
      'renamed',
      { bases: { 'base/b': { id: 'base/new' } } },
      { baseModels: [{ id: 'base/b' }], chain: [{ id: 'base/new' }] },
    ],
  ])('a base: %s', (_, given, expected) => {
    expect(facts(card, collectLinked(given)).lineage).toMatchObject(expected);
  });
});
