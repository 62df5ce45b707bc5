import pLimit from 'p-limit';
import type { ReportOrFailure } from '../report/reporter.ts';
import { failureOf } from './failure.ts';
import type { Io } from './io.ts';
import type { Job } from './sources.ts';

interface RunOptions {
  /** Jobs under way at the same time. */
  concurrency: number;
  io: Io;
  /** Called with each result as soon as it is there. */
  onResult?: (result: ReportOrFailure) => void;
}

/**
 * Does some work for every job. One that throws becomes a `Failure` and stops none of the others; when nobody reads
 * the output any more, jobs not yet begun are left out.
 * @returns results in the order of the jobs
 */
export async function runJobs(
  jobs: readonly Job[],
  work: (job: Job) => Promise<ReportOrFailure>,
  { concurrency, io, onResult = () => {} }: RunOptions,
): Promise<ReportOrFailure[]> {
  const results = await pLimit(concurrency).map(jobs, async (job) => {
    if (io.closed.aborted) return [];
    const result = await work(job).catch((error: unknown) => {
      if (io.env.DEBUG && error instanceof Error) io.note(error.stack ?? error.message);
      return failureOf(job.id, error);
    });
    onResult(result);
    return [result];
  });
  return results.flat();
}

/** Names each failure on stderr, and for several targets how many there were. */
export function noteOutcome(results: readonly ReportOrFailure[], { quiet = false }: { quiet?: boolean }, io: Io): void {
  const failed = results.filter((result) => result.kind === 'failure');
  for (const { id, message } of failed) io.note(`openlitmus: ${id}: ${message}`);
  if (quiet || results.length < 2) return;
  io.note(`openlitmus: ${results.length - failed.length} done, ${failed.length} failed`);
}
