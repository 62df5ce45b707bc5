import { describe, expect, test } from 'vitest';
import { collect } from '../../src/source/collect.ts';
import { hubSource } from '../../src/source/hub.ts';
import type { Fault, FaultKind } from '../hub/faults.ts';
import { type HubSpec, startHub } from '../hub/server.ts';

const names = Array.from({ length: 12 }, (_, index) => `org/m${index}`);
const SPEC: HubSpec = {
  repos: Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        files: { 'README.md': `# ${name}`, LICENSE: 'MIT', 'NOTICE.txt': { lfs: name }, 'a.bin': 'x', 'b/c.bin': 'y' },
        gated: index % 4 === 0 ? ('auto' as const) : false,
      },
    ]),
  ),
  datasets: { 'org/data': { files: { 'README.md': 'data' } } },
  renamed: { 'old/m1': 'org/m1' },
  pageSize: 3,
};

const ANY: FaultKind[] = [
  { status: 429, body: 'html' },
  { status: 429, body: 'text', headers: { 'retry-after': '0' } },
  { status: 500, body: 'json' },
  { status: 502, body: 'html' },
  { status: 503, body: 'text' },
  { status: 408 },
  'reset',
  'truncate',
  'stall',
  'stall-body',
  'captive-portal',
];
const API: FaultKind[] = [...ANY, 'bad-json', 'other-json'];
const FILE: FaultKind[] = [...ANY, 'wrong-etag', 'wrong-commit'];

/** A small generator, so that a seed names a run (https://en.wikipedia.org/wiki/Linear_congruential_generator). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/** Everything of everything, and what it cost. */
async function readAll(faults: Fault[]) {
  const hub = await startHub({ ...SPEC, faults });
  try {
    const source = hubSource({ endpoint: hub.url, backoff: 1, timeout: 0.25, env: {} });
    const now = () => new Date(0);
    const snapshots = Promise.all([...names, 'old/m1'].map((id) => collect(source, { id, revision: null, now })));
    const from = { id: 'org/m1', revision: 'main' };
    const read = [await snapshots, await source.dataset('org/data', from), await source.datasetCard('org/data', from)];
    // The port is all that differs between two servers.
    return {
      read: JSON.parse(JSON.stringify(read).replaceAll(hub.url, 'http://hub')),
      paths: [...new Set(hub.requests.map(({ path }) => path))],
    };
  } finally {
    await hub.close();
  }
}

describe('what passes changes nothing', () => {
  test.each([1, 2, 3])('every URL spoilt up to twice (seed %i)', async (seed) => {
    const well = await readAll([]);
    const below = seeded(seed);
    const faults = well.paths.map((path): Fault => {
      const kinds = path.startsWith('/api/') && !path.startsWith('/api/resolve-cache/') ? API : FILE;
      const kind = kinds[below(kinds.length)] ?? 'reset';
      return { on: new RegExp(`^${escaped(path)}$`), kind, times: below(3) };
    });
    expect(faults.filter(({ times }) => times !== 0).length).toBeGreaterThan(50);
    const spoilt = await readAll(faults);
    expect(spoilt.read).toEqual(well.read);
  });
});
