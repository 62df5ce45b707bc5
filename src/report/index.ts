import type { Format } from './formats.ts';
import { json, jsonl } from './json.ts';
import { matrix } from './matrix.ts';
import type { Reporter } from './reporter.ts';
import { summaryOf } from './summary.ts';
import { text } from './text/index.ts';
import { summaryText } from './text/summary.ts';

/** How each format is written. */
export const reporters: Record<Format, Reporter> = { text, json, jsonl };

/** How `compare` is written: in text one matrix, else as the audits themselves. */
export const comparers: Record<Format, Reporter> = { ...reporters, text: matrix };

/** How `org` is written: in text a matrix and what all came to. */
export const orgReporters: Record<Format, Reporter> = {
  ...reporters,
  text(results, options) {
    const summary = summaryText(summaryOf(results), options);
    return results.length === 0 ? summary : `${matrix(results, options)}\n${summary}`;
  },
};
