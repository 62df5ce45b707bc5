import { isFailure, isReport, type Reporter, type ReportOrFailure } from './reporter.ts';
import { safeJson } from './safe.ts';
import { summaryOf } from './summary.ts';
import { type Batch, type Report, SCHEMA_VERSION } from './v1.ts';

/** The `Batch` of several results: reports and failures apart, each in the order asked, and how many of what. */
export function batchOf(results: readonly ReportOrFailure[], tool: Report['tool']): Batch {
  const reports = results.filter(isReport);
  const failures = results.filter(isFailure);
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    summary: summaryOf(results),
    reports,
    failures,
  };
}

/** `--format json`: one `Report` or `Failure` for one target, else a `Batch`; indented by two. */
export const json: Reporter = (results, { batch, tool }) => {
  const [only, ...others] = results;
  const single = !batch && only !== undefined && others.length === 0;
  return `${safeJson(single ? only : batchOf(results, tool), 2)}\n`;
};

/** `--format jsonl`: one compact `Report` or `Failure` a line. */
export const jsonl: Reporter = (results) => results.map((result) => `${safeJson(result)}\n`).join('');
