/** How many of what: the `summary` of a batch, counted one result at a time so that none has to be kept. */
import { isFailure, type ReportOrFailure } from './reporter.ts';
import { type Batch, CONFLICT_KINDS, FAILURE_CODES, LEVELS, LICENSE_CATEGORIES, type Report, VERDICTS } from './v1.ts';

export type Summary = Batch['summary'];

/** Overstated claims that are named; beyond them only their number is kept. */
export const MAX_OVERSTATED = 200;

export interface Tally {
  add: (result: ReportOrFailure) => void;
  summary: () => Summary;
}

/** Verdicts, levels, licence categories, conflicts and failures that do not occur count 0. */
export function createTally(): Tally {
  const failures = zeros(FAILURE_CODES);
  const verdicts = zeros(VERDICTS);
  const levels = zeros([...LEVELS, 'unsettled']);
  const licenses = zeros(LICENSE_CATEGORIES);
  const conflicts = zeros(CONFLICT_KINDS);
  const overstated: Summary['overstated'] = [];
  let total = 0;
  let failed = 0;
  return {
    add(result) {
      total += 1;
      if (isFailure(result)) {
        failed += 1;
        failures[result.code] += 1;
        return;
      }
      const { atLeast, atMost } = result.level.observed;
      verdicts[result.verdict.status] += 1;
      levels[atLeast === atMost ? atLeast : 'unsettled'] += 1;
      licenses[result.license.effective.category] += 1;
      for (const kind of new Set(result.license.conflicts.map((conflict) => conflict.kind))) conflicts[kind] += 1;
      if (result.verdict.status === 'overstated' && overstated.length < MAX_OVERSTATED) overstated.push(said(result));
    },
    summary: () => ({ total, failed, verdicts, levels, licenses, conflicts, overstated, failures }),
  };
}

export function summaryOf(results: readonly ReportOrFailure[]): Summary {
  const tally = createTally();
  for (const result of results) tally.add(result);
  return tally.summary();
}

/** What an overstated model is held to: the claim that its verdict rests on. */
function said({ repo, level, claims }: Report): Summary['overstated'][number] {
  const claim = claims.find(
    ({ kind, stance, object }) => stance === 'asserted' && kind === level.claimed && object === level.claimedObject,
  );
  return { id: repo.id, claimed: level.claimed, quote: claim?.quote ?? null, location: claim?.location ?? null };
}

function zeros<T extends string>(names: readonly T[]): Record<T, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
}
