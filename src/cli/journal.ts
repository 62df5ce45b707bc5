/** The file of `--resume`: one result a line, written as each is done, so that a killed run loses nothing. */
import { closeSync, createReadStream, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import type { ReportOrFailure } from '../report/reporter.ts';
import { safeJson } from '../report/safe.ts';
import { type Failure, failureSchema, reportSchema } from '../report/v1.ts';
import { checkOutput, openWhole, written } from './output.ts';
import type { Sink } from './sinks.ts';
import type { Job } from './sources.ts';

export interface Journal extends Sink {
  /** Whether a target needs no further audit: it has a report, or a failure that trying again would not mend. */
  isDone: (job: Pick<Job, 'id' | 'revision'>) => boolean;
  /** Targets that were done before. */
  earlier: number;
  /** Digests of the rules that judged them. */
  rules: ReadonlySet<string>;
}

/** What another run may mend. */
const PASSING: ReadonlySet<Failure['code']> = new Set(['network', 'rate-limited', 'internal']);

interface JournalOptions {
  /** Is handed every earlier result that stands, so that a summary is of the whole. */
  each: (result: ReportOrFailure) => void;
  /** Failures of this id are forgotten: what they were of is made anew by every run. */
  anew?: string | undefined;
}

const resultSchema = z.discriminatedUnion('kind', [reportSchema, failureSchema]);

/**
 * Opens a journal, or begins one. A torn last line is dropped. Failures that another run may mend are taken out, to be
 * tried again; those that are not tried after all are put back at the end. So no target ever has two lines.
 * @throws UsageError when the file cannot be read or written, or holds something else
 */
export async function openJournal(path: string, { each, anew }: JournalOptions): Promise<Journal> {
  checkOutput(path, '--resume');
  const settled = new Set<string>();
  const waiting = new Map<string, Failure>();
  const rules = new Set<string>();
  const keep = ({ text, result }: Line, write: (text: string) => void): void => {
    const key = keyOf(result);
    if (settled.has(key) || key === anew?.toLowerCase()) return;
    if (result.kind === 'failure' && PASSING.has(result.code)) {
      waiting.set(key, result);
      return;
    }
    settled.add(key);
    write(`${text}\n`);
    if (result.kind === 'report') rules.add(result.tool.rules);
    each(result);
  };
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && !there.isFile()) throw new UsageError(`--resume ${path} is no ordinary file; name another`);
  const mended = openWhole(path, '--resume');
  try {
    for await (const line of there ? linesIn(path) : []) keep(line, mended.write);
    mended.commit();
  } catch (error) {
    mended.discard();
    throw error;
  }
  const file = openSync(path, 'a');
  const append = (result: ReportOrFailure): void =>
    written(path, '--resume', () => writeFileSync(file, lineOf(result)));
  return {
    isDone: ({ id, revision }) => settled.has(id.toLowerCase()) || settled.has(revised(id, revision ?? 'main')),
    earlier: settled.size,
    rules,
    add(result) {
      append(result);
      waiting.delete(keyOf(result));
      if (result.kind === 'report') waiting.delete(result.repo.requestedId.toLowerCase());
    },
    end() {
      for (const failure of waiting.values()) {
        append(failure);
        each(failure);
      }
      closeSync(file);
    },
  };
}

const lineOf = (result: ReportOrFailure): string => `${safeJson(result)}\n`;

/** A failure is of a target at whatever revision; a report is of one. */
const keyOf = (result: ReportOrFailure): string =>
  result.kind === 'failure' ? result.id.toLowerCase() : revised(result.repo.requestedId, result.repo.revision);

const revised = (id: string, revision: string): string => `${id.toLowerCase()}@${revision}`;

/** A result, and its line as it stands. */
interface Line {
  text: string;
  result: ReportOrFailure;
}

async function* linesIn(path: string): AsyncIterable<Line> {
  const foreign = (line: number): string =>
    `--resume ${path}:${line}: this is no result of this version of openlitmus; name another file, or a new one`;
  // A large file of another kind is not searched to its end for a line break.
  if (!isOurs(beginningOf(path).trimStart())) throw new UsageError(foreign(1));
  let problem: string | null = null;
  let torn = false;
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (problem !== null) throw new UsageError(problem);
    line += 1;
    if (text.trim() === '') continue;
    const value = parsed(text);
    const read = resultSchema.safeParse(value);
    if (read.success) {
      yield { text, result: read.data };
      continue;
    }
    problem = foreign(line);
    torn = value === undefined && isOurs(text);
  }
  // A last line that breaks off means no more than that a run was killed while it wrote.
  if (problem !== null && !torn) throw new UsageError(problem);
}

/** How the lines of a journal begin. */
const BEGINNINGS = ['{"schemaVersion":"1.', '{"kind":"failure"'];
const isOurs = (text: string): boolean => BEGINNINGS.some((one) => text.startsWith(one) || one.startsWith(text));

function beginningOf(path: string): string {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(64);
  try {
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
