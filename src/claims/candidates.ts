/** Phrases of a text that may claim something: what the claim rules list, each once. */
import { CLAIM_KINDS, type ClaimKind } from '../report/v1.ts';
import type { Matcher } from '../rules/terms.ts';
import type { ClaimTerms } from './lexicon.ts';
import type { Candidate } from './reading.ts';

/** @returns the order of kinds by strength */
export const rank = (kind: ClaimKind): number => CLAIM_KINDS.indexOf(kind);

/** @returns whether a text holds any candidate, cheaper than all of them */
export const mayHold = (text: string, claims: readonly ClaimTerms[]): boolean =>
  claims.some(({ phrases, adjectives, plain }) => [phrases, adjectives, plain].some((terms) => terms.test(text)));

/** @returns the candidates of a text in order, none overlapping another */
export function candidatesIn(text: string, claims: readonly ClaimTerms[]): Candidate[] {
  const found: Candidate[] = [];
  for (const terms of claims) {
    const add = (matcher: Matcher, form: { bare: boolean; plain: boolean }) => {
      for (const hit of matcher.all(text)) found.push({ rule: terms.rule, kind: terms.kind, ...form, ...hit });
    };
    add(terms.phrases, { bare: false, plain: false });
    add(terms.adjectives, { bare: true, plain: false });
    add(terms.plain, { bare: false, plain: true });
  }
  // "Fully open source" is one candidate, not three: the widest match at a place, then the stronger kind.
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || rank(b.kind) - rank(a.kind));
  const kept: Candidate[] = [];
  for (const one of found) if (!kept.some((other) => one.start < other.end && other.start < one.end)) kept.push(one);
  return kept.sort((a, b) => a.start - b.start);
}
