import { setTimeout as delay } from 'node:timers/promises';
import { SourceError } from '../errors.ts';
import { attempt, isApiUrl } from './http/attempt.ts';
import { noAnswer, refusal } from './http/error.ts';
import { nextLink, nextPage } from './http/link.ts';
import { isTransient, MAX_TRIES, waitBefore } from './http/retry.ts';
import { transport } from './http/transport.ts';
import type { Answer, Check } from './http/types.ts';
import { userAgent } from './user-agent.ts';

export interface HubFetchOptions {
  /** Base URL of the Hub, without a trailing slash. */
  endpoint: string;
  /** Sent to the endpoint's own origin and nowhere else. */
  token?: string | null;
  /** Seconds without a byte before a try counts as failed. Default 10. */
  timeout?: number;
  /** Milliseconds before the second try; doubled before the third. Default 500. */
  backoff?: number;
  /** Bytes of a body that are read at most. Default 64 MiB. */
  maxBytes?: number;
  /** Judges bodies; default: answers of the API must be JSON. */
  check?: Check;
  /** Where proxies and `HF_HUB_USER_AGENT_ORIGIN` are read from. Default `process.env`. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Replaced where a test measures waits instead of sitting through them. */
  sleep?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * The one door to the network: a `fetch` that knows the Hub (HUB.md). It is also handed to every function of
 * `@huggingface/hub`, which by itself has no retry and no time limit, drops the headers of errors and follows `Link`
 * with the token to any host.
 *
 * Bodies are read before the answer is handed on: an answer is whole and has proved itself. Failed connections,
 * stalls, 408, 429, 5xx and bodies that do not prove themselves are tried three times.
 * @returns a fetch whose answers are always ok. Everything else is thrown as SourceError (refusals as `HubError`, with
 *   the Hub's own code): `not-found`, `gated`, `unauthorized`, `rate-limited`, `network` or `invalid`
 * @throws SourceError `unauthorized` for a token that cannot be sent
 */
export function createHubFetch(options: HubFetchOptions): typeof fetch {
  const { token = null, timeout = 10, backoff = 500, maxBytes = 64 * 1024 * 1024, check } = options;
  const { env = process.env, sleep = wait } = options;
  // As URLs spell it: lower-case host, no default port.
  const endpoint = new URL(options.endpoint).href.replace(/\/+$/, '');
  if (token !== null && !/^[\x21-\x7e]+$/.test(token)) {
    throw new SourceError('unauthorized', 'the token holds characters that no token has; check HF_TOKEN', {
      attempts: 0,
    });
  }
  const fixed = { endpoint, agent: userAgent(env), timeout, maxBytes, check, fetch: transport(env) };

  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input).href;
    let sending = token;
    let attempts = 0;
    for (let tries = 1; ; tries += 1) {
      let outcome = await attempt({ ...fixed, url, init, token: sending });
      attempts += 1;
      if (sending !== null && outcome.kind === 'refused' && blamesToken(outcome.answer)) {
        // The token may be to blame instead of the repository: ask once more without it.
        sending = null;
        outcome = await attempt({ ...fixed, url, init, token: null });
        attempts += 1;
      }
      if (outcome.kind === 'answered') return toResponse(outcome.answer, { url, endpoint });
      const refused = outcome.kind === 'refused' ? outcome.answer : null;
      if (tries === MAX_TRIES || (refused !== null && !isTransient(refused.status))) {
        const tokenUse = token === null ? 'none' : sending === null ? 'refused' : 'sent';
        throw outcome.kind === 'refused'
          ? refusal({ status: outcome.answer.status, headers: outcome.answer.headers, url, attempts, token: tokenUse })
          : noAnswer(outcome.problem, { url, attempts, cause: outcome.cause });
      }
      const next = { tries, base: backoff, random: Math.random(), now: Date.now() };
      await sleep(waitBefore(next, refused), init.signal ?? undefined);
    }
  };
}

const wait = async (milliseconds: number, signal: AbortSignal | undefined): Promise<void> => {
  await delay(milliseconds, undefined, signal ? { signal } : {});
};

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
