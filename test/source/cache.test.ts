import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CacheKey } from '../../src/source/cache/cache.ts';
import { type DiskCacheOptions, diskCache } from '../../src/source/cache/disk.ts';
import { decodeEntry, encodeEntry } from '../../src/source/cache/entry.ts';
import { jsonCache } from '../../src/source/cache/json.ts';
import { cachePath } from '../../src/source/endpoint.ts';
import type { Warning } from '../../src/source/http/warnings.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'openlitmus-cache-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const root = (): string => join(dir, 'assets', 'openlitmus');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: Uint8Array | null): string | null => value && new TextDecoder().decode(value);
const open = (options: Partial<DiskCacheOptions> = {}) => diskCache({ root: root(), ...options });

/** Every file of the cache. */
const files = (): string[] =>
  existsSync(root())
    ? readdirSync(root(), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

describe('where it lies', () => {
  test.each<[string, Record<string, string>, string]>([
    ['by default', {}, '/home/u/.cache/huggingface/assets/openlitmus'],
    ['XDG_CACHE_HOME', { XDG_CACHE_HOME: '/x' }, '/x/huggingface/assets/openlitmus'],
    ['HF_HOME', { HF_HOME: '/hf', XDG_CACHE_HOME: '/x' }, '/hf/assets/openlitmus'],
    ['HF_ASSETS_CACHE', { HF_ASSETS_CACHE: '/a', HF_HOME: '/hf' }, '/a/openlitmus'],
    ['its old name', { HUGGINGFACE_ASSETS_CACHE: '/a' }, '/a/openlitmus'],
    ['~ and variables', { HF_HOME: '~/$WHERE', WHERE: 'there' }, '/home/u/there/assets/openlitmus'],
  ])('%s', (_, env, expected) => {
    expect(cachePath(env, '/home/u')).toBe(expected);
  });

  test('is its owner’s alone', async () => {
    await open().set(['a', 'b'], bytes('x'));
    expect(statSync(root()).mode & 0o777).toBe(0o700);
  });
});

describe('a value', () => {
  test('outlives the cache that was given it', async () => {
    await open().set(['file', 'org/m', 'README.md'], bytes('card'));
    expect(text(await open().get(['file', 'org/m', 'README.md']))).toBe('card');
  });

  test.each<[string, CacheKey]>([
    ['another namespace', ['tree', 'a', 'b']],
    ['another part', ['file', 'a', 'c']],
    ['parts cut elsewhere', ['file', 'a/b']],
    ['one part more', ['file', 'a', 'b', '']],
  ])('is not that of a key with %s', async (_, key) => {
    const cache = open();
    await cache.set(['file', 'a', 'b'], bytes('x'));
    expect(await cache.get(key)).toBeNull();
  });

  test('is replaced', async () => {
    const cache = open();
    await cache.set(['a', 'k'], bytes('old'));
    await cache.set(['a', 'k'], bytes('new'));
    expect(text(await cache.get(['a', 'k']))).toBe('new');
    expect(files()).toHaveLength(1);
  });

  test('is any bytes under any key', async () => {
    const cache = open();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.array(fc.string({ unit: 'binary' })), async (value, parts) => {
        await cache.set(['any', ...parts], value);
        expect(await cache.get(['any', ...parts])).toEqual(value);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    [59, 'x'],
    [61, null],
    [-1, null],
  ])('%i seconds later, of one that may be 60 seconds old', async (seconds, expected) => {
    await open({ now: () => 1_000_000 }).set(['a', 'k'], bytes('x'));
    const later = open({ now: () => 1_000_000 + seconds * 1000 });
    expect(text(await later.get(['a', 'k'], { maxAge: 60 }))).toBe(expected);
    expect(text(await later.get(['a', 'k']))).toBe('x');
  });

  test('of plain data is plain data again', async () => {
    const cache = open();
    const part = jsonCache(cache, { namespace: 'links-1', maxAge: 60 });
    await part.set('k', { a: [1, null, 'é'] });
    expect(await part.get('k')).toEqual({ a: [1, null, 'é'] });
    expect(await part.get('other')).toBeUndefined();
    await cache.set(['links-1', 'torn'], bytes('{"a":'));
    expect(await part.get('torn')).toBeUndefined();
  });
});

describe('what is torn or altered', () => {
  const key: CacheKey = ['file', 'org/m', 'README.md'];
  const value = bytes('# Model\n\nOur model is open.\n');
  const whole = encodeEntry({ key, at: 1_700_000_000_000, value });

  const damaged = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.integer({ min: 0, max: whole.length - 1 }).map((length) => whole.subarray(0, length)),
    fc.tuple(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] ?? 0) ^ flip;
      return copy;
    }),
    fc.uint8Array({ minLength: 1, maxLength: 50 }).map((more) => Buffer.concat([whole, more])),
    fc
      .integer({ min: 1, max: whole.length })
      .map((zeros) => Buffer.concat([whole.subarray(zeros), Buffer.alloc(zeros)])),
    fc.constant(encodeEntry({ key: ['file', 'org/other', 'README.md'], at: 0, value })),
  );

  test('is never a value', () => {
    expect(decodeEntry(whole, key)).toEqual({ at: 1_700_000_000_000, value });
    fc.assert(
      fc.property(damaged, (garbage) => decodeEntry(garbage, key) === null),
      { numRuns: 1000 },
    );
  });

  test('is dropped when read, and can be put in again', async () => {
    const cache = open();
    await cache.set(key, value);
    const [path = ''] = files();
    await fc.assert(
      fc.asyncProperty(damaged, async (garbage) => {
        writeFileSync(path, garbage);
        expect(await cache.get(key)).toBeNull();
        expect(files()).toEqual([]);
        await cache.set(key, value);
        expect(await cache.get(key)).toEqual(value);
      }),
      { numRuns: 50 },
    );
  });

  test('a folder where a file should be is no value', async () => {
    const cache = open();
    await cache.set(key, value);
    const [path = ''] = files();
    rmSync(path);
    mkdirSync(path);
    expect(await cache.get(key)).toBeNull();
  });
});

describe('a folder that cannot be used', () => {
  test('is said once, and nothing else is wrong', async () => {
    writeFileSync(join(dir, 'assets'), 'a file');
    const warnings: Warning[] = [];
    const cache = open({ onWarning: (warning) => void warnings.push(warning) });
    for (const part of ['a', 'b']) {
      await cache.set(['x', part], bytes('v'));
      expect(await cache.get(['x', part])).toBeNull();
    }
    expect(warnings).toEqual([
      { topic: 'cache', message: expect.stringMatching(/^nothing can be kept in the cache .*openlitmus: E/) },
    ]);
  });

  test('deleted meanwhile is made again', async () => {
    const cache = open();
    await cache.set(['x', 'a'], bytes('v'));
    rmSync(dir, { recursive: true });
    expect(await cache.get(['x', 'a'])).toBeNull();
    await cache.set(['x', 'a'], bytes('v'));
    expect(text(await cache.get(['x', 'a']))).toBe('v');
  });
});

describe('its size', () => {
  const KIB = 1024;
  const sizeOf = (paths: string[]): number => paths.reduce((sum, path) => sum + statSync(path).size, 0);

  test('stays within its bound', async () => {
    const cache = open({ maxBytes: 1024 * KIB });
    for (let index = 0; index < 600; index += 1) await cache.set(['x', String(index)], new Uint8Array(4 * KIB));
    const size = sizeOf(files());
    expect(size).toBeLessThan(1.2 * 1024 * KIB);
    expect(size).toBeGreaterThan(0.5 * 1024 * KIB);
  });

  test('is brought down by what was longest not used', async () => {
    const maxBytes = 64 * 20 * KIB;
    const filling = open({ random: () => 1 });
    const used: string[] = [];
    const day = 24 * 60 * 60 * 1000;
    const later = open({ maxBytes, random: () => 0, now: () => Date.now() + 3 * day });
    for (let index = 0; index < 400; index += 1) await filling.set(['x', String(index)], new Uint8Array(6 * KIB));
    for (const path of files()) utimesSync(path, new Date(0), new Date(0));
    // A use is noted, so these are the last to go.
    for (const index of [1, 2, 3]) {
      expect(await later.get(['x', String(index)])).not.toBeNull();
      used.push(String(index));
    }
    for (let index = 1000; index < 1300; index += 1) await later.set(['x', String(index)], new Uint8Array(KIB));
    expect(sizeOf(files())).toBeLessThanOrEqual(maxBytes);
    for (const index of used) expect(await later.get(['x', index])).not.toBeNull();
  });

  test('is not given to one value', async () => {
    const cache = open({ maxBytes: 64 * 10 * KIB });
    await cache.set(['x', 'small'], new Uint8Array(KIB));
    await cache.set(['x', 'large'], new Uint8Array(6 * KIB));
    expect(await cache.get(['x', 'large'])).toBeNull();
    expect(await cache.get(['x', 'small'])).not.toBeNull();
  });

  test('leaves nothing that a crash left unfinished, but what another process is writing', async () => {
    const cache = open({ random: () => 0 });
    await cache.set(['x', 'a'], bytes('v'));
    const [path = ''] = files();
    const [abandoned, underWay] = [`${path}.1-a.tmp`, `${path}.2-b.tmp`];
    for (const unfinished of [abandoned, underWay]) writeFileSync(unfinished, 'half');
    utimesSync(abandoned, new Date(0), new Date(0));
    await cache.set(['x', 'a'], bytes('v'));
    expect(files().sort()).toEqual([path, underWay].sort());
  });
});

describe('several processes', () => {
  const module = new URL('../../src/source/cache/disk.ts', import.meta.url).href;

  /** Puts values under a few keys again and again; each says by itself whether it is whole. */
  const writer = (seed: number, rounds: number) => `
    import { createHash } from 'node:crypto';
    import { diskCache } from ${JSON.stringify(module)};
    const cache = diskCache({ root: ${JSON.stringify(root())}, maxBytes: 4 * 1024 * 1024, random: Math.random });
    const md5 = (data) => createHash('md5').update(data).digest('hex');
    console.log('begun');
    for (let round = 0; round < ${rounds}; round += 1) {
      const rest = Buffer.alloc(1000 + ((round * 7919 + ${seed}) % 20000), round);
      const key = ['hammered', String(round % 5)];
      await cache.set(key, Buffer.concat([Buffer.from(md5(rest)), rest]));
      const value = await cache.get(key);
      if (value !== null && md5(value.subarray(32)) !== Buffer.from(value.subarray(0, 32)).toString()) process.exit(1);
    }
  `;

  function start(code: string): ChildProcess {
    const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', code];
    return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  }

  const ended = (child: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => child.on('close', (code) => resolve(code)));
  const begun = (child: ChildProcess): Promise<void> =>
    new Promise((resolve) => child.stdout?.once('data', () => resolve()));

  test('write the same keys at once, and none reads half a value', async () => {
    const codes = await Promise.all([start(writer(1, 1500)), start(writer(2, 1500))].map(ended));
    expect(codes).toEqual([0, 0]);
    expect(files().filter((path) => path.endsWith('.tmp'))).toEqual([]);
    expect(files().length).toBeGreaterThan(0);
  });

  test('killed at any moment leave whole values or none', async () => {
    for (const patience of [1, 5, 12, 23, 40, 70]) {
      const child = start(writer(patience, 1_000_000));
      await begun(child);
      await delay(patience);
      child.kill('SIGKILL');
      await ended(child);
      const whole = files().filter((path) => !path.endsWith('.tmp'));
      for (const path of whole) {
        const content = readFileSync(path);
        const end = content.indexOf(10, 65);
        const { key } = JSON.parse(content.subarray(65, end).toString());
        expect(decodeEntry(content, key)).not.toBeNull();
      }
      const cache = open();
      for (const part of ['0', '1', '2', '3', '4']) {
        await cache.set(['hammered', part], bytes(part));
        expect(text(await cache.get(['hammered', part]))).toBe(part);
      }
    }
  });
});
