/** Requests made for one answer at most, the first included. */
export const MAX_TRIES = 3;

/** Longest wait for quota, in milliseconds: the Hub counts in windows of five minutes (HUB.md section 8). */
const MAX_WAIT = 301_000;

/** Statuses that another try may mend. */
export const isTransient = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/**
 * How long to wait before the next try, in milliseconds.
 * `Retry-After` decides where it is sent; then, on a 429 with nothing left (`ratelimit: "api";r=0;t=52`), the reset of
 * the window; else a doubled base with jitter, so that parallel requests do not come back at once.
 * @param tries requests already made
 * @param random in [0, 1)
 */
export function waitBefore(
  next: { tries: number; base: number; random: number; now: number },
  failed: { status: number; headers: Headers } | null,
): number {
  const told = failed && (retryAfter(failed.headers, next.now) ?? windowReset(failed.status, failed.headers));
  if (told !== null) return Math.min(Math.max(told, 0), MAX_WAIT);
  return next.base * 2 ** (next.tries - 1) * (0.5 + next.random / 2);
}

function retryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : date - now;
}

function windowReset(status: number, headers: Headers): number | null {
  if (status !== 429) return null;
  const [, seconds] = /"\w+";\s*r=0;\s*t=(\d+)/.exec(headers.get('ratelimit') ?? '') ?? [];
  return seconds === undefined ? null : (Number(seconds) + 1) * 1000;
}
