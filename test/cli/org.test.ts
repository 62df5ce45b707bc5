import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OrgFlags } from '../../src/cli/org-flags.ts';
import { UsageError } from '../../src/errors.ts';
import { batchSchema } from '../../src/report/v1.ts';
import type { FaultKind } from '../hub/faults.ts';
import type { RepoSpec } from '../hub/repos.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';
import { testIo } from './io.ts';
import { idOf, newHome, resultsOf, runOrg } from './org-run.ts';

// A busy machine takes long; what never ends fails all the same.
vi.setConfig({ testTimeout: 120_000 });

const DAY = (day: number): string => new Date(Date.UTC(2025, 0, day)).toISOString();
const CARD = '---\nlicense: apache-2.0\n---\n# Model\n\nOur model is fully open.\n';

const model = (day: number, spec: RepoSpec = {}): RepoSpec => ({
  files: { 'README.md': CARD, 'model.safetensors': 'x' },
  ...spec,
  info: { createdAt: DAY(day), lastModified: DAY(day), pipeline_tag: 'text-generation', ...spec.info },
});

/** The newest first: e, d, c, b, a. */
const repos: Record<string, RepoSpec> = {
  'Acme/a': model(1),
  'Acme/b': model(2, { gated: 'manual', files: { 'README.md': CARD, 'weights.bin': 'x' } }),
  'Acme/c': model(3, { disabled: true, gated: 'auto' }),
  'Acme/d': model(4, { info: { pipeline_tag: 'image-to-text' } }),
  'Acme/e': model(5),
  'Acme/secret': model(6, { private: true }),
  'ada/x': model(1),
};
const ALL = ['Acme/a', 'Acme/b', 'Acme/c', 'Acme/d', 'Acme/e'];

let hub: FakeHub;
let home: string;
beforeEach(() => {
  home = newHome();
});
afterEach(() => hub.close());

async function startAcme(spec: Omit<HubSpec, 'repos'> = {}): Promise<void> {
  hub = await startHub({ repos, users: ['ada'], ...spec });
}

const run = (name: string, flags: Partial<OrgFlags> = {}, io = testIo({ HF_ENDPOINT: hub.url, HF_HOME: home })) =>
  runOrg(name, { hub, home, flags: { timeout: 0.5, ...flags }, io });

const isCard = (id: string): RegExp => new RegExp(`^/${id}/resolve/[0-9a-f]{40}/README.md`);

describe('which models', () => {
  beforeEach(() => startAcme());

  test.each<[string, Partial<OrgFlags>, string[]]>([
    ['Acme', {}, ALL],
    ['aCmE', {}, ALL],
    ['https://huggingface.co/Acme', {}, ALL],
    ['ada', {}, ['ada/x']],
    ['Ada', {}, ['ada/x']],
    ['Acme', { limit: 2 }, ['Acme/d', 'Acme/e']],
    ['Acme', { task: 'image-to-text' }, ['Acme/d']],
    ['Acme', { since: DAY(3) }, ['Acme/c', 'Acme/d', 'Acme/e']],
    ['Acme', { since: DAY(3), limit: 1, task: 'text-generation' }, ['Acme/e']],
  ])('%s %j: %j', async (name, flags, ids) => {
    const { results, code } = await run(name, flags);
    expect(results.map(idOf)).toEqual(ids);
    expect(results.map(({ kind }) => kind)).toEqual(ids.map(() => 'report'));
    expect(code).toBe(0);
  });

  test('gated and disabled ones, whose files are refused, have a report', async () => {
    const { results } = await run('Acme');
    const states = results.map((one) =>
      one.kind === 'report' ? [one.repo.id, one.repo.gated, one.repo.disabled] : [],
    );
    expect(states.slice(1, 3)).toEqual([
      ['Acme/b', 'manual', false],
      ['Acme/c', 'auto', true],
    ]);
  });

  test.each<[Partial<OrgFlags>, string]>([
    [{ task: 'none-such' }, 'openlitmus: Acme has no public model of that task or date\n0 of 0 audited\n'],
    [{ since: DAY(9) }, 'openlitmus: Acme has no public model of that task or date\n0 of 0 audited\n'],
  ])('%j: it is said that there are none', async (flags, said) => {
    const { code, io } = await run('Acme', flags);
    expect([code, io.stdout(), io.stderr()]).toEqual([0, '', said]);
    expect((await run('Acme', { ...flags, format: 'text' })).io.stdout()).toBe('0 of 0 audited\n');
  });

  test.each<[string, RegExp]>([
    ['Acme/a', /Acme\/a is one model: "openlitmus audit Acme\/a"; "openlitmus org Acme" audits all/],
    ['https://huggingface.co/Acme/a/tree/main', /Acme\/a is one model/],
    ['./acme', /is a folder; expected an organisation or user/],
    ['..', /is a folder/],
    ['', /is not a model|expected/],
    ['a b', /expected/],
    ['https://example.org/acme', /is not a page of/],
  ])('%j is wrong use', async (name, message) => {
    await expect(run(name)).rejects.toThrow(UsageError);
    await expect(run(name)).rejects.toThrow(message);
    expect(hub.requests).toEqual([]);
  });
});

describe('what cannot be listed', () => {
  test('an unknown name is a failure that says where to look', async () => {
    await startAcme();
    const { code, results, io } = await run('acne');
    expect(code).toBe(3);
    expect(results).toMatchObject([{ kind: 'failure', id: 'acne', code: 'not-found', status: 404 }]);
    expect(io.stderr()).toContain(`openlitmus: acne: the Hub knows no organisation or user "acne"; check the spelling`);
  });

  test('a listing that breaks off half-way is a failure of its own; what it told of is audited', async () => {
    await startAcme({
      pageSize: 2,
      faults: [{ on: /cursor=/, kind: { status: 502 }, times: Number.POSITIVE_INFINITY }],
    });
    const { code, results } = await run('Acme');
    expect(results.map(idOf)).toEqual(['Acme', 'Acme/d', 'Acme/e']);
    expect(results[0]).toMatchObject({ kind: 'failure', code: 'network', status: 502 });
    expect(code).toBe(3);
  });
});

describe('formats', () => {
  beforeEach(() => startAcme());

  test('jsonl is one result a line and nothing else; the summary goes to stderr', async () => {
    const { io, results } = await run('Acme');
    expect(io.stdout().split('\n')).toHaveLength(6);
    expect(results).toHaveLength(5);
    expect(io.stderr()).toMatch(/^5 of 5 audited\n/);
    expect(io.stderr()).toContain('Overstated');
  });

  test('json is a batch in the order of the listing', async () => {
    const { io } = await run('Acme', { format: 'json' });
    const { reports, summary } = batchSchema.parse(JSON.parse(io.stdout()));
    expect(reports.map(({ repo }) => repo.id)).toEqual(ALL.toReversed());
    expect(summary.total).toBe(5);
    expect(io.stderr()).toBe('');
  });

  test('text is a matrix and what all came to', async () => {
    const { io } = await run('Acme', { format: 'text' });
    for (const part of [...ALL, '5 of 5 audited', 'Verdicts', 'Licences']) expect(io.stdout()).toContain(part);
    expect(io.stderr()).toBe('');
  });

  test.each<[OrgFlags['format']]>([['json'], ['jsonl'], ['text']])('%s goes to a file just as well', async (format) => {
    const output = join(home, 'out');
    const [there, here] = [await run('Acme', { format, output }), await run('Acme', { format })];
    expect(there.io.stdout()).toBe('');
    const lines = (text: string) =>
      text
        .replaceAll(/"observedAt":\s*"[^"]*"/g, '')
        .split('\n')
        .toSorted();
    expect(lines(readFileSync(output, 'utf8'))).toEqual(lines(here.io.stdout()));
    expect(readdirSync(home).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('a condition is watched for in all of them', async () => {
    expect((await run('Acme', { failOn: ['overstated'] })).code).toBe(1);
    expect((await run('ada', { failOn: ['unknown-license'] })).code).toBe(0);
  });
});

describe('progress', () => {
  beforeEach(() => startAcme({ delay: 60 }));
  const io = (env: Record<string, string> = {}) =>
    testIo({ HF_ENDPOINT: hub.url, HF_HOME: home, ...env }, { errColumns: 80 });

  test('on a terminal tells the total that the Hub names, and what is left of its quota', async () => {
    const { io: used } = await run('Acme', { concurrency: 1 }, io());
    const lines = used.statuses.filter((line) => line !== null);
    expect(lines.at(-1)).toMatch(/^[1-5]\/5 done, .*(?:api|resolvers) \d+\/\d+ left, Acme\/[a-e]$/);
    expect(used.statuses.at(-1)).toBeNull();
  });

  test.each<[Partial<OrgFlags>, Record<string, string>]>([
    [{ progress: false }, {}],
    [{ quiet: true }, {}],
    [{}, { HF_HUB_DISABLE_PROGRESS_BARS: '1' }],
  ])('%j %j: none', async (flags, env) => {
    const { io: used } = await run('Acme', flags, io(env));
    expect(used.statuses.filter((line) => line !== null)).toEqual([]);
  });
});

describe('--resume', () => {
  const journal = () => join(home, 'acme.jsonl');
  const held = () => resultsOf(readFileSync(journal(), 'utf8'));

  test('goes on where a run was stopped: what is done is not asked for again, what failed for a while is', async () => {
    const broken: [string, FaultKind][] = [
      ['Acme/a', { status: 503 }],
      ['Acme/d', 'reset'],
    ];
    await startAcme({ faults: broken.map(([id, kind]) => ({ on: isCard(id), kind, times: 5 })) });
    const first = await run('Acme', { resume: journal() });
    expect(first.code).toBe(3);
    expect(first.io.stdout()).toBe('');
    expect(held().map((one) => [idOf(one), one.kind])).toEqual(
      ALL.map((id) => [id, id === 'Acme/a' || id === 'Acme/d' ? 'failure' : 'report']),
    );
    hub.requests.length = 0;
    const second = await run('Acme', { resume: journal() });
    expect(held().map((one) => [idOf(one), one.kind])).toEqual(ALL.map((id) => [id, 'report']));
    expect(hub.requests.filter(({ path }) => /\/resolve\//.test(path)).map(({ path }) => path.slice(0, 7))).toEqual(
      expect.arrayContaining(['/Acme/a', '/Acme/d']),
    );
    expect(second.io.stderr()).toContain('openlitmus: 3 done before are kept\n');
    // The summary is of the whole.
    expect(second.io.stderr()).toContain('5 of 5 audited');
    expect(second.code).toBe(0);
  });

  test('a listing that broke off is made anew, and its failure goes when it does not any more', async () => {
    await startAcme({ pageSize: 2, faults: [{ on: /cursor=/, kind: { status: 502 }, times: 5 }] });
    expect((await run('Acme', { resume: journal() })).code).toBe(3);
    expect(held().map(idOf)).toContain('Acme');
    expect((await run('Acme', { resume: journal() })).code).toBe(0);
    expect(held().map(idOf)).toEqual(ALL);
  });

  test('a condition that an earlier result met is still met', async () => {
    await startAcme();
    await run('Acme', { resume: journal() });
    expect((await run('Acme', { resume: journal(), failOn: ['overstated'] })).code).toBe(1);
  });

  test.each<[Partial<OrgFlags>, string]>([
    [{ format: 'json' }, '--resume writes JSON lines'],
    [{ output: 'elsewhere.jsonl' }, 'leave --output elsewhere.jsonl out'],
  ])('%j: is wrong use', async (flags, message) => {
    await startAcme();
    await expect(run('Acme', { resume: journal(), ...flags })).rejects.toThrow(message);
    expect(existsSync(journal())).toBe(false);
  });

  test('--output may name the same file', async () => {
    await startAcme();
    await run('Acme', { resume: journal(), output: `${home}/./acme.jsonl` });
    expect(held()).toHaveLength(5);
  });

  test('a file that is no journal is refused before anything is asked', async () => {
    await startAcme();
    writeFileSync(journal(), 'my notes\n');
    await expect(run('Acme', { resume: journal() })).rejects.toThrow(UsageError);
    expect(readFileSync(journal(), 'utf8')).toBe('my notes\n');
    expect(hub.requests).toEqual([]);
  });
});

describe('an interrupt', () => {
  test('has what is under way finished, and says how to go on', async () => {
    await startAcme({ delay: 30 });
    const io = testIo({ HF_ENDPOINT: hub.url, HF_HOME: home });
    const resume = join(home, 'acme.jsonl');
    const running = run('Acme', { concurrency: 2, resume }, io);
    while (!hub.requests.some(({ path }) => isCard('Acme/e').test(path)))
      await new Promise((done) => setTimeout(done, 5));
    io.interrupt();
    expect((await running).code).toBe(130);
    expect(resultsOf(readFileSync(resume, 'utf8')).map(idOf)).toEqual(['Acme/d', 'Acme/e']);
    expect(io.stderr()).toContain('finishing what is under way');
    expect(io.stderr()).toContain(`with --resume ${resume}, goes on from here`);
    expect(io.stderr()).toContain('interrupted after 2 of 5;');
    const rest = await run('Acme', { resume });
    expect(resultsOf(readFileSync(resume, 'utf8')).map(idOf)).toEqual(ALL);
    expect(rest.code).toBe(0);
  });

  test.each<[Partial<OrgFlags>, string]>([
    [{ format: 'jsonl' }, 'with --resume OUT in place of --output, goes on from here'],
    [{ format: 'json' }, 'what was done is in OUT; with --resume FILE a run can go on where it was stopped'],
  ])('leaves in a file what was done, %j, and says what it is good for', async (flags, said) => {
    await startAcme({ delay: 30 });
    const io = testIo({ HF_ENDPOINT: hub.url, HF_HOME: home });
    const output = join(home, 'acme.out');
    const running = run('Acme', { concurrency: 1, output, ...flags }, io);
    while (!hub.requests.some(({ path }) => isCard('Acme/e').test(path)))
      await new Promise((done) => setTimeout(done, 5));
    io.interrupt();
    expect((await running).code).toBe(130);
    expect(io.stderr()).toContain(said.replace('OUT', output));
    expect(readFileSync(output, 'utf8')).toContain('"id":');
  });
});

test('a repository that never comes to an end is given up', async () => {
  // Its files are listed by pages, each of which takes nearly as long as a silence may.
  const files = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`part-${index}.bin`, 'x']));
  const endless = model(1, { files: { 'README.md': CARD, ...files }, info: { siblings: undefined } });
  hub = await startHub({ repos: { 'Acme/a': endless }, delay: 60, pageSize: 1 });
  const { results } = await run('Acme', { timeout: 0.15 });
  expect(results).toMatchObject([
    { kind: 'failure', id: 'Acme/a', code: 'network', message: expect.stringContaining('took more than 4.5 s in all') },
  ]);
  expect(hub.requests.length).toBeLessThan(120);
});
