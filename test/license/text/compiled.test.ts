import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { compileFolder } from '../../../scripts/compile/rules.ts';
import { parseGrammar, parseLicense, parseReading, parseRestriction } from '../../../src/license/schema.ts';
import { FOLDERS, loadRules } from '../../../src/rules/load.ts';

const compiled = FOLDERS.flatMap(compileFolder);

test('compiled rules have the digest of the YAML files', () => {
  const hash = createHash('sha256');
  const sorted = compiled.toSorted((a, b) => a.id.localeCompare(b.id));
  for (const { id, source } of sorted) hash.update(`${id}\0${source}\0`);
  expect(hash.digest('hex')).toBe(loadRules().digest);
});

test('compiled rules keep their data through JSON', () => {
  expect(compiled.length).toBeGreaterThan(300);
  expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
});

test.each([
  ['licenses', parseLicense],
  ['prose', (data: unknown) => ((data as { nouns?: unknown }).nouns ? parseGrammar(data) : parseRestriction(data))],
  ['fingerprints', parseReading],
])('%s are written as their schema reads them', (folder, parse) => {
  for (const { data } of compileFolder(folder)) expect(parse(data)).toEqual(data);
});
