import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { OWNER } from '../../test/hub/acme.ts';
import type { HubOrder, HubState, HubTask } from './org-hub.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const build = (): void =>
  void execFileSync('npm', ['run', '--silent', 'build'], { cwd: at('../..'), stdio: ['ignore', 'ignore', 'inherit'] });

/** A fake Hub in a process of its own. */
export interface Hub {
  url: string;
  tell: (order?: HubOrder) => Promise<HubState>;
}

/** Has a fake Hub started, used, and ended. */
export async function withHub<T>(task: HubTask, use: (hub: Hub) => Promise<T>): Promise<T> {
  const child = fork(at('org-hub.ts'), [JSON.stringify(task)], { execArgv: ['--import', import.meta.resolve('tsx')] });
  const tell = async (order: HubOrder = 'tell'): Promise<HubState> => {
    child.send(order);
    const [state] = await once(child, 'message');
    return state;
  };
  try {
    return await use({ url: (await tell()).url, tell });
  } finally {
    child.kill();
  }
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'openlitmus-bench-'));

export interface Finished {
  status: number | null;
  seconds: number;
  /** Peak of the resident set, in MB; null when it was killed. */
  peak: number | null;
  stderr: string;
}

/** Writes the peak of the resident set where the parent reads it. */
const METER =
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));";

/**
 * `openlitmus org` as it is shipped, in a process of its own.
 * @param options.home `HF_HOME`
 * @param options.onStart is handed the process
 */
export async function orgProgram(
  args: readonly string[],
  { hub, home, onStart = () => {} }: { hub: Hub; home: string; onStart?: (child: ChildProcess) => void },
): Promise<Finished> {
  const started = performance.now();
  const words = ['--import', `data:text/javascript,${encodeURIComponent(METER)}`, at('../../dist/cli/bin.js')];
  const child = spawn(process.execPath, [...words, 'org', OWNER, '--format', 'jsonl', '--no-progress', ...args], {
    env: { PATH: process.env.PATH, HOME: home, HF_HOME: home, HF_ENDPOINT: hub.url },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  let peak = '';
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  child.stdio[3]?.on('data', (text) => {
    peak += text;
  });
  onStart(child);
  const [status] = await once(child, 'close');
  const seconds = (performance.now() - started) / 1000;
  return { status, seconds, peak: peak === '' ? null : Number(peak) / 1024, stderr };
}

/** What one line of results says: of whom, the failure's code, and a digest of all but the time. */
export interface Told {
  id: string;
  code: string | null;
  digest: string;
}

/** @throws Error for a torn line */
export async function resultsIn(path: string): Promise<Told[]> {
  const told: Told[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const result = JSON.parse(line);
    const { observedAt: _, ...rest } = result;
    const digest = createHash('sha1').update(JSON.stringify(rest)).digest('hex');
    told.push({ id: result.kind === 'failure' ? result.id : result.repo.id, code: result.code ?? null, digest });
  }
  return told;
}
