import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBudget } from '../../src/source/http/budget.ts';
import type { Clock } from '../../src/source/http/clock.ts';
import { readRateLimit, retryAfter } from '../../src/source/http/rate-limit.ts';

const ENDPOINT = 'https://hub.test';
const URL_OF = {
  api: `${ENDPOINT}/api/models/a/b`,
  resolvers: `${ENDPOINT}/a/b/resolve/main/x`,
  pages: `${ENDPOINT}/a`,
};
type Bucket = keyof typeof URL_OF;

/** A clock whose time goes by when nothing else is left to do. */
function virtualTime() {
  let time = 0;
  let order = 0;
  const timers = new Map<number, { at: number; call: () => void }>();
  const clock: Clock = {
    now: () => time,
    after(milliseconds, call) {
      order += 1;
      const id = order;
      timers.set(id, { at: time + Math.max(0, milliseconds), call });
      return () => timers.delete(id);
    },
  };
  const wait = (milliseconds: number): Promise<void> => new Promise((done) => void clock.after(milliseconds, done));
  /** Runs until `until` is settled. */
  async function run(until: Promise<unknown>): Promise<void> {
    let over = false;
    until.then(
      () => (over = true),
      () => (over = true),
    );
    for (;;) {
      await new Promise(setImmediate);
      if (over) return;
      const [next] = [...timers].sort(([a, { at: x }], [b, { at: y }]) => x - y || a - b);
      if (next === undefined) throw new Error('nothing is left to do, and it is not over');
      timers.delete(next[0]);
      time = next[1].at;
      next[1].call();
    }
  }
  return { clock, wait, run };
}

interface ServerOptions {
  quota: number;
  window: number;
  begins: 'on-request' | 'by-clock';
  rounds: 'up' | 'down';
  /** How the server calls the quota. */
  name?: string;
}

/** A server that counts in windows, seen through a network that takes its time. */
function server({ quota, window, begins, rounds, name = 'api' }: ServerOptions, clock: Clock) {
  const used: number[] = [];
  let ends = 0;
  let refused = 0;
  return {
    used,
    refused: () => refused,
    count() {
      const now = clock.now();
      const length = window * 1000;
      if (used.length === 0 || now >= ends) {
        ends = begins === 'by-clock' ? (Math.floor((now + 377) / length) + 1) * length - 377 : now + length;
        used.push(0);
      }
      const last = used.length - 1;
      const count = (used[last] ?? 0) + 1;
      used[last] = count;
      if (count > quota) refused += 1;
      const seconds = (ends - now) / 1000;
      const reset = rounds === 'up' ? Math.ceil(seconds) : Math.floor(seconds);
      const headers = new Headers({
        ratelimit: `"${name}";r=${Math.max(0, quota - count)};t=${reset}`,
        'ratelimit-policy': `"fixed window";"${name}";q=${quota};w=${window}`,
      });
      return { status: count > quota ? 429 : 200, headers };
    },
  };
}

const patient = new AbortController().signal;
setMaxListeners(0, patient);
const budgetOf = (clock: Clock, concurrency = 8) =>
  createBudget({ endpoint: ENDPOINT, concurrency, backoff: 500, clock, random: Math.random });

describe('one quota', () => {
  const options = fc.record({
    quota: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 20, max: 200 })),
    window: fc.constantFrom(5, 10, 60, 300),
    begins: fc.constantFrom('on-request' as const, 'by-clock' as const),
    rounds: fc.constantFrom('up' as const, 'down' as const),
  });
  const network = fc.record({
    concurrency: fc.integer({ min: 1, max: 16 }),
    /** Milliseconds there and back. */
    delays: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 20 }),
    /** Which requests get no answer although they are counted. */
    lost: fc.array(fc.boolean(), { maxLength: 20 }).map((lost) => [false, ...lost]),
  });

  test('is never exceeded, and used to its end while work is left', async () => {
    await fc.assert(
      fc.asyncProperty(options, network, async (quotas, { concurrency, delays, lost }) => {
        const { clock, wait, run } = virtualTime();
        const hub = server(quotas, clock);
        const budget = budgetOf(clock, concurrency);
        const total = Math.ceil(quotas.quota * 2.5);
        const request = (number: number) =>
          budget.spend(URL_OF.api, patient, async (headed) => {
            const delay = delays[number % delays.length] ?? 1;
            await wait(delay);
            const answer = hub.count();
            await wait(delay);
            if (lost[number % lost.length]) return;
            headed(answer);
            await wait(delay);
          });
        await run(Promise.all(Array.from({ length: total }, (_, number) => request(number))));
        expect(hub.refused()).toBe(0);
        // The last window may be cut short by the end of the work, a first one by the clock.
        for (const used of hub.used.slice(quotas.begins === 'by-clock' ? 1 : 0, -1)) {
          const possible = (quotas.window * 1000 * 0.8) / (3 * Math.max(...delays));
          if (lost.some(Boolean) || possible < quotas.quota) continue;
          expect(used).toBeGreaterThanOrEqual(quotas.quota * 0.9);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('shared with other processes is not exceeded either', async () => {
    const { clock, wait, run } = virtualTime();
    const hub = server({ quota: 100, window: 10, begins: 'by-clock', rounds: 'up' }, clock);
    const processes = [budgetOf(clock, 4), budgetOf(clock, 4)];
    const requests = processes.flatMap((budget) =>
      Array.from({ length: 150 }, () =>
        budget.spend(URL_OF.api, patient, async (headed) => {
          await wait(20);
          const answer = hub.count();
          await wait(20);
          headed(answer);
        }),
      ),
    );
    await run(Promise.all(requests));
    expect(hub.refused()).toBe(0);
    for (const used of hub.used.slice(1, -1)) expect(used).toBeGreaterThanOrEqual(90);
  });
});

describe('before the quota is known', () => {
  test('one request is under way, and none waits for it once it is', async () => {
    const { clock, wait, run } = virtualTime();
    const hub = server({ quota: 50, window: 10, begins: 'on-request', rounds: 'up' }, clock);
    const budget = budgetOf(clock);
    const sentAt: number[] = [];
    const request = () =>
      budget.spend(URL_OF.api, patient, async (headed) => {
        sentAt.push(clock.now());
        await wait(100);
        headed(hub.count());
      });
    await run(Promise.all(Array.from({ length: 9 }, request)));
    expect(sentAt).toEqual([0, ...Array(8).fill(100)]);
  });

  test('kinds of URLs do not wait for each other, nor do other hosts', async () => {
    const { clock, wait, run } = virtualTime();
    const budget = budgetOf(clock);
    const sentAt: Record<string, number> = {};
    const urls = [...Object.values(URL_OF), 'https://cdn.test/x', 'https://cdn.test/y'];
    const request = (url: string) =>
      budget.spend(url, patient, async () => {
        sentAt[url] = clock.now();
        await wait(100);
      });
    await run(Promise.all(urls.map(request)));
    expect(Object.values(sentAt)).toEqual([0, 0, 0, 0, 0]);
  });

  test('a server that says nothing of quotas is asked as fast as it may', async () => {
    const { clock, wait, run } = virtualTime();
    const budget = budgetOf(clock, 3);
    const sentAt: number[] = [];
    const request = () =>
      budget.spend(URL_OF.api, patient, async (headed) => {
        sentAt.push(clock.now());
        await wait(100);
        headed({ status: 200, headers: new Headers() });
      });
    await run(Promise.all(Array.from({ length: 7 }, request)));
    expect(sentAt).toEqual([0, 100, 100, 100, 200, 200, 200]);
  });

  test('a quota that the server calls otherwise is one quota', async () => {
    const { clock, wait, run } = virtualTime();
    const hub = server({ quota: 30, window: 10, begins: 'on-request', rounds: 'up', name: 'everything' }, clock);
    const budget = budgetOf(clock);
    const request = (bucket: Bucket) =>
      budget.spend(URL_OF[bucket], patient, async (headed) => {
        await wait(10);
        headed(hub.count());
      });
    const mixed = Array.from({ length: 90 }, (_, number) => (['api', 'resolvers', 'pages'] as const)[number % 3]);
    await run(Promise.all(mixed.map((bucket) => request(bucket ?? 'api'))));
    expect(hub.refused()).toBe(0);
    expect(hub.used).toEqual([30, 30, 30]);
  });
});

describe('after a 429', () => {
  const refusal = (headers: Record<string, string>) => ({ status: 429, headers: new Headers(headers) });
  test.each<[string, Record<string, string>, number, number]>([
    ['with r=0, the next window is waited for', { ratelimit: '"api";r=0;t=52' }, 53_000, 53_100],
    ['with Retry-After, that', { 'retry-after': '7' }, 7000, 7100],
    ['with neither, as an HTML page, some time', { 'content-type': 'text/html' }, 250, 600],
    ['with quota left, which is another limit, some time', { ratelimit: '"api";r=9;t=52' }, 250, 600],
    ['with a reset beyond reason, an hour', { ratelimit: '"api";r=0;t=99999999' }, 3_600_000, 3_602_000],
  ])('%s: by all requests of the quota', async (_, headers, from, to) => {
    const { clock, wait, run } = virtualTime();
    const budget = budgetOf(clock);
    const sentAt: number[] = [];
    let first = true;
    const request = () =>
      budget.spend(URL_OF.api, patient, async (headed) => {
        sentAt.push(clock.now());
        const answer = first ? refusal(headers) : { status: 200, headers: new Headers() };
        first = false;
        await wait(0);
        headed(answer);
      });
    await run(Promise.all([request(), request(), request()]));
    expect(sentAt[0]).toBe(0);
    for (const at of sentAt.slice(1)) {
      expect(at).toBeGreaterThanOrEqual(from);
      expect(at).toBeLessThanOrEqual(to);
    }
  });

  test('again and again, the pauses grow', async () => {
    const { clock, run } = virtualTime();
    const budget = budgetOf(clock);
    const sentAt: number[] = [];
    const request = () =>
      budget.spend(URL_OF.api, patient, async (headed) => {
        sentAt.push(clock.now());
        headed(refusal({}));
      });
    await run(
      (async () => {
        for (let number = 0; number < 5; number += 1) await request();
      })(),
    );
    const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
    expect(waits[3]).toBeGreaterThan((waits[0] ?? 0) * 3);
  });

  test('other quotas go on', async () => {
    const { clock, run } = virtualTime();
    const budget = budgetOf(clock);
    await run(budget.spend(URL_OF.api, patient, async (headed) => headed(refusal({ ratelimit: '"api";r=0;t=50' }))));
    await run(budget.spend(URL_OF.resolvers, patient, async () => expect(clock.now()).toBe(0)));
    expect(budget.quotas()).toMatchObject([
      { bucket: 'api', left: 0, opensIn: 51_025 },
      { bucket: 'resolvers', left: null, opensIn: 0 },
    ]);
  });
});

describe('headers that are stale or odd', () => {
  test('an old answer, kept by a cache on the way, does not open the quota', async () => {
    const { clock, run } = virtualTime();
    const budget = budgetOf(clock);
    const answers = ['"api";r=1;t=200', '"api";r=499;t=295', '"api";r=0;t=200'];
    let sent = 0;
    const request = () =>
      budget.spend(URL_OF.api, patient, async (headed) => {
        const ratelimit = answers[sent] ?? '"api";r=400;t=250';
        sent += 1;
        headed({
          status: 200,
          headers: new Headers({ ratelimit, 'ratelimit-policy': '"fixed window";"api";q=500;w=300' }),
        });
      });
    await run(request());
    await run(request());
    expect(budget.quotas()).toMatchObject([{ quota: 500, left: 0 }]);
    await run(request());
    expect(clock.now()).toBeGreaterThan(200_000);
  });

  test.each<[string, Record<string, string>, Record<string, unknown> | null]>([
    [
      'the Hub',
      { ratelimit: '"api";r=499;t=295', 'ratelimit-policy': '"fixed window";"api";q=500;w=300' },
      { bucket: 'api', remaining: 499, reset: 295, policy: { quota: 500, seconds: 300 } },
    ],
    ['no policy', { ratelimit: '"pages"; r=1; t=2' }, { bucket: 'pages', remaining: 1, reset: 2, policy: null }],
    [
      'several policies',
      { ratelimit: '"a";r=1;t=2, "b";r=3;t=4', 'ratelimit-policy': '"b";q=9;w=9, "x";"a";q=5;w=6' },
      { bucket: 'a', remaining: 1, reset: 2, policy: { quota: 5, seconds: 6 } },
    ],
    [
      'policy of another',
      { ratelimit: '"a";r=1;t=2', 'ratelimit-policy': '"b";q=9;w=9' },
      { bucket: 'a', policy: null },
    ],
    ['a window of no length', { ratelimit: '"a";r=1;t=2', 'ratelimit-policy': '"a";q=9;w=0' }, { policy: null }],
    ['a window of years', { ratelimit: '"a";r=0;t=99999999' }, { reset: 3600 }],
    ['nothing', {}, null],
    ['no bucket', { ratelimit: 'r=1;t=2' }, null],
    ['no remaining', { ratelimit: '"a";t=2' }, null],
    ['negative', { ratelimit: '"a";r=-1;t=2' }, null],
    ['digits without end', { ratelimit: `"a";r=${'9'.repeat(400)};t=2` }, null],
    ['numbers of older drafts', { ratelimit: 'limit=1, remaining=1, reset=1' }, null],
  ])('%s', (_, headers, expected) => {
    const read = readRateLimit(new Headers(headers));
    if (expected === null) expect(read).toBeNull();
    else expect(read).toMatchObject(expected);
  });

  test('Retry-After is read whatever it is, within reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 -+.,:;eGMTJan') }), (value) => {
        const wait = retryAfter(new Headers({ 'retry-after': value }), 0);
        return wait === null || (wait >= 0 && wait <= 301_000);
      }),
    );
  });
});

test('one that gives up while waiting leaves the others their place', async () => {
  const { clock, wait, run } = virtualTime();
  const budget = budgetOf(clock);
  const impatient = new AbortController();
  const send = async (headed: (answer: { status: number; headers: Headers }) => void) => {
    await wait(10);
    headed({ status: 200, headers: new Headers({ ratelimit: '"api";r=0;t=5' }) });
    return clock.now();
  };
  const first = budget.spend(URL_OF.api, patient, send);
  const second = budget.spend(URL_OF.api, impatient.signal, send);
  const third = budget.spend(URL_OF.api, patient, send);
  clock.after(1000, () => impatient.abort(new Error('enough')));
  const refused = expect(second).rejects.toThrow('enough');
  await run(Promise.all([first, third]));
  await refused;
  expect(await third).toBeGreaterThan(6000);
  expect(await third).toBeLessThan(6100);
  await expect(budget.spend(URL_OF.api, impatient.signal, send)).rejects.toThrow('enough');
});
