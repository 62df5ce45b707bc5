import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMissing } from '../source/paths.ts';

/** The snapshots that come with the package, beside `src/` and `dist/`. */
const SHIPPED = fileURLToPath(new URL('../../snapshots', import.meta.url));

/** Where snapshots are looked for: the folder given (or `./snapshots`), then those shipped with the package. */
export function snapshotDirs(given: string | undefined): string[] {
  return [given ?? 'snapshots', SHIPPED];
}

/** A repository that a folder of snapshots holds. */
interface Held {
  id: string;
  revision: string | null;
}

/**
 * The repositories of which the first non-empty folder holds a snapshot, by the names of its folders
 * (`org/name@revision`, `_/name` for a legacy id), so that a broken snapshot is named and not passed over.
 */
export function heldIn(dirs: readonly string[]): Held[] {
  const [first, ...others] = dirs;
  if (first === undefined) return [];
  const held = folders(first).flatMap((org) =>
    folders(join(first, org)).map((folder) => {
      const [name = '', ...revision] = folder.split('@');
      const id = org === '_' ? name : `${org}/${name}`;
      return { id, revision: revision.length === 0 ? null : decoded(revision.join('@')) };
    }),
  );
  return held.length > 0 ? held : heldIn(others);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function folders(path: string): string[] {
  return entries(path)
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

function entries(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
