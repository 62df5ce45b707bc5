import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Cache } from '../../src/source/cache/cache.ts';
import { diskCache } from '../../src/source/cache/disk.ts';
import { collect } from '../../src/source/collect.ts';
import { type HubOptions, hubSource } from '../../src/source/hub.ts';
import type { RepoRef } from '../../src/source/types.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';

let hub: FakeHub;
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'openlitmus-cache-'));
});
afterEach(async () => {
  rmSync(root, { recursive: true, force: true });
  await hub?.close();
});

const SPEC: HubSpec = {
  repos: {
    'org/model': {
      files: {
        'README.md': '# Card',
        LICENSE: 'MIT',
        'COPYING.md': { lfs: 'large' },
        'NOTICE.txt': '',
        'sub/LICENSE': 'x',
        'config.json': '{}',
      },
      info: { baseModels: { relation: 'finetune', models: [{ id: 'org/base' }] } },
    },
    'org/bare': { files: { 'config.json': '{}' } },
    'org/huge': { files: { 'README.md': 'card', LICENSE: Buffer.alloc(3_000_000, 'x') } },
    'org/gated': { gated: 'manual', files: { 'README.md': 'card', 'USE_POLICY.md': 'policy' } },
    'org/private': { private: true, files: { 'README.md': 'secret card' } },
    'org/base': { files: { 'README.md': 'base' } },
  },
  datasets: { 'org/data': { files: { 'README.md': 'data', 'a.parquet': 'x' } } },
  tokens: { hf_member: { access: ['org/gated', 'org/private'] }, hf_other: { access: [] } },
  pageSize: 4,
};

/** A new run: nothing is remembered but what the cache holds. */
const run = (options: HubOptions = {}) =>
  hubSource({ endpoint: hub.url, backoff: 1, env: {}, cache: diskCache({ root }), ...options });

/** What a run asks for, by kind of URL. */
async function asked(use: () => Promise<unknown>): Promise<{ files: string[]; trees: string[]; other: number }> {
  const before = hub.requests.length;
  await use();
  const paths = hub.requests.slice(before).map(({ path }) => path);
  const files = paths.filter((path) => path.includes('/resolve/'));
  const trees = paths.filter((path) => path.includes('/tree/'));
  const cached = paths.filter((path) => path.includes('/resolve-cache/'));
  return { files, trees, other: paths.length - files.length - trees.length - cached.length };
}

const now = () => new Date(0);
const read = (id: string, options: HubOptions = {}) => collect(run(options), { id, revision: null, now });
const text = (value: Uint8Array | null): string | null => value && new TextDecoder().decode(value);

describe('a second run', () => {
  beforeEach(async () => {
    hub = await startHub(SPEC);
  });

  test.each(['org/model', 'org/bare', 'org/huge'])(
    'over %s asks for no file and no tree, and sees the same',
    async (id) => {
      const first = await read(id);
      let second: typeof first | undefined;
      const cost = await asked(async () => {
        second = await read(id);
      });
      expect(cost).toEqual({ files: [], trees: [], other: 2 });
      expect(second).toEqual(first);
    },
  );

  test('asks for datasets and base models again, and not for their cards', async () => {
    const look = async () => {
      const source = run();
      const from = { id: 'org/model', revision: 'main' };
      return [
        await source.dataset('org/data', from),
        await source.datasetCard('org/data', from),
        await source.base('org/base', from),
        await source.baseCard('org/base', from),
      ];
    };
    const first = await look();
    let second: typeof first | undefined;
    const cost = await asked(async () => {
      second = await look();
    });
    expect(cost).toEqual({ files: [], trees: [], other: 2 });
    expect(second).toEqual(first);
  });

  test('asks for everything of a new commit', async () => {
    await read('org/model');
    hub.push('org/model', { 'README.md': 'new' });
    const { files } = await read('org/model');
    expect(Object.keys(files)).toEqual(['README.md']);
    expect(files['README.md']).toMatchObject({ value: new TextEncoder().encode('new') });
  });

  test('sees what can change as it is now', async () => {
    await hub.close();
    const info: Record<string, unknown> = { likes: 1, gated: false };
    hub = await startHub({ repos: { 'org/model': { files: { 'README.md': 'card' }, info } } });
    expect((await read('org/model')).model).toMatchObject({ gated: false, likes: 1 });
    Object.assign(info, { likes: 2, gated: 'auto' });
    const cost = await asked(async () => {
      expect((await read('org/model')).model).toMatchObject({ gated: 'auto', likes: 2 });
    });
    expect(cost).toEqual({ files: [], trees: [], other: 2 });
  });

  test('without a cache asks for all again', async () => {
    await read('org/model');
    const cost = await asked(() =>
      collect(hubSource({ endpoint: hub.url, env: {} }), { id: 'org/model', revision: null }),
    );
    expect(cost.files).toHaveLength(5);
  });

  test('under a branch’s name asks again: it may have moved', async () => {
    const repo: RepoRef = { id: 'org/model', revision: 'main' };
    for (const _ of [1, 2]) {
      const cost = await asked(async () => {
        const source = run();
        await source.file(repo, 'README.md');
        await source.tree(repo);
      });
      expect([cost.files.length, cost.trees.length]).toEqual([1, 2]);
    }
  });
});

describe('what is not for everybody', () => {
  beforeEach(async () => {
    hub = await startHub(SPEC);
  });
  const policy = async (token: string | null) => {
    const { files } = await read('org/gated', { token });
    return files['USE_POLICY.md'];
  };
  const open = { looked: true, value: new TextEncoder().encode('policy') };
  const refused = { looked: false, why: expect.stringMatching(/gated/) };

  test('is shown again to the token that read it, and to nobody else', async () => {
    expect(await policy('hf_member')).toEqual(open);
    expect(await policy(null)).toEqual(refused);
    expect(await policy('hf_other')).toEqual(refused);
    const cost = await asked(async () => expect(await policy('hf_member')).toEqual(open));
    expect(cost.files).toEqual([]);
  });

  test('is asked for again after a refusal: access may have been given', async () => {
    expect(await policy(null)).toEqual(refused);
    const cost = await asked(() => policy(null));
    expect(cost.files).toEqual([expect.stringMatching(/USE_POLICY/)]);
  });

  test('lies there without the token', async () => {
    await read('org/private', { token: 'hf_member' });
    const kept = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(kept.join('\n')).toContain('secret card');
    expect(kept.join('\n')).not.toMatch(/hf_/);
  });
});

describe('what is not proven', () => {
  test('is not kept: a mirror without ETags', async () => {
    hub = await startHub(SPEC);
    hub.fault({ on: /\/resolve\//, kind: { add: { 'x-linked-etag': '' } }, times: Infinity });
    hub.fault({ on: /resolve-cache/, kind: 'no-etag', times: Infinity });
    await read('org/base');
    const cost = await asked(() => read('org/base'));
    expect(cost.files).toHaveLength(1);
    expect(cost.trees).toEqual([]);
  });

  test('is not kept: a list of files that could not be read to its end', async () => {
    hub = await startHub({ ...SPEC, link: 'garbage' });
    await read('org/model');
    hub.fault({ on: /\/tree\//, kind: { add: { link: '' } }, times: Infinity });
    const cost = await asked(() => read('org/model'));
    expect(cost.trees.length).toBeGreaterThan(0);
  });

  test('is not served: the proof is made again', async () => {
    hub = await startHub(SPEC);
    const values = new Map<string, Uint8Array<ArrayBuffer>>();
    const forged: Cache = {
      get: async (key) => values.get(JSON.stringify(key)) ?? null,
      set: async (key, value) => void values.set(JSON.stringify(key), new Uint8Array(value)),
    };
    const first = await read('org/model', { cache: forged });
    for (const [key, value] of values) {
      const altered = text(value)?.replace('# Card', '# Fake').replace('"path":"README.md"', '"path":7') ?? '';
      values.set(key, new TextEncoder().encode(altered));
    }
    expect([...values.values()].map(text).join()).toContain('# Fake');
    const cost = await asked(async () => expect(await read('org/model', { cache: forged })).toEqual(first));
    expect(cost.files).toEqual([expect.stringMatching(/README/)]);
    expect(cost.trees.length).toBeGreaterThan(0);
  });
});
