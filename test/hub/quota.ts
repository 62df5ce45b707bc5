import type { Reply } from './reply.ts';

/** Requests that a bucket allows in a window, and the window's length in seconds (HUB.md section 8). */
export interface Quota {
  api: number;
  resolvers: number;
  pages: number;
  window: number;
  /** When a window begins: with the first request after the last (default), or by the clock. */
  begins: 'on-request' | 'by-clock';
  /** How the seconds until the reset are rounded. Default `up`. */
  rounds: 'up' | 'down';
  /** Body of the refusal. Default `text`. */
  refusal: 'text' | 'html' | 'retry-after';
}

export type Bucket = 'api' | 'resolvers' | 'pages';

export interface QuotaKeeper {
  counts: Record<Bucket, number>;
  /** Requests counted in each window that has begun, by bucket. */
  windows: Record<Bucket, number>[];
  /** Requests refused. */
  refused(): number;
  /** Counts a request: the headers that every answer carries, and the refusal when nothing is left. */
  take(path: string): { headers: Record<string, string>; limited: Reply | null };
}

const DEFAULTS: Quota = {
  api: 500,
  resolvers: 3000,
  pages: 100,
  window: 300,
  begins: 'on-request',
  rounds: 'up',
  refusal: 'text',
};

function bucketOf(path: string): Bucket {
  if (path.includes('/resolve/') || path.startsWith('/api/resolve-cache/')) return 'resolvers';
  return path.startsWith('/api/') ? 'api' : 'pages';
}

export function createQuota(given: Partial<Quota>): QuotaKeeper {
  const quota = { ...DEFAULTS, ...given };
  const counts: Record<Bucket, number> = { api: 0, resolvers: 0, pages: 0 };
  const length = quota.window * 1000;
  const windows: Record<Bucket, number>[] = [];
  let used: Record<Bucket, number> = { api: 0, resolvers: 0, pages: 0 };
  let windowEnds = 0;
  let refused = 0;
  return {
    counts,
    windows,
    refused: () => refused,
    take(path) {
      const now = Date.now();
      if (now >= windowEnds) {
        windowEnds = quota.begins === 'by-clock' ? (Math.floor(now / length) + 1) * length : now + length;
        used = { api: 0, resolvers: 0, pages: 0 };
        windows.push(used);
      }
      const bucket = bucketOf(path);
      counts[bucket] += 1;
      used[bucket] += 1;
      const remaining = Math.max(0, quota[bucket] - used[bucket]);
      const seconds = (windowEnds - now) / 1000;
      const reset = Math.max(0, quota.rounds === 'up' ? Math.ceil(seconds) : Math.floor(seconds));
      const headers = {
        ratelimit: `"${bucket}";r=${remaining};t=${reset}`,
        'ratelimit-policy': `"fixed window";"${bucket}";q=${quota[bucket]};w=${quota.window}`,
      };
      const spent = used[bucket] > quota[bucket];
      if (spent) refused += 1;
      return {
        headers,
        limited: spent ? tooMany(bucket, { allowed: quota[bucket], reset, body: quota.refusal }) : null,
      };
    },
  };
}

function tooMany(
  bucket: Bucket,
  { allowed, reset, body }: { allowed: number; reset: number; body: Quota['refusal'] },
): Reply {
  if (body === 'html') {
    const page = '<!DOCTYPE html><html><body><h1>429</h1><p>We had to rate limit you.</p></body></html>';
    return { status: 429, headers: { 'content-type': 'text/html' }, body: Buffer.from(page) };
  }
  const message = `We had to rate limit you, you hit the quota of ${allowed} ${bucket} requests per 5 minutes period.`;
  const wait = body === 'retry-after' ? { 'retry-after': String(reset + 1) } : {};
  return {
    status: 429,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...wait },
    body: Buffer.from(message),
  };
}
