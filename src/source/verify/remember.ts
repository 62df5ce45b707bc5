import type { z } from 'zod';
import type { JsonCache } from '../cache/json.ts';

/** Answers of a kind that are kept in memory at most. */
const MAX_KEPT = 200;

/** Makes the answer of a key, unless it is known. */
export type Remembered<T> = (key: string, make: () => Promise<T>) => Promise<T>;

/**
 * Each answer is made once: in this process (also while it is under way), and as long as the cache keeps it. What could
 * not be had is asked for again.
 * @param shape what a kept answer must have to count: it may be of another version of the program
 */
export function remembering<T>(shape: z.ZodType<T>, cache: JsonCache | null): Remembered<T> {
  const kept = new Map<string, Promise<T>>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    const answer = cache === null ? make() : throughCache(key, { shape, cache, make });
    answer.catch(() => kept.delete(key));
    kept.set(key, answer);
    return answer;
  };
}

async function throughCache<T>(
  key: string,
  { shape, cache, make }: { shape: z.ZodType<T>; cache: JsonCache; make: () => Promise<T> },
): Promise<T> {
  const held = shape.safeParse(await cache.get(key));
  if (held.success) return held.data;
  const made = await make();
  await cache.set(key, made);
  return made;
}
