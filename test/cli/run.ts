import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));

/** The words that start the command line from its TypeScript source. */
export const openlitmus = [process.execPath, '--import', import.meta.resolve('tsx'), bin];

const definition = `openlitmus() { ${openlitmus.map((word) => `'${word}'`).join(' ')} "$@"; }; set -o pipefail`;

interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

type Env = Record<string, string>;

/** Runs a line of bash that knows `openlitmus` as a command. */
export function bash(line: string, env: Env): Promise<Outcome> {
  return run(['bash', '-c', `${definition}\n${line}`], env);
}

/** A program that runs. */
interface Running {
  kill: (signal: NodeJS.Signals) => void;
  /** What it has said on stderr so far. */
  stderr: () => string;
}

/** Runs a program in an empty folder, with nothing of the developer's own environment but the path. */
export function run(
  [program = '', ...args]: readonly string[],
  env: Env,
  onStart: (running: Running) => void = () => {},
): Promise<Outcome> {
  const cwd = mkdtempSync(join(tmpdir(), 'openlitmus-cli-'));
  return new Promise<Outcome>((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { PATH: process.env.PATH ?? '', HOME: cwd, LANG: 'C.UTF-8', ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject).on('close', (status) => resolve({ status, stdout, stderr }));
    onStart({ kill: (signal) => child.kill(signal), stderr: () => stderr });
  }).finally(() => rmSync(cwd, { recursive: true, force: true }));
}
