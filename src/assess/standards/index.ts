/**
 * The artefacts of a report projected onto four standards. Each standard is a file in
 * `rules/standards/`; a new version of one is a new file.
 */
import type { Requirement, Standards } from '../../report/v1.ts';
import type { StandardsInput } from './input.ts';
import { evaluateMof } from './mof.ts';
import { evaluateOsai } from './osai.ts';
import { decideRequirements } from './requirements.ts';
import type { EuAiActFile, OsaidFile, StandardFiles } from './schema.ts';

export type { StandardsInput } from './input.ts';
export type { StandardFiles } from './schema.ts';

/**
 * @param input the judged parts of one report
 * @param files the parsed standards, checked by `standardFilesSchema`
 * @returns the `standards` of the report; pure, throws nothing
 */
export function evaluateStandards(input: StandardsInput, files: StandardFiles): Standards {
  return {
    osaid: evaluateOsaid(files.osaid, input),
    mof: evaluateMof(files.mof, input),
    osai: evaluateOsai(files.osai, input),
    euAiAct: evaluateEuAiAct(files.euAiAct, input),
  };
}

/** A program can refute the definition, never certify it: there is no status for "met". */
function evaluateOsaid(file: OsaidFile, input: StandardsInput): Standards['osaid'] {
  const requirements = decideRequirements(file.requirements, input, file.nothing);
  return { status: has(requirements, 'not-met') ? 'refuted' : 'not-refuted', requirements };
}

function evaluateEuAiAct(file: EuAiActFile, input: StandardsInput): Standards['euAiAct'] {
  const conditions = decideRequirements(file.conditions, input, file.nothing);
  return { status: exemption(conditions), conditions };
}

function exemption(conditions: Requirement[]): Standards['euAiAct']['status'] {
  if (has(conditions, 'not-met')) return 'conditions-not-met';
  return conditions.every(({ status }) => status === 'met') ? 'conditions-met' : 'undetermined';
}

const has = (requirements: Requirement[], status: Requirement['status']): boolean =>
  requirements.some((each) => each.status === status);
