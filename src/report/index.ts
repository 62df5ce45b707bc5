import type { Format } from './formats.ts';
import { json, jsonl } from './json.ts';
import { matrix } from './matrix.ts';
import type { Reporter } from './reporter.ts';
import { text } from './text/index.ts';

/** How each format is written. */
export const reporters: Record<Format, Reporter> = { text, json, jsonl };

/** How `compare` is written: in text one matrix, else as the audits themselves. */
export const comparers: Record<Format, Reporter> = { ...reporters, text: matrix };
