import { isFailure, isReport, type Reporter, type ReportOrFailure } from './reporter.ts';
import { safeJson } from './safe.ts';
import { type Batch, type Report, SCHEMA_VERSION, VERDICTS, type VerdictStatus } from './v1.ts';

/** The `Batch` of several results: reports and failures apart, each in the order asked, and how many of what. */
export function batchOf(results: readonly ReportOrFailure[], tool: Report['tool']): Batch {
  const reports = results.filter(isReport);
  const failures = results.filter(isFailure);
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    summary: { total: results.length, failed: failures.length, verdicts: countVerdicts(reports) },
    reports,
    failures,
  };
}

/** How many reports have each verdict; verdicts that none has count 0. */
function countVerdicts(reports: readonly Report[]): Record<VerdictStatus, number> {
  const counts = Object.fromEntries(VERDICTS.map((status) => [status, 0])) as Record<VerdictStatus, number>;
  for (const report of reports) counts[report.verdict.status] += 1;
  return counts;
}

/** `--format json`: one `Report` or `Failure` for one target, else a `Batch`; indented by two. */
export const json: Reporter = (results, { batch, tool }) => {
  const [only, ...others] = results;
  const single = !batch && only !== undefined && others.length === 0;
  return `${safeJson(single ? only : batchOf(results, tool), 2)}\n`;
};

/** `--format jsonl`: one compact `Report` or `Failure` a line. */
export const jsonl: Reporter = (results) => results.map((result) => `${safeJson(result)}\n`).join('');
