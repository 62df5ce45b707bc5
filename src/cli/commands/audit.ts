import { loadRules } from '../../rules/load.ts';
import { auditAndWrite } from '../deliver.ts';
import type { AuditFlags } from '../flags.ts';
import type { Io } from '../io.ts';
import { jobsOf, repoSource } from '../sources.ts';

/** `openlitmus audit <target...>`; returns the exit code. */
export async function audits(targets: readonly string[], flags: AuditFlags, io: Io): Promise<number> {
  const rules = loadRules({ extra: flags.rules });
  const jobs = jobsOf(targets, flags, { repos: await repoSource(flags, io), io });
  const total = () => jobs.length;
  const command = `audit ${targets.join(' ')}`;
  return auditAndWrite(jobs, { rules, flags, io, total, command, batch: jobs.length > 1 });
}
