/** Other detectors on the same files: https://github.com/licensee/licensee, licensecheck (Debian). */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Case } from './cases.ts';

interface Peer {
  name: string;
  /** In the order of the cases; null when the program is not installed. */
  answers: Answer[] | null;
}

const SILENT: Answer = { id: null, reference: false };

export function peers(cases: readonly Case[]): Peer[] {
  return [
    { name: 'licensee', answers: installed('licensee', 'version') ? cases.map(licensee) : null },
    { name: 'licensecheck', answers: installed('licensecheck', '--version') ? licensecheck(cases) : null },
  ];
}

const run = (program: string, args: string[]) => spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e8 });
const installed = (program: string, flag: string): boolean => run(program, [flag]).status === 0;

/** Licensee reads a project folder; each file gets one of its own. */
function licensee({ file }: Case): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'licensee-'));
  try {
    copyFileSync(file, join(folder, 'LICENSE'));
    const { stdout } = run('licensee', ['detect', '--json', folder]);
    const { matched_files = [] } = JSON.parse(stdout) as { matched_files?: { matched_license?: string | null }[] };
    return answerOf(matched_files[0]?.matched_license ?? null);
  } catch {
    return SILENT;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function licensecheck(cases: readonly Case[]): Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'licensecheck-'));
  try {
    const paths = cases.map(({ file, name }) => {
      mkdirSync(join(folder, name));
      copyFileSync(file, join(folder, name, 'LICENSE'));
      return join(folder, name, 'LICENSE');
    });
    const flags = ['--machine', '--shortname-scheme=spdx', '--lines=0', '--no-conf'];
    const { stdout } = run('licensecheck', [...flags, ...paths]);
    const said = new Map(stdout.split('\n').map((line) => line.split('\t') as [string, string]));
    return paths.map((path) => answerOf(said.get(path) ?? null));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** SPDX ids as the catalogue writes them: lower case, the first of several, without "only" and "or later". */
function answerOf(said: string | null): Answer {
  const [first = ''] = (said ?? '').split(/\s+(?:and|or|and\/or)\s+|,/iu);
  const id = first
    .trim()
    .toLowerCase()
    .replace(/-only$|-or-later$|\+$/u, '');
  return id === '' || id === 'none' || id === 'noassertion' || id === 'unknown' ? SILENT : { id, reference: false };
}
