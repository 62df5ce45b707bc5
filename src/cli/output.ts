import { randomUUID } from 'node:crypto';
import { realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';

/**
 * Says early what `writeWhole` would find late: that there is no folder to write into, or a folder in the way.
 * @throws UsageError
 */
export function checkOutput(path: string): void {
  const there = look(path);
  if (there?.isDirectory()) throw new UsageError(`--output ${path} is a folder; name a file`);
  if (there === null && !look(dirname(path))?.isDirectory()) {
    throw new UsageError(`--output ${path}: there is no folder ${dirname(path)}; make it first`);
  }
}

/**
 * Writes a file whole or not at all, by a rename. Synchronous, so that an interrupt cannot come in between and leave
 * a temporary file. What is no ordinary file (`/dev/null`, a pipe) is written to as it is.
 * @throws UsageError when the path cannot be written
 */
export function writeWhole(path: string, text: string): void {
  try {
    const there = look(path);
    if (there !== null && !there.isFile()) writeFileSync(path, text);
    else if (there === null) replace(path, text, {});
    else replace(realpathSync(path), text, { mode: there.mode });
  } catch (error) {
    throw new UsageError(`--output ${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}

function replace(path: string, text: string, options: { mode?: number }): void {
  const fresh = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    writeFileSync(fresh, text, options);
    renameSync(fresh, path);
  } finally {
    rmSync(fresh, { force: true });
  }
}

function look(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}
