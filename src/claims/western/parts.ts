/** The parts of a sentence around a candidate, and the small questions that the readers put to them. */
import type { Stance } from '../../report/v1.ts';
import { type Noun, type NounClass, nounsIn } from '../nouns.ts';
import { type Candidate, type Context, firstWords, lastWords } from '../reading.ts';

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

const CLAUSE_START =
  /[;:!?。；：！？]|\.\s|,\s+(?=(?:while|whereas|but|although|though|unlike|which|so|because|since)\b)/g;
const CLAUSE_END =
  /[;:!?。；：！？]|\.(?:\s|$)|,\s+(?=(?:while|whereas|but|although|though|unlike|which|so|because|we|it)\b)/;

export function partsOf(context: Context, candidate: Candidate): Parts {
  const before = context.text.slice(0, candidate.start);
  const after = context.text.slice(candidate.end);
  const start = [...before.matchAll(CLAUSE_START)].at(-1);
  const end = CLAUSE_END.exec(after);
  return {
    ...context,
    candidate,
    word: context.text.slice(candidate.start, candidate.end),
    before,
    after,
    clause: start ? before.slice(start.index + start[0].length) : before,
    rest: end ? after.slice(0, end.index) : after,
  };
}

export const isBlank = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);

export const wordCount = (text: string): number => text.trim().split(/\s+/).filter(Boolean).length;

/** A candidate that is part of a name, an address or a compound of its own. */
export function isName({ word, candidate, before, after, block, lexicon }: Parts): boolean {
  if (/[\p{L}\p{N}_@/#.]$/u.test(before) || /^[_@/#]|^-\p{Lu}|^\.\w/u.test(after)) return true;
  if (!candidate.bare || !/^\p{Lu}/u.test(word)) return false;
  if (before.trim() === '' || block.kind === 'heading') return false;
  const head = nounsIn(firstWords(after, 4), lexicon).at(-1);
  if (head?.class === 'model' && /models?$|lms?$/i.test(head.text)) return false;
  // "the Open LLM Leaderboard": a capital within a sentence that runs on in capitals is a name.
  return /^\s+\p{Lu}[\p{L}\p{N}-]*(?:\s+\p{Lu})?/u.test(after) && !/[:"“]\s*(?:\p{L}+\s+)?$/u.test(before);
}

export interface Phrase {
  text: string;
  nouns: Noun[];
}

const JOINS = /^(?:and|or|und|et|y|e|&|,|\/)$/i;

/** The noun phrase that the candidate opens: up to a word that ends a phrase. What stands in brackets is passed over. */
export function phraseAfter({ rest, lexicon }: Parts): Phrase {
  const open = rest.replace(/\([^()]{0,40}\)/g, (inner) => ' '.repeat(inner.length));
  const run = firstWords(open, 12);
  let end = run.length;
  let seen = false;
  for (const { 0: token, index } of run.matchAll(/[\p{L}\p{N}'’+&./-]+|[,;()[\]]/gu)) {
    const stop = lexicon.words['phrase-end'].first(token);
    const stops = stop?.start === 0 && stop.end === token.length;
    const joins = JOINS.test(token);
    if (stops || /[();[\]]/.test(token) || (joins && seen)) {
      end = index;
      break;
    }
    if (!joins && nounsIn(token, lexicon).length > 0) seen = true;
  }
  const text = run.slice(0, end);
  return { text, nouns: nounsIn(text, lexicon) };
}

const COORDINATION = /,|\band\b|\bor\b|&|\bund\b|\bet\b|\by\b|\be\b|\/|\bas well as\b/i;
const ARTICLES = /^\s*(?:the|our|this|these|all|its|their|a|an)\s+(?:of\s+)?(?:the|our|these)?/i;

/** Classes named in a coordination, each by the last noun before a preposition: "model code" is code. */
export function coordinated(text: string, { lexicon }: Parts): NounClass[] {
  return text.split(COORDINATION).flatMap((piece) => {
    const phrase = piece.replace(ARTICLES, '').trimStart();
    const stop = lexicon.words['phrase-end'].first(phrase, 1);
    const head = nounsIn(stop ? phrase.slice(0, stop.start) : phrase, lexicon).at(-1);
    return head ? [head.class] : [];
  });
}

/** Said before the candidate: a pronoun, a demonstrative or this model's name. */
export const speaksOfSelf = (text: string, { lexicon, self }: Parts): boolean =>
  lexicon.words.self.test(text) || self.test(text);

/** Only small words stand between the end of a relation and the candidate. */
export function governs(relation: { end: number } | null, before: string, { lexicon }: Parts): boolean {
  if (!relation) return false;
  const gap = before.slice(relation.end).trim();
  if (gap === '') return true;
  if (wordCount(gap) > 4) return false;
  const left = lexicon.words.determiner
    .all(gap)
    .reduceRight((rest, hit) => rest.slice(0, hit.start) + rest.slice(hit.end), gap);
  return left.replace(/[\s"'“”‘’([*]/g, '') === '';
}

/** How it is said. A negation or a promise counts near the candidate, and not across "and" or "but". */
export function stanceOf({ clause, rest, lexicon, candidate }: Parts): { stance: Stance; guard: string } {
  const { words } = lexicon;
  const near = lastWords(clause, 6).replace(/^.*\b(?:and|but)\b/i, '');
  if (/\[ \]\s*$|^\s*\[ \]/.test(near)) return { stance: 'promised', guard: 'open-task' };
  const negation = words.negation.last(near);
  const excepted = words['negation-except'].last(near);
  if (negation && !(excepted && excepted.start <= negation.start && excepted.end >= negation.end)) {
    return { stance: 'denied', guard: 'negation' };
  }
  if (words['negation-after'].test(firstWords(rest, 5))) return { stance: 'denied', guard: 'negation-after' };
  const outside = rest.replace(/\([^()]*\)/g, '');
  if (words.promise.test(lastWords(clause, 9)) || words.soon.test(firstWords(outside, 6))) {
    return { stance: 'promised', guard: 'promise' };
  }
  return { stance: 'asserted', guard: candidate.bare ? 'adjective' : 'phrase' };
}
