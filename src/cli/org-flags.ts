import { type Command, InvalidArgumentError } from 'commander';
import { type AuditFlags, wholePositive } from './flags.ts';

export interface OrgFlags extends AuditFlags {
  limit?: number;
  task?: string;
  /** ISO 8601. */
  since?: string;
}

/** Flags that say which models of an organisation are meant. */
export const withModels = (command: Command): Command =>
  command
    .option('--limit <n>', 'the newest n models at most', wholePositive)
    .option('--task <tag>', 'models of one pipeline tag, as text-generation')
    .option('--since <date>', 'models changed since then, as 2026-01-31', isoDate);

function isoDate(value: string): string {
  const time = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError('Expected a date, as 2026-01-31.');
  return new Date(time).toISOString();
}
