import { UsageError } from '../../errors.ts';
import { comparers } from '../../report/index.ts';
import { isReport, type ReportOrFailure } from '../../report/reporter.ts';
import { loadRules } from '../../rules/load.ts';
import { replaySource } from '../../source/snapshot.ts';
import { auditAndWrite } from '../deliver.ts';
import type { AuditFlags } from '../flags.ts';
import type { Io } from '../io.ts';
import { heldIn, snapshotDirs } from '../snapshots.ts';
import { type Job, jobsOf, linksOf, repoSource } from '../sources.ts';

/** `openlitmus compare [target...]`; returns the exit code. */
export async function compare(targets: readonly string[], flags: AuditFlags, io: Io): Promise<number> {
  const rules = loadRules({ extra: flags.rules });
  const held = targets.length === 0;
  const { jobs, links } = held ? { jobs: recorded(flags.snapshots) } : await named(targets, flags, io);
  return auditAndWrite(jobs, {
    rules,
    flags,
    io,
    links,
    batch: true,
    written: comparers,
    total: () => jobs.length,
    ...(held ? { order: openestFirst } : {}),
  });
}

async function named(targets: readonly string[], flags: AuditFlags, io: Io) {
  const repos = await repoSource(flags, io);
  return { jobs: jobsOf(targets, flags, { repos, io }), links: linksOf(repos, flags, io) };
}

/** Everything of which there is a snapshot: in the folder given, else in `./snapshots` or the shipped ones. */
function recorded(given: string | undefined): Job[] {
  const dirs = given === undefined ? snapshotDirs(given) : [given];
  const held = heldIn(dirs);
  if (held.length === 0) {
    const make = '"openlitmus snapshot org/name" records one';
    throw new UsageError(`there are no snapshots in ${dirs.join(', ')}; name models to compare, or ${make}`);
  }
  const source = replaySource(dirs);
  return held.map(({ id, revision }) => ({ id, revision, source }));
}

/** Nobody chose an order, so the score does; equals stay as they are, failures come last. */
function openestFirst(results: ReportOrFailure[]): ReportOrFailure[] {
  const score = (result: ReportOrFailure) => (isReport(result) ? result.standards.osai.score : -1);
  return results.toSorted((a, b) => score(b) - score(a));
}
