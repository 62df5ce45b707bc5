import { homedir } from 'node:os';
import { UsageError } from '../errors.ts';
import { HUB_ENDPOINT } from './hub.ts';
import { isRepoId, REPO_ID_FORM } from './repo-id.ts';

/** What a user asks to have audited. */
export type Target = { kind: 'repo'; id: string; revision: string | null } | { kind: 'folder'; path: string };

const FOLDER = /^(?:\.{1,2}(?:[/\\].*)?|\/.*|~(?:[/\\].*)?|[a-z]:[/\\].*)$/is;
const HUB_HOSTS: ReadonlySet<string> = new Set(['huggingface.co', 'www.huggingface.co', 'hf.co', 'www.hf.co']);
const BARE_HOST = /^(?:www\.)?(?:huggingface\.co|hf\.co)\//i;
const OTHER_TYPES: ReadonlySet<string> = new Set([
  ...['datasets', 'spaces', 'kernels', 'buckets', 'collections', 'papers', 'organizations', 'docs', 'blog'],
]);
/** Pages of a repository whose address goes on with a revision. */
const WITH_REVISION: ReadonlySet<string> = new Set(['tree', 'blob', 'resolve', 'raw', 'edit', 'commit', 'commits']);
/** Revisions whose names hold slashes even where a path follows: `refs/pr/1`, `refs/convert/parquet`. */
const REF = /^refs\/(?:pr|convert)\/[^/]+/;

/**
 * Reads a target: `org/name`, a legacy `name`, either with `@revision`, a Hub URL (also with `/tree/<revision>`),
 * `hf://org/name@revision`, or a folder written as a path (`./x`, `../x`, `/x`, `~/x`). `org/name` is always a
 * repository, even where a folder of that name exists.
 * @param options.endpoint base URL whose pages are Hub URLs too
 * @param options.home what `~` stands for
 * @throws UsageError saying what a target looks like
 */
export function parseTarget(
  text: string,
  { endpoint = HUB_ENDPOINT, home = homedir() }: { endpoint?: string; home?: string } = {},
): Target {
  const target = text.trim();
  if (FOLDER.test(target)) return { kind: 'folder', path: target.replace(/^~/, () => home) };
  if (/^hf:\/\//i.test(target)) return parseUri(target.slice('hf://'.length), text);
  if (BARE_HOST.test(target)) return parsePage(new URL(`https://${target}`), { text, prefix: '' });
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target)) return parseUrl(target, { text, endpoint });
  const [id = '', ...revision] = target.split('@');
  return repo(id, revision.length === 0 ? null : revision.join('@'), text);
}

function parseUrl(target: string, { text, endpoint }: { text: string; endpoint: string }): Target {
  const own = new URL(endpoint);
  const url = URL.canParse(target) ? new URL(target) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) {
    if (url.host === own.host) return parsePage(url, { text, prefix: own.pathname.replace(/\/$/, '') });
    if (HUB_HOSTS.has(url.host)) return parsePage(url, { text, prefix: '' });
  }
  throw new UsageError(`${JSON.stringify(text)} is not a page of ${endpoint}; ${EXPECTED}`);
}

const EXPECTED = `expected ${REPO_ID_FORM}; a Hub URL; or a folder written with ./`;

/** `hf://[models/]org/name[@revision][/path]` */
function parseUri(rest: string, text: string): Target {
  const [first = ''] = rest.split('/', 1);
  refuseOtherTypes(first, text);
  const plain = first === 'models' ? rest.slice('models/'.length) : rest;
  const at = plain.indexOf('@');
  if (at >= 0) return repo(plain.slice(0, at), leadingRevision(plain.slice(at + 1).split('/'), text), text);
  return repo(plain.split('/').slice(0, 2).join('/'), null, text);
}

function parsePage(url: URL, { text, prefix }: { text: string; prefix: string }): Target {
  const path = url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length) : url.pathname;
  const all = path.split('/').filter((segment) => segment !== '');
  const api = all[0] === 'api';
  const segments = api ? all.slice(1) : all;
  refuseOtherTypes(segments[0] ?? '', text);
  const inRepo = api && segments[0] === 'models' ? segments.slice(1) : segments;
  // A legacy model has one segment, so its page is told by the word after it.
  const idLength = WITH_REVISION.has(inRepo[1] ?? '') && inRepo.length > 2 ? 1 : Math.min(inRepo.length, 2);
  const [page = '', ...after] = inRepo.slice(idLength);
  const hasRevision = (WITH_REVISION.has(page) || (api && page === 'revision')) && after.length > 0;
  return repo(inRepo.slice(0, idLength).join('/'), hasRevision ? leadingRevision(after, text) : null, text);
}

function refuseOtherTypes(first: string, text: string): void {
  if (OTHER_TYPES.has(first)) {
    throw new UsageError(`${JSON.stringify(text)} is not a model (${first}); only models are audited`);
  }
}

/** The revision that a path begins with: one encoded segment, or a ref of the Hub's own. */
function leadingRevision(segments: readonly string[], text: string): string {
  const [ref] = REF.exec(segments.join('/')) ?? [];
  try {
    return decodeURIComponent(ref ?? segments[0] ?? '');
  } catch {
    throw new UsageError(`${JSON.stringify(text)} has a malformed "%" in its revision`);
  }
}

function repo(id: string, revision: string | null, text: string): Target {
  const [first = '', name] = id.split('/');
  if (name !== undefined) refuseOtherTypes(first, text);
  if (!isRepoId(id)) throw new UsageError(`${JSON.stringify(text)} is not a model; ${EXPECTED}`);
  if (revision === '') throw new UsageError(`${JSON.stringify(text)} ends in "@" without a revision`);
  return { kind: 'repo', id, revision };
}
