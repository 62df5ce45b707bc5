import { idleTimer, readBody } from './body.ts';
import type { Answer } from './types.ts';

/** Redirects that one request follows. */
const MAX_REDIRECTS = 5;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface Hop {
  url: string;
  init: RequestInit;
  /** Headers of a request to this URL; the token is among them only where it may be sent. */
  headersFor(url: string): Headers;
  /** Seconds without a byte. */
  timeout: number;
  maxBytes: number;
  fetch: typeof fetch;
}

/**
 * Makes one request, follows its redirects by hand so that headers can be chosen for each hop, and reads the body.
 * @throws Error when a connection fails or stalls, a redirect leads nowhere, or the body is cut short
 * @throws TooLarge when the body of an ok answer is larger than `maxBytes`
 */
export async function follow({ url, init, headersFor, timeout, maxBytes, fetch }: Hop): Promise<Answer> {
  const hops: Headers[] = [];
  let next = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const idle = idleTimer(timeout);
    try {
      const signal = init.signal ? AbortSignal.any([init.signal, idle.signal]) : idle.signal;
      const response = await fetch(next, { ...init, headers: headersFor(next), redirect: 'manual', signal });
      idle.touch();
      const { status, headers } = response;
      hops.push(headers);
      if (!REDIRECTS.has(status)) {
        // Errors are worded from their headers; of their bodies a little is read so that the connection can be reused.
        const body = response.ok ? await readBody(response, { maxBytes, idle }) : await discard(response);
        return { status, url: next, headers, hops, body };
      }
      await discard(response);
      next = target(headers.get('location'), next);
    } catch (error) {
      throw idle.signal.aborted ? idle.signal.reason : error;
    } finally {
      idle.stop();
    }
  }
  throw new Error(`more than ${MAX_REDIRECTS} redirects`);
}

function target(location: string | null, from: string): string {
  if (location === null || !URL.canParse(location, from)) throw new Error('a redirect without a usable location');
  const url = new URL(location, from);
  const downgraded = url.protocol === 'http:' && from.startsWith('https:');
  if (!/^https?:$/.test(url.protocol) || downgraded) throw new Error(`a redirect to ${url.protocol} was refused`);
  return url.href;
}

async function discard(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  await response.body?.cancel();
  return new Uint8Array();
}
