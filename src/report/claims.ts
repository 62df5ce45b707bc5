/** What `openlitmus claims` prints of a card: every candidate sentence, and what was decided of it. */
import { z } from 'zod';
import { CLAIM_OBJECTS, claim, location, problem, reportSchema, STANCES } from './v1.ts';

const text = z.string();
const orNull = <T extends z.ZodType>(type: T) => z.union([type, z.null()]);
const offset = z.int().min(0);

export const candidateSchema = z.strictObject({
  location,
  quote: claim.shape.quote,
  sentence: text.describe('prose, the markup taken out'),
  phrase: text.describe('the words that made it a candidate'),
  start: offset.describe('of the phrase in the sentence, in UTF-16 code units'),
  end: offset,
  rule: text.describe('whose terms hold the phrase'),
  language: text.describe('under which the rule lists the phrase'),
  guard: text.describe('the mechanism that decided'),
  why: text.describe('the guard in words'),
  claim: orNull(
    z.strictObject({
      kind: claim.shape.kind,
      stance: z.enum(STANCES),
      object: z.enum(CLAIM_OBJECTS),
      counted: z.boolean().describe('false: its sentence makes a claim as strong or stronger, of the same stance'),
    }),
  ).describe('null: a guard turned it down'),
});

export const claimsReportSchema = z.strictObject({
  kind: z.literal('claims'),
  tool: reportSchema.shape.tool,
  target: text.describe('as given'),
  id: orNull(text).describe("whose names are the card's own; null: nobody's"),
  source: z.enum(['hub', 'snapshot', 'folder', 'file', 'stdin']),
  revision: orNull(text),
  card: z.strictObject({
    path: text,
    present: z.boolean(),
    language: orNull(text),
    problems: z.array(problem),
  }),
  candidates: z.array(candidateSchema).describe('in the order of the card, tags last; only those asked for'),
  summary: z.strictObject({
    candidates: z.int().describe('in the whole card'),
    claims: z.int().describe('that count: one a sentence and stance'),
    claimed: reportSchema.shape.level.shape.claimed,
    headline: orNull(claim).describe('the strongest claim that is asserted of the model'),
  }),
});

export type Candidate = z.infer<typeof candidateSchema>;
export type ClaimsReport = z.infer<typeof claimsReportSchema>;
