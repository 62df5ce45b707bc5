import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { collect } from '../../src/source/collect.ts';
import { type HubOptions, hubSource, MAX_FILE_BYTES } from '../../src/source/hub.ts';
import type { Looked } from '../../src/source/types.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';

let hub: FakeHub;
afterEach(() => hub?.close());

async function start(spec: HubSpec, options: HubOptions = {}) {
  hub = await startHub(spec);
  return hubSource({ endpoint: hub.url, backoff: 1, timeout: 5, env: {}, ...options });
}

const CARD = '---\nlicense: mit\n---\n# Model\n';
const SHA = 'a'.repeat(40);
const text = (content: Looked<Uint8Array | null> | undefined): string | null | undefined =>
  content?.looked ? content.value && new TextDecoder().decode(content.value) : content?.why;

describe('a plain repository', () => {
  const spec: HubSpec = {
    repos: {
      'org/model': {
        sha: SHA,
        files: { 'README.md': CARD, LICENSE: 'MIT', 'config.json': '{}', 'data/NOTICE': 'n', 'a/b/LICENSE': 'deep' },
        branches: { dev: {} },
        tags: { 'v1.0': {} },
        info: {
          cardData: { license: 'mit' },
          config: { architectures: ['LlamaForCausalLM'] },
          library_name: 'transformers',
          pipeline_tag: 'text-generation',
          safetensors: { parameters: { BF16: 7 }, total: 7 },
          tags: ['license:mit', 'region:us'],
          baseModels: { relation: 'finetune', models: [{ _id: '1', id: 'base/model' }] },
        },
      },
    },
  };

  test('is read with all that the Hub says of it', async () => {
    const source = await start(spec);
    expect(await source.model('org/model', null)).toEqual({
      id: 'org/model',
      sha: SHA,
      author: 'org',
      createdAt: '2024-01-02T03:04:05.000Z',
      lastModified: '2024-06-07T08:09:10.000Z',
      gated: false,
      private: false,
      disabled: false,
      pipelineTag: 'text-generation',
      libraryName: 'transformers',
      tags: ['license:mit', 'region:us'],
      downloads: 1000,
      likes: 10,
      cardData: { license: 'mit' },
      config: { architectures: ['LlamaForCausalLM'] },
      parameters: 7,
      parametersByType: { BF16: 7 },
      baseModels: { relation: 'finetune', ids: ['base/model'] },
    });
    const expand = new URL(hub.requests[0]?.path ?? '', hub.url).searchParams.getAll('expand');
    expect(expand.sort()).toEqual(
      `author baseModels cardData config createdAt disabled downloads gated lastModified library_name likes pipeline_tag
       private safetensors sha tags`.split(/\s+/),
    );
  });

  test('is collected at one commit, with its card and licence files', async () => {
    const source = await start(spec);
    const snapshot = await collect(source, { id: 'org/model', revision: null, now: () => new Date(0) });
    expect(snapshot).toMatchObject({
      requestedId: 'org/model',
      revision: 'main',
      source: 'hub',
      observedAt: '1970-01-01T00:00:00.000Z',
      refs: { looked: true, value: { branches: ['main', 'dev'], tags: ['v1.0'] } },
    });
    expect(snapshot.tree.looked && snapshot.tree.value.map(({ path, size }) => [path, size])).toEqual([
      ['README.md', 29],
      ['LICENSE', 3],
      ['config.json', 2],
      ['data/NOTICE', 1],
      ['a/b/LICENSE', 4],
    ]);
    expect(Object.keys(snapshot.files)).toEqual(['README.md', 'LICENSE', 'data/NOTICE']);
    expect(text(snapshot.files['README.md'])).toBe(CARD);
    expect(text(snapshot.files.LICENSE)).toBe('MIT');
    expect(hub.counts).toEqual({ api: 3, resolvers: 6, pages: 0 });
  });

  test('is asked for politely: User-Agent on every request, no token, no more in flight than allowed', async () => {
    const files = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`LICENSE-${index}`, `${index}`]));
    const source = await start(
      { repos: { 'org/model': { files } }, delay: 20 },
      { concurrency: 2, env: { HF_HUB_USER_AGENT_ORIGIN: 'ci' } },
    );
    await collect(source, { id: 'org/model', revision: null });
    expect(hub.requests.length).toBeGreaterThan(20);
    for (const { headers } of hub.requests) {
      expect(headers['user-agent']).toMatch(/^openlitmus\/\d+\.\d+\.\d+\S*; node\/\d+\.\d+\.\d+; origin\/ci$/);
      expect(headers.authorization).toBeUndefined();
    }
    expect(hub.peak()).toBe(2);
  });
});

describe('what a repository lacks is null, never made up', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['nothing said', {}, { cardData: null, config: null, parameters: null, baseModels: null, libraryName: null }],
    ['card data that is a list', { cardData: ['x'] }, { cardData: null }],
    ['card data that is text', { cardData: 'x' }, { cardData: null }],
    [
      'card data with odd types',
      { cardData: { license: ['mit'], tags: 3 } },
      { cardData: { license: ['mit'], tags: 3 } },
    ],
    ['config null', { config: null }, { config: null }],
    ['safetensors without a total', { safetensors: {} }, { parameters: null }],
    ['tags missing', { tags: undefined }, { tags: [] }],
    ['no date', { lastModified: undefined, createdAt: undefined }, { lastModified: null, createdAt: null }],
    ['no base', { baseModels: { relation: 'merge', models: [] } }, { baseModels: null }],
    ['no counts', { likes: undefined, downloads: null }, { likes: null, downloads: null }],
  ])('%s', async (_, info, expected) => {
    const source = await start({ repos: { 'org/model': { info } } });
    expect(await source.model('org/model', null)).toMatchObject(expected);
  });
});

describe('names', () => {
  const spec: HubSpec = {
    repos: {
      'org/new': { files: { 'README.md': 'new' } },
      'openai-community/gpt2': { files: { 'README.md': 'gpt2' } },
    },
    renamed: { 'old/name': 'org/new', gpt2: 'openai-community/gpt2' },
  };
  test.each([
    ['renamed', 'old/name', 'org/new', 'new'],
    ['legacy', 'gpt2', 'openai-community/gpt2', 'gpt2'],
    ['another case', 'ORG/New', 'org/new', 'new'],
  ])('%s: %s is followed to %s', async (_, asked, canonical, card) => {
    const snapshot = await collect(await start(spec), { id: asked, revision: null });
    expect(snapshot.requestedId).toBe(asked);
    expect(snapshot.model.id).toBe(canonical);
    expect(text(snapshot.files['README.md'])).toBe(card);
  });

  test.each([
    '',
    'a/b/c',
    '-a/b',
    'a/b.',
    'a--b/c',
    'a/..',
    '../b',
    'a/b.git',
    'a b',
    'a/',
    '/a',
    'ä/b',
    'a/b?x',
    'a%2Fb',
  ])('an id that is none (%j) costs no request', async (id) => {
    const source = await start(spec);
    await expect(source.model(id, null)).rejects.toMatchObject({ code: 'invalid', attempts: 0 });
    await expect(source.model(id, null)).rejects.toThrow(/expected org\/name/);
    expect(await source.base(id, { id: 'org/new', revision: 'main' })).toMatchObject({ looked: false });
    expect(hub.requests).toEqual([]);
  });
});

describe('repositories that cannot be read', () => {
  const spec: HubSpec = {
    repos: {
      'org/private': { private: true, files: { 'README.md': 'secret' } },
      'org/public': { files: { 'README.md': 'public' } },
    },
    tokens: { hf_good: { access: [] }, hf_member: { access: ['org/private'] } },
  };
  test.each<[string, string, string | null, string, number, RegExp]>([
    ['missing, anonymous', 'org/missing', null, 'not-found', 401, /not found, or private/],
    ['missing, with a token', 'org/missing', 'hf_good', 'not-found', 404, /repository was not found/],
    ['private, anonymous', 'org/private', null, 'not-found', 401, /set HF_TOKEN/],
    ['private, with a token that may not', 'org/private', 'hf_good', 'not-found', 404, /private/],
    ['private, with a bad token', 'org/private', 'hf_bad', 'unauthorized', 401, /token was refused/],
  ])('%s', async (_, id, token, code, status, message) => {
    const source = await start(spec, { token });
    const failure = source.model(id, null);
    await expect(failure).rejects.toMatchObject({ code, status, requestId: expect.stringMatching(/^Root=1-fake/) });
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow(/Root=1-fake/);
    await expect(failure).rejects.not.toThrow(/hf_/);
  });

  test('a private one is read with a token that may', async () => {
    const snapshot = await collect(await start(spec, { token: 'hf_member' }), { id: 'org/private', revision: null });
    expect(snapshot.model.private).toBe(true);
    expect(text(snapshot.files['README.md'])).toBe('secret');
  });

  test.each([true, false])('a bad token does not hide a public one (refused outright: %s)', async (refuseBadTokens) => {
    const source = await start({ ...spec, refuseBadTokens }, { token: 'hf_bad' });
    const snapshot = await collect(source, { id: 'org/public', revision: null });
    expect(text(snapshot.files['README.md'])).toBe('public');
  });

  test('a missing revision is named as such', async () => {
    const failure = (await start(spec)).model('org/public', 'v9');
    await expect(failure).rejects.toMatchObject({ code: 'not-found', status: 404 });
    await expect(failure).rejects.toThrow(/revision does not exist.*Invalid rev id: v9/);
  });

  test('a token that no header can carry is refused without being shown', async () => {
    hub = await startHub(spec);
    expect(() => hubSource({ endpoint: hub.url, token: 'hf_a\u0000b' })).toThrow(/check HF_TOKEN/);
    expect(() => hubSource({ endpoint: hub.url, token: 'hf_a\u0000b' })).not.toThrow(/hf_a/);
  });
});

describe('gated and disabled repositories still give a snapshot', () => {
  const files = { 'README.md': 'card', LICENSE: 'terms', 'USE_POLICY.md': 'policy', 'original/LICENSE': 'deep' };
  const spec: HubSpec = {
    repos: { 'org/gated': { gated: 'manual', files }, 'org/off': { disabled: true, gated: 'auto', files } },
    tokens: { hf_in: { access: ['org/gated'] }, hf_out: { access: [] } },
  };
  test.each<[string, string | null, Record<string, unknown>]>([
    ['anonymous', null, { 'README.md': 'card', LICENSE: 'terms', 'USE_POLICY.md': /gated: accept its terms/ }],
    [
      'token without access',
      'hf_out',
      { 'README.md': 'card', LICENSE: 'terms', 'USE_POLICY.md': /gated: ask for access/ },
    ],
    ['token with access', 'hf_in', { 'README.md': 'card', 'USE_POLICY.md': 'policy', 'original/LICENSE': 'deep' }],
    ['bad token', 'hf_bad', { 'README.md': 'card', 'USE_POLICY.md': /gated/ }],
  ])('gated: %s', async (_, token, expected) => {
    const snapshot = await collect(await start(spec, { token }), { id: 'org/gated', revision: null });
    expect(snapshot.model.gated).toBe('manual');
    expect(snapshot.tree.looked).toBe(true);
    expect(snapshot.refs.looked).toBe(token === 'hf_in');
    for (const [path, content] of Object.entries(expected)) {
      if (content instanceof RegExp)
        expect(snapshot.files[path]).toMatchObject({ looked: false, why: expect.stringMatching(content) });
      else expect(text(snapshot.files[path])).toBe(content);
    }
  });

  test('disabled', async () => {
    const snapshot = await collect(await start(spec), { id: 'org/off', revision: null });
    expect(snapshot.model.disabled).toBe(true);
    expect(snapshot.files['README.md']).toMatchObject({ looked: false });
    expect(snapshot.refs).toMatchObject({ looked: false });
  });
});

describe('the card', () => {
  test.each<[string, Record<string, string | { lfs: string }>, string | null]>([
    ['is absent', { 'config.json': '{}' }, null],
    ['is absent under another spelling', { 'readme.md': 'x' }, null],
    ['is empty', { 'README.md': '' }, ''],
    ['has CRLF and a BOM', { 'README.md': '\ufeff---\r\nx: 1\r\n---\r\n' }, '\ufeff---\r\nx: 1\r\n---\r\n'],
    ['lies in LFS', { 'README.md': { lfs: 'large' } }, 'large'],
  ])('%s', async (_, files, expected) => {
    const source = await start({ repos: { 'org/model': { files } } }, { token: 'hf_x' });
    const { files: read } = await collect(source, { id: 'org/model', revision: null });
    const card = read['README.md'];
    expect(card?.looked && card.value && Buffer.from(card.value).toString()).toBe(expected);
    expect(card?.looked).toBe(true);
  });

  test.each<[string, 'no-length' | null]>([
    ['announced', null],
    ['not announced', 'no-length'],
  ])('of 50 MB (%s) is not read whole', async (_, kind) => {
    const source = await start({ repos: { 'org/model': { files: { 'README.md': Buffer.alloc(50_000_000, 'x') } } } });
    if (kind) hub.fault({ on: /resolve-cache/, kind, times: 9 });
    const before = process.memoryUsage().arrayBuffers;
    const card = await source.file({ id: 'org/model', revision: 'main' }, 'README.md');
    expect(card).toMatchObject({ looked: false, why: expect.stringMatching(/^too large/) });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000);
    expect(hub.requests).toHaveLength(2);
  });

  test('of just the size allowed is read', async () => {
    const source = await start({
      repos: { 'org/model': { files: { 'README.md': Buffer.alloc(MAX_FILE_BYTES, 'x') } } },
    });
    const card = await source.file({ id: 'org/model', revision: 'main' }, 'README.md');
    expect(card.looked && card.value?.byteLength).toBe(MAX_FILE_BYTES);
  });

  test.each(['a#b?c%20.md', 'ein Ordner/LICENSE ü.md', '文/LICENSE'])('a file named %j is found', async (path) => {
    const source = await start({ repos: { 'org/model': { files: { [path]: 'x' } } } });
    expect(text(await source.file({ id: 'org/model', revision: 'main' }, path))).toBe('x');
    expect(hub.requests[0]?.path).toMatch(/^\/org\/model\/resolve\/main\//);
  });
});

describe('revisions', () => {
  const spec: HubSpec = {
    repos: {
      'org/model': {
        files: { 'README.md': 'main' },
        branches: { 'refs/pr/1': { 'README.md': 'pr' } },
        tags: { v1: { 'README.md': 'v1' } },
      },
    },
  };
  test.each([
    ['v1', 'v1'],
    ['refs/pr/1', 'pr'],
  ])('%s is read at its own commit', async (revision, card) => {
    const snapshot = await collect(await start(spec), { id: 'org/model', revision });
    expect(snapshot.revision).toBe(revision);
    expect(text(snapshot.files['README.md'])).toBe(card);
  });

  test('a branch that moves between calls is read at the commit of the first answer', async () => {
    const source = await start({ repos: { 'org/model': { files: { 'README.md': 'old', LICENSE: 'old' } } } });
    const model = await source.model('org/model', null);
    hub.push('org/model', { 'README.md': 'new', COPYING: 'new' });
    const repo = { id: model.id, revision: model.sha ?? '' };
    expect(text(await source.file(repo, 'README.md'))).toBe('old');
    const tree = await source.tree(repo);
    expect(tree.looked && tree.value.map(({ path }) => path)).toEqual(['README.md', 'LICENSE']);
    expect((await source.model('org/model', null)).sha).not.toBe(model.sha);
  });
});

describe('the list of files', () => {
  const paths = Array.from({ length: 9 }, (_, index) => `f${index}.bin`);
  const files = Object.fromEntries(paths.map((path) => [path, path]));
  const repo = { id: 'org/model', revision: 'main' };

  test.each(['absolute', 'relative', 'no-space', 'other-host'] as const)(
    'is complete over five pages, links %s, and the token stays at home',
    async (link) => {
      const source = await start(
        { repos: { 'org/model': { files } }, pageSize: 2, link, tokens: { hf_x: { access: [] } } },
        { token: 'hf_x' },
      );
      const tree = await source.tree(repo);
      expect(tree.looked && tree.value.map(({ path }) => path)).toEqual(paths);
      expect(hub.requests.map(({ origin }) => origin)).toEqual(Array(5).fill('hub'));
    },
  );

  test.each([
    ['loop', /without naming new files/],
    ['endless', /without naming new files/],
    ['no-rel', /Link header cannot be read/],
    ['garbage', /Link header cannot be read/],
  ] as const)('links %s: an unmade look, neither endless nor silently short', async (link, why) => {
    const source = await start({ repos: { 'org/model': { files } }, pageSize: 2, link });
    expect(await source.tree(repo)).toMatchObject({ looked: false, why: expect.stringMatching(why) });
  });

  test('that cannot be had leaves the rest to be read', async () => {
    const source = await start({
      repos: { 'org/model': { files: { 'README.md': CARD, LICENSE: 'MIT', COPYING: 'x' } } },
    });
    hub.fault({ on: /\/tree\//, kind: { status: 500 }, times: Infinity });
    const snapshot = await collect(source, { id: 'org/model', revision: null });
    expect(snapshot.tree).toMatchObject({ looked: false, why: expect.stringMatching(/HTTP 500/) });
    expect(Object.keys(snapshot.files)).toEqual(['README.md', 'LICENSE']);
  });

  test('hides nothing behind masked hashes of a gated repository', async () => {
    const source = await start({
      repos: { 'org/model': { gated: 'auto', files: { 'model.safetensors': { lfs: 'weights' } } } },
    });
    expect(await source.tree(repo)).toEqual({ looked: true, value: [{ path: 'model.safetensors', size: 7 }] });
  });
});

describe('datasets and bases', () => {
  const from = { id: 'org/model', revision: SHA };
  const spec: HubSpec = {
    repos: { 'org/base': {} },
    datasets: {
      'org/data': {
        gated: 'auto',
        files: { 'README.md': '', '.gitattributes': '', 'train.parquet': 'x' },
        info: { tags: ['license:cc-by-4.0', 'language:en'] },
      },
      'org/bare': { files: { 'README.md': '' } },
      'new/data': {},
    },
    renamed: { 'datasets/squad': 'new/data' },
    tokens: { hf_x: { access: [] } },
  };

  test.each<[string, string, unknown]>([
    [
      'licence, gate and files',
      'org/data',
      {
        id: 'org/data',
        gated: 'auto',
        private: false,
        disabled: false,
        license: 'cc-by-4.0',
        tags: ['license:cc-by-4.0', 'language:en'],
        files: 1,
      },
    ],
    ['nothing declared, nothing in it', 'org/bare', { id: 'org/bare', license: null, files: 0 }],
    ['renamed', 'squad', { id: 'new/data' }],
  ])('a dataset: %s', async (_, id, expected) => {
    const source = await start(spec);
    expect(await source.dataset(id, from)).toMatchObject({ looked: true, value: expected });
  });

  test.each([null, 'hf_x'])('one that is not there is known to be missing (token %s)', async (token) => {
    const source = await start(spec, { token });
    expect(await source.dataset('org/gone', from)).toEqual({ looked: true, value: null });
    expect(await source.base('org/gone', from)).toEqual({ looked: true, value: null });
  });

  test.each<[string, HubSpec['faults']]>([
    ['server errors', [{ on: /./, kind: { status: 503 }, times: 5 }]],
    ['a 404 that is not the Hub’s', [{ on: /./, kind: { status: 404 }, times: 1 }]],
    ['rate limit', [{ on: /./, kind: { status: 429, body: 'html' }, times: 5 }]],
    ['resets', [{ on: /./, kind: 'reset', times: 5 }]],
    ['refusal', [{ on: /./, kind: { status: 403 }, times: 1 }]],
    ['login page', [{ on: /./, kind: 'captive-portal', times: 5 }]],
  ])('%s: an unmade look, and asked again the next time', async (_, faults) => {
    const source = await start({ ...spec, faults: faults ?? [] });
    expect(await source.dataset('org/data', from)).toMatchObject({ looked: false, why: expect.any(String) });
    await delay(1);
    expect(await source.dataset('org/data', from)).toMatchObject({ looked: true });
  });

  test('each is asked for once, also by two at a time', async () => {
    const source = await start(spec);
    await Promise.all([source.base('org/base', from), source.base('org/base', { id: 'x/y', revision: 'main' })]);
    await source.base('org/base', from);
    expect(hub.requests).toHaveLength(1);
  });
});
