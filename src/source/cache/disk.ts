import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OnWarning } from '../http/warnings.ts';
import { isMissing } from '../paths.ts';
import type { Cache, CacheKey } from './cache.ts';
import { decodeEntry, encodeEntry, sha256 } from './entry.ts';
import { prune, remove, UNFINISHED } from './prune.ts';

/** Changes with the format of entries, so that versions of the program do not read each other's. */
const FORMAT = 'v1';

/** Values are spread over this many folders by the hash of their key. Each is kept below its part of the bound. */
const FOLDERS = 64;

/** A use is noted at most this often, in milliseconds. */
const USE_NOTED = 24 * 60 * 60 * 1000;

const GIB = 1024 ** 3;

export interface DiskCacheOptions {
  /** Folder that is the cache's own. Made when first needed, readable by its owner alone. */
  root: string;
  /** Bytes that it may grow to; the values longest not used go first. Default 2 GiB. */
  maxBytes?: number;
  /** Told once when nothing can be written; the cache then only reads. */
  onWarning?: OnWarning;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** In [0, 1): decides when to prune. */
  random?: () => number;
}

/**
 * A cache in a folder, one file a value. Files are written beside their place and renamed, so that other processes and
 * a crash at any moment see a whole value or none; there are no locks. What is torn or altered is dropped when read.
 */
export function diskCache(options: DiskCacheOptions): Cache {
  const { root, maxBytes = 2 * GIB, onWarning = () => {}, now = Date.now, random = Math.random } = options;
  const folderBytes = maxBytes / FOLDERS;
  let writable = true;

  const pathOf = (key: CacheKey): string => {
    const name = sha256(JSON.stringify(key));
    const folder = Number.parseInt(name.slice(0, 2), 16) % FOLDERS;
    return join(root, FORMAT, folder.toString(16).padStart(2, '0'), name);
  };

  return {
    async get(key, { maxAge = Number.POSITIVE_INFINITY } = {}) {
      const path = pathOf(key);
      const bytes = await read(path, { maxBytes: folderBytes, now: now() });
      if (bytes === null) return null;
      const entry = bytes === 'too-large' ? null : decodeEntry(bytes, key);
      if (entry === null) {
        await remove(path);
        return null;
      }
      const age = now() - entry.at;
      // A time to come is of a clock that was wrong.
      return age <= maxAge * 1000 && (age >= 0 || maxAge === Number.POSITIVE_INFINITY) ? entry.value : null;
    },

    async set(key, value) {
      const path = pathOf(key);
      const entry = encodeEntry({ key, at: now(), value });
      // One value must not drive all others out.
      if (!writable || entry.byteLength > folderBytes / 2) return;
      try {
        await write(path, entry, root);
      } catch (error) {
        writable = false;
        const why = error instanceof Error ? error.message : String(error);
        onWarning({ topic: 'cache', message: `nothing can be kept in the cache ${root}: ${why}` });
        return;
      }
      // A scan for about every 32nd part of a folder that is written, whichever process writes it.
      if (random() < (32 * entry.byteLength) / folderBytes) {
        await prune(dirname(path), { maxBytes: folderBytes, now: now() });
      }
    },
  };
}

/** @returns null for what cannot be read, too */
async function read(
  path: string,
  { maxBytes, now }: { maxBytes: number; now: number },
): Promise<Uint8Array | 'too-large' | null> {
  try {
    const file = await open(path);
    try {
      const { size, mtimeMs } = await file.stat();
      if (size > maxBytes) return 'too-large';
      if (Math.abs(now - mtimeMs) > USE_NOTED) await utimes(path, now / 1000, now / 1000).catch(() => {});
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

async function write(path: string, bytes: Uint8Array, root: string): Promise<void> {
  const unfinished = `${path}.${process.pid}-${randomBytes(6).toString('hex')}${UNFINISHED}`;
  try {
    await create(unfinished, bytes).catch(async (error) => {
      if (!isMissing(error)) throw error;
      await mkdir(dirname(root), { recursive: true });
      // It may hold files of private repositories.
      await mkdir(root, { mode: 0o700 }).catch(() => {});
      await mkdir(dirname(path), { recursive: true });
      await create(unfinished, bytes);
    });
    await rename(unfinished, path).catch(async (error) => {
      // Windows refuses to replace a file that another process reads; it is the same value.
      if (!(await stat(path).catch(() => null))?.isFile()) throw error;
      await remove(unfinished);
    });
  } catch (error) {
    await remove(unfinished);
    throw error;
  }
}

const create = (path: string, bytes: Uint8Array): Promise<void> => writeFile(path, bytes, { flag: 'wx' });
