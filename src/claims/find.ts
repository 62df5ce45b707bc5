/** Claims of a card: candidate sentences, what was decided of each, and the claims that remain. */
import { place, sentencesOf } from '../card/sentences.ts';
import type { Card, Sentence } from '../card/types.ts';
import { frontMatterEvidence, listOf } from '../facts/front-matter.ts';
import { CLAIM_KINDS, type Claim, type ClaimKind, type ClaimObject, type Problem, type Stance } from '../report/v1.ts';
import type { Matcher } from '../rules/terms.ts';
import { readChinese } from './eastern/chinese.ts';
import { readFinal } from './eastern/final.ts';
import { readEnglish } from './english/index.ts';
import { readGeneral } from './general/index.ts';
import { languageOf } from './language.ts';
import type { ClaimTerms, Lexicon, Words } from './lexicon.ts';
import { nounsIn } from './nouns.ts';
import { accept, type Candidate, type Context, type Reading, reject } from './reading.ts';
import { type SelfNames, selfNames } from './self.ts';
import { settle } from './settle.ts';

/** A candidate and its fate, for rule authors. `claim` is null when a guard turned it down. */
export interface Decision {
  sentence: string;
  candidate: Candidate;
  /** Where the candidate stands, whatever was decided. */
  at: Pick<Claim, 'location' | 'quote'>;
  reading: Reading;
  claim: Claim | null;
}

/** A card that speaks of openness more often than this is no prose; the rest is not read. */
export const MAX_DECISIONS = 1000;

/** The list in a reference to a paper or a site is no prose of the card. */
const BIBLIOGRAPHY = /^\s*(?:@\w+\s*\{|title\s*=|author\s*=)/i;

function candidatesIn(text: string, claims: readonly ClaimTerms[]): Candidate[] {
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

const mayHold = ({ phrases, adjectives, plain }: ClaimTerms, text: string): boolean =>
  phrases.test(text) || adjectives.test(text) || plain.test(text);

const rank = (kind: ClaimKind): number => CLAIM_KINDS.indexOf(kind);

/** "We release X" is no claim; "X is not released" and "we will release the code" are. */
const countsPlainly = ({ stance, object }: { stance: Stance; object: ClaimObject }): boolean =>
  stance === 'denied' || (stance === 'promised' && object !== 'model' && object !== 'weights');

/** How the sentences of a language are read; those not named set spaces and put most adjectives after the noun. */
const READERS: Readonly<Record<string, (context: Context, candidate: Candidate) => Reading>> = {
  en: readEnglish,
  zh: readChinese,
  ja: readFinal,
  ko: readFinal,
};

/** A sentence, and what stands before it in its block. */
interface Place {
  card: Card;
  sentence: Sentence;
  previous: Sentence | null;
  self: SelfNames;
}

function contextOf({ sentence: { text, block }, previous, self }: Place, language: string, words: Words): Context {
  const before = previous ? [previous.text] : [block.headings.at(-1) ?? '', block.lead ?? ''];
  return {
    text,
    block,
    first: previous === null,
    follows: before.some((each) => self.test(each) || (previous !== null && words.self.test(each))),
    topic: previous ? (nounsIn(previous.text, words)[0]?.class ?? null) : null,
    self,
    language,
    words,
  };
}

function decide(where: Place, candidate: Candidate, lexicon: Lexicon): Decision {
  const { card, sentence } = where;
  const { text, block, start } = sentence;
  const language = languageOf(text, candidate, card.language, lexicon);
  const words = lexicon.words(language);
  const read = (READERS[language] ?? readGeneral)(contextOf(where, language, words), candidate);
  const reading = candidate.plain && read.claim && !countsPlainly(read) ? reject('plain-release') : read;
  const range = { start: start + candidate.start, end: start + candidate.end };
  const at = place(card, block, range, { start, end: start + text.length });
  if (!reading.claim) return { sentence: text, candidate, at, reading, claim: null };
  const { stance, object } = reading;
  const claim: Claim = { ...settle(candidate, reading, text, words, lexicon), stance, object, ...at, language };
  return { sentence: text, candidate, at, reading, claim };
}

/** Inline code says nothing, and a table of contents repeats headings. */
const isProse = ({ block, start }: Sentence, candidate: Candidate): boolean => {
  const from = start + candidate.start;
  const within = (range: { start: number; end: number }) => from >= range.start && from < range.end;
  return !block.code.some(within) && !block.links.some((link) => link.url.startsWith('#') && within(link));
};

/**
 * @param card the parsed card
 * @param id its repository
 * @returns every candidate with what was decided, in the order of the card
 */
export function decideClaims(card: Card, id: string, lexicon: Lexicon): Decision[] {
  const titles = card.blocks.filter((block) => block.kind === 'heading' && block.headings.length === 0);
  const self = selfNames(
    id,
    titles.map((block) => block.text),
    lexicon.genericNames,
  );
  const decisions: Decision[] = [];
  for (const block of [...card.gate, ...card.blocks]) {
    if (BIBLIOGRAPHY.test(block.text) || !lexicon.claims.some((terms) => mayHold(terms, block.text))) continue;
    let previous: Sentence | null = null;
    for (const sentence of sentencesOf(block)) {
      if (decisions.length >= MAX_DECISIONS) break;
      for (const candidate of candidatesIn(sentence.text, lexicon.claims)) {
        if (isProse(sentence, candidate))
          decisions.push(decide({ card, sentence, previous, self }, candidate, lexicon));
      }
      previous = sentence;
    }
  }
  return [...decisions, ...tagDecisions(card, lexicon)];
}

/** The heading of a claim that is a tag: the key that it stands under in the front matter. */
const TAGS = 'tags';

/** Tags are claims too, but nobody is held to one: they do not raise the headline. */
export const isTag = ({ location }: Claim, { frontMatter, lines }: Card): boolean =>
  location.heading === TAGS && location.startLine < lines.lineAt(frontMatter.bodyStart);

/** Tags such as `open-source` are claims of the model; a whole tag has to be the phrase. */
function tagDecisions(card: Card, lexicon: Lexicon): Decision[] {
  return listOf(card.frontMatter.data, 'tags').flatMap(({ value, path }) =>
    candidatesIn(value, lexicon.claims)
      .filter(
        (candidate) => !candidate.bare && !candidate.plain && candidate.start === 0 && candidate.end === value.length,
      )
      .flatMap((candidate) => {
        const { location, quote } = frontMatterEvidence(card, path, value);
        if (!location || !quote) return [];
        const { kind, rule, language } = candidate;
        const at = { location: { ...location, heading: TAGS }, quote };
        const claim: Claim = {
          kind,
          stance: 'asserted',
          object: 'model',
          quote,
          language,
          rule,
          location: at.location,
        };
        return [{ sentence: value, candidate, at, reading: accept('asserted', 'model', 'tag'), claim }];
      }),
  );
}

/** One claim a sentence and stance: the strongest kind in it. */
export function claimsOf(decisions: readonly Decision[]): Claim[] {
  const strongest = new Map<string, Claim>();
  for (const { claim, sentence } of decisions) {
    if (!claim) continue;
    const key = `${claim.location.startLine}\0${sentence}\0${claim.stance}`;
    const other = strongest.get(key);
    if (!other || rank(claim.kind) > rank(other.kind)) strongest.set(key, claim);
  }
  return [...strongest.values()];
}

/** @returns the card's problems, and that not all of its claims were read where that is so */
export function problemsOf(card: Card, decisions: readonly Decision[]): Problem[] {
  if (decisions.length < MAX_DECISIONS) return card.problems;
  const message = `The card speaks of openness more than ${MAX_DECISIONS} times; the rest was not read.`;
  return [...card.problems, { code: 'too-many-claims', message, location: null }];
}
