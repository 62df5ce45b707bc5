/** `audit` against the fake Hub, over real HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AuditOptions, audit } from '../../src/audit.ts';
import { SourceError } from '../../src/errors.ts';
import { type Report, reportSchema } from '../../src/report/v1.ts';
import { loadRules } from '../../src/rules/load.ts';
import { type HubOptions, hubSource } from '../../src/source/hub.ts';
import { recording } from '../../src/source/record.ts';
import { replaySource } from '../../src/source/snapshot.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';

const NOW = new Date('2026-01-02T03:04:05.000Z');
const options: AuditOptions = { rules: loadRules(), standard: 'osaid', lineage: true, now: () => NOW };
const TOKEN = 'hf_reader';
const SHA = 'c'.repeat(40);
const CARD = '---\nlicense: mit\ndatasets: [acme/corpus]\n---\n# Acme\n\nAcme is open source.\n';
const files = { 'README.md': CARD, LICENSE: 'MIT License', 'config.json': '{}', 'model.safetensors': { lfs: 'w' } };

let hub: FakeHub;
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'openlitmus-audit-'));
});
afterEach(async () => {
  rmSync(dir, { recursive: true, force: true });
  await hub.close();
});

async function start(spec: HubSpec, given: HubOptions = {}) {
  hub = await startHub(spec);
  return hubSource({ endpoint: hub.url, backoff: 1, timeout: 5, env: {}, ...given });
}

async function reportOf(
  spec: HubSpec,
  { id = 'org/acme', revision = null, ...given }: { id?: string; revision?: string | null; token?: string } = {},
): Promise<Report> {
  return reportSchema.parse(await audit(await start(spec, given), { id, revision }, options));
}

async function failureOf(
  spec: HubSpec,
  given: { id?: string; revision?: string; token?: string } = {},
): Promise<SourceError> {
  try {
    await reportOf(spec, given);
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  throw new Error('a report was given');
}

const unknownsOf = ({ unknowns }: Report): string[] => unknowns.map(({ what }) => what);

describe('a repository that can be read', () => {
  test('plain', async () => {
    const report = await reportOf({
      repos: { 'org/acme': { sha: SHA, files } },
      datasets: { 'acme/corpus': { files: { 'a.parquet': 'x' } } },
    });
    expect(report.repo).toMatchObject({
      id: 'org/acme',
      requestedId: 'org/acme',
      revision: 'main',
      sha: SHA,
      gated: false,
      private: false,
      createdAt: '2024-01-02T03:04:05.000Z',
    });
    expect(report).toMatchObject({
      source: 'hub',
      observedAt: NOW.toISOString(),
      card: { present: true, problems: [] },
      level: { claimed: 'open-source' },
      license: { declared: [{ id: 'mit' }] },
      datasets: [{ id: 'acme/corpus', exists: true, gated: false }],
      artefacts: {
        weights: { status: 'released', verified: true },
        trainingData: { status: 'released', verified: true },
      },
    });
    const looks = ['files', 'branches and tags', 'README.md', 'LICENSE', 'dataset acme/corpus'];
    expect(unknownsOf(report).filter((what) => looks.includes(what))).toEqual([]);
  });

  test('renamed: both ids are told', async () => {
    const report = await reportOf(
      { repos: { 'org/acme': { files } }, renamed: { 'old/name': 'org/acme' } },
      { id: 'old/name' },
    );
    expect(report.repo).toMatchObject({ id: 'org/acme', requestedId: 'old/name' });
    expect(report.repo.url).toContain('org/acme');
    expect(report.card.present).toBe(true);
  });

  test('a legacy id', async () => {
    const report = await reportOf(
      { repos: { 'openai-community/gpt2': { files } }, renamed: { gpt2: 'openai-community/gpt2' } },
      { id: 'gpt2' },
    );
    expect(report.repo).toMatchObject({ id: 'openai-community/gpt2', requestedId: 'gpt2' });
  });

  test('a revision', async () => {
    const branch = { ...files, 'README.md': '# Acme\n\nAcme is fully open source.\n' };
    const report = await reportOf(
      { repos: { 'org/acme': { files, branches: { next: branch } } } },
      { revision: 'next' },
    );
    expect(report.repo.revision).toBe('next');
    expect(report.level.claimed).toBe('fully-open');
  });

  test('a commit that moves between two questions: everything is of the first', async () => {
    const source = await start({ repos: { 'org/acme': { sha: SHA, files } } });
    const moving = {
      ...source,
      async model(id: string, revision: string | null) {
        const info = await source.model(id, revision);
        hub.push('org/acme', { 'README.md': '# Acme\n\nAcme is not open source.\n' });
        return info;
      },
    };
    const report = await audit(moving, { id: 'org/acme', revision: null }, options);
    expect(report.repo.sha).toBe(SHA);
    expect(report.level.claimed).toBe('open-source');
    expect(report.artefacts.weights.status).toBe('released');
  });

  test('private, with a token that may', async () => {
    const spec = { repos: { 'org/acme': { files, private: true } }, tokens: { [TOKEN]: { access: ['org/acme'] } } };
    const report = await reportOf(spec, { token: TOKEN });
    expect(report.repo.private).toBe(true);
    expect(report.card.present).toBe(true);
  });

  test('no README', async () => {
    const { 'README.md': _gone, ...rest } = files;
    const report = await reportOf({ repos: { 'org/acme': { files: rest } } });
    expect(report.card).toMatchObject({ present: false, problems: [] });
    expect([report.level.claimed, report.verdict.status]).toEqual(['none', 'no-claim']);
    expect(unknownsOf(report)).not.toContain('README.md');
  });

  test('an empty README', async () => {
    const report = await reportOf({ repos: { 'org/acme': { files: { ...files, 'README.md': '' } } } });
    expect(report.card).toMatchObject({ present: true, problems: [] });
    expect(report.level.claimed).toBe('none');
  });

  test('a README that is too large is not parsed', async () => {
    const report = await reportOf({
      repos: { 'org/acme': { files: { ...files, 'README.md': 'a'.repeat(3_000_000) } } },
    });
    expect(report.card.present).toBe(true);
    expect([report.level.claimed, report.verdict.status]).toEqual(['unknown', 'undetermined']);
  });

  test('nothing in it', async () => {
    const report = await reportOf({ repos: { 'org/acme': { files: {} } } });
    expect(report.level.observed).toEqual({ atLeast: 'closed', atMost: 'closed' });
  });
});

describe('gated', () => {
  const spec: HubSpec = {
    repos: { 'org/acme': { files: { ...files, NOTICE: 'n', 'LICENSE.pdf': 'p' }, gated: 'manual' } },
    tokens: { [TOKEN]: { access: ['org/acme'] } },
  };

  test('without a token: the card and the listing are read, what was refused is unknown', async () => {
    const report = await reportOf(spec);
    expect(report.repo.gated).toBe('manual');
    expect(report.card.present).toBe(true);
    expect(report.artefacts.weights).toMatchObject({ status: 'partial' });
    expect(report.level.observed).toEqual({ atLeast: 'restricted-weights', atMost: 'restricted-weights' });
    expect(unknownsOf(report)).toContain('branches and tags');
  });

  test('with a token nothing is refused, and a gate stays one', async () => {
    const report = await reportOf(spec, { token: TOKEN });
    expect(report.repo.gated).toBe('manual');
    expect(report.artefacts.weights).toMatchObject({ status: 'partial', verified: true });
    expect(unknownsOf(report)).not.toContain('branches and tags');
    expect(unknownsOf(report)).not.toContain('NOTICE');
  });

  test('an open gate without a form hides no terms', async () => {
    const report = await reportOf({ repos: { 'org/acme': { files, gated: 'auto' } } });
    expect(report.level.observed.atLeast).toBe('open-weights');
  });

  test('a dataset behind a gate', async () => {
    const report = await reportOf({
      repos: { 'org/acme': { files } },
      datasets: { 'acme/corpus': { files: { a: 'x' }, gated: 'auto' } },
    });
    expect(report.datasets).toMatchObject([{ exists: true, gated: true }]);
    expect(report.artefacts.trainingData.status).toBe('partial');
  });
});

describe('disabled', () => {
  test('still gets a report: what cannot be had is unknown or closed', async () => {
    const report = await reportOf({ repos: { 'org/acme': { files, disabled: true } } });
    expect(report.repo.disabled).toBe(true);
    expect(report.level.observed.atMost).toBe('closed');
    expect([report.level.claimed, report.verdict.status]).toEqual(['unknown', 'undetermined']);
    expect(unknownsOf(report)).toContain('README.md');
  });
});

describe('what it is built on', () => {
  const derived = (base: string) => ({
    'README.md': `---\nlicense: apache-2.0\nbase_model: ${base}\n---\n# Acme\n\nAcme is open source.\n`,
    'model.safetensors': 'w',
  });

  test('a restricted base is found, at any depth', async () => {
    const report = await reportOf({
      repos: {
        'org/acme': { files: derived('org/middle') },
        'org/middle': {
          files: derived('org/base'),
          info: {
            tags: ['license:apache-2.0'],
            baseModels: { relation: 'finetune', models: [{ _id: '1', id: 'org/base' }] },
          },
        },
        'org/base': { files: {}, gated: 'manual', info: { tags: ['license:llama3'] } },
      },
    });
    expect(report.lineage.chain.map(({ id, license, gated }) => [id, license, gated])).toEqual([
      ['org/middle', 'apache-2.0', false],
      ['org/base', 'llama3', true],
    ]);
    expect(report.verdict.status).toBe('overstated');
  });

  test('a circle ends', async () => {
    const loop = (id: string) => ({ baseModels: { relation: 'finetune', models: [{ _id: '1', id }] } });
    const report = await reportOf({
      repos: {
        'org/acme': { files: derived('org/other'), info: loop('org/other') },
        'org/other': { files: {}, info: loop('org/acme') },
      },
    });
    expect(report.lineage.problems).toMatchObject([{ code: 'lineage-cut' }]);
  });

  test('a base that is gone, and one that is private, are unknown', async () => {
    const report = await reportOf({ repos: { 'org/acme': { files: derived('org/gone') } } });
    expect(report.lineage.baseModels).toMatchObject([{ id: 'org/gone', resolved: false }]);
    expect(unknownsOf(report)).toContain('base model org/gone');
    expect(report.level.observed.atMost).not.toBe('closed');
  });

  test('is not asked for when nobody wants it', async () => {
    const source = await start({ repos: { 'org/acme': { files: derived('org/base') }, 'org/base': { files: {} } } });
    const report = await audit(source, { id: 'org/acme', revision: null }, { ...options, lineage: false });
    expect(report.lineage.baseModels).toMatchObject([{ id: 'org/base', resolved: false }]);
    expect(hub.requests.filter(({ path }) => path.includes('org/base'))).toEqual([]);
  });
});

describe('a repository that cannot be read', () => {
  const repos: HubSpec['repos'] = { 'org/acme': { files }, 'org/secret': { files, private: true } };
  test.each<[string, Parameters<typeof failureOf>[1], string]>([
    ['missing', { id: 'org/none' }, 'not-found'],
    ['missing, with a token', { id: 'org/none', token: TOKEN }, 'not-found'],
    ['private', { id: 'org/secret' }, 'not-found'],
    ['private, with a token that may not', { id: 'org/secret', token: TOKEN }, 'not-found'],
    ['a revision that there is not', { revision: 'none' }, 'not-found'],
    ['an id that is none', { id: 'a/b/c' }, 'invalid'],
    ['an id that leads elsewhere', { id: '../api' }, 'invalid'],
  ])('%s', async (_, given, code) => {
    expect(await failureOf({ repos, tokens: { [TOKEN]: { access: [] } } }, given)).toMatchObject({ code });
  });

  test('a token that the Hub refuses: what is public is read without it, the rest is not', async () => {
    const spec: HubSpec = { repos, refuseBadTokens: true };
    expect((await reportOf(spec, { token: 'hf_old' })).card.present).toBe(true);
    await hub.close();
    expect(await failureOf(spec, { id: 'org/secret', token: 'hf_old' })).toMatchObject({ code: 'unauthorized' });
  });

  test('a Hub that fails for ever', async () => {
    const spec: HubSpec = { repos, faults: [{ on: /./, kind: { status: 500 }, times: Number.POSITIVE_INFINITY }] };
    expect(await failureOf(spec)).toMatchObject({ code: 'network', status: 500 });
  });

  test('a dataset that fails is unknown, and the audit goes on', async () => {
    const report = await reportOf({
      repos,
      faults: [{ on: /datasets/, kind: { status: 500 }, times: Number.POSITIVE_INFINITY }],
    });
    expect(report.datasets).toMatchObject([{ exists: null }]);
    expect(unknownsOf(report)).toContain('dataset acme/corpus');
  });
});

describe('again and again', () => {
  const spec: HubSpec = {
    repos: { 'org/acme': { files }, 'org/gated': { files, gated: 'auto' } },
    datasets: { 'acme/corpus': { files: { a: 'x' } } },
  };

  test('two audits give the same bytes', async () => {
    const source = await start(spec);
    const once = async () => JSON.stringify(await audit(source, { id: 'org/acme', revision: null }, options));
    expect(await once()).toBe(await once());
  });

  test.each(['org/acme', 'org/gated'])('%s: a replay is the report itself, but for its source', async (id) => {
    const recorder = recording(await start(spec), { now: () => NOW });
    const target = { id, revision: null };
    const first = await audit(recorder, target, options);
    await recorder.save(dir, target);
    const replayed = await audit(replaySource([dir]), target, { ...options, now: () => new Date(0) });
    expect(replayed).toEqual({ ...first, source: 'snapshot' });
  });
});
