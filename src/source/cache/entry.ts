import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CacheKey } from './cache.ts';

/**
 * One file of the cache: the SHA-256 of all that follows, a line of JSON with the key and the time, then the value.
 * The key is in it because a file system can put content under the wrong name, and the whole is hashed because a crash
 * can leave a file of the right length full of zeros.
 */
export interface Entry {
  key: CacheKey;
  /** When it was put in, milliseconds since 1970. */
  at: number;
  value: Uint8Array;
}

const HASH_LENGTH = 64;
const NEWLINE = 10;

const head = z.strictObject({ key: z.array(z.string()), at: z.number() });

export function encodeEntry({ key, at, value }: Entry): Buffer {
  const rest = Buffer.concat([Buffer.from(`${JSON.stringify({ key, at })}\n`), value]);
  return Buffer.concat([Buffer.from(`${sha256(rest)}\n`), rest]);
}

/** @returns null for anything that `encodeEntry` did not make for this key */
export function decodeEntry(bytes: Uint8Array, key: CacheKey): { at: number; value: Uint8Array<ArrayBuffer> } | null {
  const rest = bytes.subarray(HASH_LENGTH + 1);
  const said = Buffer.from(bytes.subarray(0, HASH_LENGTH)).toString('latin1');
  if (bytes[HASH_LENGTH] !== NEWLINE || said !== sha256(rest)) return null;
  const end = rest.indexOf(NEWLINE);
  const made = head.safeParse(parsed(rest.subarray(0, end)));
  if (!made.success || JSON.stringify(made.data.key) !== JSON.stringify(key)) return null;
  return { at: made.data.at, value: new Uint8Array(rest.subarray(end + 1)) };
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** @returns undefined for what is not JSON */
export function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
