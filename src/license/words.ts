import type { Restriction } from '../report/v1.ts';
import type { Matcher } from '../rules/terms.ts';
import { lazyTerms } from './lazy-terms.ts';
import type { LicenseGrammar, RestrictionPhrases } from './schema.ts';

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
  /** Words that make a licence named after them another one. */
  altered: Matcher;
  contrasts: Matcher;
  /** Whether a name says no more than "licence". */
  isGeneric(name: string): boolean;
  restrictions: readonly { restriction: Restriction; says: readonly StatementRule[] }[];
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
    altered: lazyTerms(grammar.altered),
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
