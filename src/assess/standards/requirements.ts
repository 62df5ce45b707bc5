/** Requirements of a standard, decided one by one: OSAID 1.0 and the conditions of the AI Act have this shape. */
import type { Evidence, Requirement } from '../../report/v1.ts';
import { firstToHold } from './conditions.ts';
import type { StandardsInput } from './input.ts';
import { fill } from './placeholders.ts';
import type { RequirementRule } from './schema.ts';

/**
 * @param nothing the file's words for a value that is not known
 * @returns one entry a requirement, in the file's order, without those all of whose artefacts do not apply
 */
export function decideRequirements(rules: RequirementRule[], input: StandardsInput, nothing: string): Requirement[] {
  return rules
    .filter((rule) => applies(rule, input))
    .map((rule) => {
      const outcome = firstToHold(rule.outcomes, input);
      const say = outcome?.say ?? rule.unknown ?? rule.title;
      return {
        id: rule.id,
        status: outcome?.status ?? 'unknown',
        message: fill(say, input, nothing),
        evidence: evidenceOf(rule, input),
      };
    });
}

function applies({ restsOn }: RequirementRule, { artefacts }: StandardsInput): boolean {
  const statuses = restsOn.flatMap((each) => (each === 'license' ? [] : [artefacts[each].status]));
  return statuses.length === 0 || statuses.some((status) => status !== 'not-applicable');
}

function evidenceOf({ restsOn }: RequirementRule, { artefacts, license }: StandardsInput): Evidence[] {
  const found = restsOn.flatMap((each) => (each === 'license' ? license.effective : artefacts[each]).evidence);
  return [...new Map(found.map((evidence) => [JSON.stringify(evidence), evidence])).values()];
}
