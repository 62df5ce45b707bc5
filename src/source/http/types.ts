/** One answer with its body read: what the retry loop judges and what callers are handed. */
export interface Answer {
  status: number;
  /** Where the last hop was answered. */
  url: string;
  /** Headers of the last hop. */
  headers: Headers;
  /** Headers of every hop in order, the last one included. */
  hops: readonly Headers[];
  body: Uint8Array<ArrayBuffer>;
}

/**
 * Judges the body of a 2xx answer.
 * @returns null when the body proves itself, else what is wrong with it; it is then asked for again
 */
export type Check = (answer: Answer) => string | null;

/** Looks up a header in the last hop that carries it: a redirect may name what its target does not repeat. */
export function lastHeader(hops: readonly Headers[], name: string): string | null {
  return hops.findLast((headers) => headers.has(name))?.get(name) ?? null;
}
