/**
 * Writes what is generated: the JSON Schema of the report and the table of rules in README.md.
 * `--check` writes nothing and exits 1 when one is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reportJsonSchema } from '../src/report/schema.ts';
import { loadRules } from '../src/rules/load.ts';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const TABLE = /(<!-- rules:begin -->\n)[\s\S]*?(<!-- rules:end -->)/;

function ruleTable(): string {
  const rows = loadRules().rules.map(({ id, title }) => `| \`${id}\` | ${title} |`);
  return ['| rule | what it looks for |', '| --- | --- |', ...rows, ''].join('\n');
}

function generated(): Record<string, string> {
  const readme = readFileSync(at('README.md'), 'utf8');
  return {
    'src/report/report-v1.schema.json': `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
    'README.md': readme.replace(TABLE, (_, begin: string, end: string) => `${begin}\n${ruleTable()}\n${end}`),
  };
}

function current(path: string): string {
  try {
    return readFileSync(at(path), 'utf8');
  } catch {
    return '';
  }
}

const stale = Object.entries(generated()).filter(([path, text]) => current(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is out of date: npm run generate`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) writeFileSync(at(path), text);
}
