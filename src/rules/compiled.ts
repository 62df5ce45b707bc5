/**
 * The shipped rule files as data. The build writes them beside the program, one JSON file a folder: to parse some
 * hundred YAML files takes longer than most of what is done with them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RuleFile } from './files.ts';

/** A rule file as the build wrote it, its path relative to the rules folder. */
export type CompiledFile = Required<RuleFile>;

/** The rules shipped with the package. */
export const shippedRulesDir = (): string => fileURLToPath(new URL('../../rules', import.meta.url));

/**
 * @param folder `licenses`, `words`, ...
 * @returns the shipped files of a folder; null when the program runs from source
 */
export function compiledFiles(folder: string): CompiledFile[] | null {
  try {
    const json = readFileSync(new URL(`../rule-data/${folder}.json`, import.meta.url), 'utf8');
    const files = JSON.parse(json) as CompiledFile[];
    return files.map((file) => ({ ...file, path: join(shippedRulesDir(), file.path) }));
  } catch {
    return null;
  }
}
