import { type RateLimit, retryAfter } from './rate-limit.ts';

/**
 * How much of a quota is in flight before the first answer of a window says how much is left, and how much is left
 * over for other processes that are seen to use the same quota.
 */
const SHARE = 0.05;

/** Added to computed ends of windows, in milliseconds: timers fire a little early. */
const GUARD = 25;

/** Longest pause after a refusal that does not say how long it holds, in milliseconds. */
const MAX_PAUSE = 60_000;

/** A request that was let through. */
export interface Sent {
  readonly at: number;
  readonly order: number;
}

/** What came back for it, as far as quotas are concerned; null: no headers came. */
export type Counted = { status: number; headers: Headers; limit: RateLimit | null } | null;

/** One fixed window of the server, as seen in its answers. Times in milliseconds of the clock. */
interface Window {
  /** The lowest that was seen. */
  remaining: number;
  /** It ends between these two: seconds are whole on the wire, and it is not said how they are rounded. */
  endsFrom: number;
  endsBy: number;
  /** Requests sent after this one were counted later than `remaining`. */
  order: number;
  /** Requests that were not ours when it was first seen. */
  others: number;
  /** Somebody else uses the same quota now. */
  shared: boolean;
}

/** The state of a quota, for a progress line. */
export interface QuotaState {
  bucket: string;
  /** Requests that a window allows; null while not known. */
  quota: number | null;
  /** Requests that may still be sent in this window; null while not known. */
  left: number | null;
  /** Milliseconds until more may be sent; 0 when some may be sent now. */
  opensIn: number;
}

/** One quota of the server: what is known of its window, and what is in flight. */
export interface Bucket {
  readonly name: string;
  /** Requests that may be sent now. */
  room(now: number): number;
  /** When there is room again without an answer coming first; null: when an answer comes. */
  opensAt(now: number): number | null;
  send(now: number): Sent;
  /** A request that was let through has been answered, or never will be. */
  settle(sent: Sent, counted: Counted, now: number): void;
  /** It was counted in another quota. */
  release(): void;
  state(now: number): QuotaState;
}

/**
 * The server counts in fixed windows and may count requests of other processes too. So the lowest `r` of a window is
 * what is left, less what is in flight, which may not be counted in it yet. A request that got no answer counts as
 * counted until a later one's answer says better. Windows of more than three seconds are told apart in all cases.
 * @param options.backoff milliseconds of the first pause after a 429 that names no time
 */
export function createBucket(name: string, { backoff, random }: { backoff: number; random: () => number }): Bucket {
  let policy: RateLimit['policy'] = null;
  let window: Window | null = null;
  /** The window that is not seen yet ends no earlier. */
  let nextEndsFrom = Number.NEGATIVE_INFINITY;
  let inFlight = 0;
  let ours = 0;
  /** Begin, at the latest, of a window that none of our requests has shown yet. */
  let since = 0;
  let order = 0;
  let lost: number[] = [];
  let heldUntil = Number.NEGATIVE_INFINITY;
  let refusals = 0;
  /** Whether answers say what is left; null: none has come. */
  let metered: boolean | null = null;

  const quota = (): number => policy?.quota ?? Number.POSITIVE_INFINITY;
  const share = (): number => (policy === null ? 0 : Math.floor(policy.quota * SHARE));

  function roll(now: number): void {
    const unseenEnds = policy === null ? Number.POSITIVE_INFINITY : since + policy.seconds * 1000 + GUARD;
    if (now < (window?.endsBy ?? unseenEnds)) return;
    if (window !== null) nextEndsFrom = policy === null ? window.endsBy : window.endsFrom + policy.seconds * 1000;
    window = null;
    ours = inFlight;
    since = now;
    lost = [];
  }

  function room(now: number): number {
    roll(now);
    if (now < heldUntil) return 0;
    if (metered === false) return Number.POSITIVE_INFINITY;
    if (window === null) return Math.min(Math.max(1, share()) - inFlight, Math.max(1, quota()) - ours);
    return window.remaining - inFlight - lost.length - (window.shared ? share() : 0);
  }

  function opensAt(now: number): number | null {
    if (now < heldUntil) return heldUntil;
    if (window !== null) return window.endsBy;
    return policy === null || inFlight > 0 ? null : since + policy.seconds * 1000 + GUARD;
  }

  /** @returns whether it is of the window that goes on now, and not kept by a cache on the way */
  function observe({ remaining, reset, policy: said }: RateLimit, sent: Sent, now: number): boolean {
    roll(now);
    metered = true;
    policy = said ?? policy;
    const left = policy === null ? reset + 1 : Math.min(reset + 1, policy.seconds);
    const endsBy = now + left * 1000 + GUARD;
    const endsFrom = sent.at + (reset - 1) * 1000;
    const others = policy === null ? 0 : Math.max(0, policy.quota - remaining - ours);
    // Within a window the rest never grows.
    const grew = window !== null && remaining > window.remaining && sent.order > window.order;
    const isNext = window !== null && now >= window.endsFrom && (grew || endsFrom > window.endsBy);
    if (isNext) ours = inFlight + 1;
    if (isNext || (window === null && endsBy >= nextEndsFrom)) {
      window = { remaining, order, endsFrom, endsBy, others, shared: false };
    } else if (window !== null && endsBy >= window.endsFrom && endsFrom <= window.endsBy) {
      if (remaining <= window.remaining) Object.assign(window, { remaining, order });
      window.endsFrom = Math.max(window.endsFrom, endsFrom);
      window.endsBy = Math.min(window.endsBy, endsBy);
      window.shared ||= others > window.others;
    } else {
      return false;
    }
    lost = lost.filter((at) => at > sent.order);
    return true;
  }

  function pause({ status, headers, limit }: NonNullable<Counted>, now: number): void {
    if (status !== 429) {
      if (status < 500) refusals = 0;
      return;
    }
    const told = retryAfter(headers, Date.now()) ?? untilReset(limit);
    const guessed = Math.min(backoff * 2 ** refusals, MAX_PAUSE) * (0.5 + random() / 2);
    refusals += 1;
    heldUntil = Math.max(heldUntil, now + (told ?? guessed) + GUARD);
  }

  const untilReset = (limit: RateLimit | null): number | null =>
    limit?.remaining === 0 ? Math.min(limit.reset + 1, limit.policy?.seconds ?? Number.POSITIVE_INFINITY) * 1000 : null;

  return {
    name,
    room,
    opensAt,
    send(now) {
      if (ours === 0) since = now;
      inFlight += 1;
      ours += 1;
      order += 1;
      return { at: now, order };
    },
    settle(sent, counted, now) {
      inFlight -= 1;
      const limit = counted?.limit ?? null;
      if (limit === null && counted !== null && counted.status < 400 && metered === null) metered = false;
      if (limit === null ? metered !== false : !observe(limit, sent, now)) {
        order += 1;
        lost.push(order);
        since = now;
      }
      if (counted !== null) pause(counted, now);
    },
    release() {
      inFlight -= 1;
      ours -= 1;
    },
    state(now) {
      const free = room(now);
      const left = window === null ? null : Math.max(0, free);
      const opens = free > 0 ? now : (opensAt(now) ?? now);
      return { bucket: name, quota: policy?.quota ?? null, left, opensIn: Math.max(0, opens - now) };
    },
  };
}
