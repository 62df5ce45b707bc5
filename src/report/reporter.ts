import type { Failure, Report } from './v1.ts';

/** What one target came to. */
export type ReportOrFailure = Report | Failure;

export interface ReporterOptions {
  /** Colour the text with ANSI sequences. */
  color: boolean;
  /** Symbols beyond ASCII; false for terminals that cannot show them. */
  unicode: boolean;
  /** Columns to fit into. */
  width: number;
  /** Several targets were asked for: JSON is a `Batch`, whatever the number of results. */
  batch: boolean;
  /** Who made the results; stands in a `Batch` even when nothing could be audited. */
  tool: Report['tool'];
}

/** Results to text. Pure; results come in the order asked and the text ends with a newline. */
export type Reporter = (results: readonly ReportOrFailure[], options: ReporterOptions) => string;

export function isReport(result: ReportOrFailure): result is Report {
  return result.kind === 'report';
}

export function isFailure(result: ReportOrFailure): result is Failure {
  return result.kind === 'failure';
}
