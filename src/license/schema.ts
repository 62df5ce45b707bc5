/** What the data files about licences may hold. Apart from what reads them: the schemas are slow to load. */
import { z } from 'zod';
import { LICENSE_CATEGORIES, RESTRICTIONS } from '../report/v1.ts';
import type { ReadingData } from './text/reading.ts';

const entrySchema = z.strictObject({
  /** The Hub's id where there is one (https://huggingface.co/docs/hub/repositories-licenses), else our own. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.+-]*$/u),
  name: z.string().min(1),
  spdx: z.string().nullable().default(null),
  /** Licences of one family differ by version or variant; an unversioned mention agrees with any of them. */
  family: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
  category: z.enum(LICENSE_CATEGORIES).exclude(['none']),
  osiApproved: z.boolean(),
  fsfFree: z.boolean().optional(),
  commercialUse: z.enum(['allowed', 'conditional', 'forbidden', 'unknown']),
  restrictions: z.array(z.enum(RESTRICTIONS)).default([]),
  /** Lines that only this licence's own text has, matched without regard to case and punctuation. */
  titles: z.array(z.string().min(8)).default([]),
  /** SPDX id whose published text is this licence's, to compare files with; null where titles must do. */
  reference: z.string().nullable().default(null),
  /** Addresses of the text: host and path, without scheme and `www.`, lower case; longer addresses match too. */
  links: z.array(z.string().min(1)).default([]),
  sources: z.array(z.strictObject({ fact: z.string().optional(), reference: z.string().min(1) })).min(1),
  /** Its names are everyday words or other texts' names as well: only a declaration means this licence, prose does not. */
  ambiguous: z.boolean().default(false),
  confidence: z.enum(['high', 'medium', 'low', 'unverified']),
  note: z.string().optional(),
});

/** One licence: a file of `rules/licenses/`. */
export type CatalogueEntry = z.infer<typeof entrySchema>;

/**
 * Checks the data of one file of `rules/licenses/`.
 * @throws z.ZodError naming each wrong field
 */
export function parseLicense(data: unknown): CatalogueEntry {
  return entrySchema.parse(data);
}

const terms = z.record(z.string(), z.array(z.string().min(1)).min(1));

const grammarSchema = z.strictObject({
  title: z.string(),
  source: z.string(),
  /** Substrings, in lower case; a sentence with none of them is never looked at. */
  triggers: z.strictObject({ any: z.array(z.string().min(1)).min(1) }),
  nouns: terms,
  relations: terms,
  code: terms,
  data: terms,
  weights: terms,
  others: terms,
  comparisons: terms,
  breaks: terms,
  altered: terms,
  contrasts: terms,
  generic: terms,
});

const restrictionSchema = z.strictObject({
  restriction: z.enum(RESTRICTIONS),
  title: z.string(),
  source: z.string(),
  says: z
    .array(
      z.strictObject({
        terms,
        /** Must stand near. */
        with: terms.optional(),
        /** Must not stand near. */
        unless: terms.optional(),
        /** Counts only in a gated prompt, under a licence heading or in a sentence that speaks of a licence. */
        inLicence: z.boolean().default(false),
      }),
    )
    .min(1),
});

/** How a card speaks of its licence: `rules/prose/license.yml`. */
export type LicenseGrammar = z.infer<typeof grammarSchema>;
/** How a card states one restriction: the other files of `rules/prose/`. */
export type RestrictionPhrases = z.infer<typeof restrictionSchema>;

const readingSchema = z.strictObject({
  title: z.string(),
  source: z.string(),
  /** Phrases after which a copy of a licence may stop. */
  ends: z.array(z.string().min(8)),
  /** Catalogue ids of licences that only take something from the licence beside them. */
  riders: z.array(z.string()),
  changes: terms,
  flips: terms,
  disclaimers: terms,
  limits: terms,
  heads: terms,
  versioned: z.array(
    z.strictObject({
      names: z.array(z.string().min(3)).min(1),
      versions: z.record(z.string().regex(/^\d+(?:\.\d+)?$/u), z.string()),
      unversioned: z.string(),
    }),
  ),
  notices: terms,
  headers: terms,
  grants: terms,
});

/** @throws z.ZodError naming each wrong field */
export function parseReading(data: unknown): ReadingData {
  return readingSchema.parse(data);
}

/** @throws z.ZodError naming each wrong field */
export function parseGrammar(data: unknown): LicenseGrammar {
  return grammarSchema.parse(data);
}

/** @throws z.ZodError naming each wrong field */
export function parseRestriction(data: unknown): RestrictionPhrases {
  return restrictionSchema.parse(data);
}
