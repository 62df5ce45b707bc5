import { isFailure, type ReportOrFailure } from '../report/reporter.ts';
import { createTally, type Summary } from '../report/summary.ts';
import { EXIT, type FailOn, isMet } from './exit-code.ts';

/** What a run came to, told one result at a time so that none has to be kept. */
export interface Outcome {
  add: (result: ReportOrFailure) => void;
  summary: () => Summary;
  /** A target that failed outweighs a condition that was met. */
  exitCode: () => number;
}

export function createOutcome(failOn: readonly FailOn[]): Outcome {
  const tally = createTally();
  let met = false;
  let failed = false;
  return {
    add(result) {
      tally.add(result);
      if (isFailure(result)) failed = true;
      else met ||= failOn.some((condition) => isMet(condition, result));
    },
    summary: tally.summary,
    exitCode: () => (failed ? EXIT.failure : met ? EXIT.condition : EXIT.done),
  };
}
