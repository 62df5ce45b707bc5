import { diskCache } from '../source/cache/disk.ts';
import { cachePath, endpointOf, isOffline, tokenOf } from '../source/endpoint.ts';
import { folderSource } from '../source/folder.ts';
import type { OnWarning } from '../source/http/warnings.ts';
import { type HubSource, hubSource } from '../source/hub.ts';
import { replaySource } from '../source/snapshot.ts';
import { parseTarget } from '../source/target.ts';
import type { Source } from '../source/types.ts';
import type { RepoFlags } from './flags.ts';
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
