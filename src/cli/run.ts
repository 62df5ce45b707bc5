import pLimit from 'p-limit';
import type { ReportOrFailure } from '../report/reporter.ts';
import { failureOf } from './failure.ts';
import type { Io } from './io.ts';
import type { Job } from './sources.ts';

interface RunOptions {
  /** Jobs under way at the same time. */
  concurrency: number;
  io: Io;
  /** No job is begun after this; those under way are finished. */
  stop?: AbortSignal;
  /** Called when a job is begun. */
  onStart?: (job: Job) => void;
  /**
   * Called with each result as soon as it is there, and the place of its job among the jobs. A job counts as under way
   * until what this returns is settled.
   */
  onResult: (result: ReportOrFailure, place: number) => void | Promise<void>;
}

/**
 * Does some work for every job. One that throws becomes a `Failure` and stops none of the others; when nobody reads
 * the output any more, the rest is left. Jobs are taken as they are needed: a listing of thousands is never held in
 * memory.
 * @throws what is wrong use, after the jobs under way are done
 */
export async function runJobs(
  jobs: Iterable<Job> | AsyncIterable<Job>,
  work: (job: Job) => Promise<ReportOrFailure>,
  { concurrency, io, stop, onStart = () => {}, onResult }: RunOptions,
): Promise<void> {
  const limit = pLimit(concurrency);
  const underWay = new Set<Promise<void>>();
  const over = AbortSignal.any(stop === undefined ? [io.closed] : [io.closed, stop]);
  const broken: unknown[] = [];
  const done = async (job: Job, place: number): Promise<void> => {
    if (over.aborted || broken.length > 0) return;
    onStart(job);
    const result = await work(job).catch((error: unknown) => {
      if (io.env.DEBUG && error instanceof Error) io.note(error.stack ?? error.message);
      return failureOf(job.id, error);
    });
    await onResult(result, place);
  };
  const listed = asAsync(jobs);
  let place = 0;
  try {
    while (broken.length === 0) {
      const next = await unlessAborted(listed.next(), over);
      if (next === undefined || next.done) break;
      const [job, at] = [next.value, place++];
      const one = limit(() => done(job, at))
        .catch((error: unknown) => void broken.push(error))
        .finally(() => underWay.delete(one));
      underWay.add(one);
      if (underWay.size >= concurrency) await unlessAborted(Promise.race(underWay), io.closed);
    }
  } finally {
    await unlessAborted(Promise.all(underWay), io.closed);
  }
  for (const error of broken) throw error;
}

async function* asAsync<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T, void> {
  yield* items;
}

/**
 * What `promise` settles as, or undefined as soon as the signal aborts. `Promise.race` would keep all results for as long
 * as the signal lives (https://github.com/nodejs/node/issues/17469).
 */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
