import { afterEach, beforeEach, expect, test } from 'vitest';
import { collect } from '../../src/source/collect.ts';
import { hubClient } from '../../src/source/http.ts';
import { hubSource } from '../../src/source/hub.ts';
import type { Listed } from '../../src/source/list-shapes.ts';
import { listedSource } from '../../src/source/listed.ts';
import { listingOf } from '../../src/source/listing.ts';
import { type FakeHub, startHub } from '../hub/server.ts';

const speaksOfCheckpoints = (card: string): boolean => card.includes('checkpoints');
const files = { 'README.md': '# Plain', LICENSE: 'MIT', 'model.safetensors': 'x' };

let hub: FakeHub;
beforeEach(async () => {
  hub = await startHub({
    repos: {
      'acme/plain': { files },
      'acme/steps': { files: { 'README.md': 'See our checkpoints.' }, branches: { 'step-1': {} } },
      'acme/bare': { files: { 'model.safetensors': 'x' } },
      'acme/empty': {},
    },
  });
});
afterEach(() => hub.close());

/** What an audit reads of a listed model, and the requests that took after the listing; a redirect counts as one. */
async function read(id: string, change: (listed: Listed) => Listed = (listed) => listed) {
  const client = hubClient({ endpoint: hub.url, env: {} });
  for await (const listed of listingOf(hub.url, client).models('acme')) {
    if (listed.info.id !== id) continue;
    hub.requests.length = 0;
    const source = listedSource(hubSource({ endpoint: hub.url, env: {} }), change(listed), { speaksOfCheckpoints });
    const snapshot = await collect(source, { id, revision: null, now: () => new Date(0) });
    const paths = hub.requests.map(({ path }) => path).filter((path) => !path.startsWith('/api/resolve-cache/'));
    return { snapshot, paths: paths.map((path) => path.replace(/\?.*/, '').replace(/[0-9a-f]{40}/, 'sha')) };
  }
  throw new Error(`${id} is not listed`);
}

test.each<[string, string[]]>([
  ['acme/plain', ['/acme/plain/resolve/sha/LICENSE', '/acme/plain/resolve/sha/README.md']],
  ['acme/steps', ['/acme/steps/resolve/sha/README.md', '/api/models/acme/steps/refs']],
  ['acme/bare', ['/acme/bare/resolve/sha/README.md']],
])('%s costs no more than what the listing did not say', async (id, expected) => {
  expect((await read(id)).paths.toSorted()).toEqual(expected);
});

test('what is read equals what a single audit reads, but for sizes and branches that say nothing', async () => {
  const alone = await collect(hubSource({ endpoint: hub.url, env: {} }), {
    id: 'acme/plain',
    revision: null,
    now: () => new Date(0),
  });
  const { snapshot } = await read('acme/plain');
  expect({ ...snapshot, tree: null, refs: null }).toEqual({ ...alone, tree: null, refs: null });
  expect(snapshot.tree).toEqual({
    looked: true,
    value: Object.keys(files).map((path) => ({ path, size: null })),
  });
});

test('branches are looked at where the card speaks of checkpoints, else it is said why not', async () => {
  expect((await read('acme/steps')).snapshot.refs).toEqual({
    looked: true,
    value: { branches: ['main', 'step-1'], tags: [] },
  });
  expect((await read('acme/plain')).snapshot.refs).toEqual({
    looked: false,
    why: expect.stringContaining('audit this model by itself'),
  });
});

test.each<[string, Listed['files']]>([
  ['not told', null],
  ['so long that some may be missing', Array.from({ length: 10_000 }, (_, index) => `${index}.bin`)],
])('a list of files that is %s is asked for', async (_, told) => {
  const { snapshot, paths } = await read('acme/plain', (listed) => ({ ...listed, files: told }));
  expect(paths).toContain('/api/models/acme/plain/tree/sha');
  expect(snapshot.tree).toMatchObject({ looked: true, value: Object.keys(files).map((path) => ({ path })) });
});

test('a listing that names no file is not taken for an empty repository', async () => {
  expect((await read('acme/empty')).paths).toContain('/api/models/acme/empty/tree/sha');
});
