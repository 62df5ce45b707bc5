import { byCodeUnit, isSafePath } from './paths.ts';
import type { TreeFile } from './types.ts';

/** Licence-like files that one audit reads at most; each costs a request. */
export const MAX_LICENSE_FILES = 10;

const NAME = /licen[cs]e|^(?:copying|notice|use_policy)(?:[.-]|$)/i;
const TEXT = new Set(['md', 'markdown', 'txt', 'rst', 'text', 'htm', 'html', 'adoc']);
// What follows the dot of LICENSE-2.0 or LICENSE.MIT is part of the name, not a format.
const PART_OF_NAME = /^(?:\d|(?!PDF$|DOCX?$|JSON$|PY$|PT$|CSV$|PNG$|JPE?G$)[A-Z])/;

/** Whether a file by its name holds licence terms as text: LICENSE, COPYING, NOTICE, USE_POLICY.md, LICENSE-CODE, ... */
export function isLicenseFile(path: string): boolean {
  const name = path.split('/').at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  const format = dot <= 0 ? null : name.slice(dot + 1);
  return NAME.test(name) && (format === null || TEXT.has(format.toLowerCase()) || PART_OF_NAME.test(format));
}

/**
 * The licence-like files to read: at the root and one folder deep, the root's first, at most `MAX_LICENSE_FILES`.
 * @param tree every file of the repository
 * @returns paths, in an order that does not depend on the tree's
 */
export function licenseFiles(tree: readonly TreeFile[]): string[] {
  const depth = (path: string): number => path.split('/').length;
  return [...new Set(tree.map((file) => file.path))]
    .filter((path) => depth(path) <= 2 && isSafePath(path) && isLicenseFile(path))
    .sort((a, b) => depth(a) - depth(b) || byCodeUnit(a, b))
    .slice(0, MAX_LICENSE_FILES);
}
