/** GitHub, GitLab and the web at large, on this machine, as openlitmus asks them about links. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

export interface CodeSpec {
  /** Paths on the default branch. */
  files?: string[];
  /** Default `main`. */
  branch?: string;
  /** Paths on other branches and tags. */
  refs?: Record<string, string[]>;
  /** SPDX id (GitHub) or key (GitLab). */
  license?: string;
  archived?: boolean;
  private?: boolean;
  /** Nothing was ever pushed. */
  empty?: boolean;
  /** GitHub cuts its tree after this many entries. */
  cutAfter?: number;
}

/** What a page does: a status, a redirect, or something worse. */
export type PageSpec =
  | number
  | { location: string; status?: number }
  | 'huge'
  | 'stall'
  | 'reset'
  | 'no-head'
  | 'login';

export interface WebSpec {
  github?: Record<string, CodeSpec>;
  /** Old names of repositories on GitHub, with their new ones. */
  renamed?: Record<string, string>;
  /** GitHub: requests without a token before 403. */
  quota?: number;
  /** GitHub: the tokens that are good; any other gets 401. */
  tokens?: string[];
  gitlab?: Record<string, CodeSpec>;
  /** Answers in place of the true ones, by path; they come first. */
  pages?: Record<string, PageSpec>;
}

export interface LoggedAsk {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
}

export interface FakeWeb {
  url: string;
  github: { api: string; web: string };
  gitlab: { api: string; web: string };
  requests: LoggedAsk[];
  close(): Promise<void>;
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
  json?: unknown;
}

export async function startWeb(spec: WebSpec = {}): Promise<FakeWeb> {
  const requests: LoggedAsk[] = [];
  let unnamed = 0;

  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const { method = 'GET', headers } = request;
    requests.push({ method, path, headers });
    const target = new URL(path, 'http://web');
    const page = spec.pages?.[path] ?? spec.pages?.[target.pathname];
    if (page !== undefined) return misbehave(response, page, method);
    send(response, route(target, headers.authorization));
  });
  const url = await listen(server);

  function route(target: URL, authorization: string | undefined): Reply {
    const [, site = '', part = '', ...rest] = target.pathname.split('/');
    if (site === 'gh' && part === 'api') return githubApi(rest, authorization);
    if (site === 'gl' && part === 'api') return gitlabApi(rest, target.searchParams);
    const id = rest.slice(0, 2).join('/');
    if (site === 'gh') return { status: isPublic(spec.github?.[spec.renamed?.[id] ?? id]) ? 200 : 404 };
    if (id === 'users/sign_in') return { status: 200 };
    if (site === 'gl')
      return isPublic(spec.gitlab?.[id])
        ? { status: 200 }
        : { status: 302, headers: { location: '/gl/web/users/sign_in' } };
    return { status: 404 };
  }

  function githubApi(path: readonly string[], authorization: string | undefined): Reply {
    const token = authorization?.replace(/^Bearer /, '');
    if (token !== undefined && !spec.tokens?.includes(token))
      return { status: 401, json: { message: 'Bad credentials' } };
    if (token === undefined) unnamed += 1;
    const left = (spec.quota ?? 60) - unnamed;
    if (token === undefined && left < 0) {
      const reset = String(Math.floor(Date.now() / 1000) + 1800);
      return { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } };
    }
    const headers = { 'x-ratelimit-remaining': String(left) };
    const [kind, owner, name, what, , ...rest] = path;
    const ids = Object.keys(spec.github ?? {});
    const asked = `${owner}/${name}`;
    const id = kind === 'repositories' ? (ids[Number(owner)] ?? '') : asked;
    const renamed = spec.renamed?.[id];
    if (renamed !== undefined) {
      return { status: 301, headers: { ...headers, location: `${url}/gh/api/repositories/${ids.indexOf(renamed)}` } };
    }
    const repo = spec.github?.[id];
    if (repo === undefined || (repo.private && token === undefined))
      return { status: 404, headers, json: { message: 'Not Found' } };
    if (what !== 'git') return { status: 200, headers, json: githubInfo(id, repo) };
    return { headers, ...githubTree(repo, decodeURIComponent(rest.join('/'))) };
  }

  function gitlabApi([, encoded = '', ...rest]: readonly string[], query: URLSearchParams): Reply {
    const id = decodeURIComponent(encoded);
    const repo = spec.gitlab?.[id];
    if (!isPublic(repo)) return { status: 404, json: { message: '404 Project Not Found' } };
    if (rest.length === 0) return { status: 200, json: gitlabInfo(id, repo, query.has('license')) };
    const files = filesAt(repo, query.get('ref') ?? 'main');
    if (!files) return { status: 404, json: { message: '404 Tree Not Found' } };
    const page = Number(query.get('page') ?? 1);
    const size = Number(query.get('per_page') ?? 20);
    const listed = files.slice((page - 1) * size, page * size).map((path) => ({ path, type: 'blob', name: path }));
    return {
      status: 200,
      json: listed,
      headers: { 'x-next-page': page * size < files.length ? String(page + 1) : '' },
    };
  }

  return {
    url,
    github: { api: `${url}/gh/api`, web: `${url}/gh/web` },
    gitlab: { api: `${url}/gl/api`, web: `${url}/gl/web` },
    requests,
    close: () => stop(server),
  };
}

const isPublic = (repo: CodeSpec | undefined): repo is CodeSpec => repo !== undefined && !repo.private;

const githubInfo = (id: string, repo: CodeSpec) => ({
  full_name: id,
  html_url: `https://github.com/${id}`,
  default_branch: repo.branch ?? 'main',
  archived: repo.archived ?? false,
  disabled: false,
  private: repo.private ?? false,
  license: repo.license === undefined ? null : { key: repo.license.toLowerCase(), spdx_id: repo.license },
});

function githubTree(repo: CodeSpec, ref: string): Reply {
  if (repo.empty) return { status: 409, json: { message: 'Git Repository is empty.' } };
  const files = filesAt(repo, ref);
  if (!files) return { status: 404, json: { message: 'Not Found' } };
  const folders = new Set(files.flatMap((path) => (path.includes('/') ? [path.replace(/\/[^/]*$/, '')] : [])));
  const entries = [
    ...[...folders].map((path) => ({ path, type: 'tree' })),
    ...files.map((path) => ({ path, type: 'blob' })),
  ];
  const cut = repo.cutAfter ?? entries.length;
  return { status: 200, json: { sha: 'a'.repeat(40), tree: entries.slice(0, cut), truncated: cut < entries.length } };
}

const gitlabInfo = (id: string, repo: CodeSpec, licensed: boolean) => ({
  path_with_namespace: id,
  web_url: `https://gitlab.com/${id}`,
  default_branch: repo.empty ? null : (repo.branch ?? 'main'),
  archived: repo.archived ?? false,
  empty_repo: repo.empty ?? false,
  visibility: 'public',
  ...(licensed ? { license: repo.license === undefined ? null : { key: repo.license } } : {}),
});

function filesAt({ files = [], branch = 'main', refs = {} }: CodeSpec, ref: string): string[] | undefined {
  return ref === branch ? files : refs[ref];
}

function send(response: ServerResponse, { status, headers = {}, json }: Reply): void {
  response.writeHead(status, { 'content-type': json === undefined ? 'text/html' : 'application/json', ...headers });
  response.end(json === undefined ? '<p>page</p>' : JSON.stringify(json));
}

function misbehave(response: ServerResponse, page: PageSpec, method: string): void {
  if (typeof page === 'number') send(response, { status: page });
  else if (typeof page === 'object')
    send(response, { status: page.status ?? 302, headers: { location: page.location } });
  else WORSE[page](response, method);
}

const WORSE: Record<Extract<PageSpec, string>, (response: ServerResponse, method: string) => void> = {
  stall: () => {},
  reset: (response) => response.socket?.resetAndDestroy(),
  login: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to Hotel WiFi</h1>'),
  'no-head': (response, method) => send(response, { status: method === 'HEAD' ? 405 : 200 }),
  huge: (response, method) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    if (method === 'HEAD') response.end();
    else Readable.from(endless()).pipe(response);
  },
};

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(64 * 1024, ' ');
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
