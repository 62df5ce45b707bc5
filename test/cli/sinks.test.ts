import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runJobs } from '../../src/cli/run.ts';
import { collected, streamed } from '../../src/cli/sinks.ts';
import type { Job } from '../../src/cli/sources.ts';
import { SourceError, UsageError } from '../../src/errors.ts';
import { reporters } from '../../src/report/index.ts';
import type { ReporterOptions } from '../../src/report/reporter.ts';
import { replaySource } from '../../src/source/snapshot.ts';
import { failure, overstated, silent } from '../report/sample.ts';
import { testIo } from './io.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'openlitmus-sinks-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const options: ReporterOptions = { color: false, unicode: true, width: 80, batch: true, tool: overstated.tool };
const lines = { reporter: reporters.jsonl, options };
const document = { reporter: reporters.json, options };
const asAsked = <T>(results: T): T => results;

const kinds = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).kind);

test('streamed results are written as they come', () => {
  const io = testIo();
  const sink = streamed(lines, { io });
  sink.add(overstated, 1);
  expect(kinds(io.stdout())).toEqual(['report']);
  sink.add(failure, 0);
  sink.end();
  expect(kinds(io.stdout())).toEqual(['report', 'failure']);
});

test('streamed to a file, they are seen only when all are there', () => {
  const path = join(dir, 'out.jsonl');
  writeFileSync(path, 'old');
  const sink = streamed(lines, { path });
  sink.add(overstated, 0);
  expect(readFileSync(path, 'utf8')).toBe('old');
  sink.end();
  expect(kinds(readFileSync(path, 'utf8'))).toEqual(['report']);
  expect(readdirSync(dir)).toEqual(['out.jsonl']);
});

test('collected results are written at the end, in the order asked', () => {
  const path = join(dir, 'out.json');
  const sink = collected(document, { path }, asAsked);
  sink.add(failure, 2);
  sink.add(silent, 1);
  sink.add(overstated, 0);
  expect(readdirSync(dir)).toEqual([]);
  sink.end();
  const { reports, failures } = JSON.parse(readFileSync(path, 'utf8'));
  expect(reports.map(({ repo }: typeof silent) => repo.id)).toEqual([overstated.repo.id, silent.repo.id]);
  expect(failures).toHaveLength(1);
});

const jobs = (count: number): Job[] =>
  Array.from({ length: count }, (_, index) => ({ id: `acme/${index}`, revision: null, source: replaySource([dir]) }));

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('no more is audited than a slow reader has taken', async () => {
  let taken = (): void => {};
  const drained = (): Promise<void> =>
    new Promise((resolve) => {
      taken = resolve;
    });
  const io = { ...testIo(), drained };
  const sink = streamed(lines, { io });
  const begun: string[] = [];
  const running = runJobs(jobs(5), async () => overstated, {
    concurrency: 1,
    io,
    onStart: ({ id }) => void begun.push(id),
    onResult: sink.add,
  });
  for (const expected of [1, 2, 3, 4, 5]) {
    for (let turn = 0; turn < 10; turn++) await tick();
    expect(begun).toHaveLength(expected);
    taken();
  }
  await running;
});

test('when nobody reads any more, nothing is waited for', async () => {
  const io = testIo();
  const begun: string[] = [];
  const running = runJobs(jobs(5), () => new Promise(() => {}), {
    concurrency: 2,
    io,
    onStart: ({ id }) => void begun.push(id),
    onResult: () => {},
  });
  await tick();
  io.close();
  await running;
  expect(begun).toHaveLength(2);
});

test('after a stop no job is begun, those under way are finished, and a listing that hangs is left', async () => {
  const io = testIo();
  const stop = new AbortController();
  const done: string[] = [];
  async function* listing(): AsyncIterable<Job> {
    yield* jobs(1);
    await new Promise(() => {});
  }
  const running = runJobs(
    listing(),
    async ({ id }) => {
      await tick();
      stop.abort();
      await tick();
      return { ...failure, id };
    },
    { concurrency: 4, io, stop: stop.signal, onResult: (result) => void done.push(result.kind) },
  );
  await running;
  expect(done).toEqual(['failure']);
});

test('what a job throws is a failure of its own; wrong use ends the run after the others', async () => {
  const io = testIo();
  const results: string[] = [];
  const running = runJobs(
    jobs(4),
    async ({ id }) => {
      if (id === 'acme/0') throw new SourceError('network', 'no');
      if (id === 'acme/1') throw new UsageError('a full disk');
      await tick();
      return overstated;
    },
    { concurrency: 3, io, onResult: ({ kind }) => void results.push(kind) },
  );
  await expect(running).rejects.toThrow('a full disk');
  expect(results).toEqual(['failure', 'report']);
});
