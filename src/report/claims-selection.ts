import type { ClaimsReport } from './claims.ts';
import { isGuard } from './guard-words.ts';

export const ONLY = ['claims', 'rejected'] as const;

/** Which candidates of a card are asked for; left out: all. */
export interface Selection {
  only?: (typeof ONLY)[number];
  /** A guard, or one of the two words of its name. */
  guard?: string;
}

/** The same report with only those candidates; its summary still tells of the whole card. */
export function selected(report: ClaimsReport, { only, guard }: Selection): ClaimsReport {
  const candidates = report.candidates.filter(
    (candidate) =>
      (only === undefined || (only === 'claims') === (candidate.claim !== null)) &&
      (guard === undefined || isGuard(candidate.guard, guard)),
  );
  return { ...report, candidates };
}
