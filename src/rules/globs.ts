/** Globs of rule files over paths and addresses: `**` crosses folders, case does not count. */
import picomatch from 'picomatch';

/** @returns a test that holds for a text which fits any of the globs */
export function compileGlobs(globs: readonly string[]): (text: string) => boolean {
  return picomatch([...globs], { nocase: true, dot: true });
}
