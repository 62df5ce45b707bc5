import { endpointOf, isOffline, tokenOf } from '../source/endpoint.ts';
import { folderSource } from '../source/folder.ts';
import { hubSource } from '../source/hub.ts';
import { replaySource } from '../source/snapshot.ts';
import { parseTarget } from '../source/target.ts';
import type { Source } from '../source/types.ts';
import type { SourceFlags } from './flags.ts';
import type { Io } from './io.ts';
import { snapshotDirs } from './snapshots.ts';

/** One thing to audit and where it is read from. */
export interface Job {
  /** As reports and failures name it when nothing else is known: the id, or the path of a folder. */
  id: string;
  revision: string | null;
  source: Source;
}

/** The Hub as the environment says, or the snapshots when offline. One for a run, so that look-ups are shared. */
export async function repoSource({ offline, snapshots, timeout }: SourceFlags, { env }: Io): Promise<Source> {
  if (offline || isOffline(env)) return replaySource(snapshotDirs(snapshots));
  return hubSource({ endpoint: endpointOf(env), token: await tokenOf(env), timeout, env });
}

/**
 * What the targets name. A revision in a target goes before `--revision`.
 * @throws UsageError when one cannot be a target
 */
export function jobsOf(
  targets: readonly string[],
  flags: SourceFlags,
  { repos, io }: { repos: Source; io: Io },
): Job[] {
  const endpoint = endpointOf(io.env);
  const hub = repos.kind === 'hub' ? { hub: repos } : {};
  return targets.map((text) => {
    const target = parseTarget(text, { endpoint });
    const asked = flags.revision ?? null;
    if (target.kind === 'repo') return { id: target.id, revision: target.revision ?? asked, source: repos };
    return { id: target.path, revision: asked, source: folderSource(target.path, hub) };
  });
}
