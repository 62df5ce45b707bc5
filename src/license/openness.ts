import type { LicenseCategory, Restriction } from '../report/v1.ts';
import type { CatalogueEntry } from './catalogue.ts';

/** Categories from the freest to the most restrictive; `unknown` and `none` are not established and have no rank. */
const ORDER: readonly LicenseCategory[] = [
  'osi-approved',
  'open-other',
  'behavioural-use',
  'community',
  'no-derivatives',
  'non-commercial',
  'research-only',
  'proprietary',
];

/** The category that stated terms amount to when no licence is named, the most restrictive first. */
const CATEGORY_OF: readonly [Restriction, LicenseCategory][] = [
  ['research-only', 'research-only'],
  ['non-commercial', 'non-commercial'],
  ['no-derivatives', 'no-derivatives'],
  ['user-threshold', 'community'],
  ['geographic', 'community'],
  ['no-training-others', 'community'],
  ['needs-application', 'community'],
  ['field-of-use', 'behavioural-use'],
];

/** Place in the order of restrictiveness; -1 when the category is not established. */
export const restrictiveness = (category: LicenseCategory): number => ORDER.indexOf(category);

export const isEstablished = (category: LicenseCategory): boolean => restrictiveness(category) >= 0;

/** What counts as an open licence: OSI-approved for code; OSI-approved or other open terms for weights and data. */
export function isOpen(category: LicenseCategory, object: 'code' | 'weights' | 'data'): boolean {
  return category === 'osi-approved' || (object !== 'code' && category === 'open-other');
}

/** The category of terms that are only stated; null when they restrict nobody's use. */
export function categoryOf(restrictions: readonly Restriction[]): LicenseCategory | null {
  return CATEGORY_OF.find(([restriction]) => restrictions.includes(restriction))?.[1] ?? null;
}

/** What a statement takes away from a licence that grants it. Attribution-like duties take nothing away. */
export function contradictions(stated: readonly Restriction[], granted: CatalogueEntry): Restriction[] {
  const news = stated.filter((restriction) => !granted.restrictions.includes(restriction));
  if (isOpen(granted.category, 'weights')) return news.filter((restriction) => categoryOf([restriction]) !== null);
  return granted.commercialUse === 'forbidden' ? [] : news.filter((restriction) => restriction === 'non-commercial');
}

/**
 * Whether two names may stand for one licence: the same, or two of one family and category, or one of them without a
 * version ("Creative Commons", "the LLaMA license").
 */
export function agree(a: CatalogueEntry, b: CatalogueEntry, written: string | null = null): boolean {
  if (a.id === b.id) return true;
  if (a.family !== b.family) return false;
  return a.category === b.category || (written !== null && !/\d/u.test(written));
}
