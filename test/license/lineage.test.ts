import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/audit.ts';
import type { Report } from '../../src/report/v1.ts';
import { reportSchema } from '../../src/report/v1.ts';
import { loadRules } from '../../src/rules/load.ts';
import { NOTHING_LINKED } from '../../src/source/linked.ts';
import type { Looked, ModelInfo } from '../../src/source/types.ts';
import { modelInfo, observed, type RepoGiven } from '../audit/observed.ts';

const rules = loadRules();

type Base = Partial<ModelInfo> & { id: string };

interface Given extends Pick<RepoGiven, 'tree' | 'files' | 'model'> {
  front: string;
  body?: string;
  bases: readonly Base[];
}

const base = (id: string, license: unknown, given: Partial<ModelInfo> = {}): Base => ({
  id,
  author: id.split('/')[0] ?? null,
  cardData: { license },
  ...given,
});

function report({ front, body = '', bases, ...repo }: Given): Report {
  const looks = new Map<string, Looked<ModelInfo | null>>(
    bases.map((each) => [each.id, { looked: true, value: modelInfo(each) }]),
  );
  const linked = { ...NOTHING_LINKED, bases: { ...NOTHING_LINKED.bases, looks } };
  const card = `---\n${front}\n---\n# A model\n\n${body}\n`;
  return judge(observed({ card, linked, ...repo }, rules), { rules, standard: 'osaid' });
}

const NOTICE = 'license/notice-needed';

/** What the audit says of a repository that declares one licence over a base under another. */
function outcome(declared: string, license: unknown, relation = 'finetune'): string {
  const front = `license: ${declared}\nbase_model: other/base\nbase_model_relation: ${relation}`;
  const { license: found, findings, unknowns } = report({ front, bases: [base('other/base', license)] });
  if (found.conflicts.some(({ kind }) => kind === 'lineage')) return 'conflict';
  if (findings.some(({ rule }) => rule === NOTICE)) return 'notice';
  return unknowns.some(({ what }) => what.includes('other/base')) ? 'unknown' : 'ok';
}

describe('what a base says to a declaration', () => {
  test.each([
    ['isc', 'bsd-3-clause', 'finetune', 'notice'],
    ['wtfpl', 'apache-2.0', 'finetune', 'conflict'],
    ['mit', 'unlicense', 'finetune', 'ok'],
    ['cc-by-nc-sa-4.0', 'apache-2.0', 'merge', 'notice'],
    ['gpl-2.0', 'ecl-2.0', 'finetune', 'conflict'],
    ['gemma', 'apache-2.0', 'finetune', 'ok'],
    ['cc0-1.0', 'openmdw-1.1', 'quantized', 'conflict'],
    ['cc-by-sa-3.0', 'cc-by-sa-4.0', 'finetune', 'notice'],
    ['gpl-3.0', 'cc-by-sa-4.0', 'finetune', 'notice'],
    ['mit', 'agpl-3.0', 'finetune', 'conflict'],
    ['agpl-3.0', 'gpl-3.0', 'finetune', 'notice'],
    ['apache-2.0', 'mpl-2.0', 'finetune', 'notice'],
    ['bsd', 'cc-by-nc-3.0', 'quantized', 'conflict'],
    ['cc-by-nc-4.0', 'cc-by-nc-sa-4.0', 'finetune', 'conflict'],
    ['cc-by-nd-4.0', 'cc-by-nd-4.0', 'merge', 'conflict'],
    ['cc-by-nd-4.0', 'cc-by-nd-4.0', 'quantized', 'unknown'],
    ['openrail++', 'creativeml-openrail-m', 'merge', 'notice'],
    ['openrail', 'bigscience-openrail-m', 'finetune', 'notice'],
    ['mit', 'deepseek', 'distilled', 'conflict'],
    ['apache-2.0', 'gemma', 'quantized', 'conflict'],
    ['llama3.2', 'llama3.2', 'adapter', 'notice'],
    ['llama3.2', 'llama3.3', 'merge', 'conflict'],
    ['mit', 'llama3.2', 'distill', 'notice'],
    ['mit', 'llama2', 'distillation', 'conflict'],
    ['llama3', 'llama3', 'distilled', 'notice'],
    ['apache-2.0', 'tongyi-qianwen', 'finetune', 'conflict'],
    ['apache-2.0', 'qwen', 'distilled', 'notice'],
    ['mit', 'mrl', 'finetune', 'conflict'],
    ['cc-by-nc-4.0', 'mrl', 'finetune', 'notice'],
    ['mit', 'nvidia-open-model-license', 'finetune', 'notice'],
    ['mit', 'mit', 'distilled', 'ok'],
    ['mit', 'acme-terms', 'finetune', 'unknown'],
    ['mit', 'other', 'finetune', 'unknown'],
    ['acme-terms', 'mit', 'finetune', 'unknown'],
    ['acme-terms', 'cc-by-sa-4.0', 'finetune', 'conflict'],
    ['other', 'llama3.1', 'finetune', 'notice'],
    ['"MIT OR GPL-3.0"', 'gpl-3.0', 'finetune', 'notice'],
    ['"MIT AND Apache-2.0"', 'gpl-3.0', 'finetune', 'conflict'],
    ['[mit, llama3.1]', 'llama3.1', 'finetune', 'notice'],
  ])('%s over %s by %s: %s', (declared, license, relation, expected) =>
    expect(outcome(declared, license, relation)).toBe(expected),
  );

  test('a base with a choice of licences contradicts only if each does', () => {
    expect(outcome('mit', ['gpl-3.0', 'apache-2.0'])).toBe('notice');
    expect(outcome('mit', 'GPL-3.0 OR Apache-2.0')).toBe('notice');
    expect(outcome('mit', ['gpl-3.0', 'acme-terms'])).toBe('unknown');
  });

  test('a base that declares nothing leaves the matter open', () => {
    const { license, unknowns } = report({
      front: 'license: mit\nbase_model: other/base',
      bases: [{ id: 'other/base', cardData: null }],
    });
    expect(license.conflicts).toEqual([]);
    expect(unknowns.map(({ what }) => what)).toContain('licence of the base model other/base');
  });

  test('a base that was not looked up is no charge', () => {
    expect(report({ front: 'license: mit\nbase_model: other/base', bases: [] }).license.conflicts).toEqual([]);
  });
});

describe('a conflict', () => {
  const quantised = 'license: apache-2.0\nbase_model: other/base\nbase_model_relation: quantized';
  const { license, findings } = report({ front: quantised, bases: [base('other/base', 'llama3')] });

  test('names both sides and the clause', () => {
    expect(license.conflicts).toHaveLength(1);
    const message = license.conflicts[0]?.message ?? '';
    for (const part of ['apache-2.0', 'other/base', 'Llama 3 Community License', 'Section 1.b.i']) {
      expect(message).toContain(part);
    }
  });

  test('shows where each side stands', () => {
    expect(license.conflicts[0]?.evidence.map(({ source, quote }) => [source, quote])).toEqual([
      ['front-matter', 'license: apache-2.0'],
      ['front-matter', 'base_model: other/base'],
      ['base-model', 'license: llama3'],
    ]);
  });

  test('is a finding, and the duties are not told beside it', () => {
    expect(findings.filter(({ rule }) => rule.startsWith('license/')).map(({ rule, level }) => [rule, level])).toEqual([
      ['license/conflict-lineage', 'error'],
    ]);
  });

  test.each([
    ['llama3.1', 'adapter', 'warning'],
    ['gpl-3.0', 'finetune', 'warning'],
    ['cc-by-nc-4.0', 'finetune', 'error'],
  ])('of %s by %s is a finding of level %s', (upstream, relation, level) => {
    const front = `license: apache-2.0\nbase_model: other/base\nbase_model_relation: ${relation}`;
    const found = report({ front, bases: [base('other/base', upstream)] }).findings;
    expect(found.find(({ rule }) => rule === 'license/conflict-lineage')?.level).toBe(level);
  });
});

describe('the effective licence', () => {
  test.each([
    ['license: apache-2.0', 'llama3', 'quantized', 'llama3', 'community'],
    ['license: apache-2.0', 'cc-by-nc-4.0', 'finetune', 'cc-by-nc-4.0', 'non-commercial'],
    ['license: cc-by-nc-4.0', 'mrl', 'finetune', 'mrl', 'research-only'],
    ['license: cc-by-nc-4.0', 'llama3.1', 'finetune', 'cc-by-nc-4.0', 'non-commercial'],
    ['license: mit', 'apache-2.0', 'finetune', 'mit', 'osi-approved'],
    ['license: mit', 'llama3.1', 'distilled', 'mit', 'osi-approved'],
    ['license: other', 'gemma', 'finetune', 'gemma', 'community'],
    ['language: en', 'gemma', 'finetune', 'gemma', 'community'],
    ['language: en', 'apache-2.0', 'quantized', 'apache-2.0', 'osi-approved'],
    ['language: en', 'apache-2.0', 'finetune', 'none', 'none'],
  ])('%s over %s by %s: %s', (front, upstream, relation, id, category) => {
    const { license } = report({
      front: `${front}\nbase_model: other/base\nbase_model_relation: ${relation}`,
      bases: [base('other/base', upstream)],
    });
    expect(license.effective).toMatchObject({ id, category });
  });

  test('takes in the restrictions of a less strict base', () => {
    const { license } = report({
      front: 'license: cc-by-nc-4.0\nbase_model: other/base',
      bases: [base('other/base', 'llama3.1')],
    });
    expect(license.effective.restrictions.toSorted()).toEqual([
      'field-of-use',
      'naming',
      'non-commercial',
      'user-threshold',
    ]);
  });
});

describe('ancestors', () => {
  const parent = base('some/mid', 'apache-2.0', { baseModels: { relation: 'finetune', ids: ['meta/root'] } });

  test('beyond a parent count, and the way to them is told', () => {
    const { license } = report({
      front: 'license: apache-2.0\nbase_model: some/mid',
      bases: [parent, base('meta/root', 'llama3.1')],
    });
    expect(license.conflicts.map(({ message }) => message)).toEqual([
      expect.stringContaining('meta/root (a base of some/mid) is under'),
    ]);
    expect(license.effective.id).toBe('llama3.1');
  });

  test('of which several are under one licence make one conflict', () => {
    const { license } = report({
      front: 'license: apache-2.0\nbase_model: [a/one, b/two, c/three]\nbase_model_relation: merge',
      bases: [base('a/one', 'llama3'), base('b/two', 'llama3'), base('c/three', 'mit')],
    });
    expect(license.conflicts).toHaveLength(1);
  });

  test('of the same owner may be put under other terms by that owner', () => {
    const front = 'license: apache-2.0\nbase_model: acme/old';
    expect(report({ front, bases: [base('acme/old', 'cc-by-nc-4.0')] }).license.conflicts).toEqual([]);
    const through = [
      base('acme/old', 'cc-by-nc-4.0', { baseModels: { relation: 'finetune', ids: ['meta/root'] } }),
      base('meta/root', 'llama3'),
    ];
    expect(report({ front, bases: through }).license.conflicts).toHaveLength(1);
  });

  test('that a parent only learned from by its outputs bind no more than that', () => {
    const student = base('some/mid', 'mit', {
      cardData: { license: 'mit', base_model: 'meta/root', base_model_relation: 'distilled' },
    });
    const { license } = report({
      front: 'license: mit\nbase_model: some/mid',
      bases: [student, base('meta/root', 'llama3.1')],
    });
    expect(license.conflicts).toEqual([]);
  });

  test('that go round in a circle are visited once', () => {
    const { license } = report({
      front: 'license: mit\nbase_model: a/one',
      bases: [
        base('a/one', 'gemma', { baseModels: { relation: 'finetune', ids: ['b/two'] } }),
        base('b/two', 'gemma', { baseModels: { relation: 'finetune', ids: ['a/one', 'acme/Acme-7B'] } }),
      ],
    });
    expect(license.conflicts).toHaveLength(1);
  });
});

describe('duties', () => {
  const front = 'license: llama3.1\nbase_model: other/base\nbase_model_relation: finetune';
  const bases = [base('other/base', 'llama3.1')];
  const said = (given: Partial<Given>): string =>
    report({ front, bases, ...given }).findings.find(({ rule }) => rule === NOTICE)?.message ?? '';

  test('that nothing meets are listed with their clauses', () => {
    const message = said({});
    for (const part of ['copy of the agreement', '“Built with Llama”', 'begins with “Llama”', 'Notice file', '1.b.i']) {
      expect(message).toContain(part);
    }
  });

  test.each<[string, Partial<Given>, string]>([
    ['a name', { model: { id: 'acme/Llama-3.1-Acme' } }, 'begins with “Llama”'],
    ['a display', { body: 'Our chat model, **Built with Llama**.' }, '“Built with Llama”'],
    ['a notice', { files: { 'NOTICE.txt': 'About this model.' } }, 'Notice file'],
  ])('%s that is there is not asked for', (_, given, part) => expect(said(given)).not.toContain(part));

  test('that may be met by what could not be looked at are not charged', () => {
    const message = said({ tree: null });
    expect(message).toContain('Built with Llama');
    expect(message).not.toContain('copy of the agreement');
    expect(message).not.toContain('Notice file');
  });

  test('of a licence that was put beside the model are met', () => {
    const files = { LICENSE: 'SPDX-License-Identifier: Apache-2.0. Licensed under the Apache License, Version 2.0.' };
    const apache = { front: 'license: apache-2.0\nbase_model: other/base', bases: [base('other/base', 'apache-2.0')] };
    expect(said(apache)).toContain('a copy of the licence');
    expect(said({ ...apache, files })).toBe('');
  });

  test('that are met by a link', () => {
    const cc = { front: 'license: mit\nbase_model: other/base', bases: [base('other/base', 'cc-by-4.0')] };
    expect(said(cc)).toContain('a link to it');
    expect(said({ ...cc, body: 'Base: [CC BY](https://creativecommons.org/licenses/by/4.0/).' })).toBe('');
  });
});

describe('the matrix', () => {
  const { catalogue, matrix } = rules.license;
  test('has a row for every licence whose terms are known', () => {
    const without = catalogue.entries.filter((entry) => entry.category !== 'unknown' && !matrix.rowOf(entry));
    expect(without.map(({ id }) => id)).toEqual([]);
  });
  test('lets every licence be declared over itself, but where nothing may be shared', () => {
    const own = catalogue.entries.filter(({ category }) => !['unknown', 'no-derivatives'].includes(category));
    expect(own.map(({ id }) => [id, outcome(id, id)]).filter(([, found]) => found === 'conflict')).toEqual([]);
  });
});

test('base models that are described by strangers never end an audit', () => {
  const value = fc.anything({ maxDepth: 3 });
  const info = fc.record({
    cardData: fc.option(
      fc.dictionary(
        fc.constantFrom('license', 'license_name', 'license_link', 'base_model', 'base_model_relation'),
        value,
        { noNullPrototype: true },
      ),
    ),
    tags: fc.array(fc.oneof(fc.string(), fc.constantFrom('license:llama3', 'license:other', 'license:__proto__'))),
    author: fc.option(fc.string()),
  });
  fc.assert(
    fc.property(info, info, fc.string(), (one, two, relation) => {
      const front = `license: mit\nbase_model: [a/one, b/two]\nbase_model_relation: ${JSON.stringify(relation)}`;
      reportSchema.parse(
        report({
          front,
          bases: [
            { id: 'a/one', ...one },
            { id: 'b/two', ...two },
          ],
        }),
      );
    }),
    { numRuns: 100 },
  );
});
