import type { Io } from '../../src/cli/io.ts';

/** A process's in- and output that a test can read, and interrupt. */
export interface TestIo extends Io {
  stdout: () => string;
  stderr: () => string;
  /** Every status line drawn; null where it was taken away. */
  statuses: (string | null)[];
  /** Ctrl-C. @throws Error when nobody handles it */
  interrupt: () => void;
  /** Nobody reads stdout any more. */
  close: () => void;
}

export function testIo(env: Io['env'] = {}, { errColumns = null }: { errColumns?: number | null } = {}): TestIo {
  const out: string[] = [];
  const err: string[] = [];
  const statuses: (string | null)[] = [];
  const closed = new AbortController();
  let handler: (() => void) | null = null;
  return {
    env,
    out: (text) => void out.push(text),
    note: (text) => void err.push(`${text}\n`),
    status: (line) => void statuses.push(line),
    columns: null,
    errColumns: () => errColumns,
    closed: closed.signal,
    drained: async () => {},
    onInterrupt(given) {
      handler = given;
      return () => {
        handler = null;
      };
    },
    stdout: () => out.join(''),
    stderr: () => err.join(''),
    statuses,
    interrupt() {
      if (handler === null) throw new Error('nobody handles an interrupt');
      handler();
    },
    close: () => closed.abort(),
  };
}
