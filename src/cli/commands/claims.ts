import { examine } from '../../examine.ts';
import type { ClaimsReport } from '../../report/claims.ts';
import { selected } from '../../report/claims-selection.ts';
import { safeJson } from '../../report/safe.ts';
import { claimsText } from '../../report/text/claims.ts';
import { pageOf } from '../../report/text/page.ts';
import type { Failure } from '../../report/v1.ts';
import { loadRules } from '../../rules/load.ts';
import { cardNamed } from '../card-input.ts';
import type { ClaimsFlags } from '../claims-flags.ts';
import { EXIT } from '../exit-code.ts';
import { failureOf } from '../failure.ts';
import { columnsOf, type Io, showsUnicode, wantsColor } from '../io.ts';
import { checkOutput, writeWhole } from '../output.ts';

/**
 * `openlitmus claims <target|file|->`: each candidate sentence of a card, what was decided and by which guard. Returns
 * the exit code, 3 when the card could not be had.
 * @throws UsageError when a flag does not fit the target, or `--output` cannot be written
 */
export async function claims(target: string, flags: ClaimsFlags, io: Io): Promise<number> {
  if (flags.output !== undefined) checkOutput(flags.output);
  const rules = loadRules({ extra: flags.rules });
  const result = await cardNamed(target, flags, io)
    .then((file) => selected(examine(file, { target, rules }), flags))
    .catch((error: unknown) => failureOf(target, error));
  const text = written(result, flags, io);
  if (flags.output !== undefined) writeWhole(flags.output, text);
  else if (text !== '') io.out(text);
  if (result.kind === 'claims') return EXIT.done;
  io.note(`openlitmus: ${result.id}: ${result.message}`);
  return EXIT.failure;
}

function written(result: ClaimsReport | Failure, { format, color, output }: ClaimsFlags, io: Io): string {
  if (format === 'json') return `${safeJson(result, 2)}\n`;
  if (format === 'jsonl') return (result.kind === 'claims' ? result.candidates : [result]).map(lineOf).join('');
  if (result.kind === 'failure') return '';
  const page = pageOf({
    color: color && output === undefined && wantsColor(io),
    unicode: output !== undefined || showsUnicode(io),
    width: output === undefined ? columnsOf(io) : 80,
  });
  return claimsText(result, page);
}

const lineOf = (value: ClaimsReport['candidates'][number] | Failure): string => `${safeJson(value)}\n`;
