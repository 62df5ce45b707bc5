import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createProgress, quotaWords } from '../../src/cli/progress.ts';
import { createStatusLine } from '../../src/cli/status-line.ts';
import type { QuotaState } from '../../src/source/http/bucket.ts';
import { failure, overstated } from '../report/sample.ts';
import { testIo } from './io.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const nothingKnown = { shown: true, total: () => null, earlier: 0, budget: () => null };
const report = { ...overstated, repo: { ...overstated.repo, requestedId: 'acme/a' } };

describe('on a terminal', () => {
  test('one line says how far, how fast, how long still, what quota is left and what takes longest', () => {
    const io = testIo({}, { errColumns: 120 });
    const progress = createProgress({
      ...nothingKnown,
      io,
      total: () => 100,
      earlier: 20,
      budget: () => 'api 320/500 left',
    });
    for (const id of ['acme/a', 'acme/b', failure.id]) progress.start(id);
    progress.done(report);
    progress.done(failure);
    vi.advanceTimersByTime(1000);
    expect(io.statuses.at(-1)).toBe('22/100 done, 1 failed, 2.0/s, 39 s to go, api 320/500 left, acme/b');
    progress.end();
    expect(io.statuses.at(-1)).toBeNull();
    vi.advanceTimersByTime(1000);
    expect(io.statuses.at(-1)).toBeNull();
    expect(io.stderr()).toBe('');
  });

  test('nothing is claimed that is not known', () => {
    const io = testIo({}, { errColumns: 80 });
    createProgress({ ...nothingKnown, io });
    vi.advanceTimersByTime(1000);
    expect(io.statuses.at(-1)).toBe('0 done');
  });

  test('the line fits into one row, and names cannot move the cursor', () => {
    const io = testIo({}, { errColumns: 30 });
    const progress = createProgress({ ...nothingKnown, io });
    progress.start('acme/\u001b[2J\nmodel-with-a-long-name-模型模型模型');
    vi.advanceTimersByTime(1000);
    expect(io.statuses.at(-1)).toMatch(/^0 done, acme\/\uFFFD\[2J model.*\.\.\.$/);
    expect(io.statuses.at(-1)?.length).toBeLessThan(30);
  });

  test.each([
    [10, '0.2/s, 45 s'],
    [300, '0.0/s, 23 min'],
    [3000, '0.0/s, 3.8 h'],
  ])('after %i s for two of eleven: %s', (seconds, words) => {
    const io = testIo({}, { errColumns: 80 });
    const progress = createProgress({ ...nothingKnown, io, total: () => 11 });
    progress.done(report);
    progress.done(report);
    vi.advanceTimersByTime(seconds * 1000);
    expect(io.statuses.at(-1)).toContain(words);
  });
});

test('elsewhere a line is written now and then', () => {
  const io = testIo();
  const progress = createProgress({ ...nothingKnown, io, total: () => 7 });
  vi.advanceTimersByTime(14_000);
  expect(io.stderr()).toBe('');
  progress.done(report);
  vi.advanceTimersByTime(17_000);
  expect(io.stderr()).toMatch(/^openlitmus: 1\/7 done, .*\nopenlitmus: 1\/7 done, .*\n$/);
  expect(io.statuses.filter((line) => line !== null)).toEqual([]);
});

test('when it is not shown, nothing is written', () => {
  const io = testIo({}, { errColumns: 80 });
  const progress = createProgress({ ...nothingKnown, io, shown: false });
  progress.start('acme/a');
  vi.advanceTimersByTime(60_000);
  progress.end();
  expect([io.statuses, io.stderr()]).toEqual([[], '']);
});

test.each<[QuotaState[], string | null]>([
  [[], null],
  [[{ bucket: 'api', quota: null, left: null, opensIn: 0 }], null],
  [[{ bucket: 'api', quota: 500, left: 320, opensIn: 0 }], 'api 320/500 left'],
  [
    [
      { bucket: 'api', quota: 500, left: 320, opensIn: 0 },
      { bucket: 'resolvers', quota: 3000, left: 30, opensIn: 0 },
    ],
    'resolvers 30/3000 left',
  ],
  [[{ bucket: 'resolvers', quota: 3000, left: 0, opensIn: 124_300 }], 'resolvers used up for 2 min'],
])('quotas %j: %j', (quotas, words) => {
  expect(quotaWords(quotas)).toBe(words);
});

describe('the status line', () => {
  /** What a terminal shows: the last line is what has no line break yet. */
  function shownOn(use: (line: ReturnType<typeof createStatusLine>, write: (text: string) => void) => void): string[] {
    const rows = [''];
    const write = (text: string): void => {
      for (const [part] of text.matchAll(/\r\u001b\[K|\n|[^\r\n]+/g)) {
        if (part === '\n') rows.push('');
        else rows[rows.length - 1] = part === '\r\u001b[K' ? '' : (rows.at(-1) ?? '') + part;
      }
    };
    use(createStatusLine(write), write);
    return rows;
  }

  test('is replaced, stays below what is written, and goes', () => {
    expect(shownOn((line) => line.show('1 done'))).toEqual(['1 done']);
    expect(
      shownOn((line, write) => {
        line.above(() => write('first\n'));
        line.show('1 done');
        line.show('2');
        line.above(() => write('second\nthird\n'));
      }),
    ).toEqual(['first', 'second', 'third', '2']);
    expect(
      shownOn((line, write) => {
        line.show('1 done');
        line.show(null);
        line.above(() => write('last\n'));
      }),
    ).toEqual(['last', '']);
  });
});
