import { SourceError } from '../errors.ts';

const MAX_NAME = 96;
const SEGMENT = /^\w(?:[\w.-]*\w)?$/;

/** What an id looks like, for error messages. */
export const REPO_ID_FORM =
  'org/name (or a legacy name such as gpt2): letters, digits, "_", "-" and "."; no "-" or "." at either end, no "--" ' +
  `or "..", name at most ${MAX_NAME} characters, not ending in ".git"`;

/**
 * Whether a text is a repository id by the Hub's own grammar: `(namespace/)?name` (HUB.md section 0, after
 * huggingface_hub's `validate_repo_id`). Everything that becomes part of a URL or a folder name passes through here.
 */
export function isRepoId(id: string): boolean {
  const segments = id.split('/');
  const name = segments.at(-1) ?? '';
  return (
    segments.length <= 2 &&
    segments.every((segment) => SEGMENT.test(segment)) &&
    name.length <= MAX_NAME &&
    !id.includes('--') &&
    !id.includes('..') &&
    !id.endsWith('.git')
  );
}

/** @throws SourceError `invalid` when `id` cannot be the id of a repository; made before any request. */
export function checkRepoId(id: string): void {
  if (!isRepoId(id)) {
    throw new SourceError('invalid', `${JSON.stringify(id)} is not a repository id; expected ${REPO_ID_FORM}`, {
      attempts: 0,
    });
  }
}
