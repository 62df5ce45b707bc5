import { SourceError } from '../errors.ts';
import { attempt, isApiUrl } from './http/attempt.ts';
import type { QuotaState } from './http/bucket.ts';
import { createBudget } from './http/budget.ts';
import { type Clock, realClock, sleep } from './http/clock.ts';
import { currentDeadline } from './http/deadline.ts';
import { noAnswer, refusal } from './http/error.ts';
import { nextLink, nextPage } from './http/link.ts';
import { isTransient, MAX_TRIES, waitBefore } from './http/retry.ts';
import { linkSignals } from './http/signals.ts';
import { transport } from './http/transport.ts';
import type { Answer, Check } from './http/types.ts';
import { type OnWarning, oncePerTopic, serverWarnings } from './http/warnings.ts';
import { userAgent } from './user-agent.ts';

export interface HubClientOptions {
  /** Base URL of the Hub, without a trailing slash. */
  endpoint: string;
  /** Sent to the endpoint's own origin and nowhere else. */
  token?: string | null;
  /** Requests under way at most. Default 8. */
  concurrency?: number;
  /** Seconds without a byte before a try counts as failed; waiting for quota does not count. Default 10. */
  timeout?: number;
  /** Milliseconds before the second try at most; doubled for each further one. Default 500. */
  backoff?: number;
  /** What the server wants to be known, and what is odd about it: once a topic. */
  onWarning?: OnWarning;
  /** Where proxies and `HF_HUB_USER_AGENT_ORIGIN` are read from. Default `process.env`. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Replaced where a test measures waits instead of sitting through them. */
  clock?: Clock;
}

/** How the body of a 2xx answer is judged. */
export interface Judging {
  /** Default: answers of the API must be JSON. */
  check?: Check;
  /** Bytes that are read at most. Default 64 MiB. */
  maxBytes?: number;
}

/** All requests to one Hub go through one client, because they share its quotas. */
export interface HubClient {
  /**
   * @returns an answer with status 2xx, whole and proven
   * @throws SourceError `not-found`, `gated`, `unauthorized`, `rate-limited`, `network` or `invalid`; refusals as
   *   `HubError` with the Hub's own code
   */
  request(url: string, init?: RequestInit, judging?: Judging): Promise<Answer>;
  /** The same as a `fetch`. */
  fetch(judging?: Judging): typeof fetch;
  /** Says something through `onWarning`, once a topic. */
  warn: OnWarning;
  /** The Hub's quotas as far as they are known. */
  quotas(): QuotaState[];
}

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The one door to the network: a client that knows the Hub (HUB.md). Its `fetch` is handed to every function of
 * `@huggingface/hub`, which by itself has no retry and no time limit, drops the headers of errors and follows `Link`
 * with the token to any host.
 *
 * Bodies are read before the answer is handed on: an answer is whole and has proved itself. Failed connections,
 * stalls, 408, 429, 5xx and bodies that do not prove themselves are tried five times. Quotas are used to their end and
 * then waited for (`createBudget`); `withDeadline` limits what a repository may take.
 * @throws SourceError `unauthorized` for a token that cannot be sent
 */
export function hubClient(options: HubClientOptions): HubClient {
  const { token = null, concurrency = 8, timeout = 10, backoff = 500, onWarning = () => {} } = options;
  const { env = process.env, clock = realClock } = options;
  // As URLs spell it: lower-case host, no default port.
  const endpoint = new URL(options.endpoint).href.replace(/\/+$/, '');
  if (token !== null && !/^[\x21-\x7e]+$/.test(token)) {
    throw new SourceError('unauthorized', 'the token holds characters that no token has; check HF_TOKEN', {
      attempts: 0,
    });
  }
  const warn = oncePerTopic(onWarning);
  const onWait = (bucket: string, milliseconds: number): void => {
    const larger = token === null ? '; with a token (HF_TOKEN) it is larger' : '';
    const wait = `waiting ${Math.ceil(milliseconds / 1000)} s for the next`;
    warn({ topic: `quota ${bucket}`, message: `the Hub's quota of "${bucket}" requests is used up: ${wait}${larger}` });
  };
  const budget = createBudget({ endpoint, concurrency, backoff, clock, random: Math.random, onWait });
  const fixed = { endpoint, agent: userAgent(env), timeout, budget, fetch: transport(env) };

  async function tried(url: string, init: RequestInit, judging: Judging, signal: AbortSignal): Promise<Answer> {
    const { check, maxBytes = MAX_BYTES } = judging;
    const ask = (sending: string | null) => attempt({ ...fixed, url, init, check, maxBytes, signal, token: sending });
    let sending = token;
    let attempts = 0;
    for (let tries = 1; ; tries += 1) {
      let outcome = await ask(sending);
      attempts += 1;
      if (sending !== null && outcome.kind === 'refused' && blamesToken(outcome.answer)) {
        // The token may be to blame instead of the repository: ask once more without it.
        sending = null;
        outcome = await ask(null);
        attempts += 1;
      }
      if (outcome.kind !== 'failed') {
        for (const headers of outcome.answer.hops) serverWarnings(headers).forEach(warn);
      }
      if (outcome.kind === 'answered') return outcome.answer;
      const refused = outcome.kind === 'refused' ? outcome.answer : null;
      if (tries === MAX_TRIES || (refused !== null && !isTransient(refused.status))) {
        const tokenUse = token === null ? 'none' : sending === null ? 'refused' : 'sent';
        throw outcome.kind === 'refused'
          ? refusal({ status: outcome.answer.status, headers: outcome.answer.headers, url, attempts, token: tokenUse })
          : noAnswer(outcome.problem, { url, attempts, cause: outcome.cause });
      }
      // After a 429 all requests of its quota wait, this one among them.
      if (refused?.status === 429 && budget.covers(refused.url)) continue;
      const next = { tries, base: backoff, random: Math.random(), now: Date.now() };
      await sleep(clock, waitBefore(next, refused), signal);
    }
  }

  async function request(url: string, init: RequestInit = {}, judging: Judging = {}): Promise<Answer> {
    const ends = linkSignals([init.signal, currentDeadline()?.signal]);
    try {
      return await tried(url, init, judging, ends.signal);
    } finally {
      ends.release();
    }
  }

  return {
    request,
    fetch:
      (judging) =>
      async (input, init = {}) => {
        const url = new URL(input instanceof Request ? input.url : input).href;
        return toResponse(await request(url, init, judging), { url, endpoint });
      },
    warn,
    quotas: budget.quotas,
  };
}

/** A client with one way of judging, as a `fetch`; it shares no quota with others. */
export function createHubFetch({ check, maxBytes, ...options }: HubClientOptions & Judging): typeof fetch {
  return hubClient(options).fetch({ ...(check && { check }), ...(maxBytes && { maxBytes }) });
}

const blamesToken = ({ status, headers }: Answer): boolean =>
  status === 401 && headers.get('x-error-code') !== 'GatedRepo';

function toResponse(answer: Answer, { url, endpoint }: { url: string; endpoint: string }): Response {
  const headers = new Headers(answer.headers);
  // They describe the bytes on the wire, which are decoded by now.
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
  const link = headers.get('link');
  if (link !== null && isApiUrl(url, endpoint)) {
    const next = nextPage(link, { pageUrl: answer.url, endpoint });
    headers.delete('link');
    if (next !== null) headers.set('link', nextLink(next));
  }
  const response = new Response(answer.body.byteLength > 0 ? answer.body : null, { status: answer.status, headers });
  return Object.defineProperty(response, 'url', { value: answer.url });
}
