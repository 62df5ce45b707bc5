/** Three-valued conditions (Kleene's strong logic): what was not seen stays unknown and is never taken for false. */
import type { LicenseCategory } from '../../report/v1.ts';
import type { StandardsInput } from './input.ts';
import type { Condition, GateFact, LicenseSubject } from './schema.ts';

/** `null` is unknown. */
export type Truth = boolean | null;

export const not = (truth: Truth): Truth => (truth === null ? null : !truth);

export function all(truths: Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

export const any = (truths: Truth[]): Truth => not(all(truths.map(not)));

export function holds(condition: Condition, input: StandardsInput): Truth {
  if ('all' in condition) return all(condition.all.map((each) => holds(each, input)));
  if ('any' in condition) return any(condition.any.map((each) => holds(each, input)));
  if ('not' in condition) return not(holds(condition.not, input));
  if ('artefact' in condition) {
    const { status } = input.artefacts[condition.artefact];
    return status === 'unknown' ? null : condition.is.includes(status);
  }
  if ('license' in condition) {
    const category = categoryOf(condition.license, input);
    return category === 'unknown' ? null : condition.in.includes(category);
  }
  if ('restriction' in condition) return isRestricted(condition.restriction, input);
  if ('gate' in condition) return condition.gate.some((fact) => gateFacts(input).has(fact));
  const { relation } = input.lineage;
  return relation !== null && condition.relation.includes(relation);
}

/** The first outcome whose condition is known to hold; null when none is. */
export function firstToHold<T extends { when?: Condition | undefined }>(
  outcomes: readonly T[],
  input: StandardsInput,
): T | null {
  return outcomes.find(({ when }) => when === undefined || holds(when, input) === true) ?? null;
}

/** Category of the effective licence, or of what is said of one artefact; `unknown` when nothing is said of it. */
export function categoryOf(subject: LicenseSubject, input: StandardsInput): LicenseCategory {
  if (subject === 'effective') return input.license.effective.category;
  const { license } = input.artefacts[subject];
  return license === null ? 'unknown' : input.licenseCategory(license.trim().toLowerCase());
}

function isRestricted(wanted: string[], { license }: StandardsInput): Truth {
  const { category, restrictions } = license.effective;
  if (restrictions.some((each) => wanted.includes(each))) return true;
  // Terms that nobody has read, or that do not exist, cannot be said to lack a restriction.
  return category === 'unknown' || category === 'none' ? null : false;
}

function gateFacts({ repo, gateFields, euDisallowed }: StandardsInput): Set<GateFact> {
  const facts = new Set<GateFact>();
  if (repo.gated === false) return facts;
  facts.add('contact');
  if (gateFields.length > 0) facts.add('form');
  if (repo.gated === 'manual') facts.add('approval');
  if (euDisallowed) facts.add('eu-excluded');
  return facts;
}
