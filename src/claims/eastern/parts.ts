/** The parts of a sentence around a candidate in a language that sets no spaces, or whose verb comes last. */
import type { Stance } from '../../report/v1.ts';
import type { Matcher } from '../../rules/terms.ts';
import { pieces } from '../clause.ts';
import { type Noun, nounsIn } from '../nouns.ts';
import { type Candidate, type Context, closing, opening } from '../reading.ts';

export interface Parts extends Context {
  candidate: Candidate;
  /** Before and after within the clause. */
  before: string;
  after: string;
  /** The clause before, which often holds the subject, and the one after, which may go on with the object. */
  earlier: string;
  later: string;
}

const STOP = /[。；;！!？?\n]/;
const MARK = /[，,。；;：:！!？?\n]|\.\s/g;

export function partsOf(context: Context, candidate: Candidate): Parts {
  const before = context.text.slice(0, candidate.start);
  const after = context.text.slice(candidate.end);
  const marks = [...before.matchAll(MARK)];
  const last = marks.at(-1);
  const previous = marks.at(-2);
  const end = after.search(MARK);
  return {
    ...context,
    candidate,
    before: last ? before.slice(last.index + last[0].length) : before,
    after: end === -1 ? after : after.slice(0, end),
    earlier: last ? before.slice(previous ? previous.index + 1 : 0, last.index) : '',
    later: end === -1 ? '' : (after.slice(end + 1).split(STOP)[0] ?? ''),
  };
}

export const speaksOfSelf = (text: string, { words, self }: Parts): boolean => words.self.test(text) || self.test(text);

/** Without the particle that ties what stands before a noun to it. */
export function withoutParticle(text: string, { words }: Parts): string {
  const particle = closing(text, words.genitive);
  return particle ? text.slice(0, particle.start) : text;
}

/** A word of a list, and at most `reach` letters of the same clause between it and the end. */
export function reaches(text: string, list: Matcher, reach: number): boolean {
  const hit = list.last(text);
  return hit !== null && text.length - hit.end <= reach;
}

/** What each part of an enumeration is, by its last noun: 代码和模型权重 is code and weights. */
export const heads = (text: string, { words }: Parts): Noun[] =>
  pieces(text, words).flatMap((piece) => {
    const nouns = nounsIn(piece, words);
    return nouns.findLast((noun) => noun.class !== 'license') ?? nouns.at(-1) ?? [];
  });

/** A negation stands near before its verb, or after it; a promise anywhere before. */
export function stanceOf({ before, after, words, task }: Parts): Stance {
  if (task) return 'promised';
  const near = before.slice(-8);
  const negation = words.negation.last(near);
  const excepted = words['negation-except'].last(near + after.slice(0, 8));
  if (words['negation-after'].test(after) && !words['negation-except'].test(after)) return 'denied';
  if (negation && !(excepted && excepted.end >= negation.end)) return 'denied';
  // 将我们开源的代码: of what is open already, 将 only marks the object.
  const ahead = opening(after, words.genitive) ? before.slice(-3) : before;
  return words.promise.test(ahead) || words.soon.test(after) ? 'promised' : 'asserted';
}

/** Nouns from the first to the last one of an unbroken compound: 开源评测工具. */
export function compoundOf(nouns: readonly Noun[]): Noun[] {
  const gap = nouns.findIndex((noun, i) => i > 0 && noun.start - (nouns[i - 1]?.end ?? 0) > 1);
  return gap === -1 ? [...nouns] : nouns.slice(0, gap);
}
