/** What a command may touch of the process. `main.ts` makes the real one. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>;
  /** Writes results. */
  out: (text: string) => void;
  /** When what was written has been taken, so that it does not pile up before a slow reader; also when nobody reads. */
  drained: () => Promise<void>;
  /** Writes everything else, a line or several. */
  note: (text: string) => void;
  /** Keeps a line at the bottom of the terminal on stderr, below all else; null takes it away. */
  status: (line: string | null) => void;
  /** Columns of the terminal on stdout; null when it is none. */
  columns: number | null;
  /** Columns of the terminal on stderr now; null when it is none. */
  errColumns: () => number | null;
  /** Aborts when nobody reads results any more (`| head`). */
  closed: AbortSignal;
  /**
   * Has the first Ctrl-C handled instead of ending the program at once; a second one ends it.
   * @returns takes the handler back
   */
  onInterrupt: (handler: () => void) => () => void;
}

/** Whether to colour what goes to stdout: https://no-color.org, https://force-color.org, else whether a terminal. */
export function wantsColor({ env, columns }: Pick<Io, 'env' | 'columns'>): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return columns !== null && env.TERM !== 'dumb';
}

/** Whether symbols beyond ASCII can be shown: not on a dumb terminal, nor in a locale that says another encoding. */
export function showsUnicode({ env }: Pick<Io, 'env'>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  return env.TERM !== 'dumb' && /utf-?8/i.test(locale);
}

/**
 * Columns of the terminal that a stream is, null when it is none. One that does not say how wide it is, as under
 * `script`, says 0.
 */
export function terminalColumns({ isTTY, columns }: { isTTY?: boolean; columns?: number }): number | null {
  return isTTY ? columns || 80 : null;
}

/** Columns to write in: those of the terminal within reason, 80 when there is none. */
export function columnsOf({ columns }: Pick<Io, 'columns'>): number {
  return Math.min(Math.max(columns ?? 80, 60), 110);
}
