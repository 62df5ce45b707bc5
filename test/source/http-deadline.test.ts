import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from 'vitest';
import { collect } from '../../src/source/collect.ts';
import { withDeadline } from '../../src/source/http/deadline.ts';
import { type HubOptions, hubSource } from '../../src/source/hub.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';

let hub: FakeHub;
afterEach(() => hub?.close());

const SPEC: HubSpec = {
  repos: { 'org/a': { files: { 'README.md': 'a', LICENSE: 'MIT' } }, 'org/b': { files: { 'README.md': 'b' } } },
  datasets: { 'org/data': { files: { 'README.md': 'data' } } },
};

async function start(spec: HubSpec, options: HubOptions = {}) {
  hub = await startHub({ ...SPEC, ...spec });
  return hubSource({ endpoint: hub.url, backoff: 1, timeout: 5, env: {}, ...options });
}

describe('the deadline of a repository', () => {
  test('ends what takes too long in all, though every answer comes in time', async () => {
    const source = await start({ delay: 100 });
    const read = withDeadline(0.25, () => collect(source, { id: 'org/a', revision: null }));
    await expect(read).rejects.toMatchObject({ code: 'network', status: null });
    await expect(read).rejects.toThrow(/took more than 0.25 s in all/);
    await delay(300);
    // Seven would be all of it.
    expect(hub.requests.length).toBeLessThan(7);
  });

  test('is kept by one that is quick, and counts parallel requests once', async () => {
    const source = await start({ delay: 200 });
    // Seven requests of 200 ms each, at most four after each other.
    const { model } = await withDeadline(1.3, () => collect(source, { id: 'org/a', revision: null }));
    expect(model.id).toBe('org/a');
    expect(hub.requests.length).toBeGreaterThanOrEqual(7);
  });

  test('does not count waiting for quota', async () => {
    const source = await start({ quota: { api: 1, window: 1 } });
    const { refs } = await withDeadline(0.6, () => collect(source, { id: 'org/a', revision: null }));
    expect(refs.looked).toBe(true);
  });

  test('does not count pauses between tries', async () => {
    const source = await start({ faults: [{ on: /./, kind: { status: 503, headers: { 'retry-after': '1' } } }] });
    const { model } = await withDeadline(0.6, () => collect(source, { id: 'org/a', revision: null }));
    expect(model.id).toBe('org/a');
  });

  test('does not end what another repository waits for, too', async () => {
    const source = await start({ delay: 150 });
    const look = (seconds: number, id: string) =>
      withDeadline(seconds, async () => {
        const from = { id, revision: 'main' };
        const [info, model] = await Promise.all([source.dataset('org/data', from), source.model(id, null)]);
        return { info, model };
      });
    const hasty = look(0.1, 'org/a');
    const patient = look(5, 'org/b');
    await expect(hasty).rejects.toMatchObject({ code: 'network' });
    expect((await patient).model.id).toBe('org/b');
    // Asked for by the hasty one first, with its own time: too short for this Hub.
    expect((await patient).info).toMatchObject({ looked: false, why: expect.stringMatching(/0.1 s/) });
    expect(await source.dataset('org/data', { id: 'org/b', revision: 'main' })).toMatchObject({ looked: true });
  });

  test('leaves errors of the work as they are', async () => {
    const source = await start({});
    const read = withDeadline(5, () => collect(source, { id: 'org/none', revision: null }));
    await expect(read).rejects.toMatchObject({ code: 'not-found', status: 401 });
  });
});

test('what was asked for meanwhile, and is remembered, keeps nothing of what came of the work', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const remembered: Promise<unknown>[] = [];
  const work = async (): Promise<object> => {
    remembered.push(delay(1));
    await remembered[0];
    return { large: 'report' };
  };
  const result = new WeakRef(await withDeadline(10, work));
  await delay(10);
  collectGarbage();
  expect(result.deref()).toBeUndefined();
  expect(remembered).toHaveLength(1);
});
