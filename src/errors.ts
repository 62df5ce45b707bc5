/**
 * The errors that openlitmus expects and words for its user. Anything else is a defect and keeps its stack.
 */

/** Wrong use of the program: an unknown flag value, a malformed id. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A rule file that cannot be used. `message` names file, line and what was expected. Exit code 2. */
export class RuleFileError extends Error {
  override readonly name = 'RuleFileError';
  constructor(
    readonly path: string,
    readonly line: number,
    expected: string,
  ) {
    super(`${path}:${line}: ${expected}`);
  }
}

/** Why a repository could not be read; the `code` of a `Failure` in the report. */
export type SourceErrorCode =
  | 'not-found'
  | 'gated'
  | 'unauthorized'
  | 'rate-limited'
  | 'network'
  | 'invalid'
  | 'internal';

/** A repository, file or dataset could not be read. Exit code 3 when it ends an audit. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: SourceErrorCode;
  /** HTTP status, or null when no answer came. */
  readonly status: number | null;
  readonly url: string | null;
  /** The Hub's `x-request-id`, for support. */
  readonly requestId: string | null;
  /** Requests made before giving up, the first included. */
  readonly attempts: number;
  /** The message without what is of this one request only: the same failure reads the same in every run. */
  readonly why: string;

  constructor(
    code: SourceErrorCode,
    message: string,
    details: {
      status?: number | null;
      url?: string | null;
      requestId?: string | null;
      attempts?: number;
      why?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = details.status ?? null;
    this.url = details.url ?? null;
    this.requestId = details.requestId ?? null;
    this.attempts = details.attempts ?? 1;
    this.why = details.why ?? message;
  }
}
