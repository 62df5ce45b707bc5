import { resolve } from 'node:path';
import { audit } from '../audit.ts';
import { UsageError } from '../errors.ts';
import { STREAMED } from '../report/formats.ts';
import { reporters } from '../report/index.ts';
import { isFailure, type ReporterOptions, type ReportOrFailure } from '../report/reporter.ts';
import { summaryText } from '../report/text/summary.ts';
import type { RuleSet } from '../rules/load.ts';
import { withDeadline } from '../source/http/deadline.ts';
import type { LinkSource } from '../source/verify/types.ts';
import { version } from '../version.ts';
import { EXIT } from './exit-code.ts';
import type { AuditFlags } from './flags.ts';
import { columnsOf, type Io, showsUnicode, wantsColor } from './io.ts';
import { openJournal } from './journal.ts';
import { createOutcome } from './outcome.ts';
import { checkOutput } from './output.ts';
import { createProgress } from './progress.ts';
import { runJobs } from './run.ts';
import { collected, type Sink, streamed } from './sinks.ts';
import type { Job } from './sources.ts';

type Jobs = Iterable<Job> | AsyncIterable<Job>;

/** The requests of one repository may take this many times what one may be silent for; waits for quota not counted. */
const MAX_TIMEOUTS = 30;

interface Delivery {
  rules: RuleSet;
  flags: AuditFlags;
  io: Io;
  /** JSON is a `Batch` even for one target. */
  batch: boolean;
  /** Where links are looked at; left out: they are not. */
  links?: LinkSource | undefined;
  /** Targets in all; null while nobody knows. */
  total: () => number | null;
  /** What is left of the Hub's quota, in words. */
  budget?: () => string | null;
  /** What a listing of targets that broke off fails as: each run makes it anew. */
  listed?: string;
  /** How results are written; default: as audits. */
  written?: typeof reporters;
  /** Puts results into another order than that of the jobs. */
  order?: (results: ReportOrFailure[]) => ReportOrFailure[];
  /** What the whole batch came to is said on stderr where the format has no place for it. */
  summed?: boolean;
}

/**
 * Audits the jobs and writes the results where the flags say: streamed where the format allows it, else at the end;
 * with `--resume` to its journal. After a first Ctrl-C what is under way is finished.
 * @returns the exit code
 * @throws UsageError when `--output` or `--resume` cannot be used
 */
export async function auditAndWrite(jobs: Jobs, given: Delivery): Promise<number> {
  const delivery = { ...given, flags: journalled(given.flags) };
  const { rules, flags, io, total, links } = delivery;
  const { standard, lineage, concurrency, quiet = false, failOn } = flags;
  const outcome = createOutcome(failOn);
  const options = reporterOptions(delivery);
  const journal =
    flags.resume === undefined ? null : await openJournal(flags.resume, { each: outcome.add, anew: delivery.listed });
  const sink = journal ?? sinkOf(delivery, options);
  if (journal !== null && !quiet) for (const line of resumed(journal, rules)) io.note(line);
  const progress = createProgress({
    io,
    shown: showsProgress(flags, io),
    total,
    earlier: journal?.earlier ?? 0,
    budget: delivery.budget ?? (() => null),
  });
  const stop = new AbortController();
  // Of a single target nothing would be saved by waiting for it.
  const release =
    total() === 1
      ? () => {}
      : io.onInterrupt(() => {
          stop.abort();
          io.note('openlitmus: finishing what is under way; press Ctrl-C again to end at once');
        });
  const work = ({ source, id, revision }: Job) =>
    withDeadline(flags.timeout * MAX_TIMEOUTS, () =>
      audit(source, { id, revision }, { rules, standard, lineage, links, now: () => new Date() }),
    );
  try {
    await runJobs(journal === null ? jobs : without(jobs, journal.isDone), work, {
      concurrency,
      io,
      stop: stop.signal,
      onStart: ({ id }) => progress.start(id),
      onResult(result, place) {
        progress.done(result);
        outcome.add(result);
        if (isFailure(result)) io.note(`openlitmus: ${result.id}: ${result.message}`);
        return sink.add(result, place);
      },
    });
  } finally {
    progress.end();
    release();
  }
  sink.end();
  // To whom stopped reading, what the rest came to is no answer.
  if (!quiet && !io.closed.aborted) noteOutcome(outcome.summary(), delivery, options);
  if (!stop.signal.aborted) return outcome.exitCode();
  io.note(`openlitmus: interrupted${howFar(outcome.summary(), total())}; ${howToGoOn(flags)}`);
  return EXIT.interrupted;
}

/**
 * `--resume` writes lines, into its own file.
 * @throws UsageError when another format or file is asked for at the same time
 */
function journalled(flags: AuditFlags): AuditFlags {
  const { resume, format, output } = flags;
  if (resume === undefined) return flags;
  if (format === 'json') throw new UsageError(`--resume writes JSON lines, not ${format}; leave --format out`);
  if (output !== undefined && resolve(output) !== resolve(resume)) {
    throw new UsageError(`--resume ${resume} is the output; leave --output ${output} out`);
  }
  return { ...flags, format: 'jsonl', output: resume };
}

function reporterOptions({ flags, io, batch, rules }: Delivery): ReporterOptions {
  const { output, color } = flags;
  return {
    color: color && output === undefined && wantsColor(io),
    unicode: output !== undefined || showsUnicode(io),
    width: output === undefined ? columnsOf(io) : 80,
    batch,
    tool: { name: 'openlitmus', version, rules: rules.digest },
  };
}

function sinkOf(
  { flags, io, written = reporters, order = (results) => results }: Delivery,
  options: ReporterOptions,
): Sink {
  const { format, output } = flags;
  if (output !== undefined) checkOutput(output);
  const to = output === undefined ? { io } : { path: output };
  const writing = { reporter: written[format], options };
  return STREAMED.has(format) ? streamed(writing, to) : collected(writing, to, order);
}

async function* without(jobs: Jobs, isDone: (job: Job) => boolean): AsyncIterable<Job> {
  for await (const job of jobs) if (!isDone(job)) yield job;
}

function showsProgress({ quiet = false, progress }: AuditFlags, { env }: Io): boolean {
  return progress && !quiet && !isSet(env.HF_HUB_DISABLE_PROGRESS_BARS);
}

/** As huggingface_hub reads its variables. */
const isSet = (value: string | undefined): boolean => /^(?:1|on|yes|true)$/i.test(value ?? '');

function resumed({ earlier, rules }: { earlier: number; rules: ReadonlySet<string> }, { digest }: RuleSet): string[] {
  const others = [...rules].some((one) => one !== digest);
  return [
    ...(earlier > 0 ? [`openlitmus: ${earlier} done before are kept`] : []),
    ...(others ? ['openlitmus: some of them were judged by other rules; a new file would judge all alike'] : []),
  ];
}

function noteOutcome(
  summary: ReturnType<ReturnType<typeof createOutcome>['summary']>,
  { flags, io, summed = false }: Delivery,
  options: ReporterOptions,
): void {
  const { total, failed } = summary;
  const isTold = flags.resume === undefined && (flags.format === 'text' || flags.format === 'json');
  if (summed) {
    if (!isTold) io.note(summaryText(summary, { ...options, color: false }).trimEnd());
  } else if (total > 1) io.note(`openlitmus: ${total - failed} done, ${failed} failed`);
}

const howFar = (done: { total: number }, all: number | null): string =>
  all === null ? '' : ` after ${done.total} of ${all}`;

function howToGoOn({ resume, output, format }: AuditFlags): string {
  if (resume !== undefined) return `the same command, with --resume ${resume}, goes on from here`;
  if (output !== undefined && format === 'jsonl') {
    return `the same command, with --resume ${output} in place of --output, goes on from here`;
  }
  const kept = output === undefined ? 'what was done is written' : `what was done is in ${output}`;
  return `${kept}; with --resume FILE a run can go on where it was stopped`;
}
