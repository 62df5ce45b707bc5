/** Claims of a card: candidate sentences, what was decided of each, and the claims that remain. */
import { place, sentencesOf } from '../card/sentences.ts';
import type { Card, Sentence } from '../card/types.ts';
import { frontMatterEvidence, listOf } from '../facts/front-matter.ts';
import type { Claim, ClaimObject, Problem, Stance } from '../report/v1.ts';
import { candidatesIn, mayHold, rank } from './candidates.ts';
import { contextOf, isTitle, namesOfCard, type Place } from './context.ts';
import { readChinese } from './eastern/chinese.ts';
import { readFinal } from './eastern/final.ts';
import { readEnglish } from './english/index.ts';
import { readGeneral } from './general/index.ts';
import { languageOf } from './language.ts';
import type { Lexicon } from './lexicon.ts';
import { accept, type Candidate, type Context, closing, opening, type Reading, reject } from './reading.ts';
import { settle } from './settle.ts';
import { readCell } from './table.ts';

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

/** Nor is a sentence that speaks of it more often than this. */
const MAX_IN_SENTENCE = 8;

/** The list in a reference to a paper or a site is no prose of the card. */
const BIBLIOGRAPHY = /^\s*(?:@\w+\s*\{|title\s*=|author\s*=)/i;

/** "Doe, J., Roe, R. (2020). A title": an entry of a list of references. */
const REFERENCE = /^\s*(?:\[\d+\]\s*)?\p{Lu}[\p{L}'’-]+,\s*\p{Lu}\.(?:[\s-]?\p{Lu}\.)*(?:,|\s*&|\s+and\b|\s*\(\d{4})/u;

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

/** "We release all models": a verb and "all", and nothing of how. */
const isAllReleased = (word: string, { words }: Context): boolean =>
  words['release-verb'].test(word) && closing(word, words.others) !== null;

/** The text of an example is the model's output or a user's prompt. */
function isSample({ headings, text, kind }: Sentence['block'], { words }: Context): boolean {
  if (kind !== 'heading' && headings.some((heading) => words['sample-heading'].test(heading))) return true;
  const label = opening(text, words['sample-label']);
  return label !== null && /^\s*(?:\([^()]{1,12}\))?\s*[:：]/.test(text.slice(label.end));
}

/** How far apart "open" and "closed" may stand in a coordination, in characters. */
const COORDINATED = 24;

/** "open-source and proprietary models", 包括开源和闭源: all that there are, and nothing of this one. */
function isBothSorts({ text, words }: Context, { start, end }: Candidate): boolean {
  const joins = (gap: string): boolean =>
    gap.length <= COORDINATED && (words.and.test(gap) || /[/、]/.test(gap)) && !/[,，.。]/.test(gap);
  return words.closed
    .all(text)
    .some((closed) => joins(closed.start >= end ? text.slice(end, closed.start) : text.slice(closed.end, start)));
}

/** Under "Acknowledgements" or "Contact" a card speaks of others, unless it names its model. */
function isAside({ headings }: Sentence['block'], { text, words, self }: Context): boolean {
  const heading = headings.at(-1) ?? '';
  const letters = (part: string): number => part.match(/\p{L}/gu)?.length ?? 0;
  // "Licence and contact" is about more.
  const mainly = words['aside-heading']
    .all(heading)
    .some(({ start, end }) => 2 * letters(heading.slice(start, end)) >= letters(heading));
  return mainly && !self.test(text);
}

/** What speaks against a claim whatever its sentence says. */
function withdrawn(
  read: Extract<Reading, { claim: true }>,
  { sentence }: Place,
  candidate: Candidate,
  context: Context,
): Reading | null {
  const { text, words, self } = context;
  const { start, end, plain } = candidate;
  const isModel = read.object === 'model' || read.object === 'weights';
  if (plain && !countsPlainly(read)) return reject('plain-release');
  if (read.stance === 'asserted' && isModel && isAllReleased(text.slice(start, end), context)) {
    return reject('plain-release');
  }
  if (isSample(sentence.block, context)) return reject('sample');
  if (isBothSorts(context, candidate)) return reject('both-sorts');
  if (read.stance !== 'promised' && isAside(sentence.block, context)) return reject('aside');
  const own = self.test(text) || words.self.test(text) || words.possessive.test(text);
  return isTitle(sentence) && !own ? reject('others') : null;
}

/** `✓ Weights □ Training code`: boxes drawn as signs within a text, each before what it stands for. */
function withBox(context: Context, { start }: Candidate): Context {
  const box = context.text
    .slice(0, start)
    .match(/[□☐◻⬜☑☒✓✔✅■]/gu)
    ?.at(-1);
  return box && /[□☐◻⬜]/u.test(box) ? { ...context, task: true } : context;
}

function decide(where: Place, candidate: Candidate, lexicon: Lexicon): Decision {
  const { card, sentence } = where;
  const { text, block, start } = sentence;
  const language = languageOf(text, candidate, card.language, lexicon);
  const context = withBox(contextOf(where, language, lexicon), candidate);
  const read = readCell(context, candidate, card) ?? (READERS[language] ?? readGeneral)(context, candidate);
  const reading = read.claim ? (withdrawn(read, where, candidate, context) ?? read) : read;
  const range = { start: start + candidate.start, end: start + candidate.end };
  const at = place(card, block, range, { start, end: start + text.length });
  if (!reading.claim) return { sentence: text, candidate, at, reading, claim: null };
  const { stance, object } = reading;
  const claim: Claim = { ...settle(candidate, reading, context, lexicon), stance, object, ...at, language };
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
  const names = namesOfCard(card, id, lexicon);
  const decisions: Decision[] = [];
  for (const block of [...card.gate, ...card.blocks]) {
    if (BIBLIOGRAPHY.test(block.text) || REFERENCE.test(block.text) || !mayHold(block.text, lexicon.claims)) continue;
    let previous: Sentence | null = null;
    for (const sentence of sentencesOf(block)) {
      if (decisions.length >= MAX_DECISIONS) break;
      for (const candidate of candidatesIn(sentence.text, lexicon.claims).slice(0, MAX_IN_SENTENCE)) {
        if (isProse(sentence, candidate))
          decisions.push(decide({ card, sentence, previous, names }, candidate, lexicon));
      }
      previous = sentence;
    }
  }
  return [...once(decisions), ...tagDecisions(card, lexicon)];
}

/** A name that says what it stands for says it once, however often it is written out. */
function once(decisions: readonly Decision[]): Decision[] {
  const first = decisions.find(({ reading }) => reading.guard === EXPANSION);
  return decisions.map((decision) =>
    decision.reading.guard === EXPANSION && decision !== first
      ? { ...decision, reading: reject('repeated'), claim: null }
      : decision,
  );
}

const EXPANSION = 'expansion';

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
