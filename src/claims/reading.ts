/** What the analyser hands around: one candidate in its sentence, and what was decided about it. */
import type { Block } from '../card/types.ts';
import type { ClaimKind, ClaimObject, Stance } from '../report/v1.ts';
import type { Hit, Matcher } from '../rules/terms.ts';
import type { Words } from './lexicon.ts';
import type { NounClass } from './nouns.ts';
import type { SelfNames } from './self.ts';

export interface Candidate {
  rule: string;
  kind: ClaimKind;
  /** A bare adjective ("open") rather than a phrase that names an openness by itself. */
  bare: boolean;
  /** A plain verb of release: no claim unless denied or promised. */
  plain: boolean;
  /** Range in the sentence. */
  start: number;
  end: number;
  language: string;
}

export interface Context {
  text: string;
  block: Block;
  /** The sentence opens its block. */
  first: boolean;
  /** The sentence before it, in the same block, speaks of this model. */
  follows: boolean;
  /** Its list item is still to be done: an unticked box stands before it, or it stands below "Roadmap". */
  task: boolean;
  /** What a link in the sentence leads to, where its address tells: a paper is no artefact. */
  linked: NounClass | null;
  /** What the sentence before it is about, for its pronouns. */
  topic: NounClass | null;
  self: SelfNames;
  /** Whether a word is a piece of the model's name as its id spells it. */
  spelled(word: string): boolean;
  /** Whether a name is that of the repository's owner. */
  isMaker(name: string): boolean;
  /** ISO 639-1 code of the sentence. */
  language: string;
  /** The words of the sentence's language. */
  words: Words;
}

/** `guard` names the mechanism that decided: what a rule author looks at first. */
export type Reading =
  | { claim: true; stance: Stance; object: ClaimObject; guard: string }
  | { claim: false; guard: string };

export const reject = (guard: string): Reading => ({ claim: false, guard });
export const accept = (stance: Stance, object: ClaimObject, guard: string): Reading => ({
  claim: true,
  stance,
  object,
  guard,
});

/** The last `count` words of a text. */
export function lastWords(text: string, count: number): string {
  const words = [...text.matchAll(/\S+/g)];
  const from = words.at(-count);
  return from ? text.slice(from.index) : text;
}

/** The first `count` words of a text. */
export function firstWords(text: string, count: number): string {
  const words = [...text.matchAll(/\S+/g)];
  const last = words[Math.min(count, words.length) - 1];
  return last ? text.slice(0, last.index + last[0].length) : text;
}

/** The hit that a text begins with, spaces and markup aside. */
export function opening(text: string, words: Matcher): Hit | null {
  const hit = words.first(text);
  return hit && !WORD.test(text.slice(0, hit.start)) ? hit : null;
}

/** The hit that a text ends with, spaces aside. */
export function closing(text: string, words: Matcher): Hit | null {
  const hit = words.last(text);
  return hit && text.slice(hit.end).trim() === '' ? hit : null;
}

/** Whether a word of the list is all of the text. */
export const covers = (words: Matcher, text: string): boolean =>
  words.all(text).some(({ start, end }) => start === 0 && end === text.length);

const WORD = /[\p{L}\p{N}]/u;
