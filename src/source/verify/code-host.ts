/** What GitHub, GitLab and the Hub have in common: repositories with a page, a licence and files at a revision. */
import { z } from 'zod';
import type { Answer } from '../http/types.ts';
import { type LinkedRepository, NotLooked } from './types.ts';

export const repositoryShape = z.object({
  /** How the host's API names it, under its present name. */
  id: z.string(),
  url: z.string(),
  license: z.string().nullable(),
  archived: z.boolean(),
  gated: z.boolean(),
  /** Private, or disabled: only some, or nobody, can have it. Null: it is public. */
  closed: z.string().nullable(),
  /** The default branch; null when it holds nothing at all. */
  branch: z.string().nullable(),
});
export type Repository = z.infer<typeof repositoryShape>;

export const listingShape = z.object({ files: z.array(z.string()), complete: z.boolean() });
export type Listing = z.infer<typeof listingShape>;

/** Which repository an address names, and what in it. */
export interface RepoAddress {
  id: string;
  /** What follows `tree` or `blob`: revision and path, not told apart, for a branch may have slashes in its name. */
  rest: readonly string[];
}

export interface CodeHost {
  /** Tells the hosts apart in the cache. */
  readonly name: string;
  /** @returns null for an address that is none of a repository here */
  read(url: URL): RepoAddress | null;
  /** @returns null when the host knows none of that name */
  repository(id: string, signal: AbortSignal): Promise<Repository | null>;
  /** @returns null when there is no such revision */
  tree(id: string, revision: string, signal: AbortSignal): Promise<Listing | null>;
  /** Whether the page itself is gone: an API may not know what has a page. */
  pageIsGone(url: URL, signal: AbortSignal): Promise<boolean>;
}

/** Files of one repository that are read at most; a longer listing counts as cut short. */
export const MAX_FILES = 10_000;

/** The segments of a URL's path, decoded. */
export function segmentsOf({ pathname }: URL): string[] {
  try {
    return pathname
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    throw new NotLooked('the address is malformed');
  }
}

/** A segment that can name an owner or a repository, and does not lead elsewhere. */
export const isName = (segment: string | undefined): segment is string =>
  segment !== undefined && /^[\w.+-]+$/.test(segment) && !/^\.+$/.test(segment);

export const withoutGit = (name: string): string => name.replace(/\.git$/, '');

const IN_REPOSITORY: ReadonlySet<string> = new Set(['tree', 'blob', 'raw', 'blame', 'resolve', 'edit']);

/** The revision and path of `tree/main/src`; nothing for other pages of a repository. */
export const restOf = ([page = '', ...rest]: readonly string[]): readonly string[] =>
  IN_REPOSITORY.has(page) ? rest : [];

/**
 * The JSON of an answer that is ok.
 * @throws NotLooked when the host did not send what it documents, as behind a login page
 */
export function jsonOf<T>({ status, url, body }: Answer, shape: z.ZodType<T>): T {
  const { host } = new URL(url);
  if (status < 200 || status > 299) throw new NotLooked(`${host} answered with HTTP ${status}`);
  const parsed = shape.safeParse(parse(body));
  if (!parsed.success) throw new NotLooked(`${host} answered with something else than it documents`);
  return parsed.data;
}

function parse(body: Answer['body']): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8').decode(body));
  } catch {
    return undefined;
  }
}

interface Found {
  listing: Listing;
  path: string;
  /** The revision is the one that the link names, so what is not there is lost. */
  sure: boolean;
}

/** Segments that the name of a branch may have at most. */
const MAX_BRANCH_SEGMENTS = 3;

/**
 * What lies at an address in a repository that is there. A branch that is gone may have been renamed: then the default
 * one is looked at.
 * @throws NotLooked when its files could not be listed
 */
export async function placeIn(
  host: CodeHost,
  { id, url, license, archived, gated, branch }: Repository,
  rest: readonly string[],
  signal: AbortSignal,
): Promise<LinkedRepository> {
  const { listing, path, sure } =
    branch === null
      ? { listing: { files: [], complete: true }, path: '', sure: false }
      : await listingAt(host, { id, branch }, rest, signal);
  const { files, complete } = listing;
  const isFile = files.includes(path);
  const isFolder = path === '' || files.some((file) => file.startsWith(`${path}/`));
  // What a listing that is cut short does not show may still be there.
  const there = isFile || isFolder || !complete;
  const folder = isFile || !there ? '' : path;
  const file = isFile ? path : null;
  return { kind: 'repository', url, license, archived, gated, files, complete, folder, file, lost: sure && !there };
}

async function listingAt(
  host: CodeHost,
  { id, branch }: { id: string; branch: string },
  rest: readonly string[],
  signal: AbortSignal,
): Promise<Found> {
  for (let length = 1; length <= Math.min(rest.length, MAX_BRANCH_SEGMENTS); length += 1) {
    const listing = await host.tree(id, rest.slice(0, length).join('/'), signal);
    if (listing) return { listing, path: rest.slice(length).join('/'), sure: true };
  }
  const listing = await host.tree(id, branch, signal);
  if (!listing) throw new NotLooked('its list of files could not be had');
  return { listing, path: rest.slice(1).join('/'), sure: false };
}
