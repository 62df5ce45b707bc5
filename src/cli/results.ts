import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Compared, comparedBatchSchema, comparedSchema } from '../diff/compared.ts';
import { UsageError } from '../errors.ts';

const STDIN = '-';
const EXPECTED = 'expected what `openlitmus audit` or `org` wrote with --format json or jsonl';

/**
 * Results of an earlier audit, from a file as `--format json` or `jsonl` wrote it; `-` is standard input.
 * JSON lines are read one at a time.
 * @throws UsageError when the file cannot be read or holds something else
 */
export async function* resultsIn(path: string): AsyncIterable<Compared> {
  let line = 0;
  try {
    for await (const text of linesOf(path)) {
      line += 1;
      if (text.trim() === '') continue;
      const value = parsed(text);
      if (value === null && line === 1 && path !== STDIN) {
        yield* resultsOf(parsed(readFileSync(path, 'utf8')), path);
        return;
      }
      yield* resultsOf(value, `${path}:${line}`);
    }
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error) || !('code' in error)) throw error;
    throw new UsageError(`${path} cannot be read: ${error.message}`);
  }
}

/** A document that is indented over several lines comes from standard input as one. */
function linesOf(path: string): AsyncIterable<string> | Iterable<string> {
  if (path !== STDIN) return createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  const text = readFileSync(0, 'utf8');
  return parsed(text) === null ? text.split('\n') : [text];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function resultsOf(value: unknown, place: string): Compared[] {
  if (value === null) throw new UsageError(`${place}: this is not JSON; ${EXPECTED}`);
  const batch = comparedBatchSchema.safeParse(value);
  if (batch.success) return [...batch.data.reports, ...batch.data.failures];
  const isBatch = typeof value === 'object' && 'reports' in value;
  const single = comparedSchema.safeParse(value);
  if (single.success) return [single.data];
  throw new UsageError(`${place}: ${firstIssue(isBatch ? batch.error : single.error)}; ${EXPECTED}`);
}

function firstIssue({ issues }: z.ZodError): string {
  const [first] = issues;
  if (first === undefined) return 'not a result';
  const where = first.path.length === 0 ? '' : `${z.core.toDotPath(first.path)}: `;
  return `${where}${first.message}`;
}
