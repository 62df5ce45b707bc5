import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { nextPage } from '../../src/source/http/link.ts';
import { waitBefore } from '../../src/source/http/retry.ts';
import { createHubFetch, type HubClientOptions } from '../../src/source/http.ts';
import { hubSource } from '../../src/source/hub.ts';
import type { Fault, FaultKind } from '../hub/faults.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';

let hub: FakeHub;
afterEach(() => hub?.close());

const SHA = 'a'.repeat(40);
const REPO = {
  repos: { 'org/model': { sha: SHA, files: { 'README.md': '# Model card\n', 'large.txt': { lfs: 'large' } } } },
};
const repo = { id: 'org/model', revision: SHA };

async function start(spec: HubSpec = REPO, options: Partial<HubClientOptions> = {}) {
  hub = await startHub(spec);
  return createHubFetch({ endpoint: hub.url, backoff: 1, timeout: 5, env: {}, ...options });
}

const always = (kind: FaultKind, on = /./): Fault => ({ on, kind, times: Infinity });

describe('what passes is tried again', () => {
  const transient: [string, FaultKind, RegExp][] = [
    ['503', { status: 503 }, /./],
    ['500 as HTML', { status: 500, body: 'html' }, /./],
    ['429 as HTML', { status: 429, body: 'html' }, /./],
    ['408', { status: 408 }, /./],
    ['reset', 'reset', /./],
    ['truncated card', 'truncate', /resolve-cache/],
    ['truncated answer', 'truncate', /api\/models/],
    ['silence before the headers', 'stall', /./],
    ['silence in the body', 'stall-body', /./],
    ['another content than its ETag says', 'wrong-etag', /resolve-cache/],
    ['another commit', 'wrong-commit', /resolve-cache/],
    ['login page', 'captive-portal', /./],
    ['a card without proof', 'no-proof', /resolve\/|resolve-cache/],
    ['JSON that ends too soon', 'bad-json', /api\/models/],
    ['JSON of another shape', 'other-json', /api\/models/],
  ];

  test.each(transient)('%s twice, then well', async (_, kind, on) => {
    hub = await startHub(REPO);
    const source = hubSource({ endpoint: hub.url, backoff: 1, timeout: 0.3, env: {} });
    hub.fault({ on, kind, times: 2 });
    await source.model('org/model', null);
    const card = await source.file(repo, 'README.md');
    expect(card.looked && card.value && Buffer.from(card.value).toString()).toBe('# Model card\n');
  });

  test.each(transient)('%s for ever: given up after five tries, and never taken for missing', async (_, kind, on) => {
    hub = await startHub({ ...REPO, faults: [always(kind, on)] });
    const source = hubSource({ endpoint: hub.url, backoff: 1, timeout: 0.3, env: {} });
    const isFile = on.source.includes('cache');
    const answer = isFile ? source.file(repo, 'README.md') : source.model('org/model', null);
    const code = typeof kind === 'object' && 'status' in kind && kind.status === 429 ? 'rate-limited' : 'network';
    await expect(answer).rejects.toMatchObject({ code, attempts: 5 });
  });

  test('a mirror without ETags is taken at its word', async () => {
    hub = await startHub({ ...REPO, faults: [always('no-etag', /resolve-cache/)] });
    const source = hubSource({ endpoint: hub.url, backoff: 1, env: {} });
    expect(await source.file(repo, 'README.md')).toMatchObject({ looked: true });
  });

  test('a large file whose content is not its SHA-256 is not the file', async () => {
    hub = await startHub({ ...REPO, faults: [always('captive-portal', /xet-bridge/)] });
    const source = hubSource({ endpoint: hub.url, backoff: 1, env: {} });
    await expect(source.file(repo, 'large.txt')).rejects.toMatchObject({ code: 'network' });
  });

  test.each([401, 403, 404, 400])('%i is not', async (status) => {
    const fetch = await start({ ...REPO, faults: [always({ status })] });
    await expect(fetch(`${hub.url}/api/models/org/model`)).rejects.toMatchObject({ status, attempts: 1 });
    expect(hub.requests).toHaveLength(1);
  });

  test('nothing listens', async () => {
    const fetch = createHubFetch({ endpoint: 'http://127.0.0.1:1', backoff: 1, env: {} });
    const failure = fetch('http://127.0.0.1:1/api/models/x');
    await expect(failure).rejects.toMatchObject({ code: 'network', status: null, attempts: 5 });
    await expect(failure).rejects.toThrow(/ECONNREFUSED|bad port/);
  });
});

describe('the timeout', () => {
  test('counts silence, not slowness', async () => {
    const fetch = await start({ ...REPO, delay: 150 }, { timeout: 0.25 });
    // Two hops of 150 ms each.
    expect(await (await fetch(`${hub.url}/org/model/resolve/main/README.md`)).text()).toBe('# Model card\n');
  });

  test('ends a try that stalls', async () => {
    const fetch = await start({ ...REPO, faults: [always('stall')] }, { timeout: 0.1 });
    const before = Date.now();
    await expect(fetch(`${hub.url}/api/models/org/model`)).rejects.toThrow(/no byte for 0.1 s/);
    expect(Date.now() - before).toBeLessThan(2000);
  });

  test('a caller who gives up is not made to wait', async () => {
    const fetch = await start({ ...REPO, faults: [always('stall')] });
    await expect(fetch(`${hub.url}/api/models/org/model`, { signal: AbortSignal.timeout(400) })).rejects.toThrow(
      /timeout/,
    );
    expect(hub.requests).toHaveLength(1);
  });
});

describe('how long to wait', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const answer = (headers: Record<string, string>) => ({ headers: new Headers(headers) });
  test.each<[string, ReturnType<typeof answer> | null, number, number]>([
    ['no answer, first', null, 1, 50],
    ['no answer, second', null, 2, 100],
    ['no answer, fourth', null, 4, 400],
    ['no answer, far beyond', null, 20, 15_000],
    ['5xx', answer({}), 1, 50],
    ['Retry-After in seconds', answer({ 'retry-after': '7' }), 1, 7000],
    ['Retry-After as a date', answer({ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }), 1, 9000],
    ['Retry-After in the past', answer({ 'retry-after': 'Wed, 31 Dec 2025 00:00:09 GMT' }), 1, 0],
    ['Retry-After beyond reason', answer({ 'retry-after': '86400' }), 1, 301_000],
    ['Retry-After that is neither', answer({ 'retry-after': 'soon' }), 1, 50],
  ])('%s', (_, failed, tries, expected) => {
    expect(waitBefore({ tries, base: 100, random: 0.5, now }, failed)).toBe(expected);
  });

  test('is anything up to its bound, so that parallel requests part', () => {
    const wait = (random: number) => waitBefore({ tries: 3, base: 100, random, now }, null);
    expect([wait(0), wait(0.25), wait(0.999)]).toEqual([0, 100, expect.closeTo(399.6)]);
  });
});

describe('the token', () => {
  const spec: HubSpec = { ...REPO, tokens: { hf_x: { access: [] } } };

  test('goes to the endpoint, on every hop there, and to no other origin', async () => {
    const fetch = await start(spec, { token: 'hf_x' });
    await fetch(`${hub.url}/org/model/resolve/main/README.md`);
    await fetch(`${hub.url}/org/model/resolve/main/large.txt`);
    await fetch(hub.cdnUrl).catch(() => null);
    const sent = hub.requests.map(({ origin, headers }) => [origin, headers.authorization]);
    expect(sent).toEqual([
      ['hub', 'Bearer hf_x'],
      ['hub', 'Bearer hf_x'],
      ['hub', 'Bearer hf_x'],
      ['cdn', undefined],
      ['cdn', undefined],
    ]);
  });

  test('is not sent to the endpoint’s host under another port or scheme, nor taken from a caller', async () => {
    const fetch = await start(spec, { token: 'hf_x' });
    await fetch(hub.cdnUrl, { headers: { authorization: 'Bearer hf_x' } }).catch(() => null);
    expect(hub.requests[0]?.headers.authorization).toBeUndefined();
  });

  test('a message never holds it', async () => {
    const fetch = await start(
      { ...spec, faults: [always({ status: 403, headers: { 'x-error-message': 'no' } })] },
      { token: 'hf_x' },
    );
    await expect(fetch(`${hub.url}/api/models/org/model?token=hf_x`)).rejects.not.toThrow(/hf_x/);
  });
});

describe('redirects', () => {
  const to = (location: string, status = 302): FaultKind => ({ status, headers: { location } });
  test.each([
    [5, 'ok'],
    [6 * 5, 'network'],
  ])('%i of them: %s', async (times, outcome) => {
    const fetch = await start({ ...REPO, faults: [{ on: /model$/, kind: to('/api/models/org/model'), times }] });
    const answer = await fetch(`${hub.url}/api/models/org/model`).catch((error) => error);
    expect(answer instanceof Response ? 'ok' : answer.code).toBe(outcome);
  });

  test('answer with the URL that was reached', async () => {
    const fetch = await start({ ...REPO, renamed: { 'old/model': 'org/model' } });
    const response = await fetch(`${hub.url}/api/models/old/model?expand=sha`);
    expect(response.url).toBe(`${hub.url}/api/models/org/model?expand=sha`);
  });

  test.each(['file:///etc/passwd', 'data:text/plain,x', 'javascript:1', 'http://', 'ftp://127.0.0.1/'])(
    'to %s are refused',
    async (location) => {
      const fetch = await start({ ...REPO, faults: [always(to(location))] });
      await expect(fetch(`${hub.url}/api/models/org/model`)).rejects.toThrow(/redirect/);
    },
  );

  test('without a location are refused', async () => {
    const fetch = await start({ ...REPO, faults: [always({ status: 307 })] });
    await expect(fetch(`${hub.url}/api/models/org/model`)).rejects.toThrow(/without a usable location/);
  });
});

describe('the next page', () => {
  const page = { pageUrl: 'https://mirror.test/hf/api/models/a/b/tree/main', endpoint: 'https://mirror.test/hf' };
  test.each<[string, string | null]>([
    ['<https://mirror.test/hf/api/x?cursor=1>; rel="next"', 'https://mirror.test/hf/api/x?cursor=1'],
    ['<https://huggingface.co/api/x?cursor=a%3D>; rel="next"', 'https://mirror.test/hf/api/x?cursor=a%3D'],
    ['</hf/api/x?cursor=1>;rel=next', 'https://mirror.test/hf/api/x?cursor=1'],
    ['<?cursor=2>; rel="next"', 'https://mirror.test/hf/api/models/a/b/tree/main?cursor=2'],
    ['<https://m/a>; rel="prev", <https://m/api/b>; title="x"; rel="next"', 'https://mirror.test/hf/api/b'],
    ['<https://m/a>; rel="prev next"', 'https://mirror.test/hf/a'],
    ['<https://m/a>; rel="prev"', null],
    ['<https://m/a>; rel="nextish"', null],
    ['<https://m/a>', 'unreadable'],
    ['https://m/a; rel="next"', 'unreadable'],
    ['<>; rel="next"', 'unreadable'],
    ['<http://[>; rel="next"', 'unreadable'],
    ['', 'unreadable'],
  ])('%s', (header, expected) => {
    expect(nextPage(header, page)).toBe(expected);
  });
});

describe('proxies', () => {
  test('are used when the environment names one, and only then', async () => {
    const tunnels: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      const { hostname, port } = new URL(`http://${request.url}`);
      const upstream = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      socket.on('error', () => upstream.destroy());
      upstream.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      for (const [env, expected] of [
        [{ HTTP_PROXY: address }, 1],
        [{ http_proxy: address, NO_PROXY: '127.0.0.1' }, 1],
        [{}, 1],
      ] as const) {
        hub = await startHub(REPO);
        const source = hubSource({ endpoint: hub.url, backoff: 1, env });
        expect((await source.model('org/model', null)).id).toBe('org/model');
        expect(tunnels).toHaveLength(expected);
        await hub.close();
      }
    } finally {
      proxy.close();
      proxy.closeAllConnections();
    }
  });
});
