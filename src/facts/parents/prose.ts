/** Which of the models that a card mentions it says this one is made from. */
import type { Block } from '../../card/types.ts';
import { familiesIn, isListed, isTabled } from './listed.ts';
import type { Mention } from './mentions.ts';
import { copiedFrom, isChildByName, isCopy, isOther, ownerOf } from './names.ts';
import { goesOn, isAside, isCalledOriginal, isFollowed, isLedTo } from './said.ts';
import type { ParentWords } from './words.ts';

/** "[acme-chat]: fine-tuned from [acme]" in the card of a third one is said of a sibling. */
function isOfSibling(mention: Mention, first: Mention, own: string): boolean {
  if (first === mention || first.id.toLowerCase() === own.toLowerCase() || ownerOf(first.id) !== ownerOf(own))
    return false;
  const { text } = mention.block;
  return (
    !/[\p{L}\p{N}]/u.test(text.slice(0, first.start)) && /^[\W_]*(?:[:：–—-]|(?:is|was)\s)/.test(text.slice(first.end))
  );
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
