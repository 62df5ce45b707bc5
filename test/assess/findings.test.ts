/** Findings beside the verdict, licences of artefacts, and what stays unknown: through `judge`, as a report has them. */
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/audit.ts';
import { type ArtefactName, type Report, reportSchema } from '../../src/report/v1.ts';
import { collectLinked, observed, type RepoGiven } from '../audit/observed.ts';
import { rules } from './factory.ts';

const report = (given: RepoGiven): Report =>
  reportSchema.parse(judge(observed(given, rules), { rules, standard: 'osaid' }));
const found = (given: RepoGiven, rule: string) => report(given).findings.filter((finding) => finding.rule === rule);

describe('promises', () => {
  const card = '---\nlicense: mit\n---\n# Acme\n\nWe will release the training code soon.\n';
  test('one that is not kept is a finding with its age', () => {
    const [finding, ...more] = found(
      { card, model: { lastModified: '2025-12-22T00:00:00.000Z' } },
      'artefacts/promised',
    );
    expect(more).toEqual([]);
    expect(finding?.message).toContain('10 days');
    expect(finding?.evidence[0]).toMatchObject({ location: { startLine: 6 } });
  });

  test.each([null, '2027-01-01T00:00:00.000Z', 'not a date'])('without an age that is known: %s', (lastModified) => {
    const [finding] = found({ card, model: { lastModified } }, 'artefacts/promised');
    expect(finding?.message).not.toMatch(/days|NaN/);
  });

  test('one that is kept is none', () => {
    expect(found({ card, tree: ['train.py', 'model.safetensors'] }, 'artefacts/promised')).toEqual([]);
  });
});

describe('claims without an artefact', () => {
  const card = '# Acme\n\nWe open-source the training code of Acme.\n';
  test('a claim of training code where none was found', () => {
    const [finding] = found({ card }, 'claims/no-artefact');
    expect(finding).toMatchObject({
      level: 'error',
      evidence: [{ quote: 'We open-source the training code of Acme.' }],
    });
  });

  test('not where it is there', () => {
    expect(found({ card, tree: ['train.py'] }, 'claims/no-artefact')).toEqual([]);
  });

  test('not where the tree was not looked at: unknown is no charge', () => {
    expect(found({ card, tree: null }, 'claims/no-artefact')).toEqual([]);
  });
});

describe('datasets', () => {
  const card = '---\nlicense: mit\ndatasets: [acme/a]\n---\n# Acme\n';
  test.each<[string, Parameters<typeof collectLinked>[0], string, RegExp | null]>([
    ['gone', { datasets: { 'acme/a': null } }, 'datasets/gone', /does not have it, or it is private/],
    ['disabled', { datasets: { 'acme/a': { disabled: true } } }, 'datasets/gone', /has disabled it/],
    ['empty', { datasets: { 'acme/a': { files: 0 } } }, 'datasets/empty', /no file but its card/],
    ['there', { datasets: { 'acme/a': {} } }, 'datasets/', null],
    ['gated', { datasets: { 'acme/a': { gated: 'auto' } } }, 'datasets/', null],
    ['not looked up', {}, 'datasets/', null],
  ])('%s', (_, given, rule, message) => {
    const { findings } = report({ card, linked: collectLinked(given) });
    const dead = findings.filter((finding) => finding.rule.startsWith(rule));
    expect(dead.map((finding) => finding.message)).toEqual(message ? [expect.stringMatching(message)] : []);
    for (const { evidence } of dead) expect(evidence[0]).toMatchObject({ quote: 'datasets: [acme/a]' });
  });

  test('one that was not looked up is unknown', () => {
    expect(report({ card }).unknowns).toContainEqual({ what: 'dataset acme/a', why: 'not looked up' });
  });
});

test('the gravest findings come first', () => {
  const card =
    '---\nlicense: mit\n---\n# Acme\n\nWe open-source the training code of Acme. We will release the data soon. For non-commercial use only.\n';
  const order = { error: 0, warning: 1, note: 2 };
  const levels = report({ card }).findings.map(({ level }) => order[level]);
  expect(levels.length).toBeGreaterThan(1);
  expect(levels).toEqual(levels.toSorted((a, b) => a - b));
});

describe('what could not be looked at is unknown, never absent', () => {
  test('the tree', () => {
    const { artefacts, unknowns, level } = report({ card: '---\nlicense: mit\n---\n# Acme', tree: null });
    expect(unknowns).toContainEqual({ what: 'files', why: 'the listing was refused' });
    expect(artefacts.weights.status).toBe('unknown');
    expect(level.observed.atMost).not.toBe('closed');
  });

  test('the card', () => {
    const { artefacts, level, verdict, card } = report({ card: { looked: false, why: 'refused' } });
    expect(card.problems).toMatchObject([{ code: 'unreadable' }]);
    expect([level.claimed, verdict.status]).toEqual(['unknown', 'undetermined']);
    const silent: ArtefactName[] = ['trainingData', 'paper', 'technicalReport', 'evaluationResults', 'modelCard'];
    expect(silent.filter((name) => artefacts[name].status === 'absent')).toEqual([]);
  });

  test('a card that is not there is known to say nothing', () => {
    const { artefacts, level, verdict, card } = report({ card: null });
    expect(card).toMatchObject({ present: false, problems: [] });
    expect([level.claimed, verdict.status]).toEqual(['none', 'no-claim']);
    expect([artefacts.modelCard.status, artefacts.trainingData.status]).toEqual(['absent', 'absent']);
  });

  test('each unknown is named once', () => {
    const { unknowns } = report({ card: '---\ndatasets: [a/b, a/b]\nbase_model: b/c\n---\n', tree: null });
    expect(new Set(unknowns.map(({ what }) => what)).size).toBe(unknowns.length);
  });
});

describe('the licence of an artefact', () => {
  const licenses = (card: string, tree: string[] = ['train.py', 'model.safetensors']) => {
    const { trainingCode, weights, trainingData } = report({ card, tree }).artefacts;
    return { code: trainingCode.license, weights: weights.license, data: trainingData.license };
  };
  test.each<[string, string, ReturnType<typeof licenses>]>([
    ["the repository's own", '---\nlicense: mit\n---\n', { code: 'mit', weights: 'mit', data: null }],
    ['none is null', '# A', { code: null, weights: null, data: null }],
    [
      'what is said of the code',
      '---\nlicense: llama3\n---\n# Acme\n\nThe code is released under the Apache-2.0 license.\n',
      { code: 'apache-2.0', weights: 'llama3', data: null },
    ],
  ])('%s', (_, card, expected) => {
    expect(licenses(card)).toEqual(expected);
  });

  test('what is not there has none', () => {
    expect(licenses('---\nlicense: mit\n---\n', [])).toMatchObject({ code: null, weights: null });
  });
});

describe('what the Hub alone knows', () => {
  const status = (name: ArtefactName, given: RepoGiven) => report(given).artefacts[name];
  const card = '---\nlicense: mit\ndatasets: [acme/a]\nbase_model: base/b\n---\n# Acme';
  test.each<[string, ArtefactName, RepoGiven, object]>([
    ['weights behind a gate', 'weights', { card, model: { gated: 'manual' } }, { status: 'partial', verified: true }],
    ['weights of a disabled repository', 'weights', { card, model: { disabled: true } }, { status: 'unknown' }],
    [
      'a dataset that is there',
      'trainingData',
      { card, linked: collectLinked({ datasets: { 'acme/a': {} } }) },
      { status: 'released', verified: true },
    ],
    [
      'a dataset behind a gate',
      'trainingData',
      { card, linked: collectLinked({ datasets: { 'acme/a': { gated: 'auto' } } }) },
      { status: 'partial', verified: false },
    ],
    [
      'a dataset that is gone',
      'trainingData',
      { card, linked: collectLinked({ datasets: { 'acme/a': null } }) },
      { status: 'absent', verified: false },
    ],
    [
      'a dataset that is empty',
      'trainingData',
      { card, linked: collectLinked({ datasets: { 'acme/a': { files: 0 } } }) },
      { status: 'absent', verified: false },
    ],
    [
      'a dataset of which the files are not known',
      'trainingData',
      { card, linked: collectLinked({ datasets: { 'acme/a': { files: null } } }) },
      { status: 'released', verified: false },
    ],
    ['a dataset that nobody looked up', 'trainingData', { card }, { status: 'released', verified: false }],
    [
      'a base that can be had',
      'baseWeights',
      { card, linked: collectLinked({ bases: { 'base/b': {} } }) },
      { status: 'released' },
    ],
    [
      'a gated base',
      'baseWeights',
      { card, linked: collectLinked({ bases: { 'base/b': { gated: 'auto' } } }) },
      { status: 'partial' },
    ],
    ['a base that nobody looked up', 'baseWeights', { card }, { status: 'unknown' }],
    ['no base', 'baseWeights', { card: '# Acme' }, { status: 'not-applicable' }],
    [
      "the architecture in the Hub's digest",
      'architecture',
      { card, tree: [], model: { config: { architectures: ['LlamaForCausalLM'] } } },
      { status: 'released', verified: true },
    ],
  ])('%s', (_, name, given, expected) => {
    expect(status(name, given)).toMatchObject(expected);
  });
});
