/** Model Openness Framework: which components are included, under an open licence, and the class that this makes. */
import type { ArtefactName, LicenseCategory, Standards } from '../../report/v1.ts';
import { all, categoryOf, type Truth } from './conditions.ts';
import type { StandardsInput } from './input.ts';
import type { MofComponentRule, MofFile } from './schema.ts';

type Component = Standards['mof']['components'][number];

export function evaluateMof(file: MofFile, input: StandardsInput): Standards['mof'] {
  const decided = file.components.map((rule) => ({ rule, component: decide(rule, file, input) }));
  const progress = { I: 0, II: 0, III: 0 };
  let reached: Standards['mof']['class'] = null;
  for (const [rank, name] of file.classes.entries()) {
    const cumulated = file.classes.slice(0, rank + 1);
    const needed = decided.filter(({ rule }) => rule.required && cumulated.includes(rule.class));
    progress[name] = needed.filter(({ rule, component }) => isComplete(rule, component)).length / needed.length;
    if (progress[name] < 1) break;
    reached = name;
  }
  return { class: reached, progress, components: decided.map(({ component }) => component) };
}

function isComplete({ licenseTest }: MofComponentRule, { included, open }: Component): boolean {
  return included === true && (licenseTest === 'any' || open === true);
}

/** Of the ways in which a component may be there, the best: complete, else included, else perhaps included. */
function decide(rule: MofComponentRule, file: MofFile, input: StandardsInput): Component {
  const given = fromArtefacts(rule.artefacts, rule, file, input);
  const instead = (rule.orInstead ?? []).map((name) => fromArtefacts([name], rule, file, input));
  return instead.reduce((best, each) => (rankOf(each, rule) > rankOf(best, rule) ? each : best), given);
}

function rankOf(component: Component, rule: MofComponentRule): number {
  if (isComplete(rule, component)) return 3;
  if (component.included === null) return 1;
  return component.included ? 2 : 0;
}

function fromArtefacts(names: ArtefactName[], rule: MofComponentRule, file: MofFile, input: StandardsInput): Component {
  const applicable = names.filter((name) => input.artefacts[name].status !== 'not-applicable');
  if (applicable.length === 0) return { name: rule.name, included: null, license: null, open: null };
  const licenses = applicable.map((name) => licenseOf(name, rule, input));
  return {
    name: rule.name,
    included: all(applicable.map((name) => isIncluded(name, rule, input))),
    license: [...new Set(licenses.flatMap(({ id }) => id ?? []))].join(' AND ') || null,
    open: all(licenses.map(({ category }) => (category === 'unknown' ? null : file.openCategories.includes(category)))),
  };
}

function isIncluded(name: ArtefactName, { counts }: MofComponentRule, { artefacts }: StandardsInput): Truth {
  const { status } = artefacts[name];
  if (status === 'unknown' || status === 'not-applicable') return null;
  return counts.includes(status);
}

interface Covering {
  id: string | null;
  category: LicenseCategory;
}

function licenseOf(name: ArtefactName, rule: MofComponentRule, input: StandardsInput): Covering {
  const { status, license: own } = input.artefacts[name];
  const { id, category } = input.license.effective;
  const covering = rule.license.find((whose) => whose === 'effective' || own !== null);
  // What is not there is under no licence, whatever covers the rest.
  if (covering === undefined || status === 'absent') return { id: null, category: 'unknown' };
  if (covering === 'own') return { id: own, category: categoryOf(name, input) };
  return { id: category === 'none' ? null : id, category };
}
