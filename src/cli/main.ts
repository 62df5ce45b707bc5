import { CommanderError } from 'commander';
import { RuleFileError, UsageError } from '../errors.ts';
import { safeText } from '../report/safe.ts';
import { EXIT } from './exit-code.ts';
import { defect } from './failure.ts';
import type { Io } from './io.ts';
import { createProgram } from './program.ts';

/** Runs the command line of this process and sets its exit code; the only place that does. */
export async function main(argv: readonly string[]): Promise<void> {
  process.exitCode = await run(argv, processIo());
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
  const onError = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed.abort();
  };
  process.stdout.on('error', onError);
  process.stderr.on('error', onError);
  return {
    env: process.env,
    onInterrupt: interrupts(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    note: (text) => void process.stderr.write(`${text.split('\n').map(safeText).join('\n')}\n`),
    columns: process.stdout.isTTY ? process.stdout.columns : null,
    errColumns: process.stderr.isTTY ? process.stderr.columns : null,
    closed: closed.signal,
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
