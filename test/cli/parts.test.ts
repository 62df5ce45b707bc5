import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FailOn } from '../../src/cli/exit-code.ts';
import { failureOf } from '../../src/cli/failure.ts';
import { columnsOf, type Io, showsUnicode, terminalColumns, wantsColor } from '../../src/cli/io.ts';
import { createOutcome } from '../../src/cli/outcome.ts';
import { checkOutput, writeWhole } from '../../src/cli/output.ts';
import { heldIn } from '../../src/cli/snapshots.ts';
import { suggest } from '../../src/cli/suggest.ts';
import { RuleFileError, SourceError, UsageError } from '../../src/errors.ts';
import type { ReportOrFailure } from '../../src/report/reporter.ts';
import type { Report } from '../../src/report/v1.ts';
import { failure, overstated, silent } from '../report/sample.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'openlitmus-parts-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const unrecognised: Report = {
  ...silent,
  license: { ...silent.license, effective: { ...silent.license.effective, category: 'unknown' } },
};

test.each<[string, ReportOrFailure[], FailOn[], number]>([
  ['nothing watched', [overstated], [], 0],
  ['a condition that is met', [silent, overstated], ['overstated'], 1],
  ['a condition that is not', [overstated], ['qualified', 'undetermined'], 0],
  ['a conflict', [overstated], ['conflict'], 1],
  ['a licence that nobody knows', [unrecognised], ['unknown-license'], 1],
  ['no licence at all', [silent], ['unknown-license'], 0],
  ['a failure before a condition', [overstated, failure], ['overstated'], 3],
  ['a failure alone', [failure], [], 3],
])('exit code of %s', (_, results, failOn, expected) => {
  const outcome = createOutcome(failOn);
  for (const result of results) outcome.add(result);
  expect(outcome.exitCode()).toBe(expected);
});

describe('failureOf', () => {
  test('keeps what a SourceError knows', () => {
    const error = new SourceError('rate-limited', 'wait', { status: 429, attempts: 3 });
    const expected = { kind: 'failure', id: 'a/b', code: 'rate-limited', message: 'wait', status: 429, attempts: 3 };
    expect(failureOf('a/b', error)).toEqual(expected);
  });

  test.each([new TypeError('x is not a function'), 'x is not a function'])('calls anything else a defect', (error) => {
    const { code, message } = failureOf('a/b', error);
    expect(code).toBe('internal');
    expect(message).toContain('x is not a function');
    expect(message).not.toContain('    at ');
  });

  test.each([new UsageError('no'), new RuleFileError('a.yml', 1, 'a title')])('throws what ends the run', (error) => {
    expect(() => failureOf('a/b', error)).toThrow(error);
  });
});

test.each([
  ['jsn', 'json'],
  ['JSON', 'json'],
  ['txet', 'text'],
  ['yaml', null],
  ['', null],
])('suggest(%j)', (word, expected) => {
  expect(suggest(word, ['text', 'json', 'jsonl'])).toBe(expected);
});

const io = (env: Io['env'], columns: number | null): Pick<Io, 'env' | 'columns'> => ({ env, columns });

test.each<[Io['env'], number | null, boolean]>([
  [{}, 80, true],
  [{}, null, false],
  [{ NO_COLOR: '1' }, 80, false],
  [{ NO_COLOR: '' }, 80, true],
  [{ FORCE_COLOR: '1' }, null, true],
  [{ FORCE_COLOR: '0' }, 80, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, 80, false],
  [{ TERM: 'dumb' }, 80, false],
])('colour with %j on %j columns: %j', (env, columns, expected) => {
  expect(wantsColor(io(env, columns))).toBe(expected);
});

test.each<[Io['env'], boolean]>([
  [{}, true],
  [{ LANG: 'de_DE.UTF-8' }, true],
  [{ LANG: 'C.utf8' }, true],
  [{ LANG: 'C' }, false],
  [{ LANG: 'en_GB.UTF-8', LC_ALL: 'POSIX' }, false],
  [{ LANG: '', LC_ALL: '' }, true],
  [{ TERM: 'dumb', LANG: 'en_GB.UTF-8' }, false],
])('symbols with %j: %j', (env, expected) => {
  expect(showsUnicode(io(env, null))).toBe(expected);
});

test.each([
  [null, 80],
  [20, 60],
  [97, 97],
  [300, 110],
])('%j columns are written as %i', (columns, expected) => {
  expect(columnsOf(io({}, columns))).toBe(expected);
});

test.each<[{ isTTY?: boolean; columns?: number }, number | null]>([
  [{}, null],
  [{ columns: 100 }, null],
  [{ isTTY: true, columns: 100 }, 100],
  [{ isTTY: true, columns: 0 }, 80],
  [{ isTTY: true }, 80],
])('terminalColumns %j: %j', (stream, expected) => {
  expect(terminalColumns(stream)).toBe(expected);
});

describe('output', () => {
  test('is written whole, replaces what was there, keeps its mode and leaves nothing else', () => {
    const path = join(dir, 'out.json');
    writeWhole(path, 'old');
    chmodSync(path, 0o640);
    writeWhole(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(dir)).toEqual(['out.json']);
  });

  test('goes through a link to the file behind it', () => {
    writeFileSync(join(dir, 'real'), 'old');
    symlinkSync('real', join(dir, 'link'));
    writeWhole(join(dir, 'link'), 'new');
    expect(readFileSync(join(dir, 'real'), 'utf8')).toBe('new');
    expect(lstatSync(join(dir, 'link')).isSymbolicLink()).toBe(true);
  });

  test('never replaces a device', () => {
    writeWhole('/dev/null', 'new');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test.each([
    ['a folder', '.', 'is a folder'],
    ['in no folder', 'missing/out', 'there is no folder'],
  ])('%s is refused early and late', (_, name, message) => {
    const path = join(dir, name);
    expect(() => checkOutput(path)).toThrow(message);
    expect(() => writeWhole(path, 'x')).toThrow(UsageError);
    expect(readdirSync(dir)).toEqual([]);
  });

  test.each(['new', 'there'])('%s is no trouble', (name) => {
    writeFileSync(join(dir, 'there'), '');
    expect(() => checkOutput(join(dir, name))).not.toThrow();
  });
});

describe('heldIn', () => {
  test('reads ids and revisions from folders and passes over what is none', () => {
    for (const path of ['b/two', 'a/one@refs%2Fpr%2F1', 'a/one', 'a/one@%', '_/gpt2', 'a/.recording-x', '.git/x']) {
      mkdirSync(join(dir, path), { recursive: true });
    }
    writeFileSync(join(dir, 'README.md'), '');
    expect(heldIn([join(dir, 'missing'), dir])).toEqual([
      { id: 'gpt2', revision: null },
      { id: 'a/one', revision: null },
      { id: 'a/one', revision: '%' },
      { id: 'a/one', revision: 'refs/pr/1' },
      { id: 'b/two', revision: null },
    ]);
  });

  test('stops at the first folder that holds any', () => {
    mkdirSync(join(dir, 'mine/a/one'), { recursive: true });
    mkdirSync(join(dir, 'shipped/b/two'), { recursive: true });
    expect(heldIn([join(dir, 'mine'), join(dir, 'shipped')])).toEqual([{ id: 'a/one', revision: null }]);
  });
});
