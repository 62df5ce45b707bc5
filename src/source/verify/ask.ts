import { setTimeout as delay } from 'node:timers/promises';
import { TooLarge } from '../http/body.ts';
import type { Budget } from '../http/budget.ts';
import { follow } from '../http/redirect.ts';
import type { Answer } from '../http/types.ts';
import { userAgent } from '../user-agent.ts';
import { Limited, NotLooked } from './types.ts';

export interface AskOptions {
  fetch: typeof fetch;
  env: Readonly<Record<string, string | undefined>>;
  /** Seconds without a byte. */
  timeout: number;
  /** Milliseconds before the second try. */
  backoff: number;
}

interface Asked {
  method?: 'GET' | 'HEAD';
  accept?: string;
  /** Sent to the origin of the URL and nowhere else. */
  token?: string | null;
  /** Bytes of a body that are read at most. */
  maxBytes: number;
  signal: AbortSignal;
  /** What the user can do about a used-up rate limit. */
  ifLimited?: string;
}

/**
 * @returns whatever was answered, short of a used-up rate limit and a 5xx
 * @throws NotLooked when there was no answer, or one of these
 * @throws TooLarge when the body of an ok answer is larger than `maxBytes`
 */
export type Ask = (url: string, asked: Asked) => Promise<Answer>;

const MAX_TRIES = 2;

/** Only the Hub says what is left of its quota in a way that can be planned with. */
const unmetered: Budget = { spend: (_url, _signal, send) => send(() => {}), covers: () => false, quotas: () => [] };

/** A limit without a word on when it ends, in milliseconds. */
const SOME_TIME = 60_000;

/** Asks hosts that are not the Hub: twice where that may help, and no more once a host has said that it is enough. */
export function createAsk({ fetch, env, timeout, backoff }: AskOptions): Ask {
  const limitedUntil = new Map<string, number>();
  const agent = userAgent(env);

  return async (url, { method = 'GET', accept, token = null, maxBytes, signal, ifLimited = 'try again later' }) => {
    const { origin, host } = new URL(url);
    const headersFor = headerChoice({ origin, token, agent, accept });
    const enough = () => new Limited(`the rate limit of ${host} is used up; ${ifLimited}`);
    for (let tries = 1; ; tries += 1) {
      if ((limitedUntil.get(origin) ?? 0) > Date.now()) throw enough();
      let problem: string;
      try {
        const request = { url, init: { method }, signal, headersFor, timeout, maxBytes };
        const answer = await follow({ ...request, budget: unmetered, fetch });
        if (isLimit(answer)) {
          limitedUntil.set(origin, limitEnd(answer.headers, Date.now()));
          throw enough();
        }
        if (answer.status < 500) return answer;
        problem = `${host} answered with HTTP ${answer.status}`;
      } catch (error) {
        signal.throwIfAborted();
        const known = refusalIn(error);
        if (known) throw known;
        problem = `no answer from ${host}: ${describe(error)}`;
      }
      if (tries === MAX_TRIES) throw new NotLooked(problem);
      await delay(backoff, undefined, { signal });
    }
  };
}

/** The token stays at home: not sent across a redirect to another origin, nor back there. */
function headerChoice(of: {
  origin: string;
  token: string | null;
  agent: string;
  accept: string | undefined;
}): (url: string) => Headers {
  let atHome = true;
  return (url) => {
    atHome &&= new URL(url).origin === of.origin;
    const headers = new Headers({ 'user-agent': of.agent });
    if (of.accept !== undefined) headers.set('accept', of.accept);
    if (atHome && of.token !== null) headers.set('authorization', `Bearer ${of.token}`);
    return headers;
  };
}

/**
 * GitHub answers a used-up limit with 403 or 429, nothing remaining or a time to wait
 * (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api); others with 429.
 */
function isLimit({ status, headers }: Answer): boolean {
  if (status === 429) return true;
  return status === 403 && (headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after'));
}

function limitEnd(headers: Headers, now: number): number {
  const wait = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(wait)) return now + wait * 1000;
  const reset = Number(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? Number.NaN);
  return Number.isFinite(reset) && reset * 1000 > now ? reset * 1000 : now + SOME_TIME;
}

/** What no second try would mend; `fetch` hides it in the cause. */
function refusalIn(error: unknown): Error | null {
  if (error instanceof NotLooked || error instanceof TooLarge) return error;
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : null;
}

/** `fetch failed` says nothing; its cause does. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
