import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { badToken, isHidden, notFound, type Users } from './access.ts';
import { apiRoute, type LinkMode, models, overview } from './api.ts';
import { type Fault, type FaultKind, spoil, transmit } from './faults.ts';
import { cdnContent, content, resolveRoute } from './files.ts';
import { createQuota, type Quota, type QuotaKeeper } from './quota.ts';
import { type Asked, failure, type Reply, redirect } from './reply.ts';
import { commit, type FakeRepo, type FileSpec, type RepoSpec, type RepoType } from './repos.ts';
import { createStore } from './store.ts';

export interface HubSpec {
  repos?: Record<string, RepoSpec>;
  datasets?: Record<string, RepoSpec>;
  spaces?: Record<string, RepoSpec>;
  /** Old ids of models (`gpt2`) and datasets (`datasets/squad`), with their new ones. */
  renamed?: Record<string, string>;
  /** Owners that are users, not organisations. */
  users?: string[];
  tokens?: Users['tokens'];
  refuseBadTokens?: boolean;
  /** Entries in a page of a listing. Default 1000. */
  pageSize?: number;
  /** Milliseconds before each answer. Default 0. */
  delay?: number;
  link?: LinkMode;
  faults?: Fault[];
  /** What goes wrong with the n-th request (from 1) for a path and query; null: nothing. Asked where no fault is set. */
  chaos?: (path: string, asked: number) => FaultKind | null;
  /** Requests in a window, by bucket, and the window's length in seconds. */
  quota?: Partial<Quota>;
}

export interface LoggedRequest {
  origin: 'hub' | 'cdn';
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingMessage['headers'];
  /** Status answered; null when none was. */
  status: number | null;
  /** When it came, in milliseconds. */
  at: number;
}

export interface FakeHub {
  url: string;
  /** The second origin, which serves large files. */
  cdnUrl: string;
  requests: LoggedRequest[];
  /** Requests so far in each of the Hub's quotas. */
  counts: Record<'api' | 'resolvers' | 'pages', number>;
  /** What was counted and refused, by window. */
  quota: QuotaKeeper;
  /** Requests in flight at once, at most so far. */
  peak(): number;
  fault(fault: Fault): void;
  add(id: string, repo: RepoSpec): void;
  /** Moves `main` of a model to a new commit. */
  push(id: string, files: Record<string, FileSpec>): string;
  /** @throws Error when a token was sent to the second origin, or a route is broken */
  close(): Promise<void>;
}

/** Starts a Hugging Face Hub on this machine that behaves as HUB.md says, section 9 above all. */
export async function startHub(spec: HubSpec = {}): Promise<FakeHub> {
  const repos = createStore({ models: spec.repos ?? {}, datasets: spec.datasets ?? {}, spaces: spec.spaces ?? {} });
  const users: Users = { tokens: spec.tokens ?? {}, refuseBadTokens: spec.refuseBadTokens ?? false };
  const faults = (spec.faults ?? []).map((fault) => ({ ...fault, left: fault.times ?? 1 }));
  const renamed = new Map(Object.entries(spec.renamed ?? {}));
  const counted = new Map<string, number>();
  const quota = createQuota(spec.quota ?? {});
  const requests: LoggedRequest[] = [];
  const wrong: string[] = [];
  let inFlight = 0;
  let peak = 0;

  const server = (origin: 'hub' | 'cdn'): Server =>
    createServer((request, response) => {
      serve(origin, request, response).catch((error: unknown) => {
        wrong.push(`${request.url} broke the fake Hub: ${error instanceof Error ? error.stack : error}`);
        response.destroy();
      });
    });
  const hub = server('hub');
  const cdn = server('cdn');
  const [url, cdnUrl] = await Promise.all([listen(hub), listen(cdn)]);
  const listing = { pageSize: spec.pageSize ?? 1000, link: spec.link ?? 'absolute', url, elsewhere: cdnUrl };

  async function serve(origin: 'hub' | 'cdn', request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const { method = 'GET', headers: received } = request;
    const logged: LoggedRequest = { origin, method, path, headers: received, status: null, at: Date.now() };
    requests.push(logged);
    inFlight += 1;
    peak = Math.max(peak, inFlight);
    response.on('close', () => {
      inFlight -= 1;
    });
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    if (origin === 'cdn' && token !== null) wrong.push(`a token was sent to the second origin: ${path}`);
    const fault = faultFor(path);
    const asked: Asked = { method, url: new URL(path, url), token };
    const { pathname } = asked.url;
    const { limited, headers } = origin === 'hub' ? quota.take(pathname) : { limited: null, headers: {} };
    const routed = limited ?? (origin === 'hub' ? route(asked) : cdnContent(repos, pathname.split('/').at(-1) ?? ''));
    const reply = fault === null ? routed : spoil(routed, fault);
    const id = { 'x-request-id': `Root=1-fake-${requests.length}`, 'x-powered-by': 'huggingface-moon' };
    if (spec.delay) await delay(spec.delay);
    logged.status = fault === 'reset' || fault === 'stall' ? null : reply.status;
    await transmit(response, { ...reply, headers: { ...headers, ...id, ...reply.headers } }, fault);
  }

  function faultFor(path: string): FaultKind | null {
    const times = (counted.get(path) ?? 0) + 1;
    if (spec.chaos) counted.set(path, times);
    const fault = faults.find(({ on, left }) => left > 0 && on.test(path));
    if (fault === undefined) return spec.chaos?.(path, times) ?? null;
    fault.left -= 1;
    return fault.kind;
  }

  function route(asked: Asked): Reply {
    const { url: target, token } = asked;
    const segments = target.pathname.split('/').slice(1);
    const isApi = segments[0] === 'api';
    const style = isApi ? 'json' : 'text';
    const unknownToken = token !== null && users.tokens[token] === undefined;
    if (users.refuseBadTokens && unknownToken) return badToken(style);
    if (isApi && segments[1] === 'resolve-cache') return cached(segments.slice(2));
    if (target.pathname === '/api/models') return models(repos, { asked, listing });
    const [, kind, owner = '', page] = segments;
    if (isApi && (kind === 'organizations' || kind === 'users') && page === 'overview') {
      return overview(kind, decodeURIComponent(owner), { repos, users: new Set(spec.users) });
    }
    const [type, rest] = isApi
      ? ([typeOf(segments[1]) ?? 'models', segments.slice(2)] as const)
      : typeOf(segments[0])
        ? ([typeOf(segments[0]) ?? 'models', segments.slice(1)] as const)
        : (['models', segments] as const);
    if (target.pathname.toLowerCase().includes('%2f') && isApi && !/revision|tree/.test(target.pathname)) {
      return failure('json', { status: 400, message: 'Invalid repo name' });
    }
    const found = find(type, rest);
    if (found === null || isHidden(found.repo, token, users)) return notFound(style, token, users);
    const { repo, after, asId } = found;
    if (isApi) {
      if (asId !== repo.id) {
        return redirect(307, `/api/${type}/${repo.id}${after.map((part) => `/${part}`).join('')}${target.search}`);
      }
      return apiRoute(repo, after, { asked, users, listing });
    }
    const [verb, revision = '', ...path] = after.map(decodeURIComponent);
    if (verb === 'resolve') return resolveRoute(repo, { revision, path: path.join('/'), asked, users, cdn: cdnUrl });
    return failure('text', { status: 404, message: 'Not found' });
  }

  /** The repository that a path begins with, by its id, an old id, or its id in another case. */
  function find(type: RepoType, path: readonly string[]): { repo: FakeRepo; after: string[]; asId: string } | null {
    for (const length of [2, 1]) {
      const asId = path.slice(0, length).join('/');
      const key = type === 'models' ? asId : `${type}/${asId}`;
      const id = renamed.get(key) ?? asId;
      const repo = repos.find(type, id);
      if (repo !== null) return { repo, after: path.slice(length), asId };
    }
    return null;
  }

  function cached([type, org, name, sha = '', ...path]: string[]): Reply {
    const repo = repos.find(typeOf(type) ?? 'models', `${org}/${name}`);
    const file = repo?.commits.get(sha)?.get(path.map(decodeURIComponent).join('/'));
    return file ? content(file, sha) : failure('text', { status: 404, message: 'Entry not found' });
  }

  return {
    url,
    cdnUrl,
    requests,
    counts: quota.counts,
    quota,
    peak: () => peak,
    fault: (fault) => faults.push({ ...fault, left: fault.times ?? 1 }),
    add: repos.add,
    push(id, files) {
      const repo = repos.find('models', id);
      if (repo === null) throw new Error(`no model ${id} in this hub`);
      repos.changed();
      return commit(repo, { files });
    },
    async close() {
      await Promise.all([stop(hub), stop(cdn)]);
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
    },
  };
}

const typeOf = (segment: string | undefined): RepoType | null =>
  segment === 'datasets' || segment === 'spaces' ? segment : null;

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
