/** What the files of `rules/lineage/` may hold. Apart from what reads them: the schemas are slow to load. */
import { z } from 'zod';
import { LICENSE_CATEGORIES, RESTRICTIONS } from '../report/v1.ts';
import { OUTCOMES, SEVERITIES } from './lineage-rules.ts';

const ids = z.array(z.string().min(1)).min(1);
const kindNames = z.array(z.string().min(1)).min(1);
const relations = z.array(z.enum(['finetune', 'adapter', 'quantized', 'merge', 'distilled', 'converted'])).min(1);
const clause = z.string().min(1).nullable();

const grammarSchema = z.strictObject({
  title: z.string(),
  source: z.string().min(1),
  /** In order: the first that fits is a licence's kind. */
  kinds: z.array(
    z.strictObject({
      kind: z.string().min(1),
      licenses: ids.optional().describe('globs over ids of the catalogue'),
      categories: z.array(z.enum(LICENSE_CATEGORIES)).optional(),
      restrictions: z.array(z.enum(RESTRICTIONS)).optional().describe('all of these'),
    }),
  ),
  free: z.string().describe('the kind of licence that carries no terms on: what forbids it binds every derivative'),
  relations: z.record(
    z.string(),
    z.strictObject({
      lowers: z.boolean().default(false).describe('a conflict is one step less grave'),
      copies: z.boolean().default(false).describe('the weights are the same work in another form'),
      note: z.string().optional(),
    }),
  ),
  generic: z.record(z.string(), ids).describe('ids that name a family, with globs over its members'),
});

const caseSchema = z.strictObject({
  same: z.boolean().optional().describe('whether the derivative declares the very licence of the base'),
  upstream: ids.optional().describe('only for these of the licences of this file'),
  licenses: ids.optional(),
  kinds: kindNames.optional(),
  carries: z.array(z.enum(RESTRICTIONS)).optional().describe('restrictions that the declared licence has, all of them'),
  relations: relations.optional(),
  outcome: z.enum(OUTCOMES),
  severity: z.enum(SEVERITIES).optional(),
  clause: clause.optional(),
  because: z.string().min(1).optional(),
});

const dutySchema = z.strictObject({
  check: z
    .enum(['copy', 'reference', 'notice', 'display', 'name', 'hand'])
    .describe('copy: its text; reference: its text or a link; notice: a NOTICE file; hand: no program can tell'),
  clause: z.string().min(1),
  say: z.string().min(1).describe('what is due, as a noun phrase'),
  terms: z.array(z.string().min(1)).optional().describe('phrases of the card, or what the name begins with (*: holds)'),
  relations: relations.optional(),
});

const rowSchema = z.strictObject({
  title: z.string(),
  source: z.string().min(1),
  upstream: z.strictObject({ licenses: ids.optional(), kinds: kindNames.optional() }),
  severity: z.enum(SEVERITIES),
  clause,
  because: z.string().min(1),
  /** A decision table: the first case that fits decides; none is unknown. */
  cases: z.array(caseSchema).min(1),
  duties: z.array(dutySchema),
});

export type LineageGrammar = z.infer<typeof grammarSchema>;
/** What one licence, or kind of licence, asks of derivatives: a file of `rules/lineage/`. */
export type LineageRow = z.infer<typeof rowSchema>;
export type LineageCase = z.infer<typeof caseSchema>;
export type Duty = z.infer<typeof dutySchema>;

/** @throws z.ZodError naming each wrong field */
export const parseLineageGrammar = (data: unknown): LineageGrammar => grammarSchema.parse(data);
/** @throws z.ZodError naming each wrong field */
export const parseLineageRow = (data: unknown): LineageRow => rowSchema.parse(data);
