import { z } from 'zod';
import type { Answer } from '../http/types.ts';
import type { Ask } from './ask.ts';
import {
  type CodeHost,
  isName,
  jsonOf,
  MAX_FILES,
  type RepoAddress,
  restOf,
  segmentsOf,
  withoutGit,
} from './code-host.ts';
import { isPageGone } from './page.ts';

export interface Bases {
  /** Base URL of the API, without a trailing slash. */
  api: string;
  /** Base URL of the pages. */
  web: string;
}

export const GITHUB: Bases = { api: 'https://api.github.com', web: 'https://github.com' };

const HOSTS: ReadonlySet<string> = new Set(['github.com', 'www.github.com']);
const RAW = 'raw.githubusercontent.com';

/** The API sends a tree of at most 7 MB, and says where it cut (https://docs.github.com/rest/git/trees). */
const MAX_BYTES = 12 * 1024 * 1024;

const info = z
  .looseObject({
    full_name: z.string(),
    html_url: z.string(),
    default_branch: z.string(),
    archived: z.boolean().catch(false),
    disabled: z.boolean().catch(false),
    private: z.boolean().catch(false),
    license: z.looseObject({ spdx_id: z.string().nullish() }).nullish().catch(null),
  })
  .transform(({ full_name, html_url, default_branch, archived, license, ...rest }) => ({
    id: full_name,
    url: html_url,
    license: known(license?.spdx_id),
    archived,
    gated: false,
    closed: rest.private ? 'private' : rest.disabled ? 'disabled by GitHub' : null,
    branch: default_branch,
  }));

const tree = z.looseObject({
  tree: z.array(z.looseObject({ path: z.string(), type: z.string() })),
  truncated: z.boolean().catch(false),
});

/** GitHub says NOASSERTION of a licence text that it does not recognise. */
const known = (spdx: string | null | undefined): string | null =>
  spdx === undefined || spdx === null || spdx === 'NOASSERTION' ? null : spdx;

/**
 * Repositories on GitHub, over its REST API (https://docs.github.com/rest/repos/repos#get-a-repository).
 * @param options.token raises the limit from 60 requests an hour to 5,000; sent to the API and nowhere else
 */
export function githubHost(ask: Ask, { bases, token }: { bases: Bases; token: string | null }): CodeHost {
  let sending = token;
  const limitedAs = token === null ? 'set GITHUB_TOKEN for a higher one' : 'try again in an hour';

  /** A token that is refused, or may not see what everybody may, is not asked with again. */
  const get = async (path: string, signal: AbortSignal): Promise<Answer> => {
    const asked = { accept: 'application/vnd.github+json', maxBytes: MAX_BYTES, signal, ifLimited: limitedAs };
    const answer = await ask(bases.api + path, { ...asked, token: sending });
    if (sending === null || (answer.status !== 401 && answer.status !== 403)) return answer;
    if (answer.status === 401) sending = null;
    return ask(bases.api + path, {
      ...asked,
      ifLimited: 'GITHUB_TOKEN was refused; set one that is good',
      token: null,
    });
  };

  return {
    name: 'github',
    read: (url) => address(url),
    async repository(id, signal) {
      const answer = await get(`/repos/${id}`, signal);
      if (answer.status === 404 || answer.status === 451) return null;
      return jsonOf(answer, info);
    },
    async tree(id, revision, signal) {
      const answer = await get(`/repos/${id}/git/trees/${encodeURIComponent(revision)}?recursive=1`, signal);
      if (answer.status === 404 || answer.status === 422) return null;
      // "Git Repository is empty."
      if (answer.status === 409) return { files: [], complete: true };
      const listed = jsonOf(answer, tree);
      const files = listed.tree.filter(({ type }) => type !== 'tree').map(({ path }) => path);
      return { files: files.slice(0, MAX_FILES), complete: !listed.truncated && files.length <= MAX_FILES };
    },
    pageIsGone: (url, signal) => isPageGone(ask, bases.web + url.pathname, signal),
  };
}

function address(url: URL): RepoAddress | null {
  const [owner, name, ...after] = segmentsOf(url);
  if (!isName(owner) || !isName(name)) return null;
  const id = `${owner}/${withoutGit(name)}`;
  if (url.hostname === RAW) return { id, rest: after };
  return HOSTS.has(url.hostname) ? { id, rest: restOf(after) } : null;
}
