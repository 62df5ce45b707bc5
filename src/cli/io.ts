/** What a command may touch of the process. `main.ts` makes the real one. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>;
  /** Writes results. */
  out: (text: string) => void;
  /** Writes everything else, a line or several. */
  note: (text: string) => void;
  /** Columns of the terminal on stdout; null when it is none. */
  columns: number | null;
  /** Aborts when nobody reads stdout any more (`| head`). */
  closed: AbortSignal;
}

/** Whether to colour what goes to stdout: https://no-color.org, https://force-color.org, else whether a terminal. */
export function wantsColor({ env, columns }: Io): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return columns !== null && env.TERM !== 'dumb';
}

/** Whether symbols beyond ASCII can be shown: not on a dumb terminal, nor in a locale that says another encoding. */
export function showsUnicode({ env }: Io): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  return env.TERM !== 'dumb' && /utf-?8/i.test(locale);
}

/** Columns to write in: those of the terminal within reason, 80 when there is none. */
export function columnsOf({ columns }: Io): number {
  return Math.min(Math.max(columns ?? 80, 60), 110);
}
