import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { parseCard } from '../../src/card/parse.ts';
import { createCatalogue } from '../../src/license/catalogue.ts';
import { assessLicense } from '../../src/license/effective.ts';
import { createMatrix } from '../../src/license/lineage-rules.ts';
import { parseLineageGrammar, parseLineageRow } from '../../src/license/lineage-schema.ts';
import { parseGrammar, parseLicense, parseReading, parseRestriction } from '../../src/license/schema.ts';
import { licenseInput } from '../../src/license/sentences.ts';
import { compileReading } from '../../src/license/text/reading.ts';
import type { LicenseInput } from '../../src/license/types.ts';
import { compileWords } from '../../src/license/words.ts';
import type { LicenseReport } from '../../src/report/v1.ts';

const folder = (name: string) => fileURLToPath(new URL(`../../rules/${name}/`, import.meta.url));
const filesOf = (name: string) =>
  readdirSync(folder(name)).map((file) => ({ file, data: parse(readFileSync(`${folder(name)}${file}`, 'utf8')) }));

export const entries = filesOf('licenses').map(({ data }) => parseLicense(data));
export const catalogue = createCatalogue(entries);
export const grammar = parseGrammar(filesOf('prose').find(({ file }) => file === 'license.yml')?.data);
export const restrictions = filesOf('prose')
  .filter(({ file }) => file !== 'license.yml')
  .map(({ data }) => parseRestriction(data));
export const words = compileWords(grammar, restrictions);
const reading = readFileSync(`${folder('fingerprints')}reading.yml`, 'utf8');
export const matrix = createMatrix(
  parseLineageGrammar(filesOf('lineage').find(({ file }) => file === 'matrix.yml')?.data),
  filesOf('lineage')
    .filter(({ file }) => file !== 'matrix.yml')
    .map(({ data }) => parseLineageRow(data)),
);
export const rules = { catalogue, words, matrix, reading: compileReading(parseReading(parse(reading))) };

type Repo = Partial<Pick<LicenseInput, 'repoId' | 'tags' | 'gated' | 'texts'>>;

export const inputOf = (readme: string, repo: Repo = {}): LicenseInput =>
  licenseInput(parseCard(readme), words, { repoId: null, tags: [], gated: false, texts: [], ...repo });

export const assess = (readme: string, repo: Repo = {}): LicenseReport =>
  assessLicense(inputOf(readme, repo), rules).report;
