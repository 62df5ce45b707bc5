import { SourceError, type SourceErrorCode } from '../../errors.ts';
import { printable } from './warnings.ts';

/** A refusal by the Hub, with its own word for the reason (`x-error-code`). */
export class HubError extends SourceError {
  /** `RepoNotFound`, `RevisionNotFound`, `EntryNotFound`, `GatedRepo`, ... or null when the Hub names none. */
  readonly hubCode: string | null;
  constructor(
    code: SourceErrorCode,
    message: string,
    details: ConstructorParameters<typeof SourceError>[2] & { hubCode?: string | null },
  ) {
    super(code, message, details);
    this.hubCode = details.hubCode ?? null;
  }
}

interface Refusal {
  status: number;
  headers: Headers;
  url: string;
  attempts: number;
  /** How the request that got this answer was made: `refused` when a token was turned down before. */
  token: 'none' | 'sent' | 'refused';
}

/**
 * Words an answer that is not ok, from its status and headers alone: bodies of errors may be HTML (HUB.md sections 4
 * to 6 and 8).
 */
export function refusal({ status, headers, url, attempts, token }: Refusal): HubError {
  const hubCode = headers.get('x-error-code');
  const requestId = headers.get('x-request-id');
  const said = printable(headers.get('x-error-message'));
  const { code, advice } = reason(status, hubCode, said, token);
  const answer = `HTTP ${status} from ${withoutQuery(url)}`;
  const why = `${advice} (${answer})`;
  const message = requestId ? `${advice} (${answer}, request ${printable(requestId)})` : why;
  return new HubError(code, message, { status, url, requestId, attempts, hubCode, why });
}

function reason(
  status: number,
  hubCode: string | null,
  said: string,
  token: Refusal['token'],
): { code: SourceErrorCode; advice: string } {
  if (/access to this resource is disabled/i.test(said)) {
    return { code: 'gated', advice: 'the repository is disabled by the Hub; nobody can read its files' };
  }
  if (hubCode === 'GatedRepo') {
    const how = token === 'none' ? 'accept its terms on the Hub and set HF_TOKEN' : 'ask for access on the Hub';
    const turnedDown = token === 'refused' ? '; the token was refused, check HF_TOKEN' : '';
    return {
      code: 'gated',
      advice: `the repository is gated: ${how}${turnedDown}${said ? `. The Hub says: ${said}` : ''}`,
    };
  }
  if (status === 401 && token !== 'none') {
    return {
      code: 'unauthorized',
      advice: 'the token was refused, and without it the repository is not found; check HF_TOKEN ("hf auth whoami")',
    };
  }
  if (status === 401) {
    return {
      code: 'not-found',
      advice: 'not found, or private: check the spelling, or set HF_TOKEN if it is a private repository',
    };
  }
  if (status === 403) {
    return token === 'none'
      ? {
          code: 'gated',
          advice: `access is refused; set HF_TOKEN if you have access${said ? `. The Hub says: ${said}` : ''}`,
        }
      : {
          code: 'unauthorized',
          advice: `the token may not read this; give it read access${said ? `. The Hub says: ${said}` : ''}`,
        };
  }
  if (status === 404 || status === 410) return { code: 'not-found', advice: missing(hubCode, said) };
  if (status === 429) {
    return {
      code: 'rate-limited',
      advice: `the Hub's rate limit is used up; wait five minutes${token === 'none' ? ', or set HF_TOKEN for a higher limit' : ''}`,
    };
  }
  if (status === 408 || status >= 500) {
    return { code: 'network', advice: 'the Hub could not answer; try again later (https://status.huggingface.co)' };
  }
  return { code: 'invalid', advice: `the Hub does not accept the request${said ? `: ${said}` : ''}` };
}

function missing(hubCode: string | null, said: string): string {
  switch (hubCode) {
    case 'RevisionNotFound':
      return `the revision does not exist in the repository: check --revision${said ? ` (${said})` : ''}`;
    case 'EntryNotFound':
      return 'the file does not exist in the repository';
    default:
      return 'the repository was not found: check the spelling, and that the token may see it if it is private';
  }
}

/** The failure that ends a request when no usable answer came. */
export function noAnswer(
  what: string,
  { url, attempts, cause }: { url: string; attempts: number; cause?: unknown },
): HubError {
  const message = `no usable answer from ${withoutQuery(url)} after ${attempts} ${attempts === 1 ? 'try' : 'tries'}: ${what}; check the connection and try again`;
  return new HubError('network', message, { url, attempts, cause });
}

/** Queries hold cursors and, on CDNs, signatures: nothing to show. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return printable(origin + pathname);
}
