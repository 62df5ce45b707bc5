import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { org } from '../../src/cli/commands/org.ts';
import type { OrgFlags } from '../../src/cli/org-flags.ts';
import type { ReportOrFailure } from '../../src/report/reporter.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { FakeHub } from '../hub/server.ts';
import { type TestIo, testIo } from './io.ts';

const USUAL: OrgFlags = {
  format: 'jsonl',
  concurrency: 8,
  timeout: 10,
  standard: 'osaid',
  lineage: true,
  rules: [],
  cache: true,
  failOn: [],
  color: true,
  progress: true,
};

const rules = loadRules();

export interface OrgRun {
  code: number;
  io: TestIo;
  /** In the order of their ids. */
  results: ReportOrFailure[];
}

export const newHome = (): string => mkdtempSync(join(tmpdir(), 'openlitmus-org-'));

/** `openlitmus org` in this process. */
export async function runOrg(
  name: string,
  { hub, home = newHome(), flags = {}, io = testIo({ HF_ENDPOINT: hub.url, HF_HOME: home }) }: Running,
): Promise<OrgRun> {
  const code = await org(name, { ...USUAL, ...flags }, io, rules);
  return { code, io, results: resultsOf(io.stdout()) };
}

interface Running {
  hub: Pick<FakeHub, 'url'>;
  /** `HF_HOME`; default: a new one. */
  home?: string;
  flags?: Partial<OrgFlags>;
  io?: TestIo;
}

export const idOf = (result: ReportOrFailure): string => (result.kind === 'failure' ? result.id : result.repo.id);

/** @param text JSON lines; other text gives nothing */
export function resultsOf(text: string): ReportOrFailure[] {
  if (!text.startsWith('{"')) return [];
  const results: ReportOrFailure[] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return results.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

/** Ids of what two runs did not find alike, byte for byte but for the time; each is of one run alone or of both. */
export function differences(one: readonly ReportOrFailure[], two: readonly ReportOrFailure[]): string[] {
  const [first, second] = [byId(one), byId(two)];
  return [...new Set([...first.keys(), ...second.keys()])].filter((id) => first.get(id) !== second.get(id));
}

const byId = (results: readonly ReportOrFailure[]): Map<string, string> =>
  new Map(
    results.map((result) => [
      idOf(result),
      JSON.stringify(result.kind === 'report' ? { ...result, observedAt: '' } : result),
    ]),
  );
