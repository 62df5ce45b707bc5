import { CommanderError } from 'commander';
import { RuleFileError, UsageError } from '../errors.ts';
import { safeText } from '../report/safe.ts';
import { EXIT } from './exit-code.ts';
import { defect } from './failure.ts';
import { type Io, terminalColumns } from './io.ts';
import { createProgram } from './program.ts';
import { createStatusLine } from './status-line.ts';

/** Runs the command line of this process and sets its exit code; the only place that does. */
export async function main(argv: readonly string[]): Promise<void> {
  const io = processIo();
  const code = await run(argv, io);
  process.exitCode = code;
  if (code !== EXIT.interrupted && !io.closed.aborted) return;
  // Requests that nobody waits for any more would keep the program alive until they are answered.
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  process.exit();
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  let status: number = EXIT.done;
  const program = createProgram(io, (code) => {
    status = code;
  });
  try {
    await program.parseAsync(argv);
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const known = error instanceof UsageError || error instanceof RuleFileError;
    if (known) io.note(`openlitmus: ${error.message}`);
    else io.note(`openlitmus: ${defect(error)}`);
    if (!known && io.env.DEBUG && error instanceof Error) io.note(error.stack ?? '');
    return known ? EXIT.usage : EXIT.failure;
  }
}

function processIo(): Io {
  const closed = new AbortController();
  const unlessPipe = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  };
  process.stdout.on('error', (error) => {
    unlessPipe(error);
    closed.abort();
  });
  // Results are still wanted when nobody reads the messages.
  process.stderr.on('error', unlessPipe);
  endOn({ SIGTERM: 143, SIGHUP: 129 });
  const err = (text: string): void => void process.stderr.write(text);
  const { show, above } = createStatusLine(err);
  const out = (text: string): void => void process.stdout.write(text);
  process.on('exit', () => show(null));
  return {
    env: process.env,
    onInterrupt: interrupts(),
    out: process.stdout.isTTY ? (text) => above(() => out(text)) : out,
    note: (text) => above(() => err(`${text.split('\n').map(safeText).join('\n')}\n`)),
    status: show,
    columns: terminalColumns(process.stdout),
    errColumns: () => terminalColumns(process.stderr),
    closed: closed.signal,
    drained: drainage(closed.signal),
  };
}

/** Signals that end the program at once still have it take away what is unfinished (128 + their number, as a shell says). */
function endOn(codes: Partial<Record<NodeJS.Signals, number>>): void {
  for (const [signal, code] of Object.entries(codes)) process.on(signal, () => process.exit(code));
}

/** One wait for all who wait for stdout. */
function drainage(closed: AbortSignal): Io['drained'] {
  let waiting: Promise<void> | null = null;
  return async () => {
    if (!process.stdout.writableNeedDrain || closed.aborted) return;
    waiting ??= new Promise<void>((resolve) => {
      const done = (): void => {
        process.stdout.off('drain', done);
        closed.removeEventListener('abort', done);
        waiting = null;
        resolve();
      };
      process.stdout.on('drain', done);
      closed.addEventListener('abort', done);
    });
    await waiting;
  };
}

/** Ctrl-C ends the program at once, but for the first one while a command has asked to handle it. */
function interrupts(): Io['onInterrupt'] {
  let handler: (() => void) | null = null;
  process.on('SIGINT', () => {
    const once = handler;
    handler = null;
    if (once === null) process.exit(EXIT.interrupted);
    once();
  });
  return (given) => {
    handler = given;
    return () => {
      handler = null;
    };
  };
}
