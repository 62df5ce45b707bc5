import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { decodeText } from '../../card/decode.ts';
import { identifyText } from '../../license/identify.ts';
import { loadTextRules, type TextRules } from '../../license/text/rules.ts';
import type { LicenseText } from '../../report/license-text.ts';
import { safeJson } from '../../report/safe.ts';
import { licenseTextPage } from '../../report/text/license-text.ts';
import { pageOf } from '../../report/text/page.ts';
import { EXIT } from '../exit-code.ts';
import type { FormatFlags } from '../flags.ts';
import { columnsOf, type Io, showsUnicode, wantsColor } from '../io.ts';

/** Of a longer file the beginning is read. */
const MAX_BYTES = 1_000_000;
const STDIN = '-';

/**
 * `openlitmus license <file...>`: what licence each text is. Returns the exit code, 3 when a file could not be read;
 * the others are written all the same.
 * @throws UsageError when `--output` cannot be written
 */
export async function license(paths: readonly string[], flags: FormatFlags, io: Io): Promise<number> {
  // Loaded only where it is used: each module costs a part of the time that one text takes.
  const file = flags.output === undefined ? null : { path: flags.output, ...(await import('../output.ts')) };
  file?.checkOutput(file.path);
  const rules = await loadTextRules();
  const results = paths.flatMap((path) => identified(path, rules, io) ?? []);
  const text = written(results, { flags, io, several: paths.length > 1 });
  if (file) file.writeWhole(file.path, text);
  else if (text !== '') io.out(text);
  return results.length < paths.length ? EXIT.failure : EXIT.done;
}

function identified(path: string, rules: TextRules, io: Io): LicenseText | null {
  try {
    const bytes = readFileSync(path === STDIN ? 0 : path).subarray(0, MAX_BYTES);
    return { path, ...identifyText(textOf(bytes), rules) };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    io.note(`openlitmus: ${path} cannot be read: ${error.message}`);
    return null;
  }
}

/** Plain UTF-8, as most files are, needs no decoder, which takes its time to start. */
function textOf(bytes: Buffer): string {
  if (isUtf8(bytes) && !bytes.includes(0)) return bytes.toString('utf8').replace(/^\uFEFF/u, '');
  return decodeText(bytes).text ?? '';
}

function written(
  results: readonly LicenseText[],
  { flags, io, several }: { flags: FormatFlags; io: Io; several: boolean },
): string {
  const { format, output } = flags;
  if (format === 'jsonl') return results.map((result) => `${safeJson(result)}\n`).join('');
  if (format === 'json') {
    const [only] = results;
    if (several) return `${safeJson(results, 2)}\n`;
    return only === undefined ? '' : `${safeJson(only, 2)}\n`;
  }
  const color = flags.color && output === undefined && wantsColor(io);
  const page = pageOf({ color, unicode: showsUnicode(io), width: output === undefined ? columnsOf(io) : 80 });
  return results.map((result) => licenseTextPage(result, page)).join('');
}
