import { audit } from '../../audit.ts';
import { UsageError } from '../../errors.ts';
import { loadRules } from '../../rules/load.ts';
import { endpointOf, isOffline } from '../../source/endpoint.ts';
import { recording } from '../../source/record.ts';
import { parseTarget } from '../../source/target.ts';
import { exitCode } from '../exit-code.ts';
import type { SourceFlags } from '../flags.ts';
import type { Io } from '../io.ts';
import { noteOutcome, runJobs } from '../run.ts';
import { snapshotDirs } from '../snapshots.ts';
import { type Job, jobsOf, repoSource } from '../sources.ts';

/**
 * `openlitmus snapshot <target...>`: audits each target through a recorder, so that exactly what an audit asks is
 * recorded, and prints the folder written. Returns the exit code.
 */
export async function snapshot(
  targets: readonly string[],
  flags: SourceFlags & { quiet?: boolean },
  io: Io,
): Promise<number> {
  if (isOffline(io.env)) {
    throw new UsageError('a snapshot is recorded from the Hub, but the environment forbids it; unset HF_HUB_OFFLINE');
  }
  const endpoint = endpointOf(io.env);
  const folder = targets.find((target) => parseTarget(target, { endpoint }).kind === 'folder');
  if (folder !== undefined) throw new UsageError(`${folder} is a folder; audit it as it is, without a snapshot`);
  const rules = loadRules();
  const recorder = recording(await repoSource(flags, io));
  const [dir = 'snapshots'] = snapshotDirs(flags.snapshots);
  const record = async ({ id, revision }: Job) => {
    const options = { rules, standard: 'osaid', lineage: true, now: () => new Date() } as const;
    const report = await audit(recorder, { id, revision }, options);
    io.out(`${await recorder.save(dir, { id, revision })}\n`);
    return report;
  };
  const results = await runJobs(jobsOf(targets, flags, { repos: recorder, io }), record, {
    concurrency: flags.concurrency,
    io,
  });
  noteOutcome(results, flags, io);
  return exitCode(results, []);
}
