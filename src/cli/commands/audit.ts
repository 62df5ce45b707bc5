import { loadRules } from '../../rules/load.ts';
import { auditAndWrite } from '../deliver.ts';
import type { AuditFlags } from '../flags.ts';
import type { Io } from '../io.ts';
import { jobsOf, linksOf, repoSource } from '../sources.ts';

/** `openlitmus audit <target...>`; returns the exit code. */
export async function audits(targets: readonly string[], flags: AuditFlags, io: Io): Promise<number> {
  const rules = loadRules({ extra: flags.rules });
  const repos = await repoSource(flags, io);
  const jobs = jobsOf(targets, flags, { repos, io });
  const links = linksOf(repos, flags, io);
  const total = () => jobs.length;
  return auditAndWrite(jobs, { rules, flags, io, links, total, batch: jobs.length > 1 });
}
