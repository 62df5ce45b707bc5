/** Links looked at over real HTTP, on a GitHub, a GitLab, a Hub and pages of this machine. */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import type { JsonCache } from '../../../src/source/cache/json.ts';
import { hubClient } from '../../../src/source/http.ts';
import { type LinkOptions, linkSource } from '../../../src/source/verify/link-source.ts';
import type { LinkedRepository, LinkSource, Place } from '../../../src/source/verify/types.ts';
import { type FakeHub, type HubSpec, startHub } from '../../hub/server.ts';
import { type FakeWeb, startWeb, type WebSpec } from '../../web/server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function web(spec: WebSpec): Promise<FakeWeb> {
  const server = await startWeb(spec);
  open.push(server);
  return server;
}

type Given = Partial<LinkOptions> & { endpoint?: string; token?: string };

/** Links on this web; the Hub is nowhere unless said. */
function linksOn({ endpoint = 'http://127.0.0.1:1', token, ...given }: Given): LinkSource {
  const shared = { timeout: 2, backoff: 1, env: {} };
  const client = hubClient({ endpoint, token: token ?? null, ...shared });
  return linkSource({ hub: { client, endpoint }, ...shared, ...given });
}

const sourceOn = ({ url, github, gitlab }: FakeWeb, given: Given = {}) =>
  linksOn({ github, gitlab, trusted: [url], ...given });

/** What is at an address, on a web like this. */
async function at(address: string, spec: WebSpec, given: Given = {}): Promise<Place | { not: string }> {
  const look = await sourceOn(await web(spec), given).place(address);
  return look.looked ? look.value : { not: look.why };
}

const repository = (fields: Partial<LinkedRepository> = {}): LinkedRepository => ({
  kind: 'repository',
  url: 'https://github.com/acme/train',
  license: null,
  archived: false,
  gated: false,
  files: ['README.md', 'train.py', 'src/model.py'],
  complete: true,
  folder: '',
  file: null,
  lost: false,
  ...fields,
});
const files = ['README.md', 'train.py', 'src/model.py'];
const GONE = { kind: 'gone', why: 'gone, or private' };

describe('a repository on GitHub', () => {
  const github = { 'acme/train': { files } };
  test.each<[string, string, WebSpec, Partial<LinkedRepository>]>([
    ['by its address', 'https://github.com/acme/train', { github }, {}],
    ['in another spelling', 'http://www.github.com/acme/train.git#readme', { github }, {}],
    ['without a scheme', 'github.com/acme/train/', { github }, {}],
    ['one of its other pages', 'https://github.com/acme/train/releases/tag/v1', { github }, {}],
    ['a folder', 'https://github.com/acme/train/tree/main/src', { github }, { folder: 'src' }],
    ['a file', 'https://github.com/acme/train/blob/main/src/model.py', { github }, { file: 'src/model.py' }],
    ['a raw file', 'https://raw.githubusercontent.com/acme/train/main/train.py', { github }, { file: 'train.py' }],
    ['a folder that is not there', 'https://github.com/acme/train/tree/main/gone', { github }, { lost: true }],
    ['a branch that was renamed', 'https://github.com/acme/train/tree/master/src', { github }, { folder: 'src' }],
    ['a branch that is gone', 'https://github.com/acme/train/tree/old/gone', { github }, { lost: false }],
    [
      'a branch with a slash in its name',
      'https://github.com/acme/train/tree/feature/x/src',
      { github: { 'acme/train': { files: ['README.md'], refs: { 'feature/x': files } } } },
      { folder: 'src' },
    ],
    [
      'its licence and that it is archived',
      'https://github.com/acme/train',
      { github: { 'acme/train': { files, license: 'Apache-2.0', archived: true } } },
      { license: 'Apache-2.0', archived: true },
    ],
    [
      'a licence that GitHub does not recognise',
      'https://github.com/acme/train',
      { github: { 'acme/train': { files, license: 'NOASSERTION' } } },
      { license: null },
    ],
    [
      'renamed',
      'https://github.com/acme/old',
      { github, renamed: { 'acme/old': 'acme/train' } },
      { url: 'https://github.com/acme/train' },
    ],
    [
      'nothing was ever pushed',
      'https://github.com/acme/train',
      { github: { 'acme/train': { empty: true } } },
      { files: [] },
    ],
    [
      'a tree that is cut short',
      'https://github.com/acme/train/tree/main/beyond',
      { github: { 'acme/train': { files, cutAfter: 2 } } },
      { files: ['README.md'], complete: false, folder: 'beyond' },
    ],
  ])('%s', async (_, address, spec, fields) => {
    expect(await at(address, spec)).toEqual(repository(fields));
  });

  test.each<[string, string, WebSpec, unknown]>([
    ['is gone', 'https://github.com/acme/gone', { github }, GONE],
    ['is private', 'https://github.com/acme/secret', { github: { 'acme/secret': { files, private: true } } }, GONE],
    [
      'is unknown to the API, but its page answers',
      'https://github.com/orgs/acme',
      { pages: { '/gh/web/orgs/acme': 200 } },
      { kind: 'page' },
    ],
    [
      'is unknown to the API, and its page fails',
      'https://github.com/acme/gone',
      { pages: { '/gh/web/acme/gone': 503 } },
      { not: expect.stringMatching(/HTTP 503/) },
    ],
    ['is none', 'https://github.com/acme%2F..%2F..%2Fuser/x', { github }, { not: expect.any(String) }],
  ])('%s', async (_, address, spec, expected) => {
    expect(await at(address, spec, { resolve: nowhere })).toEqual(expected);
  });

  test.each<[string, WebSpec['pages']]>([
    ['a login page', { '/gh/api/repos/acme/train': 'login' }],
    ['a 500', { '/gh/api/repos/acme/train': 500 }],
    ['a reset', { '/gh/api/repos/acme/train': 'reset' }],
    ['a stall', { '/gh/api/repos/acme/train': 'stall' }],
    ['a body without end', { '/gh/api/repos/acme/train': 'huge' }],
    ['a tree without end', { '/gh/api/repos/acme/train/git/trees/main': 'huge' }],
    ['a tree that is not there', { '/gh/api/repos/acme/train/git/trees/main': 404 }],
    ['redirects in a circle', { '/gh/api/repos/acme/train': { location: '/gh/api/repos/acme/train' } }],
  ])('%s is not an answer', async (_, pages) => {
    expect(await at('https://github.com/acme/train', { github, pages: pages ?? {} }, { timeout: 0.3 })).toEqual({
      not: expect.any(String),
    });
  });
});

const nowhere = async () => {
  throw new Error('ENOTFOUND');
};

describe('the limits of GitHub', () => {
  const github = { 'acme/a': { files }, 'acme/b': { files }, 'acme/c': { files } };

  test('used up: what could be done is said, and nothing more is asked', async () => {
    const server = await web({ github, quota: 2 });
    const links = sourceOn(server);
    expect((await links.place('https://github.com/acme/a')).looked).toBe(true);
    for (const name of ['b', 'c']) {
      const look = await links.place(`https://github.com/acme/${name}`);
      expect(look).toEqual({ looked: false, why: expect.stringContaining('set GITHUB_TOKEN') });
    }
    expect(server.requests).toHaveLength(3);
  });

  test('with a token they are higher', async () => {
    const server = await web({ github, quota: 0, tokens: ['ghp_good'] });
    const links = sourceOn(server, { githubToken: 'ghp_good' });
    expect((await links.place('https://github.com/acme/a')).looked).toBe(true);
    expect(server.requests.every(({ headers }) => headers.authorization === 'Bearer ghp_good')).toBe(true);
  });

  test('a token that is refused is given up', async () => {
    const server = await web({ github, quota: 3, tokens: ['ghp_good'] });
    const links = sourceOn(server, { githubToken: 'ghp_old' });
    expect((await links.place('https://github.com/acme/a')).looked).toBe(true);
    expect(server.requests.filter(({ headers }) => headers.authorization)).toHaveLength(1);
  });

  test('what only the token may see is private', async () => {
    const spec = { github: { 'acme/secret': { files, private: true } }, tokens: ['ghp_good'] };
    const place = await at('https://github.com/acme/secret', spec, { githubToken: 'ghp_good' });
    expect(place).toEqual({ kind: 'gone', why: 'private' });
  });

  test('a token that cannot be one is refused', () => {
    expect(() => linksOn({ githubToken: 'ghp_\nX: y' })).toThrow(UsageError);
  });
});

describe('a repository on GitLab', () => {
  const gitlab = { 'acme/group/train': { files, license: 'mit' } };
  const here = repository({ url: 'https://gitlab.com/acme/group/train', license: 'mit' });
  test.each<[string, string, WebSpec, Place]>([
    ['in a subgroup', 'https://gitlab.com/acme/group/train', { gitlab }, here],
    ['a folder', 'https://gitlab.com/acme/group/train/-/tree/main/src', { gitlab }, { ...here, folder: 'src' }],
    [
      'an old address',
      'https://gitlab.com/acme/group/train/blob/main/train.py',
      { gitlab },
      { ...here, file: 'train.py' },
    ],
    [
      'empty',
      'https://gitlab.com/acme/group/train',
      { gitlab: { 'acme/group/train': { empty: true } } },
      { ...here, license: null, files: [] },
    ],
    [
      'a licence of its own',
      'https://gitlab.com/acme/group/train',
      { gitlab: { 'acme/group/train': { files, license: 'other' } } },
      { ...here, license: null },
    ],
    ['gone, or private', 'https://gitlab.com/acme/gone', { gitlab }, { kind: 'gone', why: 'gone, or private' }],
    ['a group', 'https://gitlab.com/acme/group', { gitlab, pages: { '/gl/web/acme/group': 200 } }, { kind: 'page' }],
  ])('%s', async (_, address, spec, expected) => {
    expect(await at(address, spec)).toEqual(expected);
  });

  test('its tree is read to the end', async () => {
    const many = Array.from({ length: 250 }, (_, index) => `src/${index}.py`);
    const place = await at('https://gitlab.com/acme/many', { gitlab: { 'acme/many': { files: many } } });
    expect(place).toMatchObject({ files: many, complete: true });
  });

  test('or until it is enough', async () => {
    const many = Array.from({ length: 3_100 }, (_, index) => `src/${index}.py`);
    const place = await at('https://gitlab.com/acme/many', { gitlab: { 'acme/many': { files: many } } });
    expect(place).toMatchObject({ complete: false });
  });
});

describe('a repository of the Hub', () => {
  let hub: FakeHub;
  async function hubAt(address: string, spec: HubSpec, given: Given = {}) {
    hub = await startHub(spec);
    open.push(hub);
    const look = await linksOn({ endpoint: hub.url, ...given }).place(address);
    return look.looked ? look.value : { not: look.why };
  }
  const content = { 'README.md': '', 'train.py': '', 'src/model.py': '' };
  const here = (path: string, fields: Partial<LinkedRepository> = {}) =>
    repository({ url: `${hub.url}/${path}`, ...fields });

  test.each<[string, string, HubSpec, string, Partial<LinkedRepository>]>([
    ['a model', 'https://huggingface.co/acme/m', { repos: { 'acme/m': { files: content } } }, 'acme/m', {}],
    [
      'a folder of it',
      'https://hf.co/acme/m/tree/main/src',
      { repos: { 'acme/m': { files: content, info: { tags: ['license:mit'] } } } },
      'acme/m',
      { folder: 'src', license: 'mit' },
    ],
    [
      'a file on a branch',
      'https://huggingface.co/acme/m/blob/dev/train.py',
      { repos: { 'acme/m': { branches: { dev: content } } } },
      'acme/m',
      { file: 'train.py' },
    ],
    [
      'a dataset',
      'https://huggingface.co/datasets/acme/d',
      { datasets: { 'acme/d': { files: content } } },
      'datasets/acme/d',
      {},
    ],
    [
      'a Space',
      'https://huggingface.co/spaces/acme/s',
      { spaces: { 'acme/s': { files: content, info: { cardData: { license: 'apache-2.0' } } } } },
      'spaces/acme/s',
      { license: 'apache-2.0' },
    ],
    [
      'behind a gate',
      'https://huggingface.co/acme/m',
      { repos: { 'acme/m': { files: content, gated: 'auto' } } },
      'acme/m',
      { gated: true },
    ],
    [
      'renamed',
      'https://huggingface.co/old/m',
      { repos: { 'acme/m': { files: content } }, renamed: { 'old/m': 'acme/m' } },
      'acme/m',
      {},
    ],
  ])('%s', async (_, address, spec, path, fields) => {
    const place = await hubAt(address, spec);
    const sorted =
      'kind' in place && place.kind === 'repository'
        ? { ...place, files: files.filter((each) => place.files.includes(each)) }
        : place;
    expect(sorted).toEqual(here(path, fields));
  });

  test.each<[string, HubSpec, Given, unknown]>([
    ['is not there', {}, {}, GONE],
    ['is not there, asked with a token', { tokens: { hf_me: { access: [] } } }, { token: 'hf_me' }, GONE],
    ['is private', { repos: { 'acme/m': { private: true } } }, {}, GONE],
    [
      'is private, and one may see it',
      { repos: { 'acme/m': { private: true } }, tokens: { hf_me: { access: ['acme/m'] } } },
      { token: 'hf_me' },
      { kind: 'gone', why: 'private' },
    ],
    ['is disabled', { repos: { 'acme/m': { disabled: true } } }, {}, { kind: 'gone', why: 'disabled by the Hub' }],
    [
      'does not answer in time',
      { faults: [{ on: /./, kind: 'stall', times: 99 }] },
      { timeLimit: 0.3 },
      { not: 'no whole answer within 0.3 s' },
    ],
    [
      'cannot be asked for',
      { faults: [{ on: /./, kind: { status: 500 }, times: 99 }] },
      {},
      { not: expect.any(String) },
    ],
  ])('%s', async (_, spec, given, expected) => {
    expect(await hubAt('https://huggingface.co/acme/m', spec, given)).toEqual(expected);
  });
});

describe('any other page', () => {
  test.each<[string, WebSpec['pages'], unknown]>([
    ['answers', { '/p': 200 }, { kind: 'page' }],
    ['answers after a redirect', { '/p': { location: '/q' }, '/q': 200 }, { kind: 'page' }],
    ['knows no HEAD', { '/p': 'no-head' }, { kind: 'page' }],
    ['never ends', { '/p': 'huge' }, { kind: 'page' }],
    ['is not there', { '/p': 404 }, { kind: 'gone', why: 'gone' }],
    ['is gone', { '/p': 410 }, { kind: 'gone', why: 'gone' }],
    ['is withdrawn', { '/p': 451 }, { kind: 'gone', why: 'gone' }],
    ['is refused', { '/p': 403 }, { not: expect.stringContaining('HTTP 403') }],
    ['fails', { '/p': 502 }, { not: expect.stringContaining('HTTP 502') }],
    ['is limited', { '/p': 429 }, { not: expect.stringContaining('rate limit') }],
    ['stalls', { '/p': 'stall' }, { not: expect.stringContaining('no byte') }],
    ['leads to a file', { '/p': { location: 'file:///etc/passwd' } }, { not: expect.stringContaining('file:') }],
    ['leads round', { '/p': { location: '/p' } }, { not: expect.stringContaining('redirects') }],
    ['leads nowhere', { '/p': { location: 'http://[' } }, { not: expect.any(String) }],
  ])('%s', async (_, pages, expected) => {
    const server = await web({ pages: pages ?? {} });
    const look = await sourceOn(server, { timeout: 0.3 }).place(`${server.url}/p`);
    expect(look.looked ? look.value : { not: look.why }).toEqual(expected);
  });

  test('a stalling one costs no more than the time for a link', async () => {
    const server = await web({ pages: { '/p': 'stall' } });
    const start = performance.now();
    const look = await sourceOn(server, { timeout: 5, timeLimit: 0.3 }).place(`${server.url}/p`);
    expect(look).toEqual({ looked: false, why: 'no whole answer within 0.3 s' });
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('addresses of strangers', () => {
  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://example.org/x',
    'mailto:me@example.org',
    'http://',
    'http://[',
    '',
    '#usage',
    'http://user:secret@example.org/',
    'https://github.com/%E0%A4%A/x',
  ])('%s is not looked at', async (address) => {
    const server = await web({});
    expect(await sourceOn(server, { resolve: nowhere }).place(address)).toEqual({
      looked: false,
      why: expect.any(String),
    });
    expect(server.requests).toEqual([]);
  });

  test('whatever is written, a look is the answer', async () => {
    const server = await web({});
    const links = sourceOn(server, { resolve: nowhere, concurrency: 50 });
    const path = fc
      .array(fc.oneof(fc.string(), fc.constantFrom('..', '%2F', 'tree', 'blob', '-', 'a', 'a.git')))
      .map((all) => all.join('/'));
    const host = fc.constantFrom(
      'github.com',
      'gitlab.com',
      'huggingface.co',
      'raw.githubusercontent.com',
      'x.example',
    );
    const address = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.tuple(host, path).map(([at, rest]) => `https://${at}/${rest}`),
    );
    await fc.assert(
      fc.asyncProperty(address, async (text) => {
        const look = await links.place(text);
        expect(look.looked ? look.value.kind : look.why).toEqual(expect.any(String));
      }),
      { numRuns: 200 },
    );
    const asked = /^\/g[hl]\/(?:web\/|api\/(?:repos|projects)\/)[^?]*(?:\?.*)?$/;
    expect(
      server.requests.map((each) => each.path).filter((each) => !asked.test(each) || each.includes('/../')),
    ).toEqual([]);
  }, 30_000);

  test.each<(port: string) => string>([
    (port: string) => `http://127.0.0.1:${port}/x`,
    (port: string) => `http://127.1:${port}/x`,
    (port: string) => `http://0x7f000001:${port}/x`,
    (port: string) => `http://2130706433:${port}/x`,
    (port: string) => `http://localhost:${port}/x`,
    (port: string) => `http://[::ffff:127.0.0.1]:${port}/x`,
    (port: string) => `http://internal.example:${port}/x`,
    () => 'http://169.254.169.254/latest/meta-data/',
  ])('a server on this machine is not asked: %s', async (address) => {
    const server = await web({ pages: { '/x': 200 } });
    const { port } = new URL(server.url);
    const look = await sourceOn(server, { trusted: [], resolve: here }).place(address(port));
    expect(look).toEqual({ looked: false, why: expect.stringContaining('not on the public internet') });
    expect(server.requests).toEqual([]);
  });

  const here = async () => [{ address: '127.0.0.1', family: 4 }];

  test('nor is it when one of its addresses is public', async () => {
    const server = await web({ pages: { '/x': 200 } });
    const resolve = async () => [{ address: '140.82.121.5', family: 4 }, ...(await here())];
    const address = `http://both.example:${new URL(server.url).port}/x`;
    expect((await sourceOn(server, { trusted: [], resolve }).place(address)).looked).toBe(false);
    expect(server.requests).toEqual([]);
  });

  test('a name that may be anywhere is resolved and asked', async () => {
    const server = await web({ pages: { '/x': 200 } });
    const origin = `http://acme.example:${new URL(server.url).port}`;
    const look = await sourceOn(server, { trusted: [origin], resolve: here }).place(`${origin}/x`);
    expect(look).toEqual({ looked: true, value: { kind: 'page' } });
  });

  test('behind a proxy names are resolved before the proxy is asked', async () => {
    const proxy = await web({});
    const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    const look = await sourceOn(proxy, { trusted: [], resolve: here, env }).place('http://internal.example/x');
    expect(look).toEqual({ looked: false, why: expect.stringContaining('not on the public internet') });
    expect(proxy.requests).toEqual([]);
  });

  test('a redirect to this machine is not followed', async () => {
    const inner = await web({ pages: { '/secret': 200 } });
    const server = await web({ pages: { '/p': { location: `${inner.url}/secret` } } });
    const look = await sourceOn(server).place(`${server.url}/p`);
    expect(look).toEqual({ looked: false, why: expect.stringContaining('not on the public internet') });
    expect(inner.requests).toEqual([]);
  });

  test('a token does not follow a redirect of the API to another origin, nor back', async () => {
    const pages: NonNullable<WebSpec['pages']> = {};
    const other = await web({ pages });
    const api = await web({
      github: { 'acme/b': { files } },
      tokens: ['ghp_good'],
      pages: { '/gh/api/repos/acme/a': { location: `${other.url}/p` } },
    });
    pages['/p'] = { location: `${api.url}/gh/api/repos/acme/b` };
    const links = sourceOn(api, { githubToken: 'ghp_good', trusted: [api.url, other.url] });
    await links.place('https://github.com/acme/a');
    const sent = (of: FakeWeb, path: string) => of.requests.find((each) => each.path === path)?.headers.authorization;
    expect(sent(api, '/gh/api/repos/acme/a')).toBe('Bearer ghp_good');
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(api.requests.map(({ path }) => path)).toContain('/gh/api/repos/acme/b');
    expect(sent(api, '/gh/api/repos/acme/b')).toBeUndefined();
  });

  test('neither token goes to a page', async () => {
    const server = await web({ pages: { '/p': 200 } });
    await sourceOn(server, { token: 'hf_me', githubToken: 'ghp_me' }).place(`${server.url}/p`);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});

describe('asked once', () => {
  const github = { 'acme/train': { files } };
  const cacheIn = (held: Map<string, unknown>): JsonCache => ({
    get: async (key) => held.get(key),
    async set(key, value) {
      held.set(key, structuredClone(value));
    },
  });

  test('many links to one repository, at the same time and later', async () => {
    const server = await web({ github });
    const links = sourceOn(server);
    const address = 'https://github.com/acme/train';
    await Promise.all([links.place(address), links.place(`${address}/tree/main/src`), links.place(`${address}#x`)]);
    await links.place(address);
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/gh/api/repos/acme/train',
      '/gh/api/repos/acme/train/git/trees/main?recursive=1',
    ]);
  });

  test('a page that failed is not tried again for every card of a batch', async () => {
    const server = await web({ pages: { '/p': 503 } });
    const links = sourceOn(server);
    await links.place(`${server.url}/p`);
    const before = server.requests.length;
    expect((await links.place(`${server.url}/p`)).looked).toBe(false);
    expect(server.requests).toHaveLength(before);
  });

  test('answers are kept in a cache, and a damaged one does not count', async () => {
    const held = new Map<string, unknown>();
    const cache = cacheIn(held);
    const server = await web({ github });
    const ask = () => sourceOn(server, { cache, githubToken: null }).place('https://github.com/acme/train');
    const first = await ask();
    expect(first.looked).toBe(true);
    expect(await ask()).toEqual(first);
    expect(server.requests).toHaveLength(2);
    for (const key of held.keys()) held.set(key, { files: 'none' });
    expect(await ask()).toEqual(first);
    expect(server.requests).toHaveLength(4);
  });

  test('what could not be had is not cached', async () => {
    const held = new Map<string, unknown>();
    const cache = cacheIn(held);
    const server = await web({ github, quota: 0 });
    await sourceOn(server, { cache }).place('https://github.com/acme/train');
    expect(held.size).toBe(0);
  });
});
