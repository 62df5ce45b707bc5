import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openJournal } from '../../src/cli/journal.ts';
import { UsageError } from '../../src/errors.ts';
import type { ReportOrFailure } from '../../src/report/reporter.ts';
import { safeJson } from '../../src/report/safe.ts';
import type { Failure, Report } from '../../src/report/v1.ts';
import { failure, overstated } from '../report/sample.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'openlitmus-journal-'));
  path = join(dir, 'acme.jsonl');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const report = (id: string, revision = 'main'): Report => ({
  ...overstated,
  repo: { ...overstated.repo, id: `acme/${id}`, requestedId: `acme/${id}`, revision },
});
const failed = (id: string, code: Failure['code']): Failure => ({ ...failure, id: `acme/${id}`, code });
const job = (id: string, revision: string | null = null) => ({ id: `acme/${id}`, revision });

const lines = (...results: ReportOrFailure[]): string => results.map((result) => `${safeJson(result)}\n`).join('');

/** Names of the results in the file, each with what it is. */
function held(): string[] {
  const text = readFileSync(path, 'utf8');
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
    .map((result) => (result.kind === 'failure' ? `${result.id} ${result.code}` : result.repo.id));
}

/** Opens the journal; `told` are the results it says stand. */
async function opened(anew?: string) {
  const told: ReportOrFailure[] = [];
  const journal = await openJournal(path, { each: (result) => told.push(result), anew });
  return { journal, told };
}

test('a missing file is begun, and each result is in it at once', async () => {
  const { journal, told } = await opened();
  expect(held()).toEqual([]);
  journal.add(report('a'), 0);
  expect(held()).toEqual(['acme/a']);
  journal.add(failed('b', 'gated'), 1);
  expect(held()).toEqual(['acme/a', 'acme/b gated']);
  expect({ told, earlier: journal.earlier }).toEqual({ told: [], earlier: 0 });
});

test('what is done is known by its id in any case, and by its revision', async () => {
  writeFileSync(path, lines(report('a'), report('b', 'v1'), failed('c', 'not-found')));
  const { journal, told } = await opened();
  const done = [job('a'), job('A'), job('a', 'v1'), job('b'), job('b', 'v1'), job('c'), job('c', 'v1'), job('d')];
  expect(done.map(journal.isDone)).toEqual([true, true, false, false, true, true, true, false]);
  expect(journal.earlier).toBe(3);
  expect(told.map(({ kind }) => kind)).toEqual(['report', 'report', 'failure']);
  expect(journal.rules).toEqual(new Set([overstated.tool.rules]));
});

describe('a failure', () => {
  test.each<[Failure['code'], boolean]>([
    ['network', true],
    ['rate-limited', true],
    ['internal', true],
    ['not-found', false],
    ['gated', false],
    ['unauthorized', false],
    ['invalid', false],
  ])('%s is tried again: %j', async (code, again) => {
    writeFileSync(path, lines(failed('a', code), report('b')));
    const { journal } = await opened();
    expect(journal.isDone(job('a'))).toBe(!again);
    if (again) journal.add(report('a'), 0);
    journal.end();
    expect(held().toSorted()).toEqual(
      again ? ['acme/a', 'acme/b'] : ['acme/a ', 'acme/b'].map((one) => one.replace(/ $/, ` ${code}`)),
    );
  });

  test('that comes again replaces the old one', async () => {
    writeFileSync(path, lines(failed('a', 'network')));
    const { journal } = await opened();
    journal.add(failed('a', 'rate-limited'), 0);
    journal.end();
    expect(held()).toEqual(['acme/a rate-limited']);
  });

  test('that is not tried after all is kept, and counts', async () => {
    writeFileSync(path, lines(failed('a', 'network'), report('b')));
    const { journal, told } = await opened();
    expect(told).toHaveLength(1);
    journal.end();
    expect(told).toHaveLength(2);
    expect(held()).toEqual(['acme/b', 'acme/a network']);
  });

  test.each<[Failure['code']]>([['network'], ['not-found']])('%s of what is made anew is forgotten', async (code) => {
    writeFileSync(path, lines({ ...failed('a', code), id: 'Acme' }, report('b')));
    const { journal } = await opened('acme');
    journal.end();
    expect(held()).toEqual(['acme/b']);
  });
});

test('wherever a run is killed, what was written whole stands and the rest is done again, once', async () => {
  const whole = lines(report('a'), failed('b', 'not-found'), report('c'));
  const bytes = Buffer.from(whole);
  const ends = [...bytes.entries()].flatMap(([index, byte]) => (byte === 10 ? [index + 1] : []));
  const near = ends.flatMap((end) => [end - 2, end - 1, end, end + 1, end + 2, end + 30]);
  for (const cut of [0, 1, 2, 17, 18, 19, 400, ...near].filter((at) => at <= bytes.length)) {
    writeFileSync(path, bytes.subarray(0, cut));
    const { journal } = await opened();
    for (const [place, id] of ['a', 'b', 'c'].entries()) {
      if (!journal.isDone(job(id))) journal.add(id === 'b' ? failed('b', 'not-found') : report(id), place);
    }
    journal.end();
    expect([cut, readFileSync(path, 'utf8').split('\n').toSorted()]).toEqual([cut, whole.split('\n').toSorted()]);
  }
});

test('a result that is there twice is kept once', async () => {
  writeFileSync(path, lines(report('a'), report('a'), failed('b', 'gated'), failed('b', 'gated')));
  const { told } = await opened();
  expect(held()).toEqual(['acme/a', 'acme/b gated']);
  expect(told).toHaveLength(2);
});

test('a link is followed to the file behind it, and stays', async () => {
  writeFileSync(join(dir, 'real.jsonl'), lines(report('a')));
  symlinkSync('real.jsonl', path);
  const { journal } = await opened();
  journal.add(report('b'), 0);
  journal.end();
  expect(readFileSync(join(dir, 'real.jsonl'), 'utf8')).toBe(lines(report('a'), report('b')));
  expect(held()).toEqual(['acme/a', 'acme/b']);
});

describe('a file that is no journal', () => {
  test.each<[string, string]>([
    ['notes', 'my notes\n'],
    ['one line without an end', 'my notes'],
    ['other JSON', '{"a":1}\n'],
    ['an indented batch', `${JSON.stringify({ schemaVersion: '1.0', reports: [] }, null, 2)}\n`],
    ['a batch on one line', `${JSON.stringify({ schemaVersion: '1.0', reports: [] })}\n`],
    ['a journal with something foreign in it', `${lines(report('a'))}my notes\n${lines(report('b'))}`],
    ['a journal that ends in something foreign', `${lines(report('a'))}my notes`],
    ['a torn line that is not the last', `${lines(report('a')).slice(0, 50)}\n${lines(report('b'))}`],
    ['reports of another version', `${lines(report('a')).replace('"schemaVersion":"1.0"', '"schemaVersion":"2.0"')}`],
    ['bytes', '\u0000\u0001\u0002'],
  ])('%s: is refused and left untouched', async (_, content) => {
    writeFileSync(path, content);
    await expect(opened()).rejects.toThrow(UsageError);
    await expect(opened()).rejects.toThrow(/--resume .*acme\.jsonl:\d: this is no result/);
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readdirSync(dir)).toEqual(['acme.jsonl']);
  });

  test('a folder, a device and a file in no folder are refused', async () => {
    await expect(openJournal(dir, { each: () => {} })).rejects.toThrow(`--resume ${dir} is a folder`);
    await expect(openJournal('/dev/null', { each: () => {} })).rejects.toThrow('is no ordinary file');
    await expect(openJournal(join(dir, 'no/file'), { each: () => {} })).rejects.toThrow('there is no folder');
    expect(readdirSync(dir)).toEqual([]);
  });
});

test('an empty file and blank lines are a journal', async () => {
  writeFileSync(path, '');
  (await opened()).journal.add(report('a'), 0);
  appendFileSync(path, '\n\n');
  const { journal } = await opened();
  expect(journal.earlier).toBe(1);
  expect(held()).toEqual(['acme/a']);
});
