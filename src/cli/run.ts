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
  /** Called with each result as soon as it is there, and the place of its job among the jobs. */
  onResult: (result: ReportOrFailure, place: number) => void;
}

/**
 * Does some work for every job. One that throws becomes a `Failure` and stops none of the others; when nobody reads
 * the output any more, jobs not yet begun are left out. Jobs are taken as they are needed: a listing of thousands is
 * never held in memory.
 * @throws what is wrong use, after the jobs under way are done
 */
export async function runJobs(
  jobs: Iterable<Job> | AsyncIterable<Job>,
  work: (job: Job) => Promise<ReportOrFailure>,
  { concurrency, io, stop, onStart = () => {}, onResult }: RunOptions,
): Promise<void> {
  const limit = pLimit(concurrency);
  const underWay = new Set<Promise<void>>();
  const isOver = () => io.closed.aborted || stop?.aborted === true;
  const done = async (job: Job, place: number): Promise<void> => {
    if (isOver()) return;
    onStart(job);
    const result = await work(job).catch((error: unknown) => {
      if (io.env.DEBUG && error instanceof Error) io.note(error.stack ?? error.message);
      return failureOf(job.id, error);
    });
    onResult(result, place);
  };
  let place = 0;
  try {
    for await (const job of jobs) {
      if (isOver()) break;
      const at = place++;
      const one = limit(() => done(job, at)).finally(() => underWay.delete(one));
      underWay.add(one);
      if (underWay.size >= concurrency) await Promise.race(underWay);
    }
  } finally {
    await Promise.all(underWay);
  }
}
