/** The phrases of a card that the claim rules look at, each where it stands, with what was decided of it. */

import { rawOffset } from '../../src/card/inline.ts';
import { sentencesOf } from '../../src/card/sentences.ts';
import type { Block, Card, Sentence } from '../../src/card/types.ts';
import { type Decision, decideClaims } from '../../src/claims/find.ts';
import type { Lexicon } from '../../src/claims/lexicon.ts';
import { languageOf } from './language.ts';

/** Where a phrase stands, in terms that no claim rule can change. */
export interface Place {
  /** 1-based line of README.md on which the phrase begins. */
  line: number;
  /** The phrase as the prose has it: exact, without markup. */
  term: string;
  /** Which of the same terms that begin on this line, from 1. */
  occurrence: number;
}

/** One phrase, and what was decided of it. */
export interface Phrase extends Place {
  language: string;
  sentence: Sentence;
  /** Range in the text of the sentence's block. */
  start: number;
  end: number;
  decision: Decision;
}

const blocksOf = (card: Card): Block[] => [...card.gate, ...card.blocks];

const lineOf = (card: Card, block: Block, start: number): number => card.lines.lineAt(rawOffset(block.spans, start));

/** Every place of a term in the prose of a card that begins on a line, in the order of the blocks. */
function occurrencesOf(card: Card, line: number, term: string): { block: Block; start: number }[] {
  return blocksOf(card).flatMap((block) => {
    const starts: number[] = [];
    for (let at = block.text.indexOf(term); at !== -1; at = block.text.indexOf(term, at + term.length)) starts.push(at);
    return starts.filter((start) => lineOf(card, block, start) === line).map((start) => ({ block, start }));
  });
}

/** Decisions come in the order of the sentences but name only their text; a sentence may be there twice. */
function located(card: Card, decisions: readonly Decision[]): { sentence: Sentence; decision: Decision }[] {
  const found: { sentence: Sentence; decision: Decision }[] = [];
  for (const sentence of blocksOf(card).flatMap(sentencesOf)) {
    const seen = new Set<string>();
    for (const decision of decisions.slice(found.length)) {
      const key = JSON.stringify(decision.candidate);
      if (decision.sentence !== sentence.text || seen.has(key)) break;
      seen.add(key);
      found.push({ sentence, decision });
    }
  }
  const lost = decisions[found.length];
  if (lost) throw new Error(`a decision has no sentence: ${lost.sentence}`);
  return found;
}

/** @returns the phrases of body and gated prompt, in reading order; tags are left out */
export function phrasesOf(card: Card, id: string, lexicon: Lexicon): Phrase[] {
  const decisions = decideClaims(card, id, lexicon);
  // Those of tags come last; they are all that a card without prose has.
  const tags = decideClaims({ ...card, gate: [], blocks: [] }, id, lexicon);
  return located(card, decisions.slice(0, decisions.length - tags.length)).map(({ sentence, decision }) => {
    const { block } = sentence;
    const start = sentence.start + decision.candidate.start;
    const end = sentence.start + decision.candidate.end;
    const term = block.text.slice(start, end);
    const line = lineOf(card, block, start);
    const places = occurrencesOf(card, line, term);
    const occurrence = places.findIndex((place) => place.block === block && place.start === start) + 1;
    return { line, term, occurrence, language: languageOf(sentence, card), sentence, start, end, decision };
  });
}

/**
 * @returns the sentence in which a place is, and where in its block the term begins
 * @throws when the prose of the card has no such place: the card is another one or is read otherwise than when drawn
 */
export function sentenceAt(card: Card, { line, term, occurrence }: Place): { sentence: Sentence; start: number } {
  const found = occurrencesOf(card, line, term)[occurrence - 1];
  const sentence = found && sentencesOf(found.block).findLast((each) => each.start <= found.start);
  if (!sentence) throw new Error(`line ${line} has not "${term}" ${occurrence} times`);
  return { sentence, start: found.start };
}

/** What was decided of the words at a place, and of the rest of their sentence. */
export interface Decided {
  /** Empty where no rule looks at the words now. */
  here: Decision[];
  beside: Decision[];
}

/**
 * @param phrases those of the card, by the present rules
 * @throws as `sentenceAt`
 */
export function decidedAt(card: Card, phrases: readonly Phrase[], place: Place): Decided {
  const { sentence, start } = sentenceAt(card, place);
  const end = start + place.term.length;
  const near = phrases.filter((phrase) => phrase.sentence === sentence);
  const isHere = (phrase: Phrase): boolean => phrase.start < end && start < phrase.end;
  return {
    here: near.filter(isHere).map(({ decision }) => decision),
    beside: near.filter((phrase) => !isHere(phrase)).map(({ decision }) => decision),
  };
}
