import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { acme, OWNER } from '../hub/acme.ts';
import { drawing } from '../hub/random.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';
import { differences, idOf, newHome, resultsOf, runOrg } from './org-run.ts';
import { bash, openlitmus, run } from './run.ts';

// Each starts the program, which takes long where the machine is busy.
vi.setConfig({ testTimeout: 90_000 });

const MODELS = 16;
const { spec, ids } = acme(MODELS, { seed: 11 });

let hub: FakeHub;
afterEach(() => hub.close());
const started = async (more: HubSpec = {}): Promise<void> => {
  hub = await startHub({ ...spec, ...more });
};

const env = (home = newHome()) => ({ HF_ENDPOINT: hub.url, HF_HOME: home });
const org = [...openlitmus, 'org', OWNER, '-f', 'jsonl', '--no-progress'];
const cards = (): number => hub.requests.filter(({ path }) => /\/resolve\/.*README/.test(path)).length;

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(10);
}

// `npm run bench -- --org` kills ten times among 2,000.
test('whenever it is killed, --resume goes on: nothing is lost, repeated or torn', async () => {
  await started({ delay: 10 });
  const home = newHome();
  const file = join(home, 'acme.jsonl');
  const draw = drawing(3);
  const lines = (): number => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);
  for (let kills = 0; kills < 2; kills++) {
    const enough = lines() + 1 + Math.floor(draw.next() * 4);
    const { status } = await run([...org, '--resume', file, '--concurrency', '2'], env(home), ({ kill }) => {
      void until(() => lines() >= enough)
        .then(() => delay(draw.next() * 20))
        .then(() => kill('SIGKILL'));
    });
    expect(status).toBeNull();
  }
  const last = await run([...org, '--resume', file], env(home));
  expect(last.status).toBe(0);
  expect(last.stderr).toMatch(/openlitmus: [1-9]\d* done before are kept/);
  const text = readFileSync(file, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  expect(resultsOf(text).map(idOf)).toEqual(ids.toSorted());
});

test('a second Ctrl-C ends it at once, and leaves nothing unfinished', async () => {
  await started({ faults: [{ on: /resolve/, kind: 'stall', times: Number.POSITIVE_INFINITY }] });
  const home = newHome();
  const output = join(home, 'out.jsonl');
  const { status, stderr } = await run([...org, '-o', output], env(home), ({ kill, stderr: said }) => {
    void until(() => cards() > 0)
      .then(() => kill('SIGINT'))
      .then(() => until(() => said().includes('again')))
      .then(() => kill('SIGINT'));
  });
  expect(status).toBe(130);
  expect(stderr).toBe('openlitmus: finishing what is under way; press Ctrl-C again to end at once\n');
  expect(readdirSync(home).filter((name) => name.includes('out'))).toEqual([]);
});

test('so does a polite kill', async () => {
  await started({ faults: [{ on: /resolve/, kind: 'stall', times: Number.POSITIVE_INFINITY }] });
  const home = newHome();
  const { status } = await run([...org, '-o', join(home, 'out.jsonl')], env(home), ({ kill }) => {
    void until(() => cards() > 0).then(() => kill('SIGTERM'));
  });
  expect(status).toBe(143);
  expect(readdirSync(home).filter((name) => name.includes('out'))).toEqual([]);
});

test('Ctrl-C while the next page of the listing does not come ends it when what is under way is done', async () => {
  await started({ pageSize: 2, faults: [{ on: /cursor=/, kind: 'stall', times: Number.POSITIVE_INFINITY }] });
  const { status, stdout, stderr } = await run([...org, '--timeout', '60'], env(), ({ kill }) => {
    void until(() => cards() === 2 && hub.requests.some(({ path }) => path.includes('cursor=')))
      .then(() => delay(500))
      .then(() => kill('SIGINT'));
  });
  expect(status).toBe(130);
  expect(resultsOf(stdout)).toHaveLength(2);
  expect(stderr).toContain(
    `interrupted after 2 of ${MODELS}; what was done is written; with --resume FILE a run can go on`,
  );
});

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' ');

test('a reader that stops early is no error, ends it soon, and is told nothing of a whole', async () => {
  await started({ delay: 20 });
  const { status, stdout, stderr } = await bash(`${quoted(org)} --concurrency 1 | head -n 1`, env());
  expect(resultsOf(stdout)).toHaveLength(1);
  expect([status, stderr]).toEqual([0, '']);
  expect(cards()).toBeLessThan(MODELS / 2);
});

test('a reader that is slow gets everything', async () => {
  await started();
  const { status, stdout } = await bash(`${quoted(org)} --quiet | (sleep 1; cat)`, env());
  expect(resultsOf(stdout).map(idOf)).toEqual(ids.toSorted());
  expect(status).toBe(0);
});

test('messages that nobody reads cost no result', async () => {
  const refused = { status: 503, headers: { 'retry-after': '0' } };
  const isFifth = new RegExp(`Model-${MODELS - 5}/resolve`);
  await started({
    faults: [
      { on: isFifth, kind: refused, times: 5 },
      { on: /resolve-cache/, kind: 'no-etag', times: Number.POSITIVE_INFINITY },
    ],
  });
  const home = newHome();
  const output = join(home, 'out.jsonl');
  const flags = quoted(['--concurrency', '1', '-o', output]);
  const { status } = await bash(`{ ${quoted(org)} ${flags} 2>&1; echo $? > ${home}/status; } | head -c 1`, env(home));
  expect(status).toBe(0);
  expect(readFileSync(join(home, 'status'), 'utf8')).toBe('3\n');
  expect(resultsOf(readFileSync(output, 'utf8')).map(idOf)).toEqual(ids.toSorted());
});

test('two at once on one cache: both complete, and what they leave is sound', async () => {
  await started();
  const home = newHome();
  const [one, two] = await Promise.all([run(org, env(home)), run(org, env(home))]);
  expect([one.status, two.status]).toEqual([0, 0]);
  expect(resultsOf(one.stdout).map(idOf)).toEqual(ids.toSorted());
  expect(differences(resultsOf(one.stdout), resultsOf(two.stdout))).toEqual([]);
  expect(existsSync(join(home, 'assets/openlitmus'))).toBe(true);
  const files = readdirSync(join(home, 'assets/openlitmus'), { recursive: true }).map(String);
  expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  hub.requests.length = 0;
  const third = await runOrg(OWNER, { hub, home });
  expect(cards()).toBe(0);
  expect(differences(third.results, resultsOf(one.stdout))).toEqual([]);
});
