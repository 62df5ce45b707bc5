import { type CompiledFile, compiledFiles } from '../../rules/compiled.ts';
import { createCatalogue } from '../catalogue.ts';
import type { LicenseRules } from '../refs.ts';
import type { CatalogueEntry, LicenseGrammar, RestrictionPhrases } from '../schema.ts';
import { compileWords, type LicenseWords } from '../words.ts';
import { compileReading, type ReadingData } from './reading.ts';

/** What `identifyText` needs of the rules. */
export type TextRules = Pick<LicenseRules, 'catalogue' | 'words' | 'reading'>;

/** The shipped rules, as far as licence texts need them, in little time. Prose is learnt when it is first read. */
export async function loadTextRules(): Promise<TextRules> {
  const [licenses, prose, fingerprints] = ['licenses', 'prose', 'fingerprints'].map(compiledFiles);
  const reading = fingerprints?.find(({ id }) => id === 'fingerprints/reading');
  if (!licenses || !prose || !reading) return (await import('../../rules/load.ts')).loadRules().license;
  let words: LicenseWords | null = null;
  return {
    // The build has checked these data against their schemas.
    catalogue: createCatalogue(licenses.map(({ data }) => data as CatalogueEntry)),
    reading: compileReading(reading.data as ReadingData),
    get words() {
      words ??= wordsOf(prose);
      return words;
    },
  };
}

function wordsOf(files: readonly CompiledFile[]): LicenseWords {
  const grammar = files.find(({ id }) => id === 'prose/license');
  const others = files.filter((file) => file !== grammar);
  return compileWords(
    grammar?.data as LicenseGrammar,
    others.map(({ data }) => data as RestrictionPhrases),
  );
}
