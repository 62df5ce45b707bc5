import type { LicenseReport } from '../report/v1.ts';
import { any, type Truth } from '../rules/logic.ts';
import type { Catalogue, CatalogueEntry } from './catalogue.ts';
import { isCompanion } from './files.ts';
import type { InheritanceMatrix } from './lineage-rules.ts';
import type { Duty } from './lineage-schema.ts';
import type { Ancestor, Descent, DueNotice } from './lineage-types.ts';

export interface DutyInput {
  descent: Descent;
  texts: LicenseReport['texts'];
  matrix: InheritanceMatrix;
  catalogue: Catalogue;
}

interface Base {
  ancestor: Ancestor;
  entry: CatalogueEntry;
}

const NOTICE_FILE = /(?:^|\/)notices?(?:[._-][^/]*)?$/iu;

/** @returns what the base's licence asks for and was looked for in vain; null when nothing is known to be missing */
export function unmetDuties(duties: readonly Duty[], base: Base, input: DutyInput): Pick<DueNotice, 'message'> | null {
  const due = duties.filter(
    ({ relations }) => !relations || (relations as readonly string[]).includes(base.ancestor.relation),
  );
  const missing = due.filter((duty) => isMet(duty, base.entry, input) === false);
  if (missing.length === 0) return null;
  const byHand = due.filter(({ check }) => check === 'hand');
  const list = (some: readonly Duty[]) => some.map(({ say, clause }) => `${say} (${clause})`).join('; ');
  const rest = byHand.length === 0 ? '' : ` To be checked by hand: ${list(byHand)}.`;
  return { message: `${base.ancestor.id} is under ${base.entry.name}. Not found: ${list(missing)}.${rest}` };
}

/** Unknown where it could not be looked for, and for what no program can tell. */
function isMet({ check, terms = [] }: Duty, entry: CatalogueEntry, input: DutyInput): Truth {
  const { descent } = input;
  const says = () => terms.some((term) => plain(descent.prose).includes(plain(term)));
  if (check === 'copy') return hasCopy(entry, input);
  if (check === 'reference') return any([linksText(entry, input), hasCopy(entry, input)]);
  if (check === 'display') return says();
  if (check === 'name') return terms.some((term) => isNamed(descent.name, term));
  if (check === 'notice') return says() || (descent.paths?.some((path) => NOTICE_FILE.test(path)) ?? 'unknown');
  return 'unknown';
}

/** A text that is a licence, but not one that is recognised, may be the one looked for. */
function hasCopy(entry: CatalogueEntry, { descent, texts, matrix, catalogue }: DutyInput): Truth {
  if (texts.some(({ id, path }) => matrix.covers(id, entry.id) && !isCompanion(path))) return true;
  const unread =
    !descent.textsRead || texts.some(({ id }) => (catalogue.find(id)?.category ?? 'unknown') === 'unknown');
  return unread ? 'unknown' : false;
}

const linksText = (entry: CatalogueEntry, { descent, catalogue }: DutyInput): boolean =>
  descent.links.some((link) => catalogue.findLink(link)?.id === entry.id);

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s"'“”‘’*_]+/gu, ' ')
    .trim();

const bare = (text: string): string => text.toLowerCase().replace(/[\s._-]+/gu, '');

function isNamed(name: string, term: string): boolean {
  return term.startsWith('*') ? bare(name).includes(bare(term.slice(1))) : bare(name).startsWith(bare(term));
}
