/** What the cards of datasets and base models mean for a report. */
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/audit.ts';
import { type Report, reportSchema } from '../../src/report/v1.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { Linked } from '../../src/source/linked.ts';
import type { ModelInfo } from '../../src/source/types.ts';
import { collectLinked, observed, type RepoGiven } from './observed.ts';

const rules = loadRules();
const report = (given: RepoGiven): Report => {
  const made = judge(observed(given, rules), { rules, standard: 'osaid' });
  reportSchema.parse(made);
  return made;
};

const SHA = 'b'.repeat(40);
const card = '---\nlicense: apache-2.0\nbase_model: base/b\n---\n# Acme\n';
const unmade = (why: string) => ({ looked: false as const, why });

/** A base of `base/b` with this card; more bases by their cards. */
const basedOn = (body: string, more: Record<string, { body: string; info?: Partial<ModelInfo> }> = {}): Linked =>
  collectLinked({
    bases: {
      'base/b': { sha: SHA, cardData: { base_model: Object.keys(more) } },
      ...Object.fromEntries(Object.entries(more).map(([id, { info = {} }]) => [id, { sha: SHA, ...info }])),
    },
    baseCards: {
      'base/b': body,
      ...Object.fromEntries(Object.entries(more).map(([id, given]) => [id, given.body])),
    },
  });

describe('what the base was trained on', () => {
  test('is read off its own card, with line and quote', () => {
    const { baseData } = report({ card, linked: basedOn('# Base\n\nIt was pretrained on the Pile.\n') }).artefacts;
    expect(baseData).toMatchObject({ status: 'released', verified: false });
    expect(baseData.note).toContain('In the card of base/b: ');
    expect(baseData.evidence[0]).toEqual({
      source: 'base-model',
      quote: 'It was pretrained on the Pile.',
      location: { path: 'base/b/README.md', startLine: 3, endLine: 3, heading: 'Base' },
      url: `https://huggingface.co/base/b/blob/${SHA}/README.md#L3`,
    });
  });

  test('is read off the front matter of its card, and off what the Hub says where the card has none', () => {
    const front = report({ card, linked: basedOn('---\ndatasets:\n- base/web\n---\n# Base\n') }).artefacts.baseData;
    expect(front).toMatchObject({
      status: 'released',
      evidence: [{ quote: '- base/web', location: { startLine: 3 } }],
    });
    const linked = collectLinked({
      bases: { 'base/b': { tags: ['dataset:base/web'] } },
      baseCards: { 'base/b': '# Base' },
    });
    const api = report({ card, linked }).artefacts.baseData;
    expect(api).toMatchObject({
      status: 'released',
      evidence: [{ source: 'base-model', quote: 'dataset:base/web', url: 'https://huggingface.co/base/b' }],
    });
  });

  test('is that of the root, whatever the models between say', () => {
    const between = '---\nbase_model: base/root\ndatasets: [base/talk]\n---\n';
    const linked = basedOn(between, { 'base/root': { body: 'It was trained on private data.' } });
    expect(report({ card, linked }).artefacts.baseData).toMatchObject({
      status: 'absent',
      note: expect.stringContaining('base/root'),
    });
  });

  test.each<[string, Linked, RegExp]>([
    ['nobody looked it up', collectLinked({}), /base\/b \(it was not looked up\)/],
    ['the Hub does not have it', collectLinked({ bases: { 'base/b': null } }), /no such repository, or it is private/],
    [
      'it could not be looked up',
      {
        ...collectLinked({}),
        bases: { looks: new Map([['base/b', unmade('HTTP 500')]]), cards: new Map(), cut: null },
      },
      /base\/b \(HTTP 500\)/,
    ],
    [
      'its card could not be read',
      {
        ...collectLinked({}),
        bases: {
          ...collectLinked({ bases: { 'base/b': {} } }).bases,
          cards: new Map([['base/b', unmade('a stall')]]),
        },
      },
      /base\/b \(its card could not be read: a stall\)/,
    ],
    ['its card was not asked for', collectLinked({ bases: { 'base/b': {} } }), /card was not looked up/],
    ['its card is nested too deep', basedOn('>'.repeat(50_000)), /card could not be read: The body was not parsed/],
    [
      'its own base was not reached',
      basedOn('---\nbase_model: base/root\n---\nIt was trained on the Pile.'),
      /base\/root \(it was not looked up\)/,
    ],
    [
      'the chain goes round',
      basedOn('---\nbase_model: base/c\n---\n', { 'base/c': { body: '---\nbase_model: base/b\n---\n' } }),
      /circle/,
    ],
    ['it is built on the model itself', basedOn('---\nbase_model: acme/Acme-7B\n---\n'), /circle/],
  ])('is unknown, with the reason, where %s', (_, linked, why) => {
    const { artefacts, unknowns } = report({ card, linked });
    expect(artefacts.baseData).toMatchObject({ status: 'unknown', verified: false, evidence: [] });
    expect(artefacts.baseData.note).toMatch(why);
    expect(unknowns.find(({ what }) => what === 'baseData')?.why).toMatch(why);
  });

  test('is not asked of a model trained from scratch, and is unknown of a derivative that names no base', () => {
    expect(report({ card: '# Acme' }).artefacts.baseData.status).toBe('not-applicable');
    const unnamed = report({ card: '# Acme', model: { id: 'acme/Acme-7B-Chat' } }).artefacts;
    expect([unnamed.baseData.status, unnamed.baseWeights.status]).toEqual(['unknown', 'unknown']);
  });

  test('many merges of merges are followed once each', () => {
    const generations = 8;
    const wide = 5;
    const id = (depth: number, index: number) => `g${depth}/m${index}`;
    const ids = (depth: number) => Array.from({ length: wide }, (_, index) => id(depth, index));
    const all = Array.from({ length: generations }, (_, depth) => depth).flatMap((depth) =>
      ids(depth).map((each) => ({ each, parents: depth + 1 < generations ? ids(depth + 1) : [] })),
    );
    const linked = collectLinked({
      bases: Object.fromEntries(all.map(({ each, parents }) => [each, { cardData: { base_model: parents } }])),
      baseCards: Object.fromEntries(
        all.map(({ each, parents }) => [
          each,
          parents.length > 0 ? `---\nbase_model: [${parents.join(', ')}]\n---\n` : 'It was trained on the Pile.',
        ]),
      ),
    });
    const start = performance.now();
    const { baseData } = report({ card: `---\nbase_model: [${ids(0).join(', ')}]\n---\n# Acme`, linked }).artefacts;
    expect(baseData.status).toBe('released');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('a gate before the base', () => {
  const fully = '---\nlicense: apache-2.0\nbase_model: base/b\nlibrary_name: peft\n---\n# Acme\n';
  const tree = ['adapter_config.json', 'adapter_model.safetensors'];
  const observedLevel = (info: Partial<ModelInfo>, readme: string | null = '# Base') => {
    const given = { tags: ['license:apache-2.0'], gated: 'auto' as const, ...info };
    const linked = collectLinked({ bases: { 'base/b': given }, baseCards: { 'base/b': readme } });
    return report({ card: fully, tree, linked });
  };
  const form = { extra_gated_fields: { Name: 'text' } };

  test.each<[string, Partial<ModelInfo>, string | null, boolean | null, string]>([
    ['none', { gated: false }, '# Base', false, 'open-weights'],
    [
      'that asks for nothing but an account',
      { cardData: { extra_gated_prompt: 'Be nice.' } },
      null,
      false,
      'open-weights',
    ],
    ['with a form', { cardData: form }, '# Base', true, 'restricted-weights'],
    [
      'with a form that only its card tells of',
      {},
      '---\nextra_gated_fields:\n  Name: text\n---\n',
      true,
      'restricted-weights',
    ],
    ['without a form by its card', {}, '---\nextra_gated_prompt: Be nice.\n---\n', false, 'open-weights'],
    ['that a person opens', { gated: 'manual', cardData: {} }, '# Base', true, 'restricted-weights'],
  ])('%s', (_, info, readme, asks, atMost) => {
    const { lineage, level, artefacts } = observedLevel(info, readme);
    expect(lineage.chain[0]).toMatchObject({ gated: info.gated !== false, form: asks });
    expect(artefacts.baseWeights.status).toBe(info.gated === false ? 'released' : 'partial');
    // What is above open weights is not what this is about.
    const reached = level.observed.atMost === 'restricted-weights' ? 'restricted-weights' : 'open-weights';
    expect(reached).toBe(atMost);
  });

  test('of which nothing more is known decides nothing', () => {
    const bases = { 'base/b': { tags: ['license:apache-2.0'], gated: 'auto' as const, cardData: null } };
    const { lineage, level } = report({ card: fully, tree, linked: collectLinked({ bases }) });
    expect(lineage.chain[0]).toMatchObject({ gated: true, form: null });
    expect(level.observed.atLeast).toBe('restricted-weights');
    expect(level.observed.atMost).not.toBe('restricted-weights');
  });
});

describe('a base under an old name', () => {
  test('is one base, with the gate of the new one', () => {
    const linked = collectLinked({ bases: { 'base/b': { id: 'new/b', gated: 'manual' } } });
    const { lineage } = report({ card, linked });
    expect(lineage.baseModels).toMatchObject([{ id: 'base/b', resolvedId: 'new/b' }]);
    expect(lineage.chain).toMatchObject([{ id: 'new/b', gated: true }]);
  });
});

describe('the cards of training data', () => {
  const front = '---\ndatasets: [acme/a, acme/b]\n---\n# Acme\n';
  const described = [
    '# A',
    '## Dataset Structure',
    'Each row holds one recipe: a title, the ingredients with amounts, and all of the steps in order.',
    '## Source Data',
    'Readers of the Acme cookery column sent the recipes in, on paper, between the years 2011 and 2019.',
  ].join('\n');

  test('are cited by line, at their commit and under their new name', () => {
    const linked = collectLinked({
      datasets: { 'acme/a': { id: 'new/a', sha: SHA }, 'acme/b': { sha: SHA } },
      datasetCards: { 'acme/a': described, 'acme/b': described },
    });
    const { dataCard } = report({ card: front, linked }).artefacts;
    expect(dataCard).toMatchObject({ status: 'released', verified: true });
    expect(dataCard.evidence[0]).toEqual({
      source: 'dataset',
      quote: 'Each row holds one recipe: a title, the ingredients with amounts, and all of the steps in order.',
      location: { path: 'datasets/new/a/README.md', startLine: 3, endLine: 3, heading: 'Dataset Structure' },
      url: `https://huggingface.co/datasets/new/a/blob/${SHA}/README.md#L3`,
    });
  });

  test.each<[string, Linked, string, RegExp]>([
    [
      'one was not reached',
      {
        ...collectLinked({ datasets: { 'acme/a': {} }, datasetCards: { 'acme/a': described } }),
        datasets: new Map([...collectLinked({ datasets: { 'acme/a': {} } }).datasets, ['acme/b', unmade('HTTP 503')]]),
      },
      'unknown',
      /acme\/b \(HTTP 503\)/,
    ],
    [
      'the card of one was not recorded',
      collectLinked({ datasets: { 'acme/a': {}, 'acme/b': {} }, datasetCards: { 'acme/a': described } }),
      'unknown',
      /acme\/b \(its card was not looked up\)/,
    ],
    [
      'one has no card',
      collectLinked({
        datasets: { 'acme/a': {}, 'acme/b': {} },
        datasetCards: { 'acme/a': described, 'acme/b': null },
      }),
      'partial',
      /acme\/a/,
    ],
    [
      'none has one',
      collectLinked({ datasets: { 'acme/a': {}, 'acme/b': null }, datasetCards: { 'acme/a': null } }),
      'absent',
      /No card describes what is in acme\/a, acme\/b/,
    ],
  ])('%s', (_, linked, status, note) => {
    const { dataCard } = report({ card: front, linked }).artefacts;
    expect([dataCard.status, dataCard.note]).toEqual([status, expect.stringMatching(note)]);
  });
});
