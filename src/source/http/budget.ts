import { type Bucket, type Counted, createBucket, type QuotaState, type Sent } from './bucket.ts';
import type { Clock } from './clock.ts';
import { type RateLimit, readRateLimit } from './rate-limit.ts';

/** Quotas that a server may name; more are taken for noise. */
const MAX_BUCKETS = 16;

/** The headers of an answer, as soon as they are there. */
export type Headed = (answer: { status: number; headers: Headers }) => void;

/** Spends the quotas of one server fully and never more. */
export interface Budget {
  /**
   * Runs a request when its quota has room for it and less than `concurrency` others are under way.
   * @param send makes the request, and says when the headers of its answer have come
   * @throws the reason of `signal` when it aborts while waiting; what `send` throws
   */
  spend<T>(url: string, signal: AbortSignal, send: (headed: Headed) => Promise<T>): Promise<T>;
  /** Whether requests to this URL are counted, and wait by themselves after a 429. */
  covers(url: string): boolean;
  /** The quotas seen so far. */
  quotas(): QuotaState[];
}

/** Kinds of URLs that the Hub counts apart; each is named like its quota (HUB.md section 8). */
type Route = 'api' | 'resolvers' | 'pages';

interface Waiter {
  /** Null: of another origin, which has no quota that we know of. */
  route: Route | null;
  go(admission: Admission | null): void;
}

/** Where a request is counted. */
interface Admission {
  bucket: Bucket;
  sent: Sent;
}

interface BudgetOptions {
  /** Base URL without a trailing slash; other origins are not counted. */
  endpoint: string;
  /** Requests under way at most, counted or not. */
  concurrency: number;
  /** Milliseconds of the first pause after a 429 that names no time. */
  backoff: number;
  clock: Clock;
  random: () => number;
  /** Told when requests have to wait long. */
  onWait?: (bucket: string, milliseconds: number) => void;
}

/** A wait that somebody may wonder about, in milliseconds. */
const LONG = 5000;

export function createBudget(options: BudgetOptions): Budget {
  const { endpoint, concurrency, backoff, clock, random, onWait = () => {} } = options;
  const buckets = new Map<string, Bucket>();
  /** The quota of each kind of URL: by its own name until the server says another. */
  const names = new Map<Route, string>();
  /** In the order in which they came. */
  const waiting = new Set<Waiter>();
  let underWay = 0;
  let callOff = (): void => {};

  function bucketOf(name: string): Bucket {
    const known = buckets.get(name);
    if (known !== undefined) return known;
    const bucket = createBucket(name, { backoff, random });
    buckets.set(name, bucket);
    return bucket;
  }

  const bucketFor = (route: Route): Bucket => bucketOf(names.get(route) ?? route);

  /** Lets through what may go now, and comes back when more may. */
  function pump(): void {
    callOff();
    const now = clock.now();
    let opensAt = Number.POSITIVE_INFINITY;
    for (const waiter of waiting) {
      // The end of one that is under way comes back here.
      if (underWay >= concurrency) return;
      const bucket = waiter.route && bucketFor(waiter.route);
      if (bucket !== null && bucket.room(now) <= 0) {
        const opens = bucket.opensAt(now);
        if (opens !== null && opens - now > LONG) onWait(bucket.name, opens - now);
        opensAt = Math.min(opensAt, opens ?? Number.POSITIVE_INFINITY);
        continue;
      }
      waiting.delete(waiter);
      underWay += 1;
      waiter.go(bucket === null ? null : { bucket, sent: bucket.send(now) });
    }
    if (opensAt < Number.POSITIVE_INFINITY) callOff = clock.after(opensAt - now, pump);
  }

  function admitted(route: Route | null, signal: AbortSignal): Promise<Admission | null> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const giveUp = (): void => {
        waiting.delete(waiter);
        reject(signal.reason);
        pump();
      };
      const waiter: Waiter = {
        route,
        go(admission) {
          signal.removeEventListener('abort', giveUp);
          resolve(admission);
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.add(waiter);
      pump();
    });
  }

  /** The quota that the server names is the one that counts, whatever the URL looks like. */
  function namedBy({ bucket }: RateLimit, route: Route): Bucket {
    if (!buckets.has(bucket) && buckets.size >= MAX_BUCKETS) return bucketFor(route);
    names.set(route, bucket);
    return bucketOf(bucket);
  }

  function settle({ bucket, sent }: Admission, route: Route, counted: Counted): void {
    const now = clock.now();
    const named = counted?.limit ? namedBy(counted.limit, route) : bucket;
    if (named === bucket) {
      bucket.settle(sent, counted, now);
    } else {
      bucket.release();
      named.settle(named.send(sent.at), counted, now);
    }
    pump();
  }

  return {
    async spend(url, signal, send) {
      const route = routeOf(url, endpoint);
      const admission = await admitted(route, signal);
      let settled = false;
      const once = (counted: Counted): void => {
        if (!settled && admission !== null && route !== null) settle(admission, route, counted);
        settled = true;
      };
      try {
        return await send(({ status, headers }) => once({ status, headers, limit: readRateLimit(headers) }));
      } finally {
        once(null);
        underWay -= 1;
        pump();
      }
    },
    covers: (url) => routeOf(url, endpoint) !== null,
    quotas: () => [...buckets.values()].map((bucket) => bucket.state(clock.now())),
  };
}

/** @returns null for other origins */
function routeOf(url: string, endpoint: string): Route | null {
  const { origin, pathname } = new URL(url);
  const base = new URL(endpoint);
  if (origin !== base.origin) return null;
  const prefix = base.pathname.replace(/\/$/, '');
  const path = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname;
  if (path.includes('/resolve/') || path.startsWith('/api/resolve-cache/')) return 'resolvers';
  return path.startsWith('/api/') ? 'api' : 'pages';
}
