/** The words that the claim analyser works with: claim rules and word lists, compiled once per rule set. */
import type { ClaimKind } from '../report/v1.ts';
import { compileTerms, type Matcher, type Terms } from '../rules/terms.ts';

/** The lists of `rules/words/` that the analyser needs; a missing one is a fault of the rule set. */
export const CLAIM_WORDS = [
  'aside-heading',
  'among',
  'and',
  'and-joined',
  'article',
  'aspect',
  'aspiration',
  'attributive',
  'base-relation',
  'base-strict',
  'clause-opener',
  'closed',
  'comparison',
  'conjunction',
  'copula',
  'crossed',
  'definite',
  'determiner',
  'form-adverbial',
  'form-finite',
  'form-gerund',
  'form-noun',
  'form-participle',
  'form-predicative',
  'former',
  'genitive',
  'group-noun',
  'having',
  'hypothetical',
  'introducing',
  'license-relation',
  'limited-purpose',
  'maker-possessive',
  'manner',
  'maturity',
  'model-term',
  'negation',
  'negation-after',
  'negation-except',
  'noun-code',
  'noun-data',
  'noun-everything',
  'noun-license',
  'noun-model',
  'noun-other',
  'noun-training-code',
  'noun-weights',
  'open-adjective',
  'open-minded',
  'others',
  'particle',
  'perfect',
  'phrase-end',
  'plan-heading',
  'plural',
  'possessive',
  'preposition',
  'promise',
  'pronoun',
  'purpose',
  'ranking',
  'relation',
  'relative-noun',
  'relative-pronoun',
  'relative-that',
  'release-verb',
  'request',
  'sample-heading',
  'sample-label',
  'self',
  'set-apart',
  'soon',
  'subject-particle',
  'subject-pronoun',
  'thanks',
  'ticked',
  'totality',
  'toward',
  'training',
  'verb-lead',
] as const;

/** Lists that are no matchers: names that name no model, and the words by which a language is told. */
const OTHER_WORDS = ['family-name', 'generic-name', 'small-word'] as const;

export const LEXICON_WORDS = [...CLAIM_WORDS, ...OTHER_WORDS];

export type WordName = (typeof CLAIM_WORDS)[number];

/** The words of one language. */
export type Words = Readonly<Record<WordName, Matcher>>;

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
  /** @param language ISO 639-1; a language without words gets those of the field that all borrow from English */
  words(language: string): Words;
  /** Small words by language: languages in Latin script are told apart by them. */
  smallWords: ReadonlyMap<string, ReadonlySet<string>>;
  /** Parts of names that many models share. */
  genericNames: Matcher;
  /** Whether a part of a name is a well-known family of models; with `owner`: one that the owner makes. */
  isFamily(part: string, owner?: string): boolean;
  isPaperSite(address: string): boolean;
}

export interface Places {
  /** Whether `owner/name` is a family of models in its makers' own hands. */
  isMakers(path: string): boolean;
  /** Whether papers are at an address, `host/path`. */
  isPaperSite(address: string): boolean;
}

export interface ClaimSource {
  id: string;
  claim: { kind: ClaimKind; terms: Terms; adjectives?: Terms | undefined; plain?: Terms | undefined };
}

/**
 * @param rules the claim rules
 * @param lists word lists by name
 * @param places what lists of places tell
 * @throws Error naming a list that is missing
 */
export function createLexicon(
  rules: readonly ClaimSource[],
  lists: Readonly<Record<string, Terms>>,
  { isMakers, isPaperSite }: Places,
): Lexicon {
  const listOf = (name: string): Terms => {
    const terms = lists[name];
    if (!terms) throw new Error(`rules/words/${name}.yml is missing`);
    return terms;
  };
  for (const name of LEXICON_WORDS) listOf(name);
  const known = new Map<string, Words>();
  const families = compileTerms(listOf('family-name'));
  return {
    claims: rules.map(({ id, claim }) => ({
      rule: id,
      kind: claim.kind,
      phrases: compileTerms(claim.terms),
      adjectives: compileTerms(claim.adjectives ?? {}),
      plain: compileTerms(claim.plain ?? {}),
    })),
    words(language) {
      const words = known.get(language) ?? wordsOf(language, listOf);
      known.set(language, words);
      return words;
    },
    smallWords: new Map(Object.entries(listOf('small-word')).map(([language, words]) => [language, new Set(words)])),
    genericNames: compileTerms(listOf('generic-name')),
    isPaperSite,
    isFamily: (part, owner) => families.test(part) && (owner === undefined || isMakers(`${owner}/${part}`)),
  };
}

/** Small words of two languages in one script are taken for one another ("no", "son", "die"); the field's nouns are not. */
function wordsOf(language: string, listOf: (name: WordName) => Terms): Words {
  const mixes = new Intl.Locale(language).maximize().script !== 'Latn';
  return Object.fromEntries(
    CLAIM_WORDS.map((name) => {
      const list = listOf(name);
      const languages = language !== 'en' && (mixes || name.startsWith('noun-')) ? [language, 'en'] : [language];
      return [name, compileTerms(Object.fromEntries(languages.map((each) => [each, list[each] ?? []])))];
    }),
  ) as Record<WordName, Matcher>;
}
