/** What `openlitmus diff --format json` prints. Fields are added, never renamed, within `1.x`. */
import { z } from 'zod';
import { evidence, SCHEMA_VERSION } from '../report/v1.ts';
import { CHANGE_KINDS, DIRECTIONS } from './kinds.ts';

const orNull = <T extends z.ZodType>(type: T) => z.union([type, z.null()]);

const change = z.strictObject({
  repo: z.string().describe('id in the newer audit'),
  kind: z.enum(CHANGE_KINDS),
  subject: orNull(z.string()).describe('which artefact, dataset, claim ...; null where there is only one'),
  from: orNull(z.string()).describe('null: the older audit did not have it'),
  to: orNull(z.string()).describe('null: the newer audit does not have it'),
  direction: z.enum(DIRECTIONS).describe('less or more open; other: neither, or not known'),
  evidence: z.array(evidence).describe('of the newer audit, or of the older for what is gone'),
});

const side = z.strictObject({
  path: z.string(),
  repositories: z.int(),
  failures: z.int(),
  rules: z.array(z.string()).describe('digests of the rule sets that judged'),
  observedAt: orNull(z.strictObject({ first: z.string(), last: z.string() })),
});

export const diffSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  kind: z.literal('diff'),
  old: side,
  new: side,
  summary: z.strictObject({
    compared: z.int().describe('repositories with a report in both'),
    changed: z.int().describe('of these, how many differ'),
    directions: z.record(z.enum(DIRECTIONS), z.int()),
    kinds: z.record(z.enum(CHANGE_KINDS), z.int()),
  }),
  changes: z.array(change),
});

export type Diff = z.infer<typeof diffSchema>;
export type Change = z.infer<typeof change>;
export type Side = z.infer<typeof side>;
