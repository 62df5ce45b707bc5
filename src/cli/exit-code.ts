import type { Report } from '../report/v1.ts';

export const EXIT = { done: 0, condition: 1, usage: 2, failure: 3, interrupted: 130 } as const;

/** What `--fail-on` can watch for. */
const CONDITIONS = {
  overstated: ({ verdict }) => verdict.status === 'overstated',
  qualified: ({ verdict }) => verdict.status === 'qualified',
  undetermined: ({ verdict }) => verdict.status === 'undetermined',
  conflict: ({ license }) => license.conflicts.length > 0,
  'unknown-license': ({ license }) => license.effective.category === 'unknown',
} satisfies Record<string, (report: Report) => boolean>;

export type FailOn = keyof typeof CONDITIONS;
export const FAIL_ON = Object.keys(CONDITIONS) as readonly FailOn[];

export const isMet = (condition: FailOn, report: Report): boolean => CONDITIONS[condition](report);
