import { gate, hasAccess, type Users } from './access.ts';
import { type Asked, failure, json, type Reply, redirect } from './reply.ts';
import { type FakeRepo, hash, resolveRevision } from './repos.ts';
import type { RepoStore } from './store.ts';

/** How listings name their next page; all but `absolute` are hostile or broken. */
export type LinkMode = 'absolute' | 'relative' | 'no-space' | 'other-host' | 'loop' | 'endless' | 'no-rel' | 'garbage';

export interface Listing {
  pageSize: number;
  link: LinkMode;
  /** This server, without a trailing slash. */
  url: string;
  /** Another origin, for links that lead away. */
  elsewhere: string;
}

// The values that the Hub's own 400 lists (HUB.md sections 1 and 2). `gitalyUid` is not among them any more.
const EXPANDABLE = {
  models: new Set(
    `author baseModels cardData config createdAt disabled downloads downloadsAllTime evalResults gated inference
     inferenceProviderMapping lastModified library_name likes mask_token model-index pipeline_tag private safetensors
     sha siblings spaces tags transformersInfo trendingScore widgetData gguf resourceGroup xetEnabled
     childrenModelCount usedStorage`.split(/\s+/),
  ),
  datasets: new Set(
    `author cardData citation createdAt description disabled downloads downloadsAllTime gated lastModified likes mainSize
     paperswithcode_id private resourceGroup sha siblings tags trendingScore usedStorage`.split(/\s+/),
  ),
  // huggingface_hub's ExpandSpaceProperty_T: a Space has no gate.
  spaces: new Set(
    `author cardData createdAt datasets disabled lastModified likes models private resourceGroup runtime sdk sha siblings
     subdomain tags trendingScore usedStorage`.split(/\s+/),
  ),
};

/** `/api/{type}/{id}/…` of a repository that may be seen. `rest` is what follows the id. */
export function apiRoute(
  repo: FakeRepo,
  rest: readonly string[],
  { asked, users, listing }: { asked: Asked; users: Users; listing: Listing },
): Reply {
  const [what, encodedRevision = 'HEAD', ...path] = rest;
  if (what === 'refs') return gate(repo, 'json', { path: null, token: asked.token, users }) ?? json(refs(repo));
  const revision = decodeURIComponent(encodedRevision);
  const sha = resolveRevision(repo, revision);
  if (sha === null) {
    return failure('json', { status: 404, message: `Invalid rev id: ${revision}`, code: 'RevisionNotFound' });
  }
  if (what === undefined || what === 'revision') return info(repo, sha, asked.url.searchParams);
  if (what === 'tree' && path.length === 0) {
    const masked = repo.gated !== false && !hasAccess(repo, asked.token, users);
    return tree(repo, sha, { asked, listing, masked });
  }
  return failure('json', { status: 404, message: "Sorry, we can't find the page you are looking for." });
}

function info(repo: FakeRepo, sha: string, query: URLSearchParams): Reply {
  return badFields(repo.type, query) ?? json(entry(repo, sha, fieldsOf(query)));
}

const fieldsOf = (query: URLSearchParams): string[] => [...query.getAll('expand'), ...query.getAll('expand[]')];

function badFields(type: FakeRepo['type'], query: URLSearchParams): Reply | null {
  const unknown = fieldsOf(query).find((field) => !EXPANDABLE[type].has(field));
  if (unknown === undefined) return null;
  const options = [...EXPANDABLE[type]].map((field) => JSON.stringify(field)).join('|');
  return failure('json', { status: 400, message: `✖ Invalid option: expected one of ${options}` });
}

function entry(repo: FakeRepo, sha: string, fields: readonly string[]): object {
  const all: Record<string, unknown> = {
    author: repo.id.split('/')[0],
    sha,
    createdAt: '2024-01-02T03:04:05.000Z',
    lastModified: '2024-06-07T08:09:10.000Z',
    private: repo.private,
    gated: repo.gated,
    disabled: repo.disabled,
    tags: ['region:us'],
    downloads: 1000,
    likes: 10,
    siblings: [...(repo.commits.get(sha)?.keys() ?? [])].map((rfilename) => ({ rfilename })),
    ...repo.info,
  };
  const expanded = fields.filter((field) => all[field] !== undefined).map((field) => [field, all[field]]);
  return { _id: hash('sha1', repo.id).slice(0, 24), id: repo.id, ...Object.fromEntries(expanded) };
}

/** `/api/models?author=…`: of an owner nobody knows an empty list (HUB.md section 2). */
export function models(repos: RepoStore, { asked, listing }: { asked: Asked; listing: Listing }): Reply {
  const query = asked.url.searchParams;
  const bad = badFields('models', query);
  if (bad !== null) return bad;
  const fields = fieldsOf(query);
  const order = query.get('sort') === 'lastModified' ? 'lastModified' : 'createdAt';
  const task = query.get('pipeline_tag');
  const sorted = repos
    .modelsOf(query.get('author') ?? '', order)
    .filter(({ info }) => task === null || info.pipeline_tag === task);
  const start = offsetOf(asked.url);
  const end = start + Math.min(Number(query.get('limit') ?? listing.pageSize), listing.pageSize);
  const page = sorted.slice(start, end).map((repo) => entry(repo, resolveRevision(repo, 'main') ?? '', fields));
  return json(page, end < sorted.length ? { link: nextLink(asked.url, end, listing) } : {});
}

const offsetOf = (url: URL): number =>
  Number(Buffer.from(url.searchParams.get('cursor') ?? '', 'base64').toString() || 0);

/** `/api/organizations/{name}/overview` takes any case, `/api/users/{name}/overview` redirects (HUB.md section 7). */
export function overview(kind: 'organizations' | 'users', name: string, owners: Owners): Reply {
  const { repos, users } = owners;
  const known = repos.owner(name);
  if (known === null || (kind === 'users') !== users.has(known)) {
    return failure('json', { status: 404, message: "Sorry, we can't find the page you are looking for." });
  }
  const numModels = repos.modelsOf(known, 'createdAt').length;
  if (kind === 'organizations') return json({ _id: '0'.repeat(24), name: known, fullname: known, numModels });
  if (known !== name) return redirect(307, `/api/users/${known}/overview`);
  return json({ _id: '0'.repeat(24), user: known, fullname: known, type: 'user', numModels });
}

export interface Owners {
  repos: RepoStore;
  /** Owners that are users; the others are organisations. */
  users: ReadonlySet<string>;
}

const refs = (repo: FakeRepo): unknown => ({
  tags: entries(repo.tags, 'refs/tags/'),
  branches: entries(repo.branches, 'refs/heads/'),
  converts: [],
});

const entries = (refs: Map<string, string>, prefix: string): unknown[] =>
  [...refs].map(([name, targetCommit]) => ({ name, ref: prefix + name, targetCommit }));

function tree(
  repo: FakeRepo,
  sha: string,
  { asked, listing, masked }: { asked: Asked; listing: Listing; masked: boolean },
): Reply {
  const files = [...(repo.commits.get(sha)?.values() ?? [])];
  const folders = new Set(files.flatMap(({ path }) => parents(path)));
  const all = [
    ...[...folders].map((path) => ({ type: 'directory', oid: hash('sha1', path), size: 0, path })),
    ...files.map(({ path, content, oid, sha256, lfs }) => {
      const secret = masked ? '*'.repeat(64) : sha256;
      const large = { lfs: { oid: secret, size: content.length, pointerSize: 130 }, xetHash: secret };
      return { type: 'file', oid, size: content.length, path, ...(lfs ? large : {}) };
    }),
  ];
  const recursive = asked.url.searchParams.get('recursive') === 'true';
  const listed = recursive ? all : all.filter(({ path }) => !path.includes('/'));
  const start = offsetOf(asked.url);
  const end = start + listing.pageSize;
  const more = listing.link === 'endless' || end < listed.length;
  return json(listed.slice(start, end), more ? { link: nextLink(asked.url, end, listing) } : {});
}

const parents = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, depth, folders) => folders.slice(0, depth + 1).join('/'));

function nextLink(page: URL, offset: number, { link, url, elsewhere }: Listing): string {
  const next = new URL(page);
  next.searchParams.set('cursor', Buffer.from(String(link === 'loop' ? 0 : offset)).toString('base64'));
  const target = next.pathname + next.search;
  switch (link) {
    case 'relative':
      return `<${target}>; rel="next"`;
    case 'no-space':
      return `<${url}${target}>;rel=next`;
    case 'other-host':
      return `<${elsewhere}${target}>; rel="next"`;
    case 'no-rel':
      return `<${url}${target}>`;
    case 'garbage':
      return 'next';
    default:
      return `<${url}${target}>; rel="next"`;
  }
}
