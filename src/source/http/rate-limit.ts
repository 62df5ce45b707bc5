/** What an answer says of the quota that its request was counted in. */
export interface RateLimit {
  /** Name of the quota: `api`, `resolvers`, `pages` on the Hub. */
  bucket: string;
  /** Requests left in this window. */
  remaining: number;
  /** Seconds until the next window, in whole ones. */
  reset: number;
  /** Requests that a window allows, and its length in seconds. */
  policy: { quota: number; seconds: number } | null;
}

/** Windows longer than this are not believed: nobody would sit through them. */
const MAX_SECONDS = 3600;

/**
 * Reads `ratelimit` and `ratelimit-policy` as the Hub sends them (HUB.md section 8, draft-ietf-httpapi-ratelimit-headers):
 * `"api";r=499;t=295` and `"fixed window";"api";q=500;w=300`.
 * @returns null when they are not there or cannot be read
 */
export function readRateLimit(headers: Headers): RateLimit | null {
  const [limit = ''] = items(headers.get('ratelimit'));
  const [, bucket] = /^\s*"([\w -]{1,64})"/.exec(limit) ?? [];
  const remaining = parameter(limit, 'r');
  const reset = parameter(limit, 't');
  if (bucket === undefined || remaining === null || reset === null) return null;
  return { bucket, remaining, reset: Math.min(reset, MAX_SECONDS), policy: policyOf(headers, bucket) };
}

function policyOf(headers: Headers, bucket: string): RateLimit['policy'] {
  const policies = items(headers.get('ratelimit-policy'));
  const policy = policies.find((item) => item.includes(`"${bucket}"`)) ?? '';
  const quota = parameter(policy, 'q');
  const seconds = parameter(policy, 'w');
  return quota === null || seconds === null || seconds === 0
    ? null
    : { quota, seconds: Math.min(seconds, MAX_SECONDS) };
}

const items = (header: string | null): string[] => (header ?? '').split(',');

function parameter(item: string, name: 'r' | 't' | 'q' | 'w'): number | null {
  const [, digits] = new RegExp(`;\\s*${name}=(\\d{1,12})(?!\\d)`).exec(item) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** Longest wait that `Retry-After` can ask for, in milliseconds: the Hub counts in windows of five minutes. */
const MAX_RETRY_AFTER = 301_000;

/**
 * @param now the time of day in milliseconds, for headers that name a date
 * @returns milliseconds to wait; null when the header is not there or cannot be read
 */
export function retryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const wait = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), MAX_RETRY_AFTER);
}
