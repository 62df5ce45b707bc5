import { describe, expect, test } from 'vitest';
import { evaluateStandards } from '../../src/assess/standards/index.ts';
import { standardFilesSchema } from '../../src/assess/standards/schema.ts';
import { type Restriction, reportSchema, type Standards } from '../../src/report/v1.ts';
import { CASES, type Case, files, inputOf } from './fixture.ts';

const judge = (given: Case): Standards => evaluateStandards(inputOf(given), files);

const statusOf = (requirements: Standards['osaid']['requirements'], id: string): string | undefined =>
  requirements.find((each) => each.id === id)?.status;

const having = (requirements: Standards['osaid']['requirements'], status: string): string[] =>
  requirements.filter((each) => each.status === status).map(({ id }) => id);

const open = CASES['fully open, from scratch'];
const weightsOnly = CASES['weights only, Apache'];
const gated = CASES['gated community licence'];
const unknown = CASES['all unknown'];

describe('the five typical releases', () => {
  test.each([
    ['fully open, from scratch', 'not-refuted', 'I', { III: 1, II: 1, I: 1 }, 11 / 14, 'undetermined'],
    ['weights only, Apache', 'refuted', null, { III: 3 / 6, II: 0, I: 0 }, 5 / 14, 'undetermined'],
    ['gated community licence', 'refuted', null, { III: 1 / 6, II: 0, I: 0 }, 4.5 / 14, 'conditions-not-met'],
    ['closed', 'refuted', null, { III: 0, II: 0, I: 0 }, 0, 'conditions-not-met'],
    ['all unknown', 'not-refuted', null, { III: 0, II: 0, I: 0 }, 0, 'undetermined'],
  ] as const)('%s', (name, osaid, mofClass, progress, score, euAiAct) => {
    const standards = judge(CASES[name]);
    expect({
      osaid: standards.osaid.status,
      mofClass: standards.mof.class,
      progress: standards.mof.progress,
      euAiAct: standards.euAiAct.status,
    }).toEqual({ osaid, mofClass, progress, euAiAct });
    expect(standards.osai.score).toBeCloseTo(score, 10);
  });

  test.each(Object.entries(CASES))('%s: valid under report v1, every message filled', (_, given) => {
    const standards = reportSchema.shape.standards.parse(judge(given));
    for (const { message } of [...standards.osaid.requirements, ...standards.euAiAct.conditions]) {
      expect(message).toMatch(/^[A-Z].+\.$/);
      expect(message).not.toMatch(/[{}]|undefined|null/);
    }
  });
});

describe('OSAID 1.0', () => {
  test('a fully open release leaves only what a person decides', () => {
    const { requirements } = judge(open).osaid;
    expect(having(requirements, 'manual')).toEqual(['data-description', 'data-listing', 'code-completeness']);
    expect(having(requirements, 'unknown')).toEqual([]);
  });

  test('weights alone are refuted by data and code, not by their terms', () => {
    const { requirements } = judge(weightsOnly).osaid;
    expect(having(requirements, 'not-met')).toEqual([
      'data-information',
      'code-training',
      'code-data-processing',
      'code-evaluation',
    ]);
    expect(statusOf(requirements, 'parameters-terms')).toBe('met');
  });

  test('what does not apply is left out', () => {
    expect(statusOf(judge(open).osaid.requirements, 'data-information-base')).toBeUndefined();
  });

  test('evidence that two artefacts share is shown once', () => {
    const evidence = [{ source: 'link' as const, quote: null, location: null, url: 'https://github.com/acme/train' }];
    const artefacts = { trainingCode: { evidence }, evaluationCode: { evidence } };
    const { requirements } = judge({ otherwise: 'released', artefacts }).osaid;
    expect(requirements.find(({ id }) => id === 'code-evaluation')?.evidence).toEqual(evidence);
  });

  test('the data sets that a reason names are not those of the evaluation', () => {
    const dataset = { resolvedId: null, exists: null, gated: null, license: null, evidence: [] };
    const datasets = [
      { ...dataset, id: 'acme/corpus', role: 'unclear' as const },
      { ...dataset, id: 'acme/benchmark', role: 'evaluation' as const },
    ];
    const { requirements } = evaluateStandards({ ...inputOf(open), datasets }, files).osaid;
    expect(requirements[0]?.message).toBe('The training data is released (Hub datasets named: acme/corpus).');
  });

  test('a reason says what was found and shows its evidence', () => {
    const artefacts = { trainingCode: { status: 'absent', promised: true } } as const;
    const found = judge({ otherwise: 'unknown', artefacts }).osaid.requirements.find(
      ({ id }) => id === 'code-training',
    );
    expect(found).toMatchObject({ status: 'not-met', message: 'Training code: absent (promised).' });
    expect(found?.evidence.map(({ quote }) => quote)).toEqual(['trainingCode']);
  });

  test.each<[string, Case, string, string]>([
    [
      'partial training data',
      { otherwise: 'unknown', artefacts: { trainingData: 'partial' } },
      'data-information',
      'unknown',
    ],
    ['no source named', { otherwise: 'unknown', artefacts: { trainingData: 'absent' } }, 'data-information', 'not-met'],
    [
      'a quantisation names none',
      { otherwise: 'unknown', artefacts: { trainingData: 'absent' }, relation: 'quantized' },
      'data-information',
      'unknown',
    ],
    [
      'base names no source',
      { otherwise: 'unknown', artefacts: { baseData: 'absent' }, relation: 'finetune' },
      'data-information-base',
      'not-met',
    ],
    [
      'base not reached',
      { otherwise: 'released', artefacts: { baseData: 'unknown' }, relation: 'finetune' },
      'data-information-base',
      'unknown',
    ],
    [
      'evaluation code may be in the training code',
      { otherwise: 'released', artefacts: { evaluationCode: 'absent' } },
      'code-evaluation',
      'unknown',
    ],
    [
      'partial training code',
      { otherwise: 'unknown', artefacts: { trainingCode: { status: 'partial', license: 'apache-2.0' } } },
      'code-training',
      'unknown',
    ],
    ['code whose licence is not known', { otherwise: 'released' }, 'code-training', 'unknown'],
    [
      'code under open terms off the OSI list',
      { otherwise: 'unknown', artefacts: { trainingCode: { status: 'released', license: 'OpenMDW-1.1' } } },
      'code-training',
      'manual',
    ],
    [
      'code for non-commercial use',
      { otherwise: 'unknown', artefacts: { trainingCode: { status: 'released', license: 'cc-by-nc-4.0' } } },
      'code-training',
      'not-met',
    ],
    [
      'a licence of code that was not seen',
      { otherwise: 'unknown', artefacts: { trainingCode: { status: 'unknown', license: 'cc-by-nc-4.0' } } },
      'code-training',
      'unknown',
    ],
    [
      'weights under open terms off the OSI list',
      { otherwise: 'released', license: { id: 'odc-by', category: 'open-other' } },
      'parameters-terms',
      'met',
    ],
    [
      'share-alike and naming leave the freedoms whole',
      { otherwise: 'released', license: { id: 'x', category: 'open-other', restrictions: ['share-alike', 'naming'] } },
      'parameters-terms',
      'met',
    ],
    [
      'use list',
      { otherwise: 'released', license: { id: 'openrail++', category: 'behavioural-use' } },
      'parameters-terms',
      'not-met',
    ],
    ['no licence', { otherwise: 'released', license: { id: 'none', category: 'none' } }, 'parameters-terms', 'not-met'],
    [
      'licence not recognised',
      { otherwise: 'released', license: { id: 'acme', category: 'unknown' } },
      'parameters-terms',
      'unknown',
    ],
    ['gate granted at once', { ...weightsOnly, gated: 'auto' }, 'parameters-permission', 'met'],
    ['gate with a form', { ...weightsOnly, gated: 'auto', gateFields: ['Name'] }, 'parameters-permission', 'not-met'],
    [
      'form left behind after the gate was removed',
      { ...weightsOnly, gateFields: ['Name'] },
      'parameters-permission',
      'met',
    ],
    ['gated weights', { ...weightsOnly, artefacts: { weights: 'partial' } }, 'parameters', 'unknown'],
  ])('%s', (_, given, id, status) => {
    expect(statusOf(judge(given).osaid.requirements, id)).toBe(status);
  });
});

describe('MOF 1.0', () => {
  const component = (given: Case, name: string) => judge(given).mof.components.find((each) => each.name === name);

  test('17 components, each once', () => {
    expect(new Set(files.mof.components.map(({ name }) => name)).size).toBe(17);
    expect(judge(open).mof.components).toHaveLength(17);
  });

  test.each<[string, Partial<Case>, string | null, Standards['mof']['progress']]>([
    [
      'no evaluation code: class III',
      { artefacts: { ...open.artefacts, evaluationCode: 'absent' } },
      'III',
      { III: 1, II: 9 / 10, I: 0 },
    ],
    [
      'no intermediate checkpoints: class II',
      { artefacts: { ...open.artefacts, intermediateCheckpoints: 'absent' } },
      'II',
      { III: 1, II: 1, I: 13 / 14 },
    ],
    [
      'no data card: none, however much else there is',
      { artefacts: { ...open.artefacts, dataCard: 'absent' } },
      null,
      { III: 5 / 6, II: 0, I: 0 },
    ],
    [
      'a paper replaces the technical report',
      { artefacts: { ...open.artefacts, technicalReport: 'absent' } },
      'I',
      { III: 1, II: 1, I: 1 },
    ],
    [
      'no report and no paper',
      { artefacts: { ...open.artefacts, technicalReport: 'absent', paper: 'absent' } },
      null,
      { III: 5 / 6, II: 0, I: 0 },
    ],
    [
      'unlicensed training data is accepted',
      { artefacts: { ...open.artefacts, trainingData: 'released' } },
      'I',
      { III: 1, II: 1, I: 1 },
    ],
    [
      'unlicensed evaluation data is not',
      { artefacts: { ...open.artefacts, evaluationData: 'released' } },
      'III',
      { III: 1, II: 9 / 10, I: 0 },
    ],
    [
      'data of the base counts for a derivative',
      { artefacts: { ...open.artefacts, baseData: 'absent' } },
      'II',
      { III: 1, II: 1, I: 13 / 14 },
    ],
    [
      'OpenMDW on everything',
      {
        otherwise: 'released',
        artefacts: { evaluationData: { license: 'OpenMDW-1.1' } },
        license: { id: 'openmdw-1.1', category: 'open-other' },
      },
      'I',
      { III: 1, II: 1, I: 1 },
    ],
    [
      'a restricted licence of the weights',
      { license: { id: 'llama3.1', category: 'community' } },
      null,
      { III: 1 / 6, II: 0, I: 0 },
    ],
  ])('%s', (_, change, mofClass, progress) => {
    const { mof } = judge({ ...open, ...change });
    expect(mof.class).toBe(mofClass);
    for (const name of ['III', 'II', 'I'] as const) expect(mof.progress[name]).toBeCloseTo(progress[name], 10);
  });

  test.each<[string, Case, string, object]>([
    ['a licence in any case', open, 'Training code', { included: true, license: 'Apache-2.0', open: true }],
    [
      'weights take the effective licence',
      { ...open, artefacts: { ...open.artefacts, weights: { license: 'llama3.1' } } },
      'Model parameters (Final)',
      { included: true, license: 'apache-2.0', open: true },
    ],
    [
      'partial weights are not included',
      gated,
      'Model parameters (Final)',
      { included: false, license: 'llama3.1', open: false },
    ],
    ['a partial card is a card', weightsOnly, 'Model card', { included: true, license: 'apache-2.0', open: true }],
    ['unknown stays unknown', unknown, 'Training code', { included: null, license: 'unknown', open: null }],
    [
      'not recognised is neither open nor closed',
      { otherwise: 'released', artefacts: { trainingCode: { license: 'Apache 2' } } },
      'Training code',
      { included: true, license: 'Apache 2', open: null },
    ],
    [
      'no licence at all',
      { otherwise: 'released', license: { id: 'none', category: 'none' } },
      'Model card',
      { included: true, license: null, open: false },
    ],
    [
      'what is not there is under no licence',
      weightsOnly,
      'Training code',
      { included: false, license: null, open: null },
    ],
    ['no artefact shows it', open, 'Model metadata', { included: null, license: null, open: null }],
    [
      'several data licences',
      { ...open, artefacts: { ...open.artefacts, baseData: { license: 'apache-2.0' } } },
      'Datasets',
      { included: true, license: 'ODC-BY AND apache-2.0', open: true },
    ],
    [
      'an unseen paper may still replace an absent report',
      { otherwise: 'unknown', artefacts: { technicalReport: 'absent' } },
      'Technical report',
      { included: null },
    ],
  ])('%s', (_, given, name, expected) => {
    expect(component(given, name)).toMatchObject(expected);
  });
});

describe('openness dimensions', () => {
  test('a fully open release', () => {
    expect(judge(open).osai.dimensions).toEqual({
      datasources_basemodel: 'open',
      datasources_endmodel: 'open',
      weights_basemodel: 'open',
      weights_endmodel: 'open',
      trainingcode: 'open',
      code: 'unknown',
      hardware_architecture: 'open',
      preprint: 'open',
      paper: 'unknown',
      modelcard: 'open',
      datasheet: 'open',
      licenses: 'open',
      package: 'open',
      api: 'unknown',
    });
  });

  test('gated weights of a community licence', () => {
    expect(judge(gated).osai.dimensions).toMatchObject({
      datasources_basemodel: 'closed',
      weights_basemodel: 'partial',
      weights_endmodel: 'partial',
      trainingcode: 'closed',
      hardware_architecture: 'partial',
      preprint: 'open',
      paper: 'unknown',
      licenses: 'closed',
    });
  });

  test.each<[string, Case, string, string]>([
    [
      'a derivative is judged by its base',
      { otherwise: 'released', artefacts: { baseData: 'absent' } },
      'datasources_basemodel',
      'closed',
    ],
    [
      'base not reached',
      { otherwise: 'released', artefacts: { baseWeights: 'unknown' } },
      'weights_basemodel',
      'unknown',
    ],
    ['open weights alone', weightsOnly, 'licenses', 'open'],
    [
      'open code beside restricted weights',
      { ...gated, artefacts: { trainingCode: { status: 'released', license: 'apache-2.0' } } },
      'licenses',
      'partial',
    ],
    ['licence not recognised', { otherwise: 'absent' }, 'licenses', 'unknown'],
    ['no code, no documentation of it', CASES.closed, 'code', 'closed'],
    ['no paper', weightsOnly, 'paper', 'closed'],
  ])('%s', (_, given, dimension, expected) => {
    expect(judge(given).osai.dimensions).toMatchObject({ [dimension]: expected });
  });
});

describe('EU AI Act, Article 53(2)', () => {
  test('never passes by itself: some conditions are for a person, and it says that it is no legal advice', () => {
    const { status, conditions } = judge(open).euAiAct;
    expect(status).toBe('undetermined');
    expect(having(conditions, 'manual')).toEqual(['monetisation', 'systemic-risk', 'legal-assessment']);
    expect(conditions.map(({ message }) => message).join()).toContain('not legal advice');
  });

  test('conditions that a file leaves to no person can be met', () => {
    const decidable = files.euAiAct.conditions.filter(({ id }) => id === 'parameters' || id === 'licence');
    const less = { ...files, euAiAct: { ...files.euAiAct, conditions: decidable } };
    expect(evaluateStandards(inputOf(open), less).euAiAct.status).toBe('conditions-met');
  });

  const under = (
    id: string,
    category: NonNullable<Case['license']>['category'],
    ...restrictions: Restriction[]
  ): Case => ({
    ...open,
    license: { id, category, restrictions },
  });

  test.each<[string, Case, string, string]>([
    ['user threshold (83)', under('llama3.1', 'community', 'user-threshold'), 'usage', 'not-met'],
    ['non-commercial (83)', under('cc-by-nc-4.0', 'non-commercial', 'non-commercial'), 'usage', 'not-met'],
    ['research only (83)', under('x', 'research-only', 'research-only'), 'usage', 'not-met'],
    ['use list (84)', under('openrail++', 'behavioural-use', 'field-of-use'), 'usage', 'manual'],
    ['use list without the restriction spelt out (84)', under('openrail++', 'behavioural-use'), 'licence', 'manual'],
    ['outputs may not train others (84)', under('x', 'community', 'no-training-others'), 'usage', 'manual'],
    ['share-alike (80)', under('x', 'open-other', 'share-alike'), 'usage', 'met'],
    ['no derivatives (81)', under('x', 'no-derivatives', 'no-derivatives'), 'modification', 'not-met'],
    ['no licence (78)', under('none', 'none'), 'licence', 'not-met'],
    ['licence not recognised', under('acme', 'unknown'), 'usage', 'unknown'],
    ['excluded by country in the licence (79)', under('x', 'community', 'geographic'), 'access', 'not-met'],
    ['excluded by the gate (79)', { ...open, gated: 'auto', euDisallowed: true }, 'access', 'not-met'],
    ['exclusion without a gate has no effect', { ...open, euDisallowed: true }, 'access', 'met'],
    ['approval by a person (79)', { ...open, gated: 'manual' }, 'access', 'manual'],
    ['nothing before access', open, 'access', 'met'],
    ['gated weights', gated, 'parameters', 'manual'],
    ['no weights', CASES.closed, 'parameters', 'not-met'],
    [
      'architecture only in a paper',
      { otherwise: 'absent', artefacts: { paper: 'released' } },
      'architecture',
      'unknown',
    ],
    ['partial card', weightsOnly, 'usage-information', 'unknown'],
  ])('%s', (_, given, id, status) => {
    expect(statusOf(judge(given).euAiAct.conditions, id)).toBe(status);
  });

  test('the fields of a gate are named for review under (87), on one line of bounded length', () => {
    const gateFields = ['Date of\nbirth', '$& {license}', '😀'.repeat(5_000)];
    const { conditions } = judge({ ...gated, gateFields }).euAiAct;
    const message = conditions.find(({ id }) => id === 'monetisation')?.message ?? '';
    expect(message).toContain('Date of birth, $& {license}, 😀');
    expect(message.length).toBeLessThan(500);
  });
});

describe('the files', () => {
  test.each([
    ['an unknown key', { mof: { ...files.mof, extra: 1 } }, /extra/],
    [
      'a condition off the vocabulary',
      {
        osai: {
          ...files.osai,
          dimensions: {
            ...files.osai.dimensions,
            api: { title: 'x', source: 'x', outcomes: [{ status: 'open', when: { artefact: 'weights' } }] },
          },
        },
      },
      /expected one condition/,
    ],
    ['a dimension left out', { osai: { ...files.osai, dimensions: { api: files.osai.dimensions.api } } }, /licenses/],
    [
      'a status that a rule may not decide by',
      {
        osaid: {
          ...files.osaid,
          requirements: [
            {
              id: 'x',
              title: 'x',
              source: 'x',
              restsOn: [],
              outcomes: [{ status: 'not-met', when: { artefact: 'weights', is: ['unknown'] }, say: 'x' }],
            },
          ],
        },
      },
      /expected one condition/,
    ],
    [
      'a placeholder that is none',
      {
        osaid: {
          ...files.osaid,
          requirements: [
            { id: 'x', title: 'x', source: 'x', restsOn: [], outcomes: [{ status: 'manual', say: '{wieghts}' }] },
          ],
        },
      },
      /no such placeholder: \{wieghts\}/,
    ],
  ])('%s is refused', (_, change, message) => {
    expect(standardFilesSchema.safeParse({ ...files, ...change }).error?.message).toMatch(message);
  });
});
