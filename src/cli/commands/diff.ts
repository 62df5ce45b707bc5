import { auditedOf } from '../../diff/audited.ts';
import { diffOf } from '../../diff/changes.ts';
import type { Diff } from '../../diff/schema.ts';
import { safeJson } from '../../report/safe.ts';
import { diffText } from '../../report/text/diff.ts';
import type { DiffFailOn, DiffFlags } from '../diff-flags.ts';
import { EXIT } from '../exit-code.ts';
import { columnsOf, type Io, showsUnicode, wantsColor } from '../io.ts';
import { checkOutput, writeWhole } from '../output.ts';
import { resultsIn } from '../results.ts';

/**
 * `openlitmus diff <old> <new>`: what changed between two audits; returns the exit code.
 * @throws UsageError when a file cannot be read or holds no results, or `--output` cannot be written
 */
export async function diff([older, newer]: readonly [string, string], flags: DiffFlags, io: Io): Promise<number> {
  if (flags.output !== undefined) checkOutput(flags.output);
  const [before, now] = [await auditedOf(older, resultsIn(older)), await auditedOf(newer, resultsIn(newer))];
  const found = diffOf(before, now);
  const text = written(found, flags, io);
  if (flags.output === undefined) io.out(text);
  else writeWhole(flags.output, text);
  return flags.failOn.some((condition) => isMet(condition, found)) ? EXIT.condition : EXIT.done;
}

function isMet(condition: DiffFailOn, { changes, summary }: Diff): boolean {
  if (condition === 'any') return changes.length > 0;
  return (condition === 'worse' ? summary.directions.worse : summary.kinds[condition]) > 0;
}

function written(found: Diff, { format, color, output }: DiffFlags, io: Io): string {
  if (format === 'json') return `${safeJson(found, 2)}\n`;
  if (format === 'jsonl') return found.changes.map((change) => `${safeJson(change)}\n`).join('');
  return diffText(found, {
    color: color && output === undefined && wantsColor(io),
    unicode: output !== undefined || showsUnicode(io),
    width: output === undefined ? columnsOf(io) : 80,
  });
}
