import { randomUUID } from 'node:crypto';
import { closeSync, openSync, realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';

/** The flag that named the file, for messages. */
type Flag = '--output' | '--resume';

/**
 * Says early what `writeWhole` would find late: that there is no folder to write into, or a folder in the way.
 * @throws UsageError
 */
export function checkOutput(path: string, flag: Flag = '--output'): void {
  const there = look(path);
  if (there?.isDirectory()) throw new UsageError(`${flag} ${path} is a folder; name a file`);
  if (there === null && !look(dirname(path))?.isDirectory()) {
    throw new UsageError(`${flag} ${path}: there is no folder ${dirname(path)}; make it first`);
  }
}

/**
 * Writes a file whole or not at all, by a rename. Synchronous, so that an interrupt cannot come in between and leave
 * a temporary file. What is no ordinary file (`/dev/null`, a pipe) is written to as it is.
 * @throws UsageError when the path cannot be written
 */
export function writeWhole(path: string, text: string): void {
  written(path, '--output', () => {
    const there = look(path);
    if (there !== null && !there.isFile()) writeFileSync(path, text);
    else if (there === null) replace(path, text, {});
    else replace(realpathSync(path), text, { mode: there.mode });
  });
}

/** A file that is written bit by bit and seen only when it is whole. */
export interface Whole {
  write: (text: string) => void;
  commit: () => void;
  discard: () => void;
}

/**
 * Opens a file to be written bit by bit, beside its final place, into which `commit` puts it. A run that ends before
 * leaves nothing behind. What is no ordinary file is written to as it is.
 * @throws UsageError when the path cannot be written
 */
export function openWhole(path: string, flag: Flag = '--output'): Whole {
  return written(path, flag, () => {
    const there = look(path);
    const plain = there === null || there.isFile();
    const target = there?.isFile() ? realpathSync(path) : path;
    const fresh = plain ? besides(target) : path;
    const file = openSync(fresh, plain ? 'wx' : 'w', there?.mode);
    const discard = () => rmSync(fresh, { force: true });
    if (plain) process.once('exit', discard);
    return {
      write: (text) => written(path, flag, () => writeFileSync(file, text)),
      commit: () =>
        written(path, flag, () => {
          closeSync(file);
          if (!plain) return;
          renameSync(fresh, target);
          process.off('exit', discard);
        }),
      discard() {
        closeSync(file);
        if (plain) discard();
        process.off('exit', discard);
      },
    };
  });
}

/** @throws UsageError when `write` throws */
export function written<T>(path: string, flag: Flag, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new UsageError(`${flag} ${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}

const besides = (path: string) => join(dirname(path), `.${basename(path)}.${randomUUID()}`);

function replace(path: string, text: string, options: { mode?: number }): void {
  const fresh = besides(path);
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
