/** How a sentence makes a model that it mentions a parent of this one: what it says before, at and after it. */
import type { Hit } from '../../rules/terms.ts';
import type { Mention } from './mentions.ts';
import type { ParentWords } from './words.ts';

/** Characters before a model in which the words must begin that make it a parent. */
const WINDOW = 90;
const GAP = 60;
export const SHORT_GAP = 25;
const AFTER = 40;
/** A label begins its sentence, but for an article or a mark. */
const LABEL_START = 15;
/** "original" stands right before what it is said of. */
const ORIGINAL = 12;

export const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Asides in brackets stand between words that belong together: "a fine-tune (DPO) of". */
const ASIDE = /\s*\([^()]{1,60}\)(?=\s\p{L})/gu;

/** The sentence up to the mention, and from it on. Where HTML had tags there are runs of spaces. */
function around({ block, sentence, start, end }: Mention): { before: string; after: string } {
  const to = sentence.start + sentence.text.length;
  const single = (text: string): string => text.replace(/\s+/g, ' ').replace(ASIDE, '');
  return {
    before: single(block.text.slice(sentence.start, start)),
    after: single(block.text.slice(end, Math.max(to, end))),
  };
}

/** What stands between the words and the model leaves the one said of the other. */
export function isClear(gap: string, longest: number, words: ParentWords): boolean {
  return gap.length <= longest && !/[,，、;；。]|[.!?]\s|\(./.test(gap) && !words.parentGap.test(gap);
}

/** "quants for acme: X" names acme, "a merge of these models: X" its members. */
const namesAnother = (gap: string, words: ParentWords): boolean =>
  /\p{L}.*[:：]/u.test(gap) && !words.severalModels.test(gap);

/** "made of these models: A and": what was listed up to here does not stand between. */
function withoutMembers(gap: string, words: ParentWords): string {
  const [, head = '', members = ''] = /^(.*?[:：][*_]*)\s+(.{1,40})$/u.exec(gap) ?? [];
  const joint = words.joint.last(members);
  return joint?.end === members.length || /[,，、]$/.test(members) ? head : gap;
}

/** "based on a model of others, namely A", "from the foundation model, A": what leads up to a name is no other thing. */
function withoutApposition(gap: string, words: ParentWords): string {
  const rest = gap.replace(/[\s,，:：–—-]+$/u, '');
  const hit = rest === gap ? null : words.apposition.last(rest);
  return hit?.end === rest.length ? rest.slice(0, hit.start).replace(/[\s,，]+$/u, '') : gap;
}

/** "Its tokenizer is based on": what is derived there is no model. */
function isOfAside(before: string, words: ParentWords): boolean {
  const aside = words.notParent.last(before);
  return aside !== null && /^[^\p{L}\p{N}]*(?:[\p{L}\p{N}]+ ?){0,2}$/u.test(spaced(before.slice(aside.end)));
}

function isPointer(text: string, words: ParentWords): boolean {
  const hit = words.pointer.first(text);
  return hit !== null && text.length - (hit.end - hit.start) <= 2;
}

/** "fine-tuned from the [X]", "Base model: [X]". */
export function isLedTo(mention: Mention, previous: Mention | undefined, words: ParentWords): boolean {
  const { before } = around(mention);
  const near = before.slice(-WINDOW);
  if (words.comparison.test(near)) return false;
  if (isPointer(mention.text, words)) return words.originalModel.test(near);
  const lead = words.derived.last(near);
  if (lead) {
    const upTo = near.slice(0, lead.start);
    // "fine-tuned from A (based on B)": B is a parent of A.
    const isAppended = previous !== undefined && /[(,]\s*$/.test(upTo);
    const gap = withoutApposition(withoutMembers(spaced(near.slice(lead.end)), words), words);
    if (!isAppended && isClear(gap, GAP, words) && !namesAnother(gap, words) && !isOfAside(upTo, words)) return true;
  }
  const verb = words.derivedVerb.last(near);
  const object = verb ? spaced(near.slice(verb.end)) : '';
  if (verb && isClear(object, SHORT_GAP, words) && !words.severalModels.test(object)) return true;
  return isLabelled(before, words);
}

/** Between a label and what it labels stand a colon, a copula or nothing; a part is labelled with a colon. */
function isLabelled(before: string, words: ParentWords): boolean {
  const clause = Math.max(0, ...[...before.matchAll(/[.!?;。；]\s/gu)].map(({ index }) => index + 2));
  const begins = (hit: Hit): boolean => spaced(before.slice(clause, hit.start)).length <= LABEL_START;
  const part = words.component.last(before);
  if (part && begins(part) && /^\P{L}*[:：]\P{L}*$/u.test(before.slice(part.end))) return true;
  const label = words.baseLabel.last(before);
  const gap = label ? withoutMembers(spaced(before.slice(label.end)), words) : '';
  if (!label || !isClear(gap, GAP, words)) return false;
  return gap === '' || (begins(label) && (/^\P{L}*$|[:：=]/u.test(gap) || words.copula.test(gap)));
}

/** "This is a [X] model trained on": what the model is said to be, with what was done to it. */
function isPredicate(before: string, after: string, words: ParentWords): boolean {
  const is = words.copula.last(before);
  const done = words.derivedParticiple.first(after);
  if (!is || !done || before.slice(0, is.start).length > WINDOW) return false;
  return (
    /^[\s*_`"']*(?:an?|the)?[\s*_`"']*$/i.test(before.slice(is.end)) &&
    !/[.;:|]|\p{L}{14}/u.test(after.slice(0, done.start)) &&
    done.start <= SHORT_GAP
  );
}

export function isFollowed(mention: Mention, words: ParentWords): boolean {
  const { before, after } = around(mention);
  if (words.comparison.test(before)) return false;
  if (isPredicate(before, after, words)) return true;
  const hit = words.derivedAfter.first(after);
  if (!hit) return false;
  const gap = spaced(after.slice(0, hit.start));
  // "like its smaller sister X, it is fine-tuned on": another subject begins.
  const isOfAnother = /^[,，]/.test(gap) && words.pronoun.test(gap);
  return gap.length <= AFTER && !isOfAnother && !/[;；:：。|]|[.!?]\s/.test(gap);
}

/** What follows shows that only something of the model is meant: "the X tokenizer", "X's model card". */
export function isAside(mention: Mention, words: ParentWords): boolean {
  const called = words.notParent.last(mention.text);
  if (called && mention.text.slice(called.end).trim() === '') return !isCalledOriginal(mention, words);
  const { after } = around(mention);
  const hit = words.notParent.first(after.slice(0, SHORT_GAP + 15));
  return hit !== null && /^(?:['’]s)?[\s*_`)]*$/.test(after.slice(0, hit.start));
}

/** The mention goes on a list whose last member was a parent. */
export function goesOn(mention: Mention, previous: Mention | undefined, words: ParentWords): boolean {
  if (!previous) return false;
  const between = spaced(mention.block.text.slice(previous.end, mention.start));
  const joints = words.joint.all(between);
  const rest = joints.toReversed().reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), between);
  return (
    between.length <= GAP && /^[\s,，、/&+*_`"'()\d.x]*$/.test(rest) && (joints.length > 0 || /[,，、/&+]/.test(rest))
  );
}

/** "[original model card](X)", "the original [model card](X)". */
export function isCalledOriginal(mention: Mention, words: ParentWords): boolean {
  const before = around(mention).before.slice(-ORIGINAL);
  const hit = words.originalModel.last(`${before}${mention.text}`);
  return hit !== null && hit.end > before.length;
}
