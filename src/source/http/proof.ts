import { createHash } from 'node:crypto';
import { type Answer, type Check, lastHeader } from './types.ts';

const SHA1 = /^[0-9a-f]{40}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Whether a file's body is the file: its git blob SHA-1 is the ETag (SHA-256 and `x-linked-etag` for LFS), and the
 * commit is the one asked for (HUB.md section 4). A mirror that sends no ETag is taken at its word.
 * @param commit the sha asked for; null when a branch or tag was
 */
export function fileProof(commit: string | null): Check {
  return ({ headers, hops, body }) => {
    const said = lastHeader(hops, 'x-repo-commit');
    if (said === null) return 'no X-Repo-Commit header, so not an answer of the Hub';
    if (commit !== null && said !== commit) return `the file is of commit ${said.slice(0, 40)}, not of ${commit}`;
    const proven = digestsOf({ headers, hops }).every((digest) => isContentOf(digest, body));
    return proven ? null : 'the content does not match its ETag';
  };
}

/**
 * The hashes that an answer names for its body: of a git blob, or SHA-256 for LFS.
 * @returns none for a mirror that sends none
 */
export function digestsOf({ headers, hops }: Pick<Answer, 'headers' | 'hops'>): string[] {
  const linked = opaque(lastHeader(hops, 'x-linked-etag'));
  const etag = opaque(headers.get('etag'));
  // An LFS file is served by a CDN, whose own ETag is another hash.
  return linked !== null && SHA256.test(linked) ? [linked] : [linked, etag].filter((tag) => tag !== null);
}

/** Whether a body has the hash that an ETag names. False for any other kind of ETag. */
export function isContentOf(digest: string, body: Uint8Array): boolean {
  if (SHA256.test(digest)) return createHash('sha256').update(body).digest('hex') === digest;
  return SHA1.test(digest) && gitBlobSha1(body) === digest;
}

function opaque(etag: string | null): string | null {
  return etag?.replace(/^W\//, '').replaceAll('"', '').trim() || null;
}

/** The name that git gives to a file's content. */
function gitBlobSha1(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');
}

/** Whether an answer is JSON of the shape expected. A login page at status 200 is not. */
export function jsonProof(isExpected: (data: unknown) => boolean): Check {
  return ({ body }) => {
    const data = parseJson(body);
    if (data === undefined) return 'the answer is not JSON, as behind a login page or a proxy';
    return isExpected(data) ? null : 'the answer is JSON of another shape than the Hub documents';
  };
}

/** @returns undefined for what is not JSON */
function parseJson(body: Answer['body']): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8').decode(body));
  } catch {
    return undefined;
  }
}
