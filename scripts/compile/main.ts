/**
 * Writes the rule files as JSON into `dist/rule-data`, one file a folder (src/rules/compiled.ts). Run by the build,
 * after the compiler; a rule file with an error ends it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FOLDERS, loadRules } from '../../src/rules/load.ts';
import { compileFolder } from './rules.ts';

loadRules();
const folder = fileURLToPath(new URL('../../dist/rule-data/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const name of FOLDERS) writeFileSync(`${folder}${name}.json`, JSON.stringify(compileFolder(name)));
