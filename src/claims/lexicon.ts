/** The words that the claim analyser works with: claim rules and word lists, compiled once per rule set. */
import type { ClaimKind } from '../report/v1.ts';
import { compileTerms, type Matcher, type Terms } from '../rules/terms.ts';

/** The lists of `rules/words/` that the analyser needs; a missing one is a fault of the rule set. */
export const CLAIM_WORDS = [
  'among',
  'aspect',
  'aspiration',
  'base-relation',
  'comparison',
  'copula',
  'determiner',
  'former',
  'hypothetical',
  'limited-purpose',
  'negation',
  'negation-after',
  'negation-except',
  'noun-code',
  'noun-data',
  'noun-license',
  'noun-model',
  'noun-other',
  'noun-training-code',
  'noun-weights',
  'others',
  'phrase-end',
  'possessive',
  'promise',
  'ranking',
  'release-verb',
  'self',
  'soon',
  'subject-pronoun',
  'thanks',
  'totality',
  'verb-lead',
] as const;

export type WordName = (typeof CLAIM_WORDS)[number];

export interface ClaimTerms {
  /** Id of the rule. */
  rule: string;
  kind: ClaimKind;
  /** Phrases that name an openness by themselves. */
  phrases: Matcher;
  /** Bare adjectives, which count only beside a noun for a model, its weights, code or data. */
  adjectives: Matcher;
  /** Plain verbs of release, which are no claim as such: they count only when denied or promised. */
  plain: Matcher;
}

export interface Lexicon {
  claims: readonly ClaimTerms[];
  words: Readonly<Record<WordName, Matcher>>;
}

export interface ClaimSource {
  id: string;
  claim: { kind: ClaimKind; terms: Terms; adjectives?: Terms | undefined; plain?: Terms | undefined };
}

/**
 * @param rules the claim rules
 * @param lists word lists by name
 * @throws Error naming a list that is missing
 */
export function createLexicon(rules: readonly ClaimSource[], lists: Readonly<Record<string, Terms>>): Lexicon {
  const words = Object.fromEntries(
    CLAIM_WORDS.map((name) => {
      const terms = lists[name];
      if (!terms) throw new Error(`rules/words/${name}.yml is missing`);
      return [name, compileTerms(terms)];
    }),
  ) as Record<WordName, Matcher>;
  const claims = rules.map(({ id, claim }) => ({
    rule: id,
    kind: claim.kind,
    phrases: compileTerms(claim.terms),
    adjectives: compileTerms(claim.adjectives ?? {}),
    plain: compileTerms(claim.plain ?? {}),
  }));
  return { claims, words };
}
