import type { LicenseObject, ProseSentence, Range } from './types.ts';
import type { LicenseWords } from './words.ts';

interface Noun extends Range {
  object: 'code' | 'data' | 'weights';
}

/** A thing named farther than this after a statement is not what it speaks of. */
const REACH = 60;

/**
 * What a statement in a sentence is about: the thing named last before it, unless a new predicate has begun since and
 * the sentence is about the model; else the thing named right after it; else what the heading names.
 * @param at the statement's range in `sentence.text`
 * @param from where the previous statement of the sentence ended
 */
export function objectOf(sentence: ProseSentence, at: Range, from: number, words: LicenseWords): LicenseObject {
  const nouns = nounsOf(sentence.text, words);
  const before = nouns.filter((noun) => noun.start >= from && noun.end <= at.start);
  const last = before.at(-1);
  if (last) return preceding(sentence.text, before, last, at, words);
  const after = nouns.find((noun) => noun.start >= at.end && noun.start <= at.end + REACH);
  if (after) return after.object;
  return headingObject(sentence, words);
}

function preceding(text: string, before: Noun[], last: Noun, at: Range, words: LicenseWords): LicenseObject {
  const own = before.findLast((noun) => noun.object === 'weights');
  if (!own) return last.object;
  if (last !== own && !words.breaks.test(text.slice(last.end, at.start))) {
    return joined(text, own, last) ? null : last.object;
  }
  return 'weights';
}

/** "the model and code": one statement for both. */
function joined(text: string, first: Noun, second: Noun): boolean {
  return /^\s*(?:,|and|&|\/|和|及|与|以及|、|und|et|y|e|и)\s*(?:\p{L}+\s+){0,3}$/iu.test(
    text.slice(first.end, second.start),
  );
}

function nounsOf(text: string, words: LicenseWords): Noun[] {
  const of = (object: Noun['object']) =>
    words.objects[object].all(text).map(({ start, end }): Noun => ({ object, start, end }));
  return [...of('code'), ...of('data'), ...of('weights')].sort((a, b) => a.end - b.end);
}

function headingObject(sentence: ProseSentence, words: LicenseWords): LicenseObject {
  const title = sentence.label ?? sentence.headings.at(-1) ?? '';
  if (words.objects.weights.test(title)) return null;
  if (words.objects.code.test(title) && words.nouns.test(title)) return 'code';
  return words.objects.data.test(title) ? 'data' : null;
}
