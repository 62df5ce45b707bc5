/** `licenseFile` and `inherited`: what LICENSE-like files hold, and what base models ask for. */
import { isNameless } from '../../license/declared.ts';
import { bare, type Detector, seen, some, unlooked, unseen } from './types.ts';

/** A file that could not be read may hold the text, and so may a tree that was not listed. */
export const licenseFile: Detector<{ is: 'without-text' | 'due' }> = ({ is }, { license, licenseFiles, tree }) => {
  const hidden = licenseFiles.filter(({ holds }) => holds === 'pointer' || holds === 'unread');
  if (is === 'due') {
    const explained = license.declared.some(({ id, name, link }) => !isNameless(id) || name !== null || link !== null);
    if (license.declared.length === 0 || explained || licenseFiles.length > 0) return unseen;
    if (!tree.looked) return unlooked(`the file tree: ${tree.why}`);
    return seen(
      license.declared.flatMap(({ evidence }) => evidence),
      license.declared.map(({ id }) => id),
    );
  }
  const empty = licenseFiles.filter(({ holds }) => holds === 'nothing' || holds === 'other-text');
  if (empty.length === 0 || licenseFiles.some(({ holds }) => holds === 'licence')) return unseen;
  if (hidden.length > 0) return unlooked(hidden.map(({ path }) => path).join(', '));
  return seen(
    some(empty).map(({ path }) => bare('file', path)),
    some(empty).map(({ path }) => path),
  );
};

export const inherited: Detector<{ is: 'notice-due' }> = (_, { inherited: { notices } }) =>
  seen(
    notices.flatMap(({ evidence }) => evidence),
    notices.map(({ message }) => message),
  );
