/**
 * Holds the whole pipeline against the cases of `licenses/conflicts.jsonl`: each is made into a repository with its
 * licence files and looked-up base models, judged, and its outcome compared.
 * Usage: `tsx scripts/licenses/conflicts.ts [FILE]`. Exits 1 when a target is missed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { z } from 'zod';
import { judge } from '../../src/audit.ts';
import { readCard } from '../../src/card/parse.ts';
import { readNamed } from '../../src/facts/facts.ts';
import type { Report } from '../../src/report/v1.ts';
import { loadRules } from '../../src/rules/load.ts';
import { CARD, type RepoSnapshot } from '../../src/source/collect.ts';
import { NOTHING_LINKED } from '../../src/source/linked.ts';
import type { Looked, ModelInfo } from '../../src/source/types.ts';
import { unknownModel } from '../../src/source/unknown-model.ts';

/** In the order in which they count where several are found. */
const OUTCOMES = ['conflict', 'undeclared', 'notice-needed', 'missing', 'unknown', 'ok'] as const;
type Outcome = (typeof OUTCOMES)[number];

const TARGET = 0.9;

const textOrNull = z.string().nullable();
const caseSchema = z.object({
  case: z.string(),
  front_matter_license: z.union([z.string(), z.array(z.string())]).nullable(),
  license_name: textOrNull,
  license_link: textOrNull,
  license_text: textOrNull,
  other_files: z.array(z.string()),
  base_model: textOrNull,
  base_license: z.union([z.string(), z.array(z.string())]).nullable(),
  relation: textOrNull,
  expected: z.enum(OUTCOMES),
  why: z.string(),
});
type Case = z.infer<typeof caseSchema>;

const folder = process.env.OPENLITMUS_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const file = process.argv[2] ?? join(folder, 'licenses', 'conflicts.jsonl');
const rules = loadRules();

const infoOf = (given: Partial<ModelInfo> & { id: string }): ModelInfo => ({
  ...unknownModel(given.id),
  author: given.id.split('/')[0] ?? null,
  ...given,
});

/** A base with a list of licences stands for several parents, as a merge has them. */
function basesOf({ base_model: id, base_license: license }: Case): ModelInfo[] {
  if (id === null) return [];
  const licenses = Array.isArray(license) ? license : [license];
  return licenses.map((each, i) =>
    infoOf({
      id: licenses.length > 1 ? `${id}-${i + 1}` : id,
      cardData: each === null ? {} : { license: each },
      tags: each === null ? [] : [`license:${each}`],
    }),
  );
}

function frontMatterOf(given: Case, bases: readonly ModelInfo[]): string {
  const keys = {
    license: given.front_matter_license,
    license_name: given.license_name,
    license_link: given.license_link,
    base_model: bases.length === 0 ? null : bases.map(({ id }) => id),
    base_model_relation: given.relation,
  };
  return stringify(Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== null)));
}

/** `LICENSE` and the others by path; `NAME=case` holds that case's text, a bare name holds one line. */
function filesOf(given: Case): Map<string, Uint8Array> {
  const held = (name: string) => readFileSync(join(folder, 'licenses', 'testset', name, 'LICENSE'));
  const files = new Map<string, Uint8Array>();
  if (given.license_text !== null) files.set('LICENSE', held(given.license_text));
  for (const other of given.other_files) {
    const [path = other, name] = other.split('=');
    files.set(path, name === undefined ? new TextEncoder().encode(`${path}\n`) : held(name));
  }
  return files;
}

function reportOf(given: Case): Report {
  const bases = basesOf(given);
  const card = new TextEncoder().encode(`---\n${frontMatterOf(given, bases)}---\n\n# A model\n\nIt writes text.\n`);
  const files = new Map([[CARD, card], ...filesOf(given)]);
  const paths = [...files.keys(), 'config.json', 'model.safetensors'];
  const repo: RepoSnapshot = {
    requestedId: 'reader/Case',
    revision: 'main',
    source: 'snapshot',
    observedAt: '2026-01-01T00:00:00.000Z',
    notice: null,
    model: infoOf({ id: 'reader/Case' }),
    tree: { looked: true, value: paths.map((path) => ({ path, size: null })) },
    refs: { looked: true, value: { branches: ['main'], tags: [] } },
    files: Object.fromEntries([...files].map(([path, value]) => [path, { looked: true, value }])),
  };
  const looks = new Map<string, Looked<ModelInfo>>(bases.map((value) => [value.id, { looked: true, value }]));
  const readme = readCard({ looked: true, value: card });
  const linked = { ...NOTHING_LINKED, bases: { ...NOTHING_LINKED.bases, looks } };
  return judge({ repo, card: readme, named: readNamed(repo, readme, rules), linked }, { rules, standard: 'osaid' });
}

function outcomesOf({ license, findings, unknowns }: Report, given: Case): Outcome[] {
  const kind = given.base_model === null ? 'declared-' : 'lineage';
  const rulesFound = new Set(findings.map(({ rule }) => rule));
  const isOpen = ({ what }: { what: string }) => /licen[cs]e|COPYING|^what .* asks/i.test(what);
  const found: Record<Outcome, boolean> = {
    conflict: license.conflicts.some((conflict) => conflict.kind.startsWith(kind)),
    undeclared: rulesFound.has('license/undeclared'),
    'notice-needed': rulesFound.has('license/notice-needed'),
    missing: rulesFound.has('license/missing-text'),
    unknown: unknowns.some(isOpen),
    ok: license.conflicts.length === 0,
  };
  return OUTCOMES.filter((outcome) => found[outcome]);
}

/** The gravest of what was found decides; what else was found is shown with a miss. */
function main(): void {
  if (!existsSync(file)) {
    console.log(`conflicts: ${file} is not here; OPENLITMUS_DATA names another folder`);
    return;
  }
  const lines = readFileSync(file, 'utf8').split('\n');
  const cases = lines.filter((line) => line.trim() !== '').map((line) => caseSchema.parse(JSON.parse(line)));
  const judged = cases.map((given) => {
    const report = reportOf(given);
    const all = outcomesOf(report, given);
    const said = [...report.license.conflicts, ...report.findings].map(({ message }) => message);
    return { given, all, got: all[0] ?? 'unknown', said };
  });
  console.log('expected'.padEnd(16), ['n', 'as expected', 'called a conflict'].join('  '));
  for (const outcome of OUTCOMES) {
    const of = judged.filter(({ given }) => given.expected === outcome);
    const right = of.filter(({ got }) => got === outcome).length;
    const charged = of.filter(({ got }) => got === 'conflict').length;
    if (of.length > 0) console.log(outcome.padEnd(16), `${of.length}  ${right}  ${charged}`);
  }
  const misses = judged.filter(({ given, got }) => got !== given.expected);
  for (const { given, all, said } of misses) {
    console.log(`\n${given.case}: expected ${given.expected} (${given.why}), got ${all.join(' + ') || 'nothing'}`);
    for (const message of new Set(said)) console.log(`  ${message}`);
  }
  const accuracy = 1 - misses.length / judged.length;
  const falseCharges = misses.filter(({ given, got }) => given.expected === 'ok' && got === 'conflict').length;
  console.log(`\naccuracy ${accuracy.toFixed(3)} (target ${TARGET}), ok called a conflict: ${falseCharges} (target 0)`);
  if (accuracy < TARGET || falseCharges > 0) process.exitCode = 1;
}

main();
