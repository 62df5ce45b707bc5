import { describe, expect, test } from 'vitest';
import type { Label } from '../../scripts/eval/data.ts';
import { artefacts } from '../../scripts/eval/figures/artefacts.ts';
import { claims, headlines, openSourceAsserted } from '../../scripts/eval/figures/claims.ts';
import { experts } from '../../scripts/eval/figures/experts.ts';
import type { Case, Measured } from '../../scripts/eval/figures/figure.ts';
import { licenseConflicts, restrictions } from '../../scripts/eval/figures/license.ts';
import { baseModels, datasets } from '../../scripts/eval/figures/names.ts';
import type { Artefact, ArtefactName, Claim, LicenseRef, Report } from '../../src/report/v1.ts';
import { silent } from '../report/sample.ts';

const labelled = (fields: Partial<Label> = {}): Label => ({
  lang: 'en',
  headline: 'none',
  claims: [],
  license: { restrictions: [], conflict: false, conflictNote: '' },
  artefacts: {},
  datasets: [],
  baseModels: [],
  ...fields,
});

const caseOf = (label: Partial<Label>, report: Partial<Report>, bodyLine = 1): Case => ({
  id: 'example/zephyr',
  label: labelled(label),
  report: { ...silent, claims: [], ...report },
  bodyLine,
});

const valuesOf = ({ figures }: Measured, subject: string) => figures.find((each) => each.subject === subject)?.values;

type LabelledClaim = Label['claims'][number];

const said = (line: number, fields: Partial<LabelledClaim> = {}): LabelledClaim => ({
  ...{ line, quote: 'open source', kind: 'open-source', stance: 'asserted', object: 'model' },
  ...fields,
});

const found = ([startLine, endLine]: [number, number], fields: Partial<Claim> = {}): Claim => ({
  ...{ quote: 'an open source model', kind: 'open-source', stance: 'asserted', object: 'model' },
  ...{ language: 'en', rule: 'claims/open-source' },
  location: { path: 'README.md', startLine, endLine, heading: null },
  ...fields,
});

describe('claims', () => {
  const RIGHT = { precision: 1, recall: 1, f1: 1 };
  const WRONG = { precision: 0, recall: 0, f1: 0 };

  test.each<[string, LabelledClaim, Claim, object, object]>([
    ['lines overlap', said(12), found([10, 12]), RIGHT, RIGHT],
    ['lines do not', said(13), found([10, 12]), WRONG, WRONG],
    ['another object is no matter', said(12), found([12, 12], { object: 'weights' }), RIGHT, RIGHT],
    ['another kind', said(12), found([12, 12], { kind: 'open' }), WRONG, RIGHT],
    ['another stance', said(12), found([12, 12], { stance: 'promised' }), WRONG, WRONG],
  ])('%s', (_, label, claim, withKind, anyKind) => {
    const measured = claims([caseOf({ claims: [label] }, { claims: [claim] })]);
    expect(valuesOf(measured, 'claims')).toEqual(withKind);
    expect(valuesOf(measured, 'claims-any-kind')).toEqual(anyKind);
    expect(measured.misses).toHaveLength(withKind === RIGHT ? 0 : 2);
  });

  test('front matter and what is implied are left out on both sides', () => {
    const label = { claims: [said(3), said(12, { stance: 'implied' })] };
    const report = { claims: [found([4, 4]), found([12, 12], { stance: 'implied' })] };
    const measured = claims([caseOf(label, report, 6)]);
    expect(valuesOf(measured, 'claims')).toEqual({ precision: null, recall: null, f1: null });
    expect(measured.misses).toEqual([]);
  });

  test('the same words are preferred where several claims stand on one line', () => {
    const [wanted, other] = [found([5, 5], { quote: 'it is open source' }), found([5, 5], { quote: 'the code' })];
    const { misses } = claims([caseOf({ claims: [said(5)] }, { claims: [other, wanted] })]);
    expect(misses).toMatchObject([{ quote: 'the code', expected: 'open-source asserted model' }]);
  });

  test('languages are counted apart', () => {
    const measured = claims([
      caseOf({ lang: 'en', claims: [said(1)] }, { claims: [found([1, 1])] }),
      caseOf({ lang: 'ja', claims: [said(1)] }, {}),
    ]);
    expect(valuesOf(measured, 'claims.en')?.recall).toBe(1);
    expect(valuesOf(measured, 'claims.other')?.recall).toBe(0);
    expect(valuesOf(measured, 'claims')?.recall).toBe(0.5);
  });
});

test('the headline is the claimed level', () => {
  const level = { ...silent.level, claimed: 'open' } as const;
  const measured = headlines([caseOf({ headline: 'open' }, { level }), caseOf({ headline: 'denied' }, { level })]);
  expect(valuesOf(measured, 'headline')).toEqual({ accuracy: 0.5 });
  expect(measured.misses).toMatchObject([{ expected: 'denied', got: 'open' }]);
});

test.each<[Partial<Claim>, boolean]>([
  [{}, true],
  [{ kind: 'fully-open', object: 'everything' }, true],
  [{ kind: 'open-weights' }, false],
  [{ stance: 'implied' }, false],
  [{ object: 'code' }, false],
])('open source is asserted by %j: %s', (fields, positive) => {
  const measured = openSourceAsserted([caseOf({}, { claims: [found([1, 1], fields)] })]);
  expect(valuesOf(measured, 'open-source')?.precision).toBe(positive ? 0 : null);
});

const proseRef = (fields: Partial<LicenseRef>): LicenseRef => ({
  ...{ id: 'unknown', name: null, spdx: null, link: null, object: null, restrictions: [], evidence: [] },
  ...fields,
});

const withLicense = (fields: Partial<Report['license']>): Partial<Report> => ({
  license: { ...silent.license, ...fields },
});

test.each([
  ['declared-prose', 1],
  ['declared-gate', 1],
  ['declared-name', 1],
  ['declared-text', 0],
  ['lineage', 0],
] as const)('a conflict of kind %s has recall %d', (kind, recall) => {
  const label = { license: { restrictions: [], conflict: true, conflictNote: 'mit, but no commercial use' } };
  const report = withLicense({ conflicts: [{ kind, message: '', evidence: [] }] });
  expect(valuesOf(licenseConflicts([caseOf(label, report)]), 'license-conflict')?.recall).toBe(recall);
});

test('restrictions are those of the weights or the repository, without geography', () => {
  const prose = [
    proseRef({ restrictions: ['non-commercial', 'geographic'] }),
    proseRef({ object: 'weights', restrictions: ['non-commercial', 'research-only'] }),
    proseRef({ object: 'code', restrictions: ['share-alike'] }),
  ];
  const label = { license: { restrictions: ['non-commercial' as const], conflict: false, conflictNote: '' } };
  const measured = restrictions([caseOf(label, withLicense({ prose }))]);
  expect(valuesOf(measured, 'restrictions')).toMatchObject({ precision: 0.5, recall: 1 });
  expect(measured.misses).toMatchObject([{ expected: 'none', got: 'research-only' }]);
});

const artefact = (fields: Partial<Artefact>): Artefact => ({ ...silent.artefacts.paper, ...fields });

const withArtefacts = (given: Partial<Record<ArtefactName, Partial<Artefact>>>): Partial<Report> => {
  const changed = Object.entries(given).map(([name, fields]) => [name, artefact(fields)]);
  return { artefacts: { ...silent.artefacts, ...Object.fromEntries(changed) } };
};

describe('artefacts', () => {
  test('what is promised is absent', () => {
    const report = withArtefacts({ paper: { status: 'absent', promised: true } });
    const measured = artefacts([caseOf({ artefacts: { paper: 'promised' } }, report)]);
    expect(valuesOf(measured, 'artefacts.paper')).toMatchObject({ agreement: 1, answered: 1 });
  });

  const base = (resolved: boolean) => [{ id: 'org/base', relation: 'finetune', license: null, resolved }];
  const data = { baseModels: ['org/base'], artefacts: { baseData: 'absent' as const } };

  test.each([
    ['counts where the base was reached', data, 'unknown', base(true), { n: 1, answered: 0 }],
    ['does not where it was not', data, 'unknown', base(false), { n: 0, answered: null }],
    ['counts where no base was found', data, 'unknown', [], { n: 1, answered: 0 }],
    ['is scored when it is answered all the same', data, 'absent', base(false), { n: 1, answered: 1 }],
    ['is not scored without a base', { ...data, baseModels: [] }, 'absent', [], { n: 0, answered: null }],
  ] as const)('unknown data of the base: %s', (_, label, status, bases, { n, answered }) => {
    const lineage = { ...silent.lineage, baseModels: [...bases] };
    const report = { ...withArtefacts({ baseData: { status } }), lineage };
    const { figures } = artefacts([caseOf({ ...label, baseModels: [...label.baseModels] }, report)]);
    expect(figures.find(({ subject }) => subject === 'artefacts.baseData')).toMatchObject({ n, values: { answered } });
  });
});

test('data sets for evaluation are not named as training data', () => {
  const dataset = { resolvedId: null, exists: null, gated: null, license: null, evidence: [] };
  const report: Partial<Report> = {
    datasets: [
      { ...dataset, id: 'org/train', role: 'training' },
      { ...dataset, id: 'org/unclear', role: 'unclear' },
      { ...dataset, id: 'org/test', role: 'evaluation' },
    ],
  };
  const measured = datasets([caseOf({ datasets: ['Org/Train', 'org/test'] }, report)]);
  expect(valuesOf(measured, 'datasets')).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
});

test('base models are compared by their ids', () => {
  const parent = { id: 'org/base', relation: 'merge', license: null, resolved: false };
  const report = { lineage: { ...silent.lineage, baseModels: [parent] } };
  const measured = baseModels([caseOf({ baseModels: ['org/base', 'org/other'] }, report)]);
  expect(valuesOf(measured, 'base-models')).toMatchObject({ precision: 1, recall: 0.5 });
});

describe('experts', () => {
  const rating = { source: 'osai_index', data_base: 'open', weights: 'open' } as const;
  const trained = withArtefacts({ weights: { status: 'released' }, trainingData: { status: 'released' } });
  const rated = (ratings: Parameters<typeof experts>[0][number]['ratings'], report: Partial<Report>) => [
    { id: 'example/zephyr', report: { ...silent, ...report }, ratings },
  ];

  test('from scratch, the training data answers for the data of the base', () => {
    const artefactsOf = (status: Artefact['status']) => ({
      artefacts: { ...silent.artefacts, ...trained.artefacts, baseData: artefact({ status }) },
    });
    const own = experts(rated([rating], artefactsOf('not-applicable')));
    expect(valuesOf(own, 'experts.osai_index.data_base')?.agreement).toBe(1);
    const derived = experts(rated([rating], artefactsOf('absent')));
    expect(valuesOf(derived, 'experts.osai_index.data_base')?.agreement).toBe(0);
  });

  test('the core counts what is released, and neither the base weights nor the papers', () => {
    const full = {
      ...rating,
      base_weights: 'open',
      licence: 'open',
      preprint: 'open',
      training_code: 'closed',
    } as const;
    const { figures } = experts(rated([full, { ...rating, source: 'mot' }], trained));
    expect(figures.find(({ subject }) => subject === 'experts.core')).toMatchObject({ n: 5, floored: true });
  });

  test('a row that may rate another release is left out; the same row twice counts once', () => {
    const flagged = { ...rating, weights: 'closed' as const, quality_flags: ['hf_id_name_differs'] };
    const { figures } = experts(rated([rating, rating, flagged], trained));
    expect(figures.find(({ subject }) => subject === 'experts.osai_index.weights')).toMatchObject({
      n: 1,
      values: { agreement: 1 },
    });
  });
});
