import type { LicenseReport } from '../report/v1.ts';

/** What a LICENSE-like file turned out to hold. */
export interface LicenseFile {
  path: string;
  /** `pointer`: Git LFS put an address in its place. `unread`: it could not be had. */
  holds: 'licence' | 'nothing' | 'other-text' | 'pointer' | 'unread';
}

const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\//u;
const COMPANION = /(?:^|\/)(?:notice|use_policy)(?:[.-][^/]*)?$/iu;

/** NOTICE and USE_POLICY go with a licence: what they name is not the repository's licence, nor a copy of one. */
export const isCompanion = (path: string): boolean => COMPANION.test(path);

/**
 * @param files LICENSE-like files; `text` null: not readable
 * @param texts what was identified in them
 */
export function licenseFilesOf(
  files: readonly { path: string; text: string | null }[],
  texts: LicenseReport['texts'],
): LicenseFile[] {
  const identified = new Set(texts.map(({ path }) => path));
  return files
    .filter(({ path }) => !isCompanion(path))
    .map(({ path, text }) => ({ path, holds: identified.has(path) ? 'licence' : contentOf(text) }));
}

function contentOf(text: string | null): LicenseFile['holds'] {
  if (text === null) return 'unread';
  if (POINTER.test(text)) return 'pointer';
  return text.trim() === '' ? 'nothing' : 'other-text';
}
