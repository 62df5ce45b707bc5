/**
 * Shapes of the four files in `rules/standards/`. Unknown keys are refused. A standard is data: requirements and the
 * conditions that decide them, in a small closed vocabulary (`Condition`); the evaluator knows no standard by name.
 */
import { z } from 'zod';
import {
  ARTEFACTS,
  type ArtefactName,
  LICENSE_CATEGORIES,
  type LicenseCategory,
  OSAI_DIMENSIONS,
  RESTRICTIONS,
  type Restriction,
  STATUSES,
  type Status,
} from '../../report/v1.ts';
import { PLACEHOLDER, placeholders } from './placeholders.ts';

/** What a gate may ask: contact data (every gate of the Hub), a form, approval by a person; whom it may shut out. */
export const GATE_FACTS = ['contact', 'form', 'approval', 'eu-excluded'] as const;
export type GateFact = (typeof GATE_FACTS)[number];
export type LicenseSubject = ArtefactName | 'effective';

/** True, false or unknown of one input. `restriction`, `gate` and `relation` hold when any one of the list does. */
export type Condition =
  | { artefact: ArtefactName; is: Exclude<Status, 'unknown'>[] }
  | { license: LicenseSubject; in: Exclude<LicenseCategory, 'unknown'>[] }
  | { restriction: Restriction[] }
  | { gate: GateFact[] }
  | { relation: string[] }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

const VOCABULARY =
  'expected one condition: {artefact, is}, {license, in}, {restriction}, {gate}, {relation}, {all}, {any} or {not}';

const text = z.string().min(1);
const source = text.describe('address and section of the standard that says so');
const some = <T extends z.ZodType>(type: T) => z.array(type).min(1);
const conditions = some(z.lazy(() => condition));

// `unknown` can be named nowhere: what was not seen is decided by the logic, never by a rule.
const condition: z.ZodType<Condition> = z.union(
  [
    z.strictObject({ artefact: z.enum(ARTEFACTS), is: some(z.enum(STATUSES).exclude(['unknown'])) }),
    z.strictObject({
      license: z.enum([...ARTEFACTS, 'effective']),
      in: some(z.enum(LICENSE_CATEGORIES).exclude(['unknown'])),
    }),
    z.strictObject({ restriction: some(z.enum(RESTRICTIONS)) }),
    z.strictObject({ gate: some(z.enum(GATE_FACTS)) }),
    z.strictObject({ relation: some(text) }),
    z.strictObject({ all: conditions }),
    z.strictObject({ any: conditions }),
    z.strictObject({ not: z.lazy(() => condition) }),
  ],
  { error: VOCABULARY },
);

const template = text.superRefine((value, context) => {
  for (const [, name = ''] of value.matchAll(PLACEHOLDER)) {
    if (!placeholders.has(name)) context.addIssue({ code: 'custom', message: `no such placeholder: {${name}}` });
  }
});

/** The first outcome whose condition is known to hold decides; one without a condition always holds. */
const requirement = z.strictObject({
  id: text,
  title: text,
  source,
  reading: text.optional().describe('how a program reads a requirement that the standard words for people'),
  restsOn: z.array(z.enum([...ARTEFACTS, 'license'])).describe('whose evidence is shown'),
  outcomes: some(
    z.strictObject({ status: z.enum(['met', 'not-met', 'manual']), when: condition.optional(), say: template }),
  ),
  unknown: template.optional().describe('said when no outcome is known to hold'),
});

const head = { id: text, title: text, source };
const nothing = text.describe('what a message says where nothing is known, such as a licence');

export const osaidFileSchema = z.strictObject({ ...head, nothing, requirements: some(requirement) });

export const euAiActFileSchema = z.strictObject({ ...head, nothing, conditions: some(requirement) });

const MOF_CLASSES = ['III', 'II', 'I'] as const;

const mofComponent = z.strictObject({
  name: text,
  class: z.enum(MOF_CLASSES),
  required: z.boolean(),
  source,
  reading: text.optional(),
  artefacts: z.array(z.enum(ARTEFACTS)).describe('all that apply must be there; empty: no artefact shows it'),
  orInstead: z.array(z.enum(ARTEFACTS)).optional().describe('may stand in for `artefacts`'),
  counts: some(z.enum(STATUSES).exclude(['unknown', 'not-applicable'])).describe('statuses that are inclusion'),
  license: some(z.enum(['own', 'effective'])).describe('whose licence covers it, the first that is known'),
  licenseTest: z.enum(['open', 'any']),
});

export const mofFileSchema = z.strictObject({
  ...head,
  classes: z.array(z.enum(MOF_CLASSES)).length(3).describe('from the lowest to the highest; each needs those before'),
  openCategories: some(z.enum(LICENSE_CATEGORIES)),
  components: some(mofComponent),
});

const dimension = z.strictObject({
  title: text,
  source,
  reading: text.optional(),
  outcomes: z.array(z.strictObject({ status: z.enum(['open', 'partial', 'closed']), when: condition })),
});

const points = z.number().min(0).max(1);

export const osaiFileSchema = z.strictObject({
  ...head,
  points: z.strictObject({ open: points, partial: points, closed: points, unknown: points }),
  dimensions: z.record(z.enum(OSAI_DIMENSIONS), dimension),
});

/** The four files together, under the keys of `StandardFiles`. */
export const standardFilesSchema = z.strictObject({
  osaid: osaidFileSchema,
  mof: mofFileSchema,
  osai: osaiFileSchema,
  euAiAct: euAiActFileSchema,
});

export type RequirementRule = z.infer<typeof requirement>;
export type MofFile = z.infer<typeof mofFileSchema>;
export type MofComponentRule = z.infer<typeof mofComponent>;
export type OsaiFile = z.infer<typeof osaiFileSchema>;
export type OsaidFile = z.infer<typeof osaidFileSchema>;
export type EuAiActFile = z.infer<typeof euAiActFileSchema>;
export type StandardFiles = z.infer<typeof standardFilesSchema>;
