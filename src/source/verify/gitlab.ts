import { z } from 'zod';
import type { Ask } from './ask.ts';
import {
  type CodeHost,
  isName,
  jsonOf,
  type Listing,
  MAX_FILES,
  type RepoAddress,
  restOf,
  segmentsOf,
  withoutGit,
} from './code-host.ts';
import type { Bases } from './github.ts';
import { isPageGone } from './page.ts';

export const GITLAB: Bases = { api: 'https://gitlab.com/api/v4', web: 'https://gitlab.com' };

const HOSTS: ReadonlySet<string> = new Set(['gitlab.com', 'www.gitlab.com']);
const MAX_BYTES = 1024 * 1024;
const PAGE_SIZE = 100;
/** Pages of one tree that are read at most. */
const MAX_PAGES = 30;

const info = z
  .looseObject({
    path_with_namespace: z.string(),
    web_url: z.string(),
    default_branch: z.string().nullish().catch(null),
    archived: z.boolean().catch(false),
    empty_repo: z.boolean().catch(false),
    visibility: z.string().catch('public'),
    license: z.looseObject({ key: z.string() }).nullish().catch(null),
  })
  .transform(({ path_with_namespace, web_url, default_branch, archived, empty_repo, visibility, license }) => ({
    id: path_with_namespace,
    url: web_url,
    license: license && license.key !== 'other' ? license.key : null,
    archived,
    gated: false,
    closed: visibility === 'public' ? null : visibility,
    branch: empty_repo ? null : (default_branch ?? null),
  }));

const treePage = z.array(z.looseObject({ path: z.string(), type: z.string() }));

/** Repositories on gitlab.com, over its REST API (https://docs.gitlab.com/api/projects, .../api/repositories). */
export function gitlabHost(ask: Ask, { bases }: { bases: Bases }): CodeHost {
  const projectUrl = (id: string) => `${bases.api}/projects/${encodeURIComponent(id)}`;
  return {
    name: 'gitlab',
    read: (url) => (HOSTS.has(url.hostname) ? address(segmentsOf(url)) : null),
    async repository(id, signal) {
      const answer = await ask(`${projectUrl(id)}?license=true`, { maxBytes: MAX_BYTES, signal });
      return answer.status === 404 ? null : jsonOf(answer, info);
    },
    async tree(id, revision, signal): Promise<Listing | null> {
      const files: string[] = [];
      const query = `recursive=true&per_page=${PAGE_SIZE}&ref=${encodeURIComponent(revision)}`;
      let page = '1';
      for (let pages = 0; pages < MAX_PAGES && files.length < MAX_FILES; pages += 1) {
        const url = `${projectUrl(id)}/repository/tree?${query}&page=${page}`;
        const answer = await ask(url, { maxBytes: MAX_BYTES, signal });
        if (answer.status === 404) return null;
        for (const { path, type } of jsonOf(answer, treePage)) if (type !== 'tree') files.push(path);
        page = answer.headers.get('x-next-page') ?? '';
        if (!/^\d+$/.test(page)) return { files, complete: true };
      }
      return { files, complete: false };
    },
    // What is private or missing leads to the sign-in page, which answers.
    pageIsGone: (url, signal) =>
      isPageGone(ask, bases.web + url.pathname, signal, (at) => at.pathname.endsWith('/users/sign_in')),
  };
}

/** `group/subgroup/project/-/tree/main/src`; older addresses have no `-`. */
function address(segments: readonly string[]): RepoAddress | null {
  const dash = segments.indexOf('-');
  const page = dash < 0 ? segments.findIndex((segment, at) => at > 1 && PAGES.has(segment)) : dash;
  const path = page < 0 ? segments : segments.slice(0, page);
  if (path.length < 2 || !path.every(isName)) return null;
  const rest = page < 0 ? [] : restOf(segments.slice(dash < 0 ? page : page + 1));
  return { id: withoutGit(path.join('/')), rest };
}

const PAGES: ReadonlySet<string> = new Set(['tree', 'blob', 'raw', 'blame']);
