import { RuleFileError, SourceError, UsageError } from '../errors.ts';
import type { Failure } from '../report/v1.ts';

/**
 * The `Failure` of a target whose audit threw. What is not a SourceError is a defect of ours: code `internal`.
 * @throws UsageError and RuleFileError as they are: they end the run and are nobody's failure
 */
export function failureOf(id: string, error: unknown): Failure {
  if (error instanceof UsageError || error instanceof RuleFileError) throw error;
  if (error instanceof SourceError) {
    const { code, message, status, attempts } = error;
    return { kind: 'failure', id, code, message, status, attempts };
  }
  return { kind: 'failure', id, code: 'internal', message: defect(error), status: null, attempts: 1 };
}

/** How an error that nobody foresaw is worded. */
export function defect(error: unknown): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `a defect in openlitmus (${what}); set DEBUG=1 to see where, and please report it`;
}
