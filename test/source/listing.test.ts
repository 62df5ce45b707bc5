import { afterEach, describe, expect, test } from 'vitest';
import { hubClient } from '../../src/source/http.ts';
import { hubSource } from '../../src/source/hub.ts';
import { type Listing, type ListingOptions, listingOf } from '../../src/source/listing.ts';
import type { LinkMode } from '../hub/api.ts';
import type { RepoSpec } from '../hub/repos.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const DAY = (day: number): string => new Date(Date.UTC(2025, 0, day)).toISOString();

/** Made one a day, the later ones changed earlier. */
const repos: Record<string, RepoSpec> = Object.fromEntries(
  NAMES.map((name, index) => [
    `Acme/${name}`,
    {
      files: { 'README.md': `# ${name}`, 'sub/model.safetensors': 'x' },
      gated: name === 'b' ? 'manual' : false,
      disabled: name === 'c',
      private: name === 'd',
      info: {
        createdAt: DAY(1 + index),
        lastModified: DAY(20 - index),
        pipeline_tag: index % 2 === 0 ? 'text-generation' : 'image-to-text',
        cardData: { license: 'mit', datasets: ['org/data'] },
        tags: ['license:mit'],
        config: { model_type: 'llama' },
        safetensors: { total: 7 },
        baseModels: { relation: 'finetune', models: [{ _id: '1', id: 'org/base' }] },
      },
    },
  ]),
);

let hub: FakeHub;
afterEach(() => hub.close());

async function listingOn(spec: HubSpec): Promise<Listing> {
  hub = await startHub(spec);
  return listingOf(hub.url, hubClient({ endpoint: hub.url, backoff: 1, timeout: 2, env: {} }));
}

async function namesOf(listing: Listing, options: ListingOptions = {}): Promise<string[]> {
  const names: string[] = [];
  for await (const { info } of listing.models('Acme', options)) names.push(info.id.replace('Acme/', ''));
  return names;
}

const pages = (): number => hub.requests.filter(({ path }) => path.startsWith('/api/models?')).length;

test('each public model comes once, the newest first, by pages', async () => {
  expect(await namesOf(await listingOn({ repos, pageSize: 2 }))).toEqual(['g', 'f', 'e', 'c', 'b', 'a']);
  expect(pages()).toBe(3);
});

test('says of each model what its own info would', async () => {
  const listing = await listingOn({ repos });
  const source = hubSource({ endpoint: hub.url, env: {} });
  for await (const { info, files } of listing.models('Acme')) {
    expect(info).toEqual(await source.model(info.id, null));
    expect(files).toEqual(['README.md', 'sub/model.safetensors']);
  }
});

test.each<[ListingOptions, string[], number]>([
  [{ limit: 1 }, ['g'], 1],
  [{ limit: 2 }, ['g', 'f'], 1],
  [{ limit: 3 }, ['g', 'f', 'e'], 2],
  [{ limit: 100 }, ['g', 'f', 'e', 'c', 'b', 'a'], 3],
  [{ task: 'image-to-text' }, ['f', 'b'], 1],
  [{ task: 'nonsense' }, [], 1],
  [{ since: DAY(18) }, ['a', 'b', 'c'], 2],
  [{ since: DAY(30) }, [], 1],
  [{ since: DAY(18), limit: 1 }, ['a'], 1],
])('%j: %j in %i pages', async (options, names, expected) => {
  expect(await namesOf(await listingOn({ repos, pageSize: 2 }), options)).toEqual(names);
  expect(pages()).toBe(expected);
});

test('a model that comes again because pages shift is told once', async () => {
  const listing = await listingOn({ repos, pageSize: 2 });
  const names: string[] = [];
  for await (const { info } of listing.models('Acme')) {
    if (names.length === 0) hub.push('Acme/a', { 'README.md': 'changed' });
    if (names.length === 1) addNewest();
    names.push(info.id);
  }
  expect(names.length).toBe(new Set(names).size);
  expect(names).toContain('Acme/a');
});

function addNewest(): void {
  hub.add('Acme/z', { files: { 'README.md': 'new' }, info: { createdAt: DAY(28) } });
}

test.each<[string, string, number | null]>([
  ['Acme', 'Acme', 6],
  ['ACME', 'Acme', 6],
  ['ada', 'Ada', 1],
  ['Ada', 'Ada', 1],
])('the owner of the name %s is %s', async (name, expected, models) => {
  const listing = await listingOn({ repos: { ...repos, 'Ada/x': {} }, users: ['Ada'] });
  expect(await listing.owner(name)).toEqual({ name: expected, models });
});

describe('what cannot be listed', () => {
  test('an unknown owner is not found, and it is said where to look', async () => {
    const listing = await listingOn({ repos });
    await expect(listing.owner('acne')).rejects.toMatchObject({
      code: 'not-found',
      status: 404,
      message: expect.stringContaining(`"acne"; check the spelling: ${hub.url}/acne`),
    });
  });

  test('an owner that the Hub cannot tell is no unknown one', async () => {
    const listing = await listingOn({ repos, faults: [{ on: /overview/, kind: { status: 503 }, times: Infinity }] });
    await expect(listing.owner('Acme')).rejects.toMatchObject({ code: 'network', status: 503 });
  });

  test('a refused token is said to be one', async () => {
    hub = await startHub({
      repos,
      refuseBadTokens: true,
      faults: [{ on: /./, kind: { status: 401 }, times: Infinity }],
    });
    const listing = listingOf(hub.url, hubClient({ endpoint: hub.url, token: 'hf_bad', env: {} }));
    await expect(listing.owner('Acme')).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test.each<[LinkMode]>([['relative'], ['no-space'], ['other-host']])(
    'pages are found by a link that is %s',
    async (link) => {
      expect(await namesOf(await listingOn({ repos, pageSize: 2, link }))).toHaveLength(6);
    },
  );

  test.each<[LinkMode, string]>([
    ['loop', 'leads back to a page before'],
    ['no-rel', 'cannot be read'],
    ['garbage', 'cannot be read'],
  ])('a link that is %s ends in a failure, not in a short list', async (link, problem) => {
    const listing = await listingOn({ repos, pageSize: 2, link });
    await expect(namesOf(listing)).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining(problem),
    });
  });

  test('a page that is no list of models is asked for again', async () => {
    const faults = (['captive-portal', 'other-json', 'bad-json', 'truncate'] as const).map((kind) => ({
      on: /api\/models\?/,
      kind,
    }));
    expect(await namesOf(await listingOn({ repos, faults }))).toHaveLength(6);
    expect(pages()).toBe(5);
  });
});
