import type { Cache } from './cache.ts';
import { parsed } from './entry.ts';

/** Plain data that outlives a run, for what is known by name and may change. */
export interface JsonCache {
  /** @returns undefined when there is none, or it is too old */
  get(key: string): Promise<unknown>;
  /** @param value plain data */
  set(key: string, value: unknown): Promise<void>;
}

/**
 * A part of a cache that keeps plain data.
 * @param options.namespace tells it from other parts; to be changed with the shape of the data
 * @param options.maxAge seconds after which data is not handed out
 */
export function jsonCache(cache: Cache, { namespace, maxAge }: { namespace: string; maxAge: number }): JsonCache {
  return {
    async get(key) {
      const bytes = await cache.get([namespace, key], { maxAge });
      return bytes === null ? undefined : parsed(bytes);
    },
    set: (key, value) => cache.set([namespace, key], Buffer.from(JSON.stringify(value))),
  };
}
