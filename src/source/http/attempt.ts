import { SourceError } from '../../errors.ts';
import { TooLarge } from './body.ts';
import type { Budget } from './budget.ts';
import { nextPage } from './link.ts';
import { jsonProof } from './proof.ts';
import { follow } from './redirect.ts';
import type { Answer, Check } from './types.ts';

/** How one try ended. */
export type Outcome =
  | { kind: 'answered'; answer: Answer }
  | { kind: 'refused'; answer: Answer }
  /** No answer, or one at status 200 that does not prove itself. */
  | { kind: 'failed'; problem: string; cause: unknown };

export interface Attempt {
  url: string;
  init: RequestInit;
  /** Ends the attempt, also while it waits for quota. */
  signal: AbortSignal;
  endpoint: string;
  /** Null: ask anonymously. */
  token: string | null;
  agent: string;
  timeout: number;
  maxBytes: number;
  check: Check | undefined;
  budget: Budget;
  fetch: typeof fetch;
}

const isJson = jsonProof(() => true);

/** Whether a URL is one of the endpoint's JSON routes. */
export const isApiUrl = (url: string, endpoint: string): boolean => url.startsWith(`${endpoint}/api/`);

/**
 * One request with its redirects.
 * @throws SourceError `invalid` for a body larger than `maxBytes`; whatever `signal` aborted with
 */
export async function attempt({ url, init, endpoint, token, agent, check, ...rest }: Attempt): Promise<Outcome> {
  const headersFor = headerChoice({ init, endpoint, token, agent });
  let answer: Answer;
  try {
    answer = await follow({ url, init, headersFor, ...rest });
  } catch (error) {
    rest.signal.throwIfAborted();
    if (error instanceof TooLarge)
      throw new SourceError('invalid', `too large: ${error.message}`, { url, cause: error });
    return { kind: 'failed', problem: describe(error), cause: error };
  }
  if (answer.status < 200 || answer.status > 299) return { kind: 'refused', answer };
  const isApi = isApiUrl(url, endpoint) && init.method !== 'HEAD';
  const problem = (check ?? (isApi ? isJson : undefined))?.(answer) ?? (isApi ? linkProblem(answer, endpoint) : null);
  return problem === null ? { kind: 'answered', answer } : { kind: 'failed', problem, cause: undefined };
}

/** Headers of each hop: the token goes to the endpoint only, and not even there once a redirect has left it. */
function headerChoice(of: Pick<Attempt, 'init' | 'endpoint' | 'token' | 'agent'>): (url: string) => Headers {
  const { origin } = new URL(of.endpoint);
  let atHome = true;
  return (url) => {
    atHome &&= new URL(url).origin === origin;
    const headers = new Headers(of.init.headers);
    headers.set('user-agent', of.agent);
    headers.delete('authorization');
    if (atHome && of.token !== null) headers.set('authorization', `Bearer ${of.token}`);
    return headers;
  };
}

function linkProblem({ headers, url }: Answer, endpoint: string): string | null {
  const link = headers.get('link');
  if (link === null || nextPage(link, { pageUrl: url, endpoint }) !== 'unreadable') return null;
  return 'its Link header cannot be read, so the listing may be incomplete';
}

/** `fetch failed` says nothing; its cause does. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
