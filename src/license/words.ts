import { z } from 'zod';
import { RESTRICTIONS, type Restriction } from '../report/v1.ts';
import type { Matcher } from '../rules/terms.ts';
import { lazyTerms } from './lazy-terms.ts';

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

export interface StatementRule {
  terms: Matcher;
  with: Matcher | null;
  unless: Matcher | null;
  inLicence: boolean;
}

/** The phrase data, ready to be matched. */
export interface LicenseWords {
  mayMatter(text: string): boolean;
  nouns: Matcher;
  relations: Matcher;
  objects: Record<'code' | 'data' | 'weights', Matcher>;
  others: Matcher;
  comparisons: Matcher;
  breaks: Matcher;
  contrasts: Matcher;
  /** Whether a name says no more than "licence". */
  isGeneric(name: string): boolean;
  restrictions: readonly { restriction: Restriction; says: readonly StatementRule[] }[];
}

/** @throws z.ZodError naming each wrong field */
export function parseGrammar(data: unknown): LicenseGrammar {
  return grammarSchema.parse(data);
}

/** @throws z.ZodError naming each wrong field */
export function parseRestriction(data: unknown): RestrictionPhrases {
  return restrictionSchema.parse(data);
}

export function compileWords(grammar: LicenseGrammar, restrictions: readonly RestrictionPhrases[]): LicenseWords {
  const triggers = new RegExp(grammar.triggers.any.map(literal).join('|'), 'u');
  const generic = new Set(Object.values(grammar.generic).flat());
  return {
    mayMatter: (text) => triggers.test(text.toLowerCase()),
    nouns: lazyTerms(grammar.nouns),
    relations: lazyTerms(grammar.relations),
    objects: {
      code: lazyTerms(grammar.code),
      data: lazyTerms(grammar.data),
      weights: lazyTerms(grammar.weights),
    },
    others: lazyTerms(grammar.others),
    comparisons: lazyTerms(grammar.comparisons),
    breaks: lazyTerms(grammar.breaks),
    contrasts: lazyTerms(grammar.contrasts),
    isGeneric: (name) => generic.has(name.toLowerCase().trim()),
    restrictions: restrictions.map(({ restriction, says }) => ({
      restriction,
      says: says.map((rule) => ({
        terms: lazyTerms(rule.terms),
        with: rule.with ? lazyTerms(rule.with) : null,
        unless: rule.unless ? lazyTerms(rule.unless) : null,
        inLicence: rule.inLicence,
      })),
    })),
  };
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
