/**
 * Writes what is generated: the JSON Schema of the report and the table of rules in README.md.
 * `--check` writes nothing and exits 1 when one is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { audit } from '../src/audit.ts';
import { heldIn } from '../src/cli/snapshots.ts';
import { comparers } from '../src/report/index.ts';
import { reportJsonSchema } from '../src/report/schema.ts';
import { loadRules } from '../src/rules/load.ts';
import { replaySource } from '../src/source/snapshot.ts';
import { version } from '../src/version.ts';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const rules = loadRules();

function ruleTable(): string {
  const rows = rules.rules.map(({ id, title }) => `| \`${id}\` | ${title} |`);
  return ['| rule | what it looks for |', '| --- | --- |', ...rows].join('\n');
}

/** What `openlitmus compare` prints of the shipped snapshots, without colour. */
async function matrix(): Promise<string> {
  const dirs = [at('snapshots')];
  const source = replaySource(dirs);
  const options = { rules, standard: 'osaid', lineage: true, now: () => new Date() } as const;
  const reports = await Promise.all(heldIn(dirs).map(({ id, revision }) => audit(source, { id, revision }, options)));
  const tool = { name: 'openlitmus', version, rules: rules.digest } as const;
  const openestFirst = reports.toSorted((a, b) => b.standards.osai.score - a.standards.osai.score);
  const text = comparers.text(openestFirst, { color: false, unicode: true, width: 100, batch: true, tool });
  return `\`\`\`\n${text.trimEnd()}\n\`\`\``;
}

/** Puts text between the two comments that mark its place. */
function placed(page: string, name: string, text: string): string {
  const marks = new RegExp(`(<!-- ${name}:begin -->)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!marks.test(page)) throw new Error(`README.md has no place for ${name}`);
  return page.replace(marks, (_, begin: string, end: string) => `${begin}\n${text}\n${end}`);
}

async function generated(): Promise<Record<string, string>> {
  const readme = readFileSync(at('README.md'), 'utf8');
  return {
    'src/report/report-v1.schema.json': `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
    'README.md': placed(placed(readme, 'rules', ruleTable()), 'output', await matrix()),
  };
}

function current(path: string): string {
  try {
    return readFileSync(at(path), 'utf8');
  } catch {
    return '';
  }
}

const stale = Object.entries(await generated()).filter(([path, text]) => current(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is out of date: npm run generate`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) writeFileSync(at(path), text);
}
