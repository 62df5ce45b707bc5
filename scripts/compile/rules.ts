import { relative } from 'node:path';
import { parseGrammar, parseLicense, parseReading, parseRestriction } from '../../src/license/schema.ts';
import { type CompiledFile, shippedRulesDir } from '../../src/rules/compiled.ts';
import { type RuleFile, readRule, ruleFiles } from '../../src/rules/files.ts';

/** What `openlitmus license` reads without a schema is written checked, with its defaults filled in. */
function checked({ id }: RuleFile): (data: unknown) => unknown {
  if (id.startsWith('licenses/')) return parseLicense;
  if (id === 'prose/license') return parseGrammar;
  if (id.startsWith('prose/')) return parseRestriction;
  return id === 'fingerprints/reading' ? parseReading : (data) => data;
}

/** The shipped files of one folder as the build writes them. */
export const compileFolder = (folder: string): CompiledFile[] =>
  ruleFiles(shippedRulesDir(), folder).map((file) => ({
    id: file.id,
    path: relative(shippedRulesDir(), file.path),
    source: file.source,
    data: readRule(file, checked(file)),
  }));
