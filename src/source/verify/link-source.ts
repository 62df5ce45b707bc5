import pLimit from 'p-limit';
import { z } from 'zod';
import { SourceError, UsageError } from '../../errors.ts';
import type { JsonCache } from '../cache/json.ts';
import { TooLarge } from '../http/body.ts';
import { withOwnDeadline } from '../http/deadline.ts';
import type { Looked } from '../types.ts';
import { createAsk } from './ask.ts';
import { type CodeHost, listingShape, placeIn, type RepoAddress, repositoryShape } from './code-host.ts';
import { type Bases, GITHUB, githubHost } from './github.ts';
import { GITLAB, gitlabHost } from './gitlab.ts';
import { type GuardOptions, guardedFetch } from './guard.ts';
import { type Hub, hubHost } from './hub.ts';
import { isPageGone } from './page.ts';
import { remembering } from './remember.ts';
import { Limited, type LinkSource, NotLooked, type Place } from './types.ts';

export interface LinkOptions extends Partial<GuardOptions> {
  hub: Hub;
  /** Of GitHub; sent to its API and nowhere else. */
  githubToken?: string | null;
  /** Seconds without a byte before a try counts as failed. Default 10. */
  timeout?: number;
  /** Seconds for everything that is asked about one link. Default 30. */
  timeLimit?: number;
  /** Milliseconds before a second try. Default 500. */
  backoff?: number;
  /** Links looked at at the same time. Default 6. */
  concurrency?: number;
  /** Keeps answers between runs. Default: none. */
  cache?: JsonCache | null;
  github?: Bases;
  gitlab?: Bases;
}

/** Links that could not be looked at and are not tried again, at most. */
const MAX_FAILED = 2000;

/**
 * Looks at links on GitHub, GitLab and the Hub through their APIs, and whether other pages answer. Every repository and
 * page is asked for once.
 * @throws UsageError when the token for GitHub is none
 */
export function linkSource(options: LinkOptions): LinkSource {
  const { hub, githubToken = null, timeout = 10, timeLimit = 30 } = options;
  const { backoff = 500, concurrency = 6, cache = null, env = process.env } = options;
  if (githubToken !== null && !/^[\x21-\x7e]+$/.test(githubToken)) {
    throw new UsageError('GITHUB_TOKEN holds characters that no token has');
  }
  const fetch = guardedFetch({ env, trusted: options.trusted, resolve: options.resolve });
  const ask = createAsk({ fetch, env, timeout, backoff });
  const hosts = [
    githubHost(ask, { bases: options.github ?? GITHUB, token: githubToken }),
    gitlabHost(ask, { bases: options.gitlab ?? GITLAB }),
    hubHost(hub),
  ].map((host) => remembered(host, cache));
  const pages = remembering(z.boolean(), cache);
  const limit = pLimit(concurrency);

  const placeAt = async (url: URL, signal: AbortSignal): Promise<Place> => {
    const found = addressIn(hosts, url);
    if (found) return inRepository(found, url, signal);
    const gone = await pages(`page ${url.href}`, () => isPageGone(ask, url.href, signal));
    return gone ? { kind: 'gone', why: 'gone' } : { kind: 'page' };
  };
  const failed = new Map<string, string>();
  return {
    place: (text) =>
      limit(async (): Promise<Looked<Place>> => {
        const known = failed.get(text);
        if (known !== undefined) return { looked: false, why: known };
        try {
          const signal = AbortSignal.timeout(timeLimit * 1000);
          const value = await withOwnDeadline(async () => placeAt(urlOf(text), signal));
          return { looked: true, value };
        } catch (error) {
          const why = reason(error, timeLimit);
          if (failed.size >= MAX_FAILED) failed.clear();
          if (!(error instanceof Limited)) failed.set(text, why);
          return { looked: false, why };
        }
      }),
  };
}

interface Addressed {
  host: CodeHost;
  address: RepoAddress;
}

function addressIn(hosts: readonly CodeHost[], url: URL): Addressed | null {
  for (const host of hosts) {
    const address = host.read(url);
    if (address) return { host, address };
  }
  return null;
}

/** Not known to the API is gone only if the page is, too. */
async function inRepository({ host, address }: Addressed, url: URL, signal: AbortSignal): Promise<Place> {
  const repository = await host.repository(address.id, signal);
  if (repository === null) {
    return (await host.pageIsGone(url, signal)) ? { kind: 'gone', why: 'gone, or private' } : { kind: 'page' };
  }
  if (repository.closed !== null) return { kind: 'gone', why: repository.closed };
  return placeIn(host, repository, address.rest, signal);
}

/** Card addresses come with and without a scheme; what follows `#` is not asked for. */
function urlOf(text: string): URL {
  const written = text.trim();
  const full = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written.replace(/^\/\//, '')}`;
  if (!URL.canParse(full)) throw new NotLooked('the address is malformed');
  const url = new URL(full);
  if (!/^https?:$/.test(url.protocol)) throw new NotLooked(`a ${url.protocol} address is not looked at`);
  url.hash = '';
  return url;
}

/** A host whose repositories and trees are asked for once. */
function remembered(host: CodeHost, cache: JsonCache | null): CodeHost {
  const repositories = remembering(repositoryShape.nullable(), cache);
  const trees = remembering(listingShape.nullable(), cache);
  const gone = remembering(z.boolean(), cache);
  return {
    ...host,
    repository: (id, signal) => repositories(`${host.name} ${id}`, () => host.repository(id, signal)),
    tree: (id, revision, signal) => trees(`${host.name} ${id} tree ${revision}`, () => host.tree(id, revision, signal)),
    pageIsGone: (url, signal) => gone(`${host.name} page ${url.pathname}`, () => host.pageIsGone(url, signal)),
  };
}

/** @throws whatever is a defect of ours */
function reason(error: unknown, timeLimit: number): string {
  if (error instanceof NotLooked || error instanceof SourceError) return error.message;
  if (error instanceof TooLarge) return `the answer is too large: ${error.message}`;
  if (error instanceof Error && error.name === 'TimeoutError') return `no whole answer within ${timeLimit} s`;
  throw error;
}
