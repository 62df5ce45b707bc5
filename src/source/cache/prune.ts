import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Unfinished files older than this were left by a crash, in milliseconds. */
const ABANDONED = 60 * 60 * 1000;

/** Filled to this much again, so that not every write prunes. */
const FILL = 0.9;

export const UNFINISHED = '.tmp';

/**
 * Deletes from one folder what a crash left unfinished and, when it holds more than `maxBytes`, the files longest not
 * used. Other processes may do the same at the same time.
 * @param now milliseconds since 1970
 */
export async function prune(folder: string, { maxBytes, now }: { maxBytes: number; now: number }): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const files = [];
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) continue;
    if (!name.endsWith(UNFINISHED)) files.push({ path, size: found.size, used: found.mtimeMs });
    else if (now - found.mtimeMs > ABANDONED) await remove(path);
  }
  let total = files.reduce((sum, { size }) => sum + size, 0);
  if (total <= maxBytes) return;
  for (const { path, size } of files.sort((a, b) => a.used - b.used)) {
    if (total <= maxBytes * FILL) return;
    await remove(path);
    total -= size;
  }
}

/** Deletes a file that may be gone already. */
export const remove = (path: string): Promise<void> => rm(path, { force: true }).catch(() => {});
