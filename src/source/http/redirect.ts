import { drain, idleTimer, readBody } from './body.ts';
import type { Budget } from './budget.ts';
import { currentDeadline } from './deadline.ts';
import type { Answer } from './types.ts';

/** Redirects that one request follows. */
const MAX_REDIRECTS = 5;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface Hop {
  url: string;
  init: RequestInit;
  /** Ends the request, also while it waits for quota. */
  signal: AbortSignal;
  /** Headers of a request to this URL; the token is among them only where it may be sent. */
  headersFor(url: string): Headers;
  /** Seconds without a byte. */
  timeout: number;
  maxBytes: number;
  budget: Budget;
  fetch: typeof fetch;
}

/**
 * Makes one request, follows its redirects by hand so that headers can be chosen and quota be spent for each hop, and
 * reads the body.
 * @throws Error when a connection fails or stalls, a redirect leads nowhere, or the body is cut short
 * @throws TooLarge when the body of an ok answer is larger than `maxBytes`
 */
export async function follow({ url, ...rest }: Hop): Promise<Answer> {
  const hops: Headers[] = [];
  let next = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const { status, headers, body } = await hop({ url: next, ...rest });
    hops.push(headers);
    if (!REDIRECTS.has(status)) return { status, url: next, headers, hops, body };
    next = target(headers.get('location'), next);
  }
  throw new Error(`more than ${MAX_REDIRECTS} redirects`);
}

function hop(of: Hop): Promise<Pick<Answer, 'status' | 'headers' | 'body'>> {
  const { url, init, signal, headersFor, timeout, maxBytes, budget, fetch } = of;
  // Taken here: what is queued may be started from somewhere else.
  const deadline = currentDeadline();
  return budget.spend(url, signal, (headed) => {
    const send = async () => {
      const idle = idleTimer(timeout, signal);
      try {
        const response = await fetch(url, {
          ...init,
          headers: headersFor(url),
          redirect: 'manual',
          signal: idle.signal,
        });
        idle.touch();
        headed(response);
        // Errors are worded from their headers; redirects are only followed.
        const { ok, status, headers } = response;
        if (ok) return { status, headers, body: await readBody(response, { maxBytes, idle }) };
        await drain(response, idle);
        return { status, headers, body: new Uint8Array() };
      } catch (error) {
        throw idle.signal.aborted ? idle.signal.reason : error;
      } finally {
        idle.stop();
      }
    };
    return deadline === undefined ? send() : deadline.counting(send);
  });
}

function target(location: string | null, from: string): string {
  if (location === null || !URL.canParse(location, from)) throw new Error('a redirect without a usable location');
  const url = new URL(location, from);
  const downgraded = url.protocol === 'http:' && from.startsWith('https:');
  if (!/^https?:$/.test(url.protocol) || downgraded) throw new Error(`a redirect to ${url.protocol} was refused`);
  return url.href;
}
