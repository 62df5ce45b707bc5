/**
 * The part of a result that is compared. It asks for no more, so that audits of other `1.x` versions, which may know
 * fewer or more fields, can be read.
 */
import { z } from 'zod';
import {
  CLAIM_KINDS,
  CLAIM_OBJECTS,
  CONFLICT_KINDS,
  evidence,
  LEVELS,
  LICENSE_CATEGORIES,
  location,
  STANCES,
  STATUSES,
  VERDICTS,
} from '../report/v1.ts';

const text = z.string();
const pieces = z.array(evidence);
const orNull = <T extends z.ZodType>(type: T) => z.union([type, z.null()]);

const report = z.object({
  kind: z.literal('report'),
  schemaVersion: text.startsWith('1.', 'only reports of version 1.x can be compared'),
  tool: z.object({ rules: text }),
  observedAt: text,
  repo: z.object({
    id: text,
    requestedId: text,
    gated: z.union([z.literal(false), z.enum(['auto', 'manual'])]),
  }),
  claims: z.array(
    z.object({
      kind: z.enum(CLAIM_KINDS),
      stance: z.enum(STANCES),
      object: z.enum(CLAIM_OBJECTS),
      quote: text,
      location,
    }),
  ),
  license: z.object({
    effective: z.object({
      id: text,
      category: z.enum(LICENSE_CATEGORIES),
      restrictions: z.array(text),
      evidence: pieces,
    }),
    conflicts: z.array(z.object({ kind: z.enum(CONFLICT_KINDS), message: text, evidence: pieces })),
  }),
  artefacts: z.record(text, z.object({ status: z.enum(STATUSES), promised: z.boolean(), evidence: pieces })),
  datasets: z.array(
    z.object({
      id: text,
      exists: orNull(z.boolean()),
      empty: orNull(z.boolean()).optional(),
      gated: orNull(z.boolean()),
      evidence: pieces,
    }),
  ),
  lineage: z.object({ baseModels: z.array(z.object({ id: text, relation: text })) }),
  level: z.object({ observed: z.object({ atLeast: z.enum(LEVELS), atMost: z.enum(LEVELS) }) }),
  verdict: z.object({ status: z.enum(VERDICTS) }),
});

const failure = z.object({ kind: z.literal('failure'), id: text, code: text });

export const comparedSchema = z.discriminatedUnion('kind', [report, failure]);
export const comparedBatchSchema = z.object({ reports: z.array(report), failures: z.array(failure) });

export type ComparedReport = z.infer<typeof report>;
export type Compared = z.infer<typeof comparedSchema>;
