import { lstat, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Compares by code unit, so that the order is the same in every locale. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Whether a path from a repository's tree may name a file below a folder on any system: relative, `/` between
 * segments, no `.` or `..`, nothing that Windows reads as a separator, drive or stream, no control characters.
 */
export function isSafePath(path: string): boolean {
  return (
    path.length <= 1024 &&
    !/[\u0000-\u001f\u007f\\:]/.test(path) &&
    path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  );
}

/**
 * Reads one file below `root`, never following a link out of it.
 * @returns the bytes; null when there is no such file; `'too-large'` above `maxBytes`; `'outside'` when the path or a
 *   link in it leads out of `root`
 */
export async function readInside(
  root: string,
  path: string,
  { maxBytes }: { maxBytes: number },
): Promise<Uint8Array | null | 'too-large' | 'outside'> {
  if (!isSafePath(path)) return 'outside';
  try {
    const base = await realpath(root);
    const target = await realpath(join(root, path));
    if (!target.startsWith(base.endsWith(sep) ? base : base + sep)) return 'outside';
    const stat = await lstat(target);
    if (!stat.isFile()) return null;
    return stat.size > maxBytes ? 'too-large' : new Uint8Array(await readFile(target));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Whether a file system error says that the file is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
