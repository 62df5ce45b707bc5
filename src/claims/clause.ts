/** The parts of a sentence around a candidate, and the small questions that the readers put to them. */
import type { Stance } from '../report/v1.ts';
import type { Words } from './lexicon.ts';
import { type Noun, type NounClass, nounsIn } from './nouns.ts';
import { type Candidate, type Context, covers, firstWords, lastWords, opening } from './reading.ts';

export interface Parts extends Context {
  candidate: Candidate;
  /** The candidate as it stands in the sentence. */
  word: string;
  /** All before and after the candidate. */
  before: string;
  after: string;
  /** The same within the clause. */
  clause: string;
  rest: string;
}

const BREAK = /[;:!?。；：！？]|\.(?:\s|$)|,\s+/g;

/** What stands in brackets blanked out, so that places stay. */
export const withoutBrackets = (text: string): string =>
  text.replace(/\([^()]*\)/g, (inner) => ' '.repeat(inner.length));

/** Where clauses may end: at a stop, and at a comma before a word that opens a clause. */
const breaksOf = (text: string, opens: (rest: string) => boolean): RegExpExecArray[] =>
  [...withoutBrackets(text).matchAll(BREAK)].filter(
    (mark) => !mark[0].startsWith(',') || opens(text.slice(mark.index + mark[0].length)),
  );

export function partsOf(context: Context, candidate: Candidate): Parts {
  const { text, words } = context;
  const before = text.slice(0, candidate.start);
  const after = text.slice(candidate.end);
  const openers = [words['clause-opener'], words['relative-pronoun']];
  const opener = (rest: string) => openers.some((list) => opening(rest, list));
  const subject = (rest: string) => [words['subject-pronoun'], words.pronoun].some((list) => opening(rest, list));
  const start = breaksOf(before, opener).at(-1);
  const end = breaksOf(after, (rest) => opener(rest) || subject(rest))[0];
  return {
    ...context,
    candidate,
    word: text.slice(candidate.start, candidate.end),
    before,
    after,
    clause: start ? before.slice(start.index + start[0].length) : before,
    rest: end ? after.slice(0, end.index) : after,
  };
}

export const isBlank = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);

export const wordCount = (text: string): number => text.trim().split(/\s+/).filter(Boolean).length;

/** A candidate that is part of a name, an address or a compound of its own. */
export function isName(parts: Parts): boolean {
  const { word, candidate, before, after, block, words, self } = parts;
  if (/[\p{L}\p{N}_@/#.]$/u.test(before) || /^[_@/#]|^[\p{L}\p{N}_-]*\.\p{L}{2}/u.test(after)) return true;
  // "open-acme.io" and "Open Acme Search" of `acme/open-acme-search`: the model's own name.
  const joined = `${/[\p{L}\p{N}_-]*$/u.exec(before)?.[0]}${word}${/^[\p{L}\p{N}_-]*/u.exec(after)?.[0]}`;
  if (joined.length > word.length && parts.spelled(joined)) return true;
  const run = /^(?:[\s-]+\p{Lu}[\p{L}\p{N}]*)+/u.exec(after)?.[0] ?? '';
  if (/^\p{Lu}/u.test(word) && run !== '' && parts.spelled(word + run)) return true;
  // "Acme-2-Open", and "acme-open-model-2" in an address.
  if (/[\p{L}\p{N}]-$/u.test(before) && (/^\p{Lu}/u.test(word) || /^-[\p{L}\p{N}]/u.test(after))) return true;
  // "Open Access Labs' copy": a maker by name.
  if (/^\p{Lu}/u.test(word) && /^(?:\s+\p{Lu}[\p{L}\p{N}-]*)+['’]s\s/u.test(after)) return true;
  // "Open-Sora" is a name, "Open-Source-Modell" is not.
  if (/^-\p{Lu}/u.test(after) && (candidate.bare || nounsIn(after, words)[0]?.start !== 1)) return true;
  if (!candidate.bare || !/^\p{Lu}/u.test(word)) return false;
  if (before.trim() === '' || block.kind === 'heading' || self.spells(parts.text)) return false;
  const head = phraseAfter(parts).nouns.at(-1);
  if (head?.class === 'model' && words['model-term'].test(head.text)) return false;
  // "the Open LLM Leaderboard": a capital within a sentence that runs on in capitals is a name.
  return /^\s+\p{Lu}[\p{L}\p{N}-]*(?:\s+\p{Lu})?/u.test(after) && !/[:"“]\s*(?:\p{L}+\s+)?$/u.test(before);
}

export interface Phrase {
  text: string;
  nouns: Noun[];
}

/** The noun phrase that the candidate opens: up to a word that ends a phrase. What stands in brackets is passed over. */
export function phraseAfter({ rest, words }: Parts): Phrase {
  const open = rest.replace(/\([^()]{0,40}\)/g, (inner) => ' '.repeat(inner.length));
  const run = firstWords(open, 12);
  let end = run.length;
  let seen = false;
  for (const { 0: token, index } of run.matchAll(/[\p{L}\p{N}'’+&./-]+|[,;()[\]]/gu)) {
    const joins = /^[&,/]$/.test(token) || covers(words.and, token);
    if (covers(words['phrase-end'], token) || /[();[\]]/.test(token) || (joins && seen)) {
      end = index;
      break;
    }
    if (!joins && nounsIn(token, words).length > 0) seen = true;
  }
  const text = run.slice(0, end);
  return { text, nouns: nounsIn(text, words) };
}

/** What a coordination joins: "the code, data and weights" is three. */
export function pieces(text: string, { and }: Words): string[] {
  const cuts = [
    ...[...text.matchAll(/[,&/、]/g)].map(({ index }) => ({ start: index, end: index + 1 })),
    ...and.all(text),
  ];
  const ends = cuts.toSorted((a, b) => a.start - b.start);
  return [...ends, { start: text.length, end: 0 }].map(({ start }, i) => text.slice(ends[i - 1]?.end ?? 0, start));
}

function withoutArticles(phrase: string, words: Words): string {
  const article = opening(phrase, words.article);
  return article ? withoutArticles(phrase.slice(article.end), words) : phrase;
}

/** "Acme: an open model", "Acme (the first open model": what stands before the mark is what is meant. */
export function appositionOf(before: string, words: Words): string | null {
  const mark = /[,:–—(-]\s*((?:[\p{L}-]+\s+){0,6})$/u.exec(before);
  const between = mark?.[1] ?? '';
  const within = wordCount(withoutArticles(between, words)) <= 3 && !words['clause-opener'].test(between);
  return mark && within ? before.slice(0, mark.index) : null;
}

/** Only words in capitals stand between a noun in small letters and the one that ends the name. */
const isTitleOf = (phrase: string, noun: Noun, head: Noun): boolean =>
  noun.class === 'other' &&
  /^\p{Ll}/u.test(noun.text) &&
  /^\s+(?:\p{Lu}[\p{L}\p{N}-]*\s+)*$/u.test(phrase.slice(noun.end, head.start));

/** Classes named in a coordination, each by the last noun before a preposition: "model code" is code. */
export function coordinated(text: string, { words }: Parts): NounClass[] {
  return pieces(text, words).flatMap((piece) => {
    // A date or a mark may open a news item.
    const phrase = withoutArticles(piece.replace(/^[^\p{L}]+/u, ''), words).trimStart();
    const stop = words['phrase-end'].first(phrase, 1);
    const nouns = nounsIn(stop ? phrase.slice(0, stop.start) : phrase, words);
    const head = nouns.at(-1);
    // "our product Acme Agent": the noun before a name in capitals says what goes by it.
    const named = head && /^\p{Lu}/u.test(head.text) ? nouns.find((noun) => isTitleOf(phrase, noun, head)) : undefined;
    return head ? [(named ?? head).class] : [];
  });
}

/** Said before the candidate: a pronoun, a demonstrative or this model's name. */
export const speaksOfSelf = (text: string, { words, self }: Parts): boolean => words.self.test(text) || self.test(text);

/** Only small words stand between the end of a relation and the candidate. */
export function governs(relation: { end: number } | null, before: string, { words }: Parts): boolean {
  if (!relation) return false;
  const gap = before.slice(relation.end).trim();
  if (gap === '') return true;
  if (wordCount(gap) > 4) return false;
  const left = words.determiner
    .all(gap)
    .reduceRight((rest, hit) => rest.slice(0, hit.start) + rest.slice(hit.end), gap);
  return left.replace(/[\s"'“‘’”([*]/g, '') === '';
}

/** How it is said. A negation or a promise counts near the candidate, and not across "and" or "but". */
export function stanceOf({ clause, rest, words, candidate, task }: Parts): { stance: Stance; guard: string } {
  const last = lastWords(clause, 6);
  const near = last.slice(words.conjunction.last(last)?.end ?? 0);
  if (task) return { stance: 'promised', guard: 'open-task' };
  const negation = words.negation.last(near);
  const excepted = words['negation-except'].last(near);
  if (negation && !(excepted && excepted.start <= negation.start && excepted.end >= negation.end)) {
    return { stance: 'denied', guard: 'negation' };
  }
  if (words['negation-after'].test(firstWords(rest, 5))) return { stance: 'denied', guard: 'negation-after' };
  const outside = withoutBrackets(rest);
  if (words.promise.test(lastWords(clause, 9)) || words.soon.test(firstWords(outside, 6))) {
    return { stance: 'promised', guard: 'promise' };
  }
  return { stance: 'asserted', guard: candidate.bare ? 'adjective' : 'phrase' };
}

/** Thanks go to others, and a wish or a condition states nothing. */
export function aboutOthers({ clause, words }: Parts): string | null {
  if (words.thanks.test(clause)) return 'thanks';
  return words.hypothetical.test(lastWords(clause, 6)) ? 'hypothetical' : null;
}
