/** The ladder of levels: each step met, not met or unknown, so the observed level is a range. */
import { formFields } from '../facts/gate.ts';
import type { Facts } from '../facts/types.ts';
import { isOpen } from '../license/openness.ts';
import { type Artefacts, type Evidence, LEVELS, type Level, type Restriction } from '../report/v1.ts';
import { restrictionWords } from '../report/words.ts';
import type { RuleSet } from '../rules/load.ts';
import { all, type Truth } from '../rules/logic.ts';

export interface Step {
  /** What is asked for, as a stable name. */
  requirement: string;
  level: Level;
  value: Truth;
  /** What was seen, in a word or two. */
  observed: string;
  message: string;
  evidence: Evidence[];
}

/** Duties that leave every use free. */
const HARMLESS: readonly Restriction[] = ['share-alike', 'naming'];

/** Names of the form fields that a gated prompt asks for, as the card or the Hub gives them. */
export function gateFields(facts: Facts): string[] {
  const data = { ...facts.model.cardData, ...facts.card.frontMatter.data };
  return formFields(data);
}

interface Input {
  facts: Facts;
  artefacts: Artefacts;
  rules: RuleSet;
}

function weightsStep({ facts, artefacts: { weights } }: Input): Step {
  const step = { requirement: 'weights', level: 'restricted-weights' as const, observed: weights.status };
  const evidence = weights.evidence;
  const note = weights.note ?? '';
  if (facts.model.disabled) return { ...step, value: false, message: 'The Hub has disabled the repository.', evidence };
  if (weights.status === 'released') return { ...step, value: true, message: `Weights: ${note}`, evidence };
  if (weights.status === 'absent') return { ...step, value: false, message: `No usable weights. ${note}`, evidence };
  if (weights.status === 'partial' && facts.model.gated !== false && facts.tree.looked) {
    return { ...step, value: true, message: `Weights behind a gate: ${note}`, evidence };
  }
  if (isAdapter(facts) && facts.lineage.baseModels.some((base) => base.resolved)) {
    return { ...step, value: true, message: `Weights together with those of the base: ${note}`, evidence };
  }
  return { ...step, value: 'unknown', message: `Whether usable weights can be had is not known. ${note}`, evidence };
}

const isAdapter = (facts: Facts): boolean => facts.lineage.relation === 'adapter';

function licenseStep({ facts }: Input): Step {
  const { effective } = facts.license;
  const step = { requirement: 'open-license', level: 'open-weights' as const, observed: effective.category };
  const { evidence, name } = effective;
  const limits = effective.restrictions.filter((each) => !HARMLESS.includes(each));
  if (effective.category === 'unknown') {
    return { ...step, value: 'unknown', message: `The licence (${name}) is not one that is known.`, evidence };
  }
  if (effective.category === 'none') return { ...step, value: false, message: 'No licence is given.', evidence };
  if (!isOpen(effective.category, 'weights') || limits.length > 0) {
    const terms = limits.length > 0 ? `: ${limits.map((limit) => restrictionWords[limit]).join(', ')}` : '';
    return {
      ...step,
      value: false,
      message: `${name === 'other' ? 'The licence declared as “other”' : name} is not an open licence${terms}.`,
      evidence,
    };
  }
  return { ...step, value: true, message: `${name} is an open licence.`, evidence };
}

function gateStep({ facts, artefacts: { weights } }: Input): Step {
  const { gated } = facts.model;
  const fields = gateFields(facts);
  const step = { requirement: 'no-gate', level: 'open-weights' as const, observed: gated === false ? 'none' : gated };
  if (gated === false) return { ...step, value: true, message: 'No gate stands before the files.', evidence: [] };
  const evidence = weights.evidence;
  if (gated === 'auto' && fields.length === 0) {
    return { ...step, value: true, message: 'A gate that opens to every account without a form.', evidence };
  }
  const asks = fields.length > 0 ? `asks for ${fields.slice(0, 6).join(', ')}` : 'asks for approval';
  return { ...step, value: false, message: `A gate ${asks}.`, evidence };
}

type Ancestor = Facts['lineage']['chain'][number];

/** What is known of one ancestor: open, known to be restricted, or not known. */
function baseTruth({ resolved, gated, form = gated, license }: Ancestor, rules: RuleSet): Truth {
  if (!resolved) return 'unknown';
  if (form) return false;
  const category = rules.license.catalogue.find(license ?? '')?.category ?? 'unknown';
  const open = category === 'unknown' ? 'unknown' : isOpen(category, 'weights');
  // Whether a gate asks for more than an account is not known.
  return form === null && open === true ? 'unknown' : open;
}

/** One ancestor known to be restricted decides, whatever is not known of the others. */
function baseStep({ facts, rules }: Input): Step {
  const { baseModels, chain } = facts.lineage;
  const step = { requirement: 'base-model', level: 'open-weights' as const, evidence: [] };
  const terms = ({ id, license, gated }: Ancestor) => `${id} (${license ?? 'no licence'}${gated ? ', gated' : ''})`;
  const restricted = chain.find((base) => baseTruth(base, rules) === false);
  if (restricted) {
    const message = `It is built on ${terms(restricted)}, which is not open.`;
    return { ...step, observed: 'restricted-weights', value: false, message };
  }
  if (baseModels.length === 0) {
    return { ...step, observed: 'unknown', value: 'unknown', message: 'The base model is not named.' };
  }
  const unclear = chain.find((base) => baseTruth(base, rules) === 'unknown');
  if (unclear || chain.length === 0) {
    const name = unclear ? terms(unclear) : baseModels.map((base) => base.id).join(', ');
    const message = `Whether the base model ${name} is open is not known.`;
    return { ...step, observed: 'unknown', value: 'unknown', message };
  }
  const names = baseModels.map((base) => base.id).join(', ');
  return { ...step, observed: 'open-weights', value: true, message: `${names} has open weights.` };
}

function codeStep(name: 'trainingCode' | 'inferenceCode', { artefacts, rules }: Input): Step {
  const artefact = artefacts[name];
  const label = name === 'trainingCode' ? 'Training code' : 'Inference code';
  const requirement = name === 'trainingCode' ? 'training-code' : 'inference-code';
  const step = { requirement, level: 'open-source' as const, observed: artefact.status, evidence: artefact.evidence };
  const note = artefact.note ?? '';
  if (artefact.status === 'absent') return { ...step, value: false, message: `${label} not released: ${note}` };
  if (artefact.status !== 'released')
    return { ...step, value: 'unknown', message: `${label} not fully known: ${note}` };
  if (artefact.inheritedFrom !== null) return { ...step, value: true, message: `${label}: ${note}` };
  const category = rules.license.catalogue.find(artefact.license ?? '')?.category;
  if (category === 'osi-approved')
    return { ...step, value: true, message: `${label} under ${artefact.license}: ${note}` };
  if (!category || category === 'unknown' || !artefact.verified) {
    return { ...step, value: 'unknown', message: `${label} is there; its licence is not known: ${note}` };
  }
  return { ...step, value: false, message: `${label} is under ${artefact.license}, no open licence: ${note}` };
}

function dataInformationStep({ facts, artefacts: { trainingData } }: Input): Step {
  const { status, evidence, note } = trainingData;
  const step = { requirement: 'data-information', level: 'open-source' as const, observed: status, evidence };
  if (status === 'released') return { ...step, value: true, message: `Training data: ${note ?? ''}` };
  const copies = ['quantized', 'converted', 'merge'].includes(facts.lineage.relation ?? '');
  if (status === 'absent' && !copies)
    return { ...step, value: false, message: `No training data named: ${note ?? ''}` };
  return { ...step, value: 'unknown', message: `Whether the data information suffices is not known: ${note ?? ''}` };
}

function openBaseStep(input: Input): Step {
  const base = baseStep(input);
  const value = base.value === false ? false : 'unknown';
  const message = value === false ? base.message : 'Whether the base model is open source itself was not decided.';
  return { ...base, requirement: 'base-open-source', level: 'open-source', value, message };
}

function dataStep(name: 'trainingData' | 'baseData', { artefacts }: Input): Step {
  const { status, evidence, note } = artefacts[name];
  const requirement = name === 'trainingData' ? 'training-data' : 'base-data';
  const value = status === 'released' || status === 'not-applicable' ? true : status === 'unknown' ? 'unknown' : false;
  const message = `${name === 'trainingData' ? 'Training data' : 'Data of the base model'} ${status}: ${note ?? ''}`;
  return { requirement, level: 'fully-open', observed: status, value, message, evidence };
}

/** @returns every step of the ladder, lowest first */
export function climb(input: Input): Step[] {
  const { derivative } = input.facts;
  return [
    weightsStep(input),
    licenseStep(input),
    gateStep(input),
    ...(isAdapter(input.facts) ? [baseStep(input)] : []),
    codeStep('trainingCode', input),
    codeStep('inferenceCode', input),
    dataInformationStep(input),
    ...(derivative ? [openBaseStep(input)] : []),
    dataStep('trainingData', input),
    ...(derivative ? [dataStep('baseData', input)] : []),
  ];
}

/** @returns the highest level known to be reached, and the highest that nothing rules out */
export function observedLevel(steps: readonly Step[]): { atLeast: Level; atMost: Level } {
  let atLeast: Level = 'closed';
  let atMost: Level = 'closed';
  let sure = true;
  for (const level of LEVELS.slice(1)) {
    const value = all(steps.filter((step) => step.level === level).map((step) => step.value));
    if (value === false) break;
    atMost = level;
    if (value === 'unknown') sure = false;
    if (sure) atLeast = level;
  }
  return { atLeast, atMost };
}
