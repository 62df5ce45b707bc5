import { audit } from '../../audit.ts';
import { UsageError } from '../../errors.ts';
import { isFailure } from '../../report/reporter.ts';
import { loadRules } from '../../rules/load.ts';
import { endpointOf, isOffline } from '../../source/endpoint.ts';
import { recording } from '../../source/record.ts';
import { parseTarget } from '../../source/target.ts';
import type { SourceFlags } from '../flags.ts';
import type { Io } from '../io.ts';
import { createOutcome } from '../outcome.ts';
import { runJobs } from '../run.ts';
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
  const outcome = createOutcome([]);
  await runJobs(jobsOf(targets, flags, { repos: recorder, io }), record, {
    concurrency: flags.concurrency,
    io,
    onResult(result) {
      outcome.add(result);
      if (isFailure(result)) io.note(`openlitmus: ${result.id}: ${result.message}`);
    },
  });
  const { total, failed } = outcome.summary();
  if (flags.quiet !== true && total > 1) io.note(`openlitmus: ${total - failed} done, ${failed} failed`);
  return outcome.exitCode();
}
