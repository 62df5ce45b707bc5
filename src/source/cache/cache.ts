/** Names a value: a namespace, then whatever tells values apart within it. Never a token. */
export type CacheKey = readonly [namespace: string, ...parts: string[]];

/** Bytes that outlive a run. It may forget anything at any time, and never hands out what was not put in. */
export interface Cache {
  /**
   * @param options.maxAge seconds since the value was put in; older ones are not handed out. Default: any age
   * @returns null when it has no such value; never throws
   */
  get(key: CacheKey, options?: { maxAge?: number }): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Never throws: what cannot be kept is not. */
  set(key: CacheKey, value: Uint8Array): Promise<void>;
}

/** Keeps nothing. */
export const noCache: Cache = { get: async () => null, set: async () => {} };
