/** The ladder of DESIGN.md section 4, line by line. */
import { describe, expect, test } from 'vitest';
import { climb, observedLevel, type Step } from '../../src/assess/level.ts';
import type { Artefact, ArtefactName, Level, LicenseCategory, Restriction } from '../../src/report/v1.ts';
import type { Truth } from '../../src/rules/logic.ts';
import { artefacts, type FactsGiven, facts, license, lineage, rules } from './factory.ts';

type Given = FactsGiven & { artefacts?: Partial<Record<ArtefactName, Partial<Artefact>>> };
const levelOf = (given: Given): string => {
  const { atLeast, atMost } = observedLevel(
    climb({ facts: facts(given), artefacts: artefacts(given.artefacts), rules }),
  );
  return atLeast === atMost ? atLeast : `${atLeast}..${atMost}`;
};
const unknown = { status: 'unknown' } as const;
const absent = { status: 'absent' } as const;
const partial = { status: 'partial', verified: true } as const;

describe('everything there, under open terms', () => {
  test.each<[string, Given, string]>([
    ['all of it', {}, 'fully-open'],
    [
      'training data described and not all there',
      { artefacts: { trainingData: partial } },
      'open-weights..open-source',
    ],
    ['training data not known', { artefacts: { trainingData: unknown } }, 'open-weights..fully-open'],
    ['no source of data named', { artefacts: { trainingData: absent } }, 'open-weights'],
    ['no training code', { artefacts: { trainingCode: absent } }, 'open-weights'],
    ['no inference code', { artefacts: { inferenceCode: absent } }, 'open-weights'],
    ['training code not known', { artefacts: { trainingCode: unknown } }, 'open-weights..fully-open'],
    ['no weights', { artefacts: { weights: absent } }, 'closed'],
    ['weights not known', { artefacts: { weights: unknown } }, 'closed..fully-open'],
    ['a shard of the weights is missing', { artefacts: { weights: partial } }, 'closed..fully-open'],
    ['no weights, all else not known', { artefacts: { weights: absent, trainingCode: unknown } }, 'closed'],
    ['the Hub has disabled it', { model: { disabled: true } }, 'closed'],
  ])('%s: %s', (_, given, expected) => {
    expect(levelOf(given)).toBe(expected);
  });
});

describe('the licence of the weights', () => {
  test.each<[LicenseCategory, string]>([
    ['osi-approved', 'fully-open'],
    ['open-other', 'fully-open'],
    ['behavioural-use', 'restricted-weights'],
    ['community', 'restricted-weights'],
    ['no-derivatives', 'restricted-weights'],
    ['non-commercial', 'restricted-weights'],
    ['research-only', 'restricted-weights'],
    ['proprietary', 'restricted-weights'],
    ['none', 'restricted-weights'],
    ['unknown', 'restricted-weights..fully-open'],
  ])('%s', (category, expected) => {
    expect(levelOf({ license: license(category) })).toBe(expected);
  });

  test.each<[Restriction, string]>([
    ['share-alike', 'fully-open'],
    ['naming', 'fully-open'],
    ['non-commercial', 'restricted-weights'],
    ['research-only', 'restricted-weights'],
    ['user-threshold', 'restricted-weights'],
    ['field-of-use', 'restricted-weights'],
    ['no-derivatives', 'restricted-weights'],
    ['no-training-others', 'restricted-weights'],
    ['geographic', 'restricted-weights'],
    ['needs-application', 'restricted-weights'],
  ])('an open licence with %s', (restriction, expected) => {
    expect(levelOf({ license: license('osi-approved', [restriction]) })).toBe(expected);
  });

  test('share-alike and naming together', () => {
    expect(levelOf({ license: license('open-other', ['share-alike', 'naming']) })).toBe('fully-open');
  });
});

describe('the gate', () => {
  const behind = { artefacts: { weights: partial } };
  const form = { extra_gated_fields: { Name: 'text' } };
  test.each<[string, Given, string]>([
    ['none', {}, 'fully-open'],
    ['auto', { ...behind, model: { gated: 'auto' } }, 'fully-open'],
    [
      'auto with a prompt alone',
      { ...behind, model: { gated: 'auto' }, front: { extra_gated_prompt: 'Hello.' } },
      'fully-open',
    ],
    ['auto with a form', { ...behind, model: { gated: 'auto' }, front: form }, 'restricted-weights'],
    [
      'auto with a box to tick',
      { ...behind, model: { gated: 'auto' }, front: { extra_gated_fields: { Yes: 'checkbox' } } },
      'restricted-weights',
    ],
    [
      'auto with a form as the Hub gives it',
      { ...behind, model: { gated: 'auto', cardData: form } },
      'restricted-weights',
    ],
    [
      'auto with an empty form',
      { ...behind, model: { gated: 'auto' }, front: { extra_gated_fields: {} } },
      'fully-open',
    ],
    ['manual', { ...behind, model: { gated: 'manual' } }, 'restricted-weights'],
    [
      'manual, under a licence that is not open',
      { ...behind, model: { gated: 'manual' }, license: license('community') },
      'restricted-weights',
    ],
    [
      'auto, under a licence that is not known',
      { ...behind, model: { gated: 'auto' }, license: license('unknown') },
      'restricted-weights..fully-open',
    ],
    [
      'before a tree that was not listed',
      { artefacts: { weights: unknown }, model: { gated: 'manual' }, tree: false },
      'closed..restricted-weights',
    ],
  ])('%s', (_, given, expected) => {
    expect(levelOf(given)).toBe(expected);
  });
});

describe('the licence of the code', () => {
  const under = (terms: string | null, fields: Partial<Artefact> = {}): Given => ({
    artefacts: { trainingCode: { status: 'released', verified: true, license: terms, ...fields } },
  });
  test.each<[string, Given, string]>([
    ['on the list of the OSI', under('mit'), 'fully-open'],
    ['open, but not for code', under('cc-by-4.0'), 'open-weights'],
    ['a community licence', under('llama3'), 'open-weights'],
    ['not given', under(null), 'open-weights..fully-open'],
    ['not recognised', under('acme-license'), 'open-weights..fully-open'],
    ['behind a link that nobody followed', under('llama3', { verified: false }), 'open-weights..fully-open'],
    ['that of the library it comes with', under(null, { inheritedFrom: 'transformers' }), 'fully-open'],
  ])('%s', (_, given, expected) => {
    expect(levelOf(given)).toBe(expected);
  });
});

describe('an adapter: the weights of its base decide', () => {
  const adapter = (bases: Parameters<typeof lineage>[1]): Given => ({
    artefacts: { weights: partial, baseData: unknown },
    lineage: lineage('adapter', bases),
  });
  test.each<[string, Given, string]>([
    ['an open base', adapter([{}]), 'open-weights..fully-open'],
    ['a restricted base', adapter([{ license: 'llama3' }]), 'restricted-weights'],
    ['a gated base', adapter([{ gated: true }]), 'restricted-weights'],
    ['a base without a known licence', adapter([{ license: null }]), 'restricted-weights..fully-open'],
    ['a base that was not found', adapter([{ resolved: false }]), 'closed..fully-open'],
    ['no base named', adapter([]), 'closed..fully-open'],
    ['an open base on a restricted one', adapter([{}, { license: 'gemma' }]), 'restricted-weights'],
    [
      'a restricted base on one that was not found',
      adapter([{ license: 'llama3' }, { resolved: false }]),
      'restricted-weights',
    ],
    [
      'a base of unknown terms on a restricted one',
      adapter([{ license: null }, { license: 'llama3' }]),
      'restricted-weights',
    ],
  ])('%s', (_, given, expected) => {
    expect(levelOf(given)).toBe(expected);
  });
});

describe('a derivative is open source only if its base is', () => {
  const derivative = (bases: Parameters<typeof lineage>[1], given: Given['artefacts'] = {}): Given => ({
    artefacts: { baseData: { status: 'released', verified: true }, ...given },
    lineage: lineage('finetune', bases),
  });
  test.each<[string, Given, string]>([
    ['a base that may be', derivative([{}]), 'open-weights..fully-open'],
    ['a base that is known to be below', derivative([{ license: 'llama3' }]), 'open-weights'],
    ['a gated base', derivative([{ gated: true }]), 'open-weights'],
    ['a base that was not found', derivative([{ resolved: false }]), 'open-weights..fully-open'],
    ['no base named', derivative([]), 'open-weights..fully-open'],
    [
      'a restricted base on one that was not found',
      derivative([{ license: 'llama3' }, { resolved: false }]),
      'open-weights',
    ],
    ['data of the base not released', derivative([{}], { baseData: absent }), 'open-weights..open-source'],
    ['data of the base not known', derivative([{}], { baseData: unknown }), 'open-weights..fully-open'],
  ])('%s', (_, given, expected) => {
    expect(levelOf(given)).toBe(expected);
  });

  test('a copy has no data of its own to name', () => {
    const given = { artefacts: { trainingData: absent }, lineage: lineage('quantized', [{}]) };
    expect(levelOf(given)).toBe('open-weights..open-source');
  });
});

describe('the range', () => {
  const steps = (...values: [Level, Truth][]): Step[] =>
    values.map(([level, value]) => ({ requirement: level, level, value, observed: '', message: '', evidence: [] }));
  const all = (a: Truth, b: Truth, c: Truth, d: Truth) =>
    steps(['restricted-weights', a], ['open-weights', b], ['open-source', c], ['fully-open', d]);

  test.each<[string, Step[], Level, Level]>([
    ['nothing is met', all(false, true, true, true), 'closed', 'closed'],
    ['all is', all(true, true, true, true), 'fully-open', 'fully-open'],
    ['the first is not known', all('unknown', true, true, true), 'closed', 'fully-open'],
    ['one in the middle is not known', all(true, 'unknown', true, false), 'restricted-weights', 'open-source'],
    ['unknown, then not met', all(true, 'unknown', false, true), 'restricted-weights', 'open-weights'],
    ['not met, then unknown', all(true, false, 'unknown', 'unknown'), 'restricted-weights', 'restricted-weights'],
    [
      'two of one level, one not met',
      [...all(true, true, true, true), ...steps(['open-weights', false])],
      'restricted-weights',
      'restricted-weights',
    ],
    [
      'two of one level, unknown and not met',
      [...all(true, 'unknown', true, true), ...steps(['open-weights', false])],
      'restricted-weights',
      'restricted-weights',
    ],
  ])('%s', (_, given, atLeast, atMost) => {
    expect(observedLevel(given)).toEqual({ atLeast, atMost });
  });
});
