import { diskCache } from '../source/cache/disk.ts';
import { jsonCache } from '../source/cache/json.ts';
import { cachePath, endpointOf, isOffline, tokenOf } from '../source/endpoint.ts';
import { folderSource } from '../source/folder.ts';
import type { OnWarning } from '../source/http/warnings.ts';
import { type HubSource, hubSource } from '../source/hub.ts';
import { replaySource } from '../source/snapshot.ts';
import { parseTarget } from '../source/target.ts';
import type { Source } from '../source/types.ts';
import { linkSource } from '../source/verify/link-source.ts';
import type { LinkSource } from '../source/verify/types.ts';
import type { JudgeFlags, RepoFlags } from './flags.ts';
import type { Io } from './io.ts';
import { snapshotDirs } from './snapshots.ts';

interface NetworkFlags {
  /** Whether what was read before is used, and what is read is kept. Default true. */
  cache?: boolean;
  /** No warnings. */
  quiet?: boolean;
}

/** One thing to audit and where it is read from. */
export interface Job {
  /** As reports and failures name it when nothing else is known: the id, or the path of a folder. */
  id: string;
  revision: string | null;
  source: Source;
}

/** The Hub as the environment says, or the snapshots when offline. One for a run, so that look-ups are shared. */
export async function repoSource(flags: RepoFlags & NetworkFlags, io: Io): Promise<Source> {
  const { env } = io;
  if (flags.offline || isOffline(env)) return replaySource(snapshotDirs(flags.snapshots));
  return onlineSource(flags, io);
}

/** The Hub as the environment says. One for a run, so that look-ups, quotas and the cache are shared. */
export async function onlineSource(
  { timeout, cache = true, quiet = false }: Pick<RepoFlags, 'timeout'> & NetworkFlags,
  { env, note }: Io,
): Promise<HubSource> {
  const onWarning: OnWarning = ({ message }) => {
    if (!quiet) note(`openlitmus: warning: ${message}`);
  };
  const kept = cache ? { cache: diskCache({ root: cachePath(env), onWarning }) } : {};
  return hubSource({ endpoint: endpointOf(env), token: await tokenOf(env), timeout, env, onWarning, ...kept });
}

/** How long what was found at a link is taken for what is there, in seconds. */
const LINK_AGE = 24 * 60 * 60;

/**
 * Where links are looked at with `--verify-links`, sharing the quotas of `repos`; undefined without the flag, and offline.
 * @throws UsageError when GITHUB_TOKEN cannot be a token
 */
export function linksOf(
  repos: Source,
  { verifyLinks = false, timeout, cache = true, quiet = false }: LinkFlags,
  { env, note }: Io,
): LinkSource | undefined {
  if (!verifyLinks) return undefined;
  if (!isHub(repos)) {
    if (!quiet) note('openlitmus: offline, links are not looked at');
    return undefined;
  }
  return linkSource({
    hub: { client: repos.client, endpoint: endpointOf(env) },
    githubToken: env.GITHUB_TOKEN?.trim() || null,
    timeout,
    env,
    cache: cache ? jsonCache(diskCache({ root: cachePath(env) }), { namespace: 'links-1', maxAge: LINK_AGE }) : null,
  });
}

type LinkFlags = Pick<RepoFlags, 'timeout'> & Pick<JudgeFlags, 'verifyLinks'> & NetworkFlags;

const isHub = (source: Source): source is HubSource => 'client' in source;

/**
 * What the targets name. A revision in a target goes before `--revision`.
 * @throws UsageError when one cannot be a target
 */
export function jobsOf(targets: readonly string[], flags: RepoFlags, { repos, io }: { repos: Source; io: Io }): Job[] {
  const endpoint = endpointOf(io.env);
  const hub = repos.kind === 'hub' ? { hub: repos } : {};
  return targets.map((text) => {
    const target = parseTarget(text, { endpoint });
    const asked = flags.revision ?? null;
    if (target.kind === 'repo') return { id: target.id, revision: target.revision ?? asked, source: repos };
    return { id: target.path, revision: asked, source: folderSource(target.path, hub) };
  });
}
