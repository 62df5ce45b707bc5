/** What `openlitmus license` prints of a file. */
import { z } from 'zod';
import { LICENSE_CATEGORIES } from './v1.ts';

const text = z.string();
const orNull = <T extends z.ZodType>(type: T) => z.union([type, z.null()]);
const score = z.number().min(0).max(1);
const line = z.int().min(1);

export const MATCHES = ['full-text', 'modified', 'header', 'notice', 'reference', 'multiple', 'none'] as const;

export const licenseTextSchema = z.strictObject({
  path: text.describe('as given'),
  id: orNull(text).describe('the catalogue id; other: a licence that it does not know; null: no licence'),
  spdx: orNull(text),
  name: orNull(text),
  category: z.enum(LICENSE_CATEGORIES),
  match: z.enum(MATCHES),
  score,
  licenses: z
    .array(
      z.strictObject({
        id: text,
        spdx: orNull(text),
        match: z.enum(MATCHES).exclude(['multiple', 'none']),
        score,
        startLine: line.describe('1-based line of the file'),
        endLine: line,
      }),
    )
    .describe('all that were found, in the order of the file'),
  modified: orNull(
    z.strictObject({
      of: text,
      added: z.array(text).describe('what the file has and the licence has not'),
      removed: z.array(text).describe('what the licence has and the file has not'),
    }),
  ),
  similar: orNull(z.strictObject({ id: text, score })).describe('nearest, when nothing is claimed'),
});

export type LicenseText = z.infer<typeof licenseTextSchema>;
