/** Globs of rule files over paths and addresses: `**` crosses folders, case does not count. */
import picomatch from 'picomatch';

/** @returns a test that holds for a text which fits any of the globs; one expression, for trees of many thousand files */
export function compileGlobs(globs: readonly string[]): (text: string) => boolean {
  const sources = globs.map((glob) => picomatch.makeRe(glob, { dot: true }).source);
  const pattern = new RegExp(sources.join('|'), 'i');
  return (text) => pattern.test(text);
}
