import { type ErrorStyle, failure, type Reply } from './reply.ts';
import type { FakeRepo, RepoType } from './repos.ts';

/** What the fake Hub knows of its users: repositories that each token may read although gated or private. */
export interface Users {
  tokens: Record<string, { access: string[] }>;
  /** Answer every request with an unknown token by 401, public or not. */
  refuseBadTokens: boolean;
}

/** Files that a gate lets everybody read (HUB.md section 5): exact names, at the root. */
const LET_THROUGH: ReadonlySet<string> = new Set(['README.md', 'LICENSE', 'LICENSE.md', 'LICENSE.txt']);

export const badToken = (style: ErrorStyle): Reply =>
  failure(style, { status: 401, message: 'Invalid username or password.' });

/** Missing and private look the same: 401 without a token, 404 with one. */
export function notFound(style: ErrorStyle, token: string | null, users: Users): Reply {
  return token !== null && users.tokens[token] !== undefined
    ? failure(style, { status: 404, message: 'Repository not found', code: 'RepoNotFound' })
    : badToken(style);
}

export const hasAccess = (repo: FakeRepo, token: string | null, users: Users): boolean =>
  token !== null && (users.tokens[token]?.access.includes(repo.id) ?? false);

export const isHidden = (repo: FakeRepo, token: string | null, users: Users): boolean =>
  repo.private && !hasAccess(repo, token, users);

/** The refusal of a gated or disabled repository's content; null when it may be read. Made before existence is. */
export function gate(
  repo: FakeRepo,
  style: ErrorStyle,
  {
    path,
    token,
    users,
  }: {
    path: string | null;
    token: string | null;
    users: Users;
  },
): Reply | null {
  const open = repo.gated === false || hasAccess(repo, token, users) || (path !== null && LET_THROUGH.has(path));
  if (!repo.disabled && open) return null;
  const kind = KIND[repo.type];
  const restricted = `Access to ${kind} ${repo.id} is restricted`;
  return token !== null && users.tokens[token] !== undefined
    ? failure(style, {
        status: 403,
        code: 'GatedRepo',
        message: `${restricted} and you are not in the authorized list. Visit https://huggingface.co/${repo.id} to ask for access.`,
      })
    : failure(style, {
        status: 401,
        code: 'GatedRepo',
        message: `${restricted}. You must have access to it and be authenticated to access it. Please log in.`,
      });
}

const KIND: Record<RepoType, string> = { models: 'model', datasets: 'dataset', spaces: 'space' };
