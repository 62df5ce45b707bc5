/** Rules over facts: looks, then outcomes in order, three-valued. Knows no rule by name. */
import type { Facts } from '../facts/types.ts';
import type { Artefact, Evidence, Finding } from '../report/v1.ts';
import { inherited, licenseFile } from './detectors/license.ts';
import { api, dataset, field, license, lineage } from './detectors/metadata.ts';
import { image, link, phrase, section, table } from './detectors/prose.ts';
import { branch, file } from './detectors/tree.ts';
import type { Seen, Tools } from './detectors/types.ts';
import { all, any, not, type Truth } from './logic.ts';
import type { ArtefactRule, FindingRule, Look } from './schema.ts';

/** One look. The union is closed: a new detector is a new branch here and in the schema. */
export function lookAt(look: Look, facts: Facts, tools: Tools): Seen {
  if ('file' in look) return file(look.file, facts, tools);
  if ('branch' in look) return branch(look.branch, facts, tools);
  if ('link' in look) return link(look.link, facts, tools);
  if ('phrase' in look) return phrase(look.phrase, facts, tools);
  if ('section' in look) return section(look.section, facts, tools);
  if ('table' in look) return table(look.table, facts, tools);
  if ('image' in look) return image(look.image, facts, tools);
  if ('field' in look) return field(look.field, facts, tools);
  if ('api' in look) return api(look.api, facts, tools);
  if ('license' in look) return license(look.license, facts, tools);
  if ('licenseFile' in look) return licenseFile(look.licenseFile, facts, tools);
  if ('inherited' in look) return inherited(look.inherited, facts, tools);
  if ('dataset' in look) return dataset(look.dataset, facts, tools);
  return lineage(look.lineage, facts, tools);
}

interface Conditions {
  all?: string[] | undefined;
  any?: string[] | undefined;
  none?: string[] | undefined;
}

type Looks = (name: string) => Seen;

/** Looks are made once and only when an outcome asks for them. */
function looksOf(rule: { look: Record<string, Look> }, facts: Facts, tools: Tools): Looks {
  const made = new Map<string, Seen>();
  return (name) => {
    let result = made.get(name);
    if (!result) {
      const look = rule.look[name];
      result = look
        ? lookAt(look, facts, tools)
        : { value: 'unknown', evidence: [], shown: [], why: `no look ${name}` };
      made.set(name, result);
    }
    return result;
  };
}

const namesIn = (conditions: Conditions): string[] => [...(conditions.all ?? []), ...(conditions.any ?? [])];

function holds(conditions: Conditions, look: Looks): Truth {
  const values = (names: readonly string[]) => names.map((name) => look(name).value);
  return all([
    all(values(conditions.all ?? [])),
    conditions.any ? any(values(conditions.any)) : true,
    conditions.none ? not(any(values(conditions.none))) : true,
  ]);
}

function evidenceOf(names: readonly string[], look: Looks): Evidence[] {
  return names.map(look).flatMap((result) => (result.value === true ? result.evidence : []));
}

/** `{name}` and `{a|b}`: what the first look that saw something saw. */
function wording(say: string, look: Looks): string {
  return say.replace(/\{([a-z0-9|-]+)\}/g, (_, names: string) => {
    const shown = names
      .split('|')
      .map(look)
      .find((result) => result.value === true && result.shown.length > 0)?.shown;
    return shown?.join(', ') ?? '';
  });
}

export interface Judged {
  artefact: Artefact;
  /** Index of the outcome that decided, null when one of them was unknown. */
  outcome: number | null;
  /** For unknown: what could not be looked at. */
  why: string | null;
}

/** The first outcome that holds decides; one that is unknown ends the search, so missing data is never a charge. */
export function judgeArtefact(rule: ArtefactRule, facts: Facts, tools: Tools): Judged {
  const look = looksOf(rule, facts, tools);
  for (const [index, outcome] of rule.outcomes.entries()) {
    const value = holds(outcome, look);
    if (value === false) continue;
    if (value === 'unknown') {
      const names = [...namesIn(outcome), ...(outcome.none ?? [])];
      const why = [...new Set(names.map((name) => look(name).why).filter((each) => each !== undefined))].join('; ');
      const note = `Not decided: could not look at ${why}.`;
      return { artefact: { ...EMPTY, status: 'unknown', note }, outcome: null, why };
    }
    const evidence = evidenceOf(namesIn(outcome), look);
    const unknown = outcome.status === 'unknown';
    return {
      artefact: {
        ...EMPTY,
        status: outcome.status,
        verified: !unknown && (outcome.verified ?? false),
        promised: outcome.status === 'absent' && (outcome.promised ?? false),
        inheritedFrom: outcome.inherited ? (facts.model.libraryName ?? 'an open library') : null,
        evidence,
        note: wording(outcome.say, look),
      },
      outcome: index,
      why: unknown ? wording(outcome.say, look) : null,
    };
  }
  return { artefact: { ...EMPTY, status: 'unknown', note: null }, outcome: null, why: 'no outcome of the rule fits' };
}

const EMPTY = { verified: false, promised: false, inheritedFrom: null, license: null, evidence: [] };

/** @returns the finding, or null where its condition is not known to hold */
export function judgeFinding(rule: FindingRule, facts: Facts, tools: Tools): Finding | null {
  const look = looksOf(rule, facts, tools);
  if (holds(rule.when, look) !== true) return null;
  return {
    rule: rule.id,
    level: rule.finding,
    message: wording(rule.say, look),
    remediation: rule.remediation.trim(),
    evidence: evidenceOf(namesIn(rule.when), look),
  };
}
