/** Claims of a card: candidate sentences, what was decided of each, and the claims that remain. */
import { place, sentencesOf } from '../card/sentences.ts';
import type { Block, Card, Sentence } from '../card/types.ts';
import { frontMatterEvidence, listOf } from '../facts/front-matter.ts';
import { CLAIM_KINDS, type Claim, type ClaimKind, type ClaimObject, type Problem, type Stance } from '../report/v1.ts';
import type { Matcher } from '../rules/terms.ts';
import { readEastern } from './eastern.ts';
import type { ClaimTerms, Lexicon } from './lexicon.ts';
import { type NounClass, nounsIn } from './nouns.ts';
import { accept, type Candidate, type Context, type Reading, reject } from './reading.ts';
import { selfNames } from './self.ts';
import { readWestern } from './western/index.ts';

/** A candidate and its fate, for rule authors. `claim` is null when a guard turned it down. */
export interface Decision {
  sentence: string;
  candidate: Candidate;
  /** Where the candidate stands, whatever was decided. */
  at: Pick<Claim, 'location' | 'quote'>;
  reading: Reading;
  claim: Claim | null;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Blocks without any of these letters hold no candidate; a plain search is cheaper than the terms. */
const MAY_CLAIM =
  /open|public|free|releas|publish|disclos|offen|ouvert|libre|abiert|abert|apert|откры|опенсорс|مفتوح|mở|terbuka|tersedia|disponib|verfügbar|[开開公发放オ오공]/i;

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

/** Totality with a limited purpose is only open; "open" said of weights is open-weights. */
function settle(candidate: Candidate, reading: Reading, context: Context): { kind: ClaimKind; rule: string } {
  const { lexicon, text } = context;
  if (!reading.claim) return candidate;
  let kind = candidate.kind;
  const around =
    text.slice(Math.max(0, candidate.start - 14), candidate.start) + text.slice(candidate.end, candidate.end + 30);
  if (kind === 'fully-open' && lexicon.words['limited-purpose'].test(around)) {
    if (!/开源|開源|source/i.test(text.slice(candidate.start, candidate.end))) kind = 'open';
  }
  if (
    kind === 'open' &&
    reading.object === 'weights' &&
    /\bopen\b|开放|開放/i.test(text.slice(candidate.start, candidate.end))
  ) {
    kind = 'open-weights';
  }
  if (kind === 'open-source' || kind === 'open-weights') {
    const lead = text.slice(Math.max(0, candidate.start - 14), candidate.start);
    const total = lexicon.words.totality.last(lead);
    if (
      total &&
      kind === 'open-source' &&
      lead.slice(total.end).trim() === '' &&
      !lexicon.words['limited-purpose'].test(around)
    ) {
      kind = 'fully-open';
    }
  }
  const rule = lexicon.claims.find((terms) => terms.kind === kind)?.rule ?? candidate.rule;
  return { kind, rule };
}

/** "We release X" is no claim; "X is not released" and "we will release the code" are. */
const countsPlainly = ({ stance, object }: { stance: Stance; object: ClaimObject }): boolean =>
  stance === 'denied' || (stance === 'promised' && object !== 'model' && object !== 'weights');

function decide(card: Card, block: Block, sentence: Sentence, candidate: Candidate, context: Context): Decision {
  const unspaced = UNSPACED.test(sentence.text.slice(Math.max(0, candidate.start - 4), candidate.end + 4));
  const read = (unspaced ? readEastern : readWestern)(context, candidate);
  const idle = candidate.plain && read.claim && !countsPlainly(read);
  const reading = idle ? reject('plain-release') : read;
  const range = { start: sentence.start + candidate.start, end: sentence.start + candidate.end };
  const around = { start: sentence.start, end: sentence.start + sentence.text.length };
  const at = place(card, block, range, around);
  if (!reading.claim) return { sentence: sentence.text, candidate, at, reading, claim: null };
  const claim: Claim = {
    ...settle(candidate, reading, context),
    stance: reading.stance,
    object: reading.object,
    ...at,
    language: candidate.language === 'en' ? latinOf(card.language) : candidate.language,
  };
  return { sentence: sentence.text, candidate, at, reading, claim };
}

/** A term that many languages share is in the language of the card. */
function latinOf(language: string | null): string {
  const named = language?.replace('mixed-', '').split('-') ?? [];
  return named.find((name) => !['zh', 'ja', 'ko', 'ru', 'ar'].includes(name)) ?? 'en';
}

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
  );
  const decisions: Decision[] = [];
  for (const block of [...card.gate, ...card.blocks]) {
    if (!MAY_CLAIM.test(block.text) || BIBLIOGRAPHY.test(block.text)) continue;
    if (!lexicon.claims.some((terms) => mayHold(terms, block.text))) continue;
    let follows = self.test(block.headings.at(-1) ?? '') || (block.lead !== null && self.test(block.lead));
    let topic: NounClass | null = null;
    for (const [index, sentence] of sentencesOf(block).entries()) {
      if (decisions.length >= MAX_DECISIONS) break;
      const context: Context = { text: sentence.text, block, first: index === 0, follows, topic, self, lexicon };
      for (const candidate of candidatesIn(sentence.text, lexicon.claims)) {
        const from = sentence.start + candidate.start;
        if (block.code.some((range) => from >= range.start && from < range.end)) continue;
        // A table of contents repeats headings and says nothing.
        if (block.links.some((link) => link.url.startsWith('#') && from >= link.start && from < link.end)) continue;
        decisions.push(decide(card, block, sentence, candidate, context));
      }
      topic = nounsIn(sentence.text, lexicon)[0]?.class ?? null;
      follows = self.test(sentence.text) || lexicon.words.self.test(sentence.text);
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
