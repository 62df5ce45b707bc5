import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { collect } from '../../src/source/collect.ts';
import { type HubClientOptions, hubClient } from '../../src/source/http.ts';
import { hubSource } from '../../src/source/hub.ts';
import type { Quota } from '../hub/quota.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';

const names = Array.from({ length: 40 }, (_, index) => `org/m${index}`);
const repos = Object.fromEntries(names.map((name) => [name, { files: { 'README.md': name, LICENSE: 'MIT' } }]));

async function withHub(spec: HubSpec, use: (hub: FakeHub) => Promise<void>): Promise<void> {
  const hub = await startHub({ repos, ...spec });
  try {
    await use(hub);
  } finally {
    await hub.close();
  }
}

const clientOf = (hub: FakeHub, options: Partial<HubClientOptions> = {}) =>
  hubClient({ endpoint: hub.url, backoff: 20, timeout: 5, env: {}, ...options });

describe.concurrent('the quotas of a server', () => {
  // The anonymous plan, scaled: 500, 3000 and 100 requests in 300 s.
  test('of the anonymous plan are used to their end, and no request is refused', () =>
    withHub({ quota: { api: 17, resolvers: 100, pages: 3, window: 10 } }, async (hub) => {
      const warnings: string[] = [];
      const onWarning = ({ message }: { message: string }) => void warnings.push(message);
      const source = hubSource({ endpoint: hub.url, env: {}, onWarning });
      const read = names.slice(0, 8).map((id) => collect(source, { id, revision: null }));
      expect((await Promise.all(read)).map(({ model }) => model.id)).toEqual(names.slice(0, 8));
      expect(hub.counts).toEqual({ api: 24, resolvers: 32, pages: 0 });
      expect(hub.quota.refused()).toBe(0);
      expect(hub.quota.windows.map(({ api }) => api)).toEqual([17, 7]);
      expect(warnings).toEqual([
        expect.stringMatching(/quota of "api" requests is used up: waiting (9|10) s .*HF_TOKEN/),
      ]);
    }));

  test.each<[string, Partial<Quota>]>([
    ['counted from the first request', { begins: 'on-request', rounds: 'up' }],
    ['counted by the clock', { begins: 'by-clock', rounds: 'up', window: 4 }],
    ['with seconds rounded down', { begins: 'on-request', rounds: 'down' }],
  ])('%s', (_, quota) =>
    withHub({ quota: { api: 12, window: 2, ...quota }, delay: 5 }, async (hub) => {
      const client = clientOf(hub);
      await Promise.all(names.slice(0, 30).map((id) => client.request(`${hub.url}/api/models/${id}`)));
      expect(hub.quota.refused()).toBe(0);
      const full = hub.quota.windows.slice(quota.begins === 'by-clock' ? 1 : 0, -1);
      expect(full.length).toBeGreaterThan(0);
      for (const { api } of full) expect(api).toBe(12);
    }),
  );

  test('as small as three are kept, too', () =>
    withHub({ quota: { pages: 3, window: 2 }, delay: 20 }, async (hub) => {
      const client = clientOf(hub);
      const pages = Array.from({ length: 6 }, () => client.request(`${hub.url}/org/m1/blob/main/x`).catch(() => null));
      await Promise.all(pages);
      expect(hub.quota.windows.map(({ pages }) => pages)).toEqual([3, 3]);
      expect(hub.quota.refused()).toBe(0);
    }));

  test('are waited for apart: what has room goes on', () =>
    withHub({ quota: { api: 2, resolvers: 100, window: 2 } }, async (hub) => {
      const client = clientOf(hub);
      const info = names.slice(0, 4).map((id) => client.request(`${hub.url}/api/models/${id}`));
      const started = Date.now();
      const files = names.map((id) => client.request(`${hub.url}/${id}/resolve/main/README.md`));
      await Promise.all(files);
      expect(Date.now() - started).toBeLessThan(1500);
      expect(client.quotas()).toMatchObject([
        { bucket: 'api', quota: 2, left: 0, opensIn: expect.any(Number) },
        { bucket: 'resolvers', quota: 100, left: 20, opensIn: 0 },
      ]);
      await Promise.all(info);
      expect(hub.quota.refused()).toBe(0);
    }));

  test('shared by two processes are kept by both', () =>
    withHub({ quota: { api: 60, window: 2 }, delay: 10 }, async (hub) => {
      const clients = [clientOf(hub, { concurrency: 3 }), clientOf(hub, { concurrency: 3 })];
      const urls = [...names, ...names].map((id) => `${hub.url}/api/models/${id}`);
      await Promise.all(clients.flatMap((client) => urls.map((url) => client.request(url))));
      expect(hub.quota.refused()).toBe(0);
      for (const { api } of hub.quota.windows.slice(0, -1)) expect(api).toBeGreaterThanOrEqual(54);
    }));
});

describe.concurrent('a quota that others have used up', () => {
  test.each(['text', 'html', 'retry-after'] as const)('is waited for after one refusal (%s)', (refusal) =>
    withHub({ quota: { api: 2, window: 1, refusal }, delay: 20 }, async (hub) => {
      for (const _ of [1, 2]) await fetch(`${hub.url}/api/models/org/m1`);
      const client = clientOf(hub);
      const answers = names.slice(0, 2).map((id) => client.request(`${hub.url}/api/models/${id}`));
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
      expect(hub.quota.refused()).toBe(1);
    }),
  );

  test('for ever is a failure of its own', () =>
    withHub({ quota: { api: 0, window: 1 }, faults: [] }, async (hub) => {
      const client = clientOf(hub, { clock: hasty() });
      await expect(client.request(`${hub.url}/api/models/org/m1`)).rejects.toMatchObject({
        code: 'rate-limited',
        status: 429,
        attempts: 5,
      });
    }));
});

/** Time in which waits are over at once. */
function hasty() {
  let ahead = 0;
  return {
    now: () => performance.now() + ahead,
    after(milliseconds: number, call: () => void) {
      const timer = setTimeout(() => {
        ahead += milliseconds;
        call();
      }, 0);
      return () => clearTimeout(timer);
    },
  };
}

describe.concurrent('waiting for quota', () => {
  test('is not counted as silence', () =>
    withHub({ quota: { api: 1, window: 2 } }, async (hub) => {
      const client = clientOf(hub, { timeout: 0.3 });
      const ask = () => client.request(`${hub.url}/api/models/org/m1`);
      await ask();
      expect((await ask()).status).toBe(200);
      expect(hub.requests).toHaveLength(2);
    }));

  test('ends when the caller gives up', () =>
    withHub({ quota: { api: 1, window: 60 } }, async (hub) => {
      const client = clientOf(hub);
      await client.request(`${hub.url}/api/models/org/m1`);
      const signal = AbortSignal.timeout(50);
      await expect(client.request(`${hub.url}/api/models/org/m1`, { signal })).rejects.toThrow(/timeout/);
      expect(hub.requests).toHaveLength(1);
    }));

  test('keeps no process alive once nothing waits', () =>
    withHub({ quota: { api: 2, window: 60 } }, async (hub) => {
      const timers = new Set<NodeJS.Timeout>();
      const clock = {
        now: () => performance.now(),
        after(milliseconds: number, call: () => void) {
          const timer = setTimeout(call, milliseconds);
          timers.add(timer);
          return () => {
            clearTimeout(timer);
            timers.delete(timer);
          };
        },
      };
      const client = clientOf(hub, { clock });
      const giveUp = new AbortController();
      const ask = () => client.request(`${hub.url}/api/models/org/m1`, { signal: giveUp.signal });
      await Promise.all([ask(), ask()]);
      const third = ask();
      await delay(50);
      expect(timers.size).toBe(1);
      giveUp.abort(new Error('enough'));
      await expect(third).rejects.toThrow('enough');
      expect(timers.size).toBe(0);
    }));
});
