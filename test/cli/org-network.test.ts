import { describe, expect, test, vi } from 'vitest';
import type { ReportOrFailure } from '../../src/report/reporter.ts';
import type { Failure } from '../../src/report/v1.ts';
import { acme, OWNER } from '../hub/acme.ts';
import { permanent, transient } from '../hub/chaos.ts';
import type { FaultKind } from '../hub/faults.ts';
import { drawing, seedOf } from '../hub/random.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';
import { differences, idOf, newHome, runOrg } from './org-run.ts';

// A busy machine takes long; what never ends fails all the same.
vi.setConfig({ testTimeout: 120_000 });

/** `npm run bench -- --org` does the same with 2,000. */
const MODELS = 50;
const UNLIMITED = { api: 1e9, resolvers: 1e9, pages: 1e9 };

async function withHub(spec: HubSpec, use: (hub: FakeHub) => Promise<void>): Promise<void> {
  const hub = await startHub({ quota: UNLIMITED, ...spec });
  try {
    await use(hub);
  } finally {
    await hub.close();
  }
}

const isRedirected = (path: string): boolean => path.startsWith('/api/resolve-cache/');
const fileRequests = (hub: FakeHub) => hub.requests.filter(({ path }) => path.includes('/resolve/'));

describe('what goes wrong on the way', () => {
  test('up to twice a URL changes nothing in any report', () => {
    const { spec, ids } = acme(MODELS, { seed: 6 });
    const faulty = transient({ share: 0.1, seed: 2026 });
    let spoilt = 0;
    let isFaulty = true;
    const chaos = (path: string, asked: number): FaultKind | null => {
      const kind = isFaulty ? faulty(path, asked) : null;
      if (kind !== null) spoilt += 1;
      return kind;
    };
    return withHub({ ...spec, pageSize: 20, chaos }, async (hub) => {
      const flags = { timeout: 1 };
      const rough = await runOrg(OWNER, { hub, flags });
      isFaulty = false;
      const smooth = await runOrg(OWNER, { hub, flags });
      expect(spoilt).toBeGreaterThan(MODELS / 8);
      expect(smooth.results.map(idOf)).toEqual(ids.toSorted());
      expect(differences(rough.results, smooth.results)).toEqual([]);
      expect([rough.code, smooth.code]).toEqual([0, 0]);
    });
  });

  test('for good costs the repositories that it is of, and no other', () => {
    const { spec, ids } = acme(MODELS, { seed: 7 });
    const bad = new Set(ids.filter((id) => drawing(seedOf(id)).chance(0.1)));
    const kinds = new Map<string, FaultKind>();
    const chaos = (path: string): FaultKind | null => {
      const id = /^\/(?:api\/resolve-cache\/models\/)?([^/]+\/[^/]+)\/(?:resolve\/)?[0-9a-f]{40}\/README\.md/.exec(
        path,
      )?.[1];
      if (id === undefined || !bad.has(id)) return null;
      // Of a file that is reached by a redirect, the file is spoilt; of one that nobody may read, nothing.
      const repo = spec.repos?.[id];
      if (repo?.disabled || (repo?.gated === false && !isRedirected(path))) return null;
      const kind = permanent(path, 7);
      kinds.set(id, kind);
      return kind;
    };
    return withHub({ ...spec, chaos }, async (hub) => {
      const { results, code, io } = await runOrg(OWNER, { hub, flags: { timeout: 0.5 } });
      expect(results.map(idOf)).toEqual(ids.toSorted());
      const failures = results.filter((result): result is Failure => result.kind === 'failure');
      // What has no card cannot lose it.
      expect(failures.map(idOf)).toEqual([...kinds.keys()].toSorted());
      expect(failures.length).toBeGreaterThan(4);
      for (const { id, code: said, attempts } of failures) {
        expect([id, said, attempts]).toEqual([id, codeOf(kinds.get(id)), 5]);
        expect(io.stderr()).toContain(`openlitmus: ${id}: `);
      }
      expect(code).toBe(3);
    });
  });
});

const codeOf = (kind: FaultKind | undefined): Failure['code'] =>
  typeof kind === 'object' && 'status' in kind && kind.status === 429 ? 'rate-limited' : 'network';

describe('requests', () => {
  test('are for what the listing did not say, and each linked repository is looked up once', () => {
    const { spec, ids, licenseFiles, linked } = acme(MODELS, { seed: 8 });
    return withHub({ ...spec, pageSize: 20 }, async (hub) => {
      const home = newHome();
      const first = await runOrg(OWNER, { hub, home });
      expect(first.results).toHaveLength(ids.length);
      const asked = hub.requests.filter(({ path }) => !isRedirected(path)).map(({ path }) => path);
      const pages = Math.ceil(MODELS / 20);
      const lookedUp = 2 * (linked.datasets.length + linked.bases.length);
      expect(asked.length).toBeLessThanOrEqual(pages + 1.15 * MODELS + licenseFiles + lookedUp);
      expect(new Set(asked).size).toBe(asked.length);

      hub.requests.length = 0;
      const second = await runOrg(OWNER, { hub, home });
      expect(differences(first.results, second.results)).toEqual([]);
      expect(fileRequests(hub)).toEqual([]);
      hub.push(`${OWNER}/Model-${MODELS - 1}`, { 'README.md': 'changed' });
      await runOrg(OWNER, { hub, home, flags: { limit: 5 } });
      expect(fileRequests(hub)).toHaveLength(1);
    });
  });

  test('use a quota to its end and never more', () => {
    const { spec, ids } = acme(50, { seed: 9 });
    // The anonymous plan, scaled to four seconds, with enough of the API for the linked repositories.
    return withHub({ ...spec, quota: { api: 100, resolvers: 40, pages: 2, window: 4 } }, async (hub) => {
      const { results } = await runOrg(OWNER, { hub });
      expect(results.map(idOf)).toEqual(ids.toSorted());
      expect(hub.quota.refused()).toBe(0);
      const full = hub.quota.windows.slice(0, -1).map(({ resolvers }) => resolvers);
      expect(full.length).toBeGreaterThan(1);
      expect(Math.min(...full)).toBeGreaterThanOrEqual(36);
    });
  });
});

test('two runs at once share a cache without harm', () => {
  const { spec, ids } = acme(30, { seed: 10 });
  return withHub(spec, async (hub) => {
    const home = newHome();
    const runs = await Promise.all([runOrg(OWNER, { hub, home }), runOrg(OWNER, { hub, home })]);
    const [one, two] = runs.map(({ results }): ReportOrFailure[] => results);
    expect(differences(one ?? [], two ?? [])).toEqual([]);
    expect(one?.map(idOf)).toEqual(ids.toSorted());
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  });
});
