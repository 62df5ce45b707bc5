import { retryAfter } from './rate-limit.ts';

/** Requests made for one answer at most, the first included: two hops may each fail twice. */
export const MAX_TRIES = 5;

/** Longest wait that is not asked for by the server, in milliseconds. */
const MAX_BACKOFF = 30_000;

/** Statuses that another try may mend. */
export const isTransient = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/**
 * How long to wait before the next try, in milliseconds: what `Retry-After` says where it is sent; else anything up to a
 * base that doubles with each try, so that parallel requests do not come back at once
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/, "full jitter").
 * @param tries requests already made
 * @param random in [0, 1)
 * @param now the time of day in milliseconds
 */
export function waitBefore(
  next: { tries: number; base: number; random: number; now: number },
  failed: { headers: Headers } | null,
): number {
  const told = failed === null ? null : retryAfter(failed.headers, next.now);
  return told ?? next.random * Math.min(next.base * 2 ** (next.tries - 1), MAX_BACKOFF);
}
