import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collect, repoRef } from '../../src/source/collect.ts';
import { hubSource } from '../../src/source/hub.ts';
import { recording } from '../../src/source/record.ts';
import { replaySource } from '../../src/source/snapshot.ts';
import type { Source } from '../../src/source/types.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';

let hub: FakeHub | undefined;
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'openlitmus-snapshots-'));
});
afterEach(async () => {
  await hub?.close();
  hub = undefined;
  await rm(dir, { recursive: true });
});

const NOW = new Date('2026-01-02T03:04:05.678Z');
const now = () => NOW;
const BYTES = Uint8Array.from([0xff, 0xfe, 0, 13, 10, 45]);

const SPEC: HubSpec = {
  repos: {
    'openai-community/gpt2': {
      files: { 'README.md': '---\nlicense: mit\n---\n', LICENSE: BYTES, 'sub/NOTICE': 'n', 'model.safetensors': 'w' },
      tags: { 'v1/α': { 'README.md': 'first' } },
      info: { cardData: { license: 'mit', __proto__: null } },
    },
    'org/gated': { gated: 'manual', files: { 'README.md': '', 'USE_POLICY.md': 'p' } },
    'org/empty': {},
    'org/base': { files: { 'README.md': '# Base' }, info: { cardData: { license: 'llama2' } } },
  },
  datasets: {
    'org/data': { files: { 'README.md': BYTES, 'a.csv': '1' }, info: { tags: ['license:odc-by'] } },
    'org/bare': { files: { 'a.csv': '1' } },
  },
  renamed: { gpt2: 'openai-community/gpt2', 'datasets/legacy': 'org/data' },
  tokens: { hf_secret: { access: [] } },
};

/** Everything that an audit asks of a source. */
async function audit(source: Source, { id, revision = null }: { id: string; revision?: string | null }) {
  const snapshot = await collect(source, { id, revision, now });
  const from = repoRef(snapshot);
  const ids = ['org/data', 'org/bare', 'legacy', 'org/gone', '__proto__', '../../evil'];
  const datasets = await Promise.all(ids.map((each) => source.dataset(each, from)));
  const bases = await Promise.all(['org/base', ...ids].map((each) => source.base(each, from)));
  return {
    ...snapshot,
    source: null,
    datasets,
    bases,
    datasetCards: await Promise.all(ids.map((each) => source.datasetCard(each, from))),
    baseCards: await Promise.all(['org/base', ...ids].map((each) => source.baseCard(each, from))),
  };
}

async function record(asked: { id: string; revision?: string | null }, spec: HubSpec = SPEC) {
  hub = await startHub(spec);
  const source = recording(hubSource({ endpoint: hub.url, token: 'hf_secret', backoff: 1, env: {} }), { now });
  const seen = await audit(source, asked);
  const folder = await source.save(dir, { id: asked.id, revision: asked.revision ?? null });
  await hub.close();
  hub = undefined;
  return { seen, folder };
}

describe('what was recorded is replayed', () => {
  test.each([
    ['legacy id', { id: 'gpt2' }, '_/gpt2'],
    ['canonical id', { id: 'openai-community/gpt2' }, 'openai-community/gpt2'],
    ['another case', { id: 'Openai-Community/GPT2' }, 'Openai-Community/GPT2'],
    ['revision', { id: 'gpt2', revision: 'v1/α' }, '_/gpt2@v1%2F%CE%B1'],
    ['gated', { id: 'org/gated' }, 'org/gated'],
    ['nothing in it', { id: 'org/empty' }, 'org/empty'],
  ])('%s: the same answers, from the folder of its name', async (_, asked, folder) => {
    const recorded = await record(asked);
    expect(recorded.folder).toBe(join(dir, folder));
    const replay = replaySource([join(dir, 'elsewhere'), dir]);
    const replayed = await audit(replay, asked);
    expect(replayed).toEqual(recorded.seen);
    expect(replayed.observedAt).toBe(NOW.toISOString());
    expect(replay.kind).toBe('snapshot');
  });

  test('under the canonical id too, and at the sha', async () => {
    const { seen } = await record({ id: 'gpt2' });
    const replay = replaySource([dir]);
    expect(await audit(replay, { id: 'openai-community/gpt2' })).toEqual({
      ...seen,
      requestedId: 'openai-community/gpt2',
    });
    expect((await replay.model('gpt2', seen.model.sha)).sha).toBe(seen.model.sha);
    expect((await replay.model('gpt2', 'main')).sha).toBe(seen.model.sha);
    await expect(replay.model('gpt2', 'v2')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('twice gives the same bytes', async () => {
    const { folder } = await record({ id: 'gpt2' });
    const first = await readFile(join(folder, 'snapshot.json'));
    await record({ id: 'gpt2' });
    expect(await readFile(join(folder, 'snapshot.json'))).toEqual(first);
    expect((await readdir(dir, { recursive: true })).sort()).toEqual([
      ...[
        '_',
        '_/gpt2',
        '_/gpt2/LICENSE',
        '_/gpt2/README.md',
        '_/gpt2/linked',
        '_/gpt2/linked/datasets',
        '_/gpt2/linked/datasets/_',
        '_/gpt2/linked/datasets/_/legacy',
        '_/gpt2/linked/datasets/_/legacy/README.md',
        '_/gpt2/linked/datasets/org',
        '_/gpt2/linked/datasets/org/data',
        '_/gpt2/linked/datasets/org/data/README.md',
        '_/gpt2/linked/models',
        '_/gpt2/linked/models/org',
        '_/gpt2/linked/models/org/base',
        '_/gpt2/linked/models/org/base/README.md',
        '_/gpt2/snapshot.json',
        '_/gpt2/sub',
        '_/gpt2/sub/NOTICE',
      ],
    ]);
  });

  test('replaying and recording again gives the same bytes', async () => {
    const { folder } = await record({ id: 'gpt2' });
    const first = await readFile(join(folder, 'snapshot.json'));
    const again = recording(replaySource([dir]), { now: () => new Date() });
    await audit(again, { id: 'gpt2' });
    const second = await again.save(join(dir, 'copy'), { id: 'gpt2', revision: null });
    expect(await readFile(join(second, 'snapshot.json'))).toEqual(first);
  });

  test('the token is nowhere', async () => {
    const { folder } = await record({ id: 'org/gated' });
    expect(await readFile(join(folder, 'snapshot.json'), 'utf8')).not.toContain('hf_secret');
  });

  test('the first directory wins; later ones are looked in', async () => {
    await record({ id: 'org/base' });
    const other = join(dir, 'other');
    const source = recording(replaySource([dir]));
    const model = await source.model('org/base', null);
    await source.save(other, { id: 'org/base', revision: null });
    const path = join(other, 'org/base/snapshot.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"likes": 10', '"likes": 99'));
    expect((await replaySource([other, dir]).model('org/base', null)).likes).toBe(99);
    expect((await replaySource([dir, other]).model('org/base', null)).likes).toBe(model.likes);
  });
});

describe('what was not recorded', () => {
  test('a repository is not found, and the message says where was looked and what to do', async () => {
    const failure = replaySource([dir, '/no/such/dir']).model('org/none', 'v1');
    await expect(failure).rejects.toMatchObject({ code: 'not-found', attempts: 0 });
    await expect(failure).rejects.toThrow(new RegExp(`looked in ${dir}, /no/such/dir`));
    await expect(failure).rejects.toThrow(/openlitmus snapshot org\/none --revision v1/);
  });

  test.each(['../../etc', 'a/../b', '/etc/passwd', 'a\u0000/b'])('%j is no id', async (id) => {
    await expect(replaySource([dir]).model(id, null)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('of a recorded repository is an unmade look; a file that its tree does not list is absent', async () => {
    const { seen } = await record({ id: 'gpt2' });
    const replay = replaySource([dir]);
    const repo = repoRef(seen);
    expect(await replay.dataset('org/other', repo)).toMatchObject({ looked: false });
    expect(await replay.base('org/other', repo)).toMatchObject({ looked: false });
    expect(await replay.file(repo, 'model.safetensors')).toMatchObject({ looked: false });
    expect(await replay.file(repo, 'nowhere.txt')).toEqual({ looked: true, value: null });
  });

  test('as cards of datasets and base models were not before: an unmade look that says so', async () => {
    await writeSnapshot((snapshot) => snapshot);
    const replay = replaySource([dir]);
    const repo = { id: 'org/model', revision: 'main' };
    expect(await replay.datasetCard('org/data', repo)).toEqual({
      looked: false,
      why: 'it was not recorded in the snapshot of org/model',
    });
    expect(await replay.baseCard('org/base', repo)).toMatchObject({ looked: false });
  });

  test('cannot be saved', async () => {
    const source = recording(replaySource([dir]));
    await expect(source.save(dir, { id: 'org/x', revision: null })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('nothing leaves its folder', () => {
  const hostile = [
    '../evil/LICENSE',
    '/LICENSE',
    '..\\LICENSE',
    'C:/LICENSE',
    'a/../../LICENSE',
    'linked/datasets/org/data/README.md',
    'snapshot.json',
    'a\u0000b',
  ];

  test.each(hostile)('saving a file named %j', async (path) => {
    const inner: Source = {
      ...replaySource([]),
      observedAt: async () => null,
      model: async (id) => ({ ...(await exampleModel()), id }),
      file: async () => ({ looked: true, value: BYTES }),
    };
    const source = recording(inner, { now });
    const model = await source.model('org/model', null);
    await source.file(repoRef({ model, revision: 'main' }), path);
    const target = join(dir, 'snapshots');
    const folder = await source.save(target, { id: 'org/model', revision: null });
    expect(await readdir(dir)).toEqual(['snapshots']);
    expect(await readdir(target, { recursive: true })).toEqual(['org', 'org/model', 'org/model/snapshot.json']);
    const { files } = JSON.parse(await readFile(join(folder, 'snapshot.json'), 'utf8'));
    expect(files[path]).toMatchObject({ looked: false, why: expect.stringMatching(/not recorded/) });
  });

  test.each(['../../../../evil', '/evil', 'a\u0000b', '..'])('saving the card of a dataset named %j', async (id) => {
    const card = async () => ({ looked: true as const, value: BYTES });
    const model = async () => ({ ...(await exampleModel()), id: 'org/model' });
    const source = recording({ ...replaySource([]), observedAt: async () => null, model, datasetCard: card }, { now });
    const from = repoRef({ model: await source.model('org/model', null), revision: 'main' });
    await source.datasetCard(id, from);
    const target = join(dir, 'snapshots');
    await source.save(target, { id: 'org/model', revision: null });
    expect(await readdir(dir)).toEqual(['snapshots']);
    expect(await readdir(target, { recursive: true })).toEqual(['org', 'org/model', 'org/model/snapshot.json']);
    expect(await replaySource([target]).datasetCard(id, from)).toMatchObject({ looked: false });
  });

  test('reading a file that a snapshot says lies outside', async () => {
    const folder = await writeSnapshot((snapshot) => ({
      ...snapshot,
      files: { '../secret': { looked: true, value: 'present' } },
    }));
    await writeFile(join(folder, '../secret'), 'x');
    await expect(replaySource([dir]).file({ id: 'org/model', revision: 'main' }, '../secret')).rejects.toThrow(
      /lies outside/,
    );
  });

  test('reading a file that is a link to outside', async () => {
    const folder = await writeSnapshot((snapshot) => ({
      ...snapshot,
      files: { LICENSE: { looked: true, value: 'present' } },
    }));
    await writeFile(join(dir, 'secret'), 'x');
    await symlink(join(dir, 'secret'), join(folder, 'LICENSE'));
    await expect(replaySource([dir]).file({ id: 'org/model', revision: 'main' }, 'LICENSE')).rejects.toThrow(
      /lies outside/,
    );
  });
});

describe('a snapshot that is broken', () => {
  test.each<[string, (snapshot: Record<string, unknown>) => unknown, RegExp]>([
    ['another format', (snapshot) => ({ ...snapshot, format: 2 }), /format/],
    ['no model', ({ model: _, ...snapshot }) => snapshot, /model/],
    ['a field too many', (snapshot) => ({ ...snapshot, token: 'x' }), /token/],
    ['a look that says both', (snapshot) => ({ ...snapshot, refs: { looked: true, value: {}, why: '' } }), /refs/],
    ['a date that is none', (snapshot) => ({ ...snapshot, observedAt: 'today' }), /observedAt/],
    ['files that are a list', (snapshot) => ({ ...snapshot, files: [3] }), /files/],
    ['a list', () => [], /snapshot\.json/],
  ])('%s: the message names the path and what is wrong', async (_, change, message) => {
    const folder = await writeSnapshot(change);
    const failure = replaySource([dir]).model('org/model', null);
    await expect(failure).rejects.toMatchObject({ code: 'invalid' });
    await expect(failure).rejects.toThrow(join(folder, 'snapshot.json'));
    await expect(failure).rejects.toThrow(message);
  });

  test('not JSON', async () => {
    const folder = await writeSnapshot((snapshot) => snapshot);
    await writeFile(join(folder, 'snapshot.json'), '{"format": 1,');
    await expect(replaySource([dir]).model('org/model', null)).rejects.toThrow(/not JSON/);
  });

  test('a file that is promised and not there', async () => {
    await writeSnapshot((snapshot) => ({ ...snapshot, files: { LICENSE: { looked: true, value: 'present' } } }));
    const failure = replaySource([dir]).file({ id: 'org/model', revision: 'main' }, 'LICENSE');
    await expect(failure).rejects.toMatchObject({ code: 'invalid' });
    await expect(failure).rejects.toThrow(/promises LICENSE/);
  });

  test('a card of a base model that is promised and not there never throws', async () => {
    await writeSnapshot((snapshot) => ({ ...snapshot, baseCards: { 'org/base': { looked: true, value: 'present' } } }));
    const card = await replaySource([dir]).baseCard('org/base', { id: 'org/model', revision: 'main' });
    expect(card).toMatchObject({ looked: false, why: expect.stringMatching(/promises linked\/models\/org\/base/) });
  });

  test('does not hide the others', async () => {
    await record({ id: 'gpt2' });
    await writeSnapshot(() => 3);
    expect((await replaySource([dir]).model('openai-community/gpt2', null)).id).toBe('openai-community/gpt2');
  });
});

async function exampleModel() {
  return (await record({ id: 'org/base' }).finally(() => rm(join(dir, 'org'), { recursive: true }))).seen.model;
}

/** A valid snapshot of `org/model` with a change, written as by hand. */
async function writeSnapshot(change: (snapshot: Record<string, unknown>) => unknown): Promise<string> {
  const folder = join(dir, 'org', 'model');
  const model = { ...(await exampleModel()), id: 'org/model' };
  const looked = { looked: false, why: 'not asked' };
  const snapshot = {
    format: 1,
    requestedId: 'org/model',
    revision: 'main',
    observedAt: NOW.toISOString(),
    model,
    tree: looked,
    refs: looked,
    files: {},
    datasets: {},
    bases: {},
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'snapshot.json'), JSON.stringify(change(snapshot)));
  return folder;
}
