/** Rules over facts: looks, then outcomes in order, three-valued. Knows no rule by name. */
import type { Facts } from '../facts/types.ts';
import type { Evidence, Finding } from '../report/v1.ts';
import { dataset, datasheet } from './detectors/datasets.ts';
import type { Followed } from './detectors/followed.ts';
import { inherited, licenseFile } from './detectors/license.ts';
import { base, lineage } from './detectors/lineage.ts';
import { link } from './detectors/link.ts';
import { api, field, license } from './detectors/metadata.ts';
import { parameters } from './detectors/parameters.ts';
import { image, phrase, section, table } from './detectors/prose.ts';
import { score } from './detectors/score.ts';
import { branch, type FileOptions, file } from './detectors/tree.ts';
import type { Judged, Seen, Tools } from './detectors/types.ts';
import { work } from './detectors/work.ts';
import { all, any, not, type Truth } from './logic.ts';
import type { ArtefactRule, FindingRule, Look } from './schema.ts';

type LooksOfRule = Readonly<Record<string, Look>>;

/** One look of a rule. The union is closed: a new detector is a new branch here and in the schema. */
function lookAt(look: Look, looks: LooksOfRule, facts: Facts, tools: Tools): Seen {
  if ('file' in look) return file(look.file, facts, tools);
  if ('branch' in look) return branch(look.branch, facts, tools);
  if ('link' in look) return link({ ...look.link, holds: filesOf(looks, look.link.holds) }, facts, tools);
  if ('phrase' in look) return phrase(look.phrase, facts, tools);
  if ('section' in look) return section(look.section, facts, tools);
  if ('table' in look) return table(look.table, facts, tools);
  if ('image' in look) return image(look.image, facts, tools);
  if ('field' in look) return field(look.field, facts, tools);
  if ('api' in look) return api(look.api, facts, tools);
  if ('license' in look) return license(look.license, facts, tools);
  if ('licenseFile' in look) return licenseFile(look.licenseFile, facts, tools);
  if ('inherited' in look) return inherited(look.inherited, facts, tools);
  if ('score' in look) return score(look.score, facts, tools);
  if ('parameters' in look) return parameters(look.parameters, facts, tools);
  if ('work' in look) return work(look.work, facts, tools);
  if ('dataset' in look) return dataset(look.dataset, facts, tools);
  if ('datasheet' in look) return datasheet(look.datasheet, facts, tools);
  if ('base' in look) return base(look.base, facts, tools);
  return lineage(look.lineage, facts, tools);
}

/** `holds` names a list of globs, or a look for files in the same rule. */
function filesOf(looks: LooksOfRule, name: string | undefined): FileOptions | undefined {
  if (name?.startsWith('lists/')) return { match: name };
  const look = name === undefined ? undefined : looks[name];
  return look && 'file' in look ? look.file : undefined;
}

interface Conditions {
  all?: string[] | undefined;
  any?: string[] | undefined;
  none?: string[] | undefined;
}

type Looks = (name: string) => Seen;

/** Looks are made once and only when an outcome asks for them. */
function looksOf(rule: { look: LooksOfRule }, facts: Facts, tools: Tools): Looks {
  const made = new Map<string, Seen>();
  return (name) => {
    let result = made.get(name);
    if (!result) {
      const look = rule.look[name];
      result = look
        ? lookAt(look, rule.look, facts, tools)
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

/** What an outcome rests on: all of `all`, and the first of `any` that holds. */
function deciding({ all: needed = [], any: either = [] }: Conditions, look: Looks): Followed[] {
  const first = either.find((name) => look(name).value === true);
  const names = first === undefined ? needed : [...needed, first];
  return names.flatMap((name) => look(name).followed ?? []);
}

/** The first outcome that holds decides; one that is unknown ends the search, so missing data is never a charge. */
function decide(rule: ArtefactRule, look: Looks, facts: Facts): Judged {
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
    const followed = deciding(outcome, look);
    const seen = followed.some(({ state }) => state === 'confirmed' || state === 'lacking');
    return {
      artefact: {
        ...EMPTY,
        status: outcome.status,
        verified: !unknown && (outcome.verified ?? seen),
        promised: outcome.status === 'absent' && (outcome.promised ?? false),
        inheritedFrom: outcome.inherited ? (facts.model.libraryName ?? 'an open library') : null,
        evidence,
        note: [wording(outcome.say, look), ...followed.map(({ remark }) => remark)].filter(Boolean).join(' '),
      },
      outcome: index,
      why: unknown ? wording(outcome.say, look) : null,
      followed,
    };
  }
  return { artefact: { ...EMPTY, status: 'unknown', note: null }, outcome: null, why: 'no outcome of the rule fits' };
}

/** The looks as they would be if links in that state were none, or were what they are called. */
const assuming =
  (look: Looks, state: Followed['state'], value: boolean): Looks =>
  (name) => {
    const made = look(name);
    return made.followed?.state === state ? { ...made, value } : made;
  };

/**
 * Judges one artefact. Where links were followed, a release that rests on one which lacks what it is called is partial,
 * unless another outcome releases it; and an absence says which links were refuted.
 */
export function judgeArtefact(rule: ArtefactRule, facts: Facts, tools: Tools): Judged {
  const look = looksOf(rule, facts, tools);
  const judged = decide(rule, look, facts);
  if (facts.places.size === 0) return judged;
  if (judged.followed?.some(({ state }) => state === 'lacking') && judged.artefact.status === 'released') {
    const strict = decide(rule, assuming(look, 'lacking', false), facts);
    return strict.artefact.status === 'released'
      ? strict
      : { ...judged, artefact: { ...judged.artefact, status: 'partial', verified: true } };
  }
  if (judged.artefact.status !== 'absent') return judged;
  const said = decide(rule, assuming(look, 'refuted', true), facts);
  const refuted = said.followed?.some(({ state }) => state === 'refuted') ?? false;
  return refuted ? withRefuted(judged, said) : judged;
}

/** It is absent although the card presents it: with the words of the outcome that it does not reach. */
function withRefuted(judged: Judged, { artefact: { note, evidence } }: Judged): Judged {
  const { artefact } = judged;
  const words = artefact.promised ? `${artefact.note} ${note}` : note;
  return {
    ...judged,
    artefact: { ...artefact, verified: true, evidence: [...artefact.evidence, ...evidence], note: words },
  };
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
