import type { Reply } from './reply.ts';

/** Requests that a bucket allows in a window, and the window's length in seconds (HUB.md section 8). */
export interface Quota {
  api: number;
  resolvers: number;
  pages: number;
  window: number;
}

export type Bucket = 'api' | 'resolvers' | 'pages';

export interface QuotaKeeper {
  counts: Record<Bucket, number>;
  /** Counts a request: the headers that every answer carries, and the refusal when nothing is left. */
  take(path: string): { headers: Record<string, string>; limited: Reply | null };
}

const DEFAULTS: Quota = { api: 500, resolvers: 3000, pages: 100, window: 300 };

function bucketOf(path: string): Bucket {
  if (path.includes('/resolve/') || path.startsWith('/api/resolve-cache/')) return 'resolvers';
  return path.startsWith('/api/') ? 'api' : 'pages';
}

export function createQuota(given: Partial<Quota>): QuotaKeeper {
  const quota = { ...DEFAULTS, ...given };
  const counts: Record<Bucket, number> = { api: 0, resolvers: 0, pages: 0 };
  const used: Record<Bucket, number> = { api: 0, resolvers: 0, pages: 0 };
  let windowEnds = Date.now() + quota.window * 1000;
  return {
    counts,
    take(path) {
      const now = Date.now();
      if (now >= windowEnds) {
        windowEnds = now + quota.window * 1000;
        Object.assign(used, { api: 0, resolvers: 0, pages: 0 });
      }
      const bucket = bucketOf(path);
      counts[bucket] += 1;
      used[bucket] += 1;
      const remaining = Math.max(0, quota[bucket] - used[bucket]);
      const reset = Math.max(0, Math.ceil((windowEnds - now) / 1000));
      const headers = {
        ratelimit: `"${bucket}";r=${remaining};t=${reset}`,
        'ratelimit-policy': `"fixed window";"${bucket}";q=${quota[bucket]};w=${quota.window}`,
      };
      const spent = used[bucket] > quota[bucket];
      return { headers, limited: spent ? tooMany(bucket, quota[bucket]) : null };
    },
  };
}

const tooMany = (bucket: Bucket, allowed: number): Reply => ({
  status: 429,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: Buffer.from(
    `We had to rate limit you, you hit the quota of ${allowed} ${bucket} requests per 5 minutes period.`,
  ),
});
