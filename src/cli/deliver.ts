import { audit } from '../audit.ts';
import { STREAMED } from '../report/formats.ts';
import { reporters } from '../report/index.ts';
import type { ReporterOptions, ReportOrFailure } from '../report/reporter.ts';
import type { RuleSet } from '../rules/load.ts';
import { version } from '../version.ts';
import { exitCode } from './exit-code.ts';
import type { AuditFlags } from './flags.ts';
import { columnsOf, type Io, showsUnicode, wantsColor } from './io.ts';
import { checkOutput, writeWhole } from './output.ts';
import { noteOutcome, runJobs } from './run.ts';
import type { Job } from './sources.ts';

interface Delivery {
  rules: RuleSet;
  flags: AuditFlags;
  io: Io;
  /** JSON is a `Batch` even for one target. */
  batch: boolean;
  /** How results are written; default: as audits. */
  written?: typeof reporters;
  /** Puts results into another order than that of the jobs. */
  order?: (results: ReportOrFailure[]) => ReportOrFailure[];
}

/**
 * Audits the jobs and writes the results where the flags say: streamed where the format allows it, else at the end.
 * @returns the exit code
 * @throws UsageError when `--output` cannot be written
 */
export async function auditAndWrite(jobs: readonly Job[], delivery: Delivery): Promise<number> {
  const { rules, flags, io, batch, written = reporters, order = (results) => results } = delivery;
  const { format, output, failOn } = flags;
  if (output !== undefined) checkOutput(output);
  const options: ReporterOptions = {
    color: flags.color && output === undefined && wantsColor(io),
    unicode: output !== undefined || showsUnicode(io),
    width: output === undefined ? columnsOf(io) : 80,
    batch,
    tool: { name: 'openlitmus', version, rules: rules.digest },
  };
  const streams = STREAMED.has(format) && output === undefined;
  const onResult = (result: ReportOrFailure) => io.out(written[format]([result], options));
  const { standard, lineage, concurrency } = flags;
  const done = await runJobs(
    jobs,
    ({ source, id, revision }) => audit(source, { id, revision }, { rules, standard, lineage, now: () => new Date() }),
    { concurrency, io, ...(streams ? { onResult } : {}) },
  );
  const results = order(done);
  if (output !== undefined) writeWhole(output, written[format](results, options));
  else if (!streams) io.out(written[format](results, options));
  noteOutcome(results, flags, io);
  return exitCode(results, failOn);
}
