/** Which of the models that a card mentions it says this one is made from. */
import type { Block } from '../card/types.ts';
import type { Hit, Matcher } from '../rules/terms.ts';
import type { Mention } from './model-ids.ts';

export interface ParentWords {
  /** What stands right before a parent: "fine-tuned version of". */
  derived: Matcher;
  /** Verbs and participles whose object is a parent: "we fine-tune". */
  derivedVerb: Matcher;
  /** Labels of a parent: "base model", "original model". */
  baseLabel: Matcher;
  /** Columns of what a model is put together from: "language model", "vision encoder". */
  component: Matcher;
  /** What a link to a parent is called when nothing else says so: "original model card". */
  originalModel: Matcher;
  /** What stands right after a parent: "as the base model", 的基础上. */
  derivedAfter: Matcher;
  /** Texts of links that name nothing: "here". */
  pointer: Matcher;
  /** Words between those and a name that make it something else. */
  parentGap: Matcher;
  /** What is no model though it is based on one or named for it: tokenizers, scripts, model cards. */
  notParent: Matcher;
  /** Words that speak of models of others or of several. */
  severalModels: Matcher;
  /** "and", 和: another parent follows. */
  joint: Matcher;
  merged: Matcher;
  quantizedName: Matcher;
  /** Sentences of others: "unlike", "compared with". */
  comparison: Matcher;
}

/** Characters before a model in which the words must begin that make it a parent. */
const WINDOW = 90;
const GAP = 60;
const SHORT_GAP = 25;
const AFTER = 40;
/** A label begins its sentence, but for an article or a mark. */
const LABEL_START = 15;
/** "original" stands right before what it is said of. */
const ORIGINAL = 12;

const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The sentence up to the mention, and from it on. */
function around({ block, sentence, start, end }: Mention): { before: string; after: string } {
  const to = sentence.start + sentence.text.length;
  return { before: block.text.slice(sentence.start, start), after: block.text.slice(end, Math.max(to, end)) };
}

function isClear(gap: string, longest: number, words: ParentWords): boolean {
  return gap.length <= longest && !/[,，、;；。]|[.!?]\s|\(./.test(gap) && !words.parentGap.test(gap);
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
function isLedTo(mention: Mention, previous: Mention | undefined, words: ParentWords): boolean {
  const { before } = around(mention);
  const near = before.slice(-WINDOW);
  if (words.comparison.test(near)) return false;
  if (isPointer(mention.text, words)) return words.originalModel.test(near);
  const lead = words.derived.last(near);
  if (lead) {
    const upTo = near.slice(0, lead.start);
    // "fine-tuned from A (based on B)": B is a parent of A.
    const isAppended = previous !== undefined && /[(,]\s*$/.test(upTo);
    if (!isAppended && isClear(spaced(near.slice(lead.end)), GAP, words) && !isOfAside(upTo, words)) return true;
  }
  const verb = words.derivedVerb.last(near);
  const object = verb ? spaced(near.slice(verb.end)) : '';
  if (verb && isClear(object, SHORT_GAP, words) && !words.severalModels.test(object)) return true;
  return isLabelled(before, words);
}

/** Between a label and what it labels stand a colon, a copula or nothing; a part is labelled with a colon. */
function isLabelled(before: string, words: ParentWords): boolean {
  const label = words.baseLabel.last(before);
  const part = words.component.last(before);
  const gap = (hit: Hit): string => spaced(before.slice(hit.end));
  const begins = (hit: Hit): boolean => spaced(before.slice(0, hit.start)).length <= LABEL_START;
  if (part && begins(part) && /^[^\p{L}]*[:：][^\p{L}]*$/u.test(gap(part))) return true;
  if (!label || !isClear(gap(label), GAP, words)) return false;
  if (gap(label) === '') return true;
  return (
    begins(label) && (/^\W*$/.test(gap(label)) || /[:：=]|\b(?:is|are|was|were)\b|[はは为為是은는]/.test(gap(label)))
  );
}

function isFollowed(mention: Mention, words: ParentWords): boolean {
  const { before, after } = around(mention);
  const hit = words.derivedAfter.first(after);
  if (!hit || words.comparison.test(before)) return false;
  const gap = spaced(after.slice(0, hit.start));
  return gap.length <= AFTER && !/[;；:：。|]|[.!?]\s/.test(gap);
}

const isShort = (text: string): boolean => text.length <= 60;

/** A heading or cell that says no more than a label. */
function isLabel(text: string | null | undefined, words: ParentWords): boolean {
  const hit = text && isShort(text) ? words.baseLabel.first(text) : null;
  return hit !== null && `${text?.slice(0, hit.start)}${text?.slice(hit.end)}`.replace(/\P{L}/gu, '').length <= 8;
}

const beginsWith = ({ block, start }: Mention): boolean => !/[\p{L}\p{N}]/u.test(block.text.slice(0, start));

/** A list item or paragraph that begins with the mention, under a label. */
function isListed(mention: Mention, words: ParentWords): boolean {
  const { block } = mention;
  if (!beginsWith(mention)) return false;
  if (isLabel(block.headings.at(-1), words)) return true;
  const lead = mention.lead?.slice(-200) ?? '';
  const led = words.derived.last(lead) ?? words.baseLabel.last(lead);
  return words.merged.test(lead) || (led !== null && isClear(spaced(lead.slice(led.end)), SHORT_GAP, words));
}

/** "| Base model | [X] |", or the cell of a column "Base model" in the model's own row. */
function isTabled(mention: Mention, own: string, words: ParentWords): boolean {
  const { row, column } = mention.block;
  if (row === null || !isShort(row) || !beginsWith(mention)) return false;
  if (isLabel(row, words) || words.derived.test(row)) return true;
  return plainName(row) === plainName(own) && (isLabel(column, words) || words.component.test(column ?? ''));
}

/** What follows shows that only something of the model is meant: "the X tokenizer", "X's model card". */
function isAside(mention: Mention, words: ParentWords): boolean {
  const called = words.notParent.last(mention.text);
  if (called && mention.text.slice(called.end).trim() === '') return !isCalledOriginal(mention, words);
  const { after } = around(mention);
  const hit = words.notParent.first(after.slice(0, SHORT_GAP + 15));
  return hit !== null && /^(?:['’]s)?[\s*_`)]*$/.test(after.slice(0, hit.start));
}

/** The mention goes on a list whose last member was a parent. */
function goesOn(mention: Mention, previous: Mention | undefined, words: ParentWords): boolean {
  if (!previous) return false;
  const between = mention.block.text.slice(previous.end, mention.start);
  const joints = words.joint.all(between);
  const rest = joints.toReversed().reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), between);
  return (
    between.length <= GAP && /^[\s,，、/&+*_`"'()\d.x]*$/.test(rest) && (joints.length > 0 || /[,，、/&+]/.test(rest))
  );
}

const plainName = (id: string): string => (id.split('/').at(-1) ?? id).toLowerCase().replace(/[^a-z0-9]/g, '');

/** A name in lower case without marks, and without the parts that only a quantised or converted copy has. */
function originalName(id: string, words: ParentWords): string {
  const name = id.split('/').at(-1) ?? id;
  const parts = name.toLowerCase().split(/[^a-z0-9]+/);
  return parts.filter((part) => !words.quantizedName.test(part)).join('');
}

const isCopy = (id: string, words: ParentWords): boolean => words.quantizedName.test(id.split('/').at(-1) ?? id);

/** Another model, and no copy of this one. */
function isOther(id: string, own: string, words: ParentWords): boolean {
  if (id.toLowerCase() === own.toLowerCase()) return false;
  return !(isCopy(id, words) && originalName(id, words) === originalName(own, words));
}

/** `acme-7b-chat` is made from `acme-7b`, hardly ever the other way round; a `-base` is no child. */
function isChildByName(id: string, own: string): boolean {
  const [a, b] = [id.toLowerCase(), own.toLowerCase()];
  return a.startsWith(b) && !/^[-_.]?(?:base|pt|pretrain)/.test(a.slice(b.length));
}

const ownerOf = (id: string): string => id.split('/')[0]?.toLowerCase() ?? '';

/** Several models of one owner in a row or under one lead are a family, unless they were merged. */
function familiesIn(mentions: readonly Mention[], own: string, words: ParentWords): Set<Mention> {
  const groups = new Map<string, Mention[]>();
  for (const mention of mentions) {
    const { row, headings, kind } = mention.block;
    const by = row ?? mention.lead;
    if (by === null || ownerOf(mention.id) !== ownerOf(own) || words.merged.test(by)) continue;
    const key = [kind, by, ...headings].join('\0');
    const group = groups.get(key) ?? [];
    group.push(mention);
    groups.set(key, group);
  }
  return new Set([...groups.values()].filter((group) => new Set(group.map(({ id }) => id)).size > 1).flat());
}

/** "[acme-chat]: fine-tuned from [acme]" in the card of a third one is said of a sibling. */
function isOfSibling(mention: Mention, first: Mention, own: string): boolean {
  if (first === mention || first.id.toLowerCase() === own.toLowerCase() || ownerOf(first.id) !== ownerOf(own))
    return false;
  const { text } = mention.block;
  return (
    !/[\p{L}\p{N}]/u.test(text.slice(0, first.start)) && /^[\W_]*(?:[:：–—-]|(?:is|was)\s)/.test(text.slice(first.end))
  );
}

/** "[original model card](X)", "the original [model card](X)". */
function isCalledOriginal(mention: Mention, words: ParentWords): boolean {
  const before = around(mention).before.slice(-ORIGINAL);
  const hit = words.originalModel.last(`${before}${mention.text}`);
  return hit !== null && hit.end > before.length;
}

interface Place {
  /** The parent named last in the same sentence. */
  before: Mention | undefined;
  isOpening: boolean;
  isFamily: boolean;
}

/** Set as an id, or unlike any other word. */
const isMarked = ({ kind, id }: Mention): boolean =>
  kind === 'link' || kind === 'code' || (kind === 'id' && (/\d/.test(id) || !id.includes('/')));

function isParent(mention: Mention, own: string, { before, isOpening, isFamily }: Place, words: ParentWords): boolean {
  if (mention.block.kind === 'table-cell') return !isFamily && isTabled(mention, own, words);
  if (isLedTo(mention, before, words)) return true;
  if (isChildByName(mention.id, own)) return false;
  if (goesOn(mention, before, words)) return true;
  if (!isFamily && isListed(mention, words)) return true;
  if (!isMarked(mention) || (isCopy(mention.id, words) && !isCopy(own, words))) return false;
  return isCalledOriginal(mention, words) || (isOpening && isFollowed(mention, words));
}

/**
 * @param mentions in the order of the card
 * @param opening the blocks that say what the model is
 * @returns ids of the models that the prose says this one is made from; what it only names counts when it links none
 */
export function parentsInProse(
  mentions: readonly Mention[],
  opening: ReadonlySet<Block>,
  own: string,
  words: ParentWords,
): string[] {
  const families = familiesIn(mentions, own, words);
  const parents: Mention[] = [];
  let first: Mention | undefined;
  for (const mention of mentions) {
    if (first?.block !== mention.block) first = mention;
    if (!isOther(mention.id, own, words) || isAside(mention, words) || isOfSibling(mention, first, own)) continue;
    const last = parents.at(-1);
    const before = last?.block === mention.block && last.sentence.start === mention.sentence.start ? last : undefined;
    const place = { before, isOpening: opening.has(mention.block), isFamily: families.has(mention) };
    if (isParent(mention, own, place, words)) parents.push(mention);
  }
  const linked = parents.filter(({ kind }) => kind !== 'name');
  if (parents.length > 0) return (linked.length > 0 ? linked : parents).map(({ id }) => id);
  return isCopy(own, words) ? copiedFrom(mentions, own, words) : [];
}

/** A copy whose card links the model of its name without the marks of a copy, or one that its name begins with. */
function copiedFrom(mentions: readonly Mention[], own: string, words: ParentWords): string[] {
  const original = originalName(own, words);
  const others = mentions.filter(({ id }) => isOther(id, own, words) && !isChildByName(id, own));
  const same = others.find(({ id }) => originalName(id, words) === original);
  if (same) return [same.id];
  const begun = others
    .map(({ id }) => id)
    .filter((id) => plainName(id).length >= 6 && original.startsWith(plainName(id)));
  return new Set(begun).size === 1 ? begun.slice(0, 1) : [];
}
