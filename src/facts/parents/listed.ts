/** How a list, a table or a heading makes a model that it mentions a parent of this one. */
import type { Mention } from './mentions.ts';
import { ownerOf, plainName } from './names.ts';
import { isClear, SHORT_GAP, spaced } from './said.ts';
import type { ParentWords } from './words.ts';

const isShort = (text: string): boolean => text.length <= 60;

/** A heading or cell that says no more than a label, in whatever languages. */
function isLabel(text: string | null | undefined, words: ParentWords): boolean {
  if (!text || !isShort(text)) return false;
  const hits = words.baseLabel.all(text);
  const rest = hits.toReversed().reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  return hits.length > 0 && rest.replace(/\P{L}/gu, '').length <= 8;
}

const beginsWith = ({ block, start }: Mention): boolean => !/[\p{L}\p{N}]/u.test(block.text.slice(0, start));

/** A list item or paragraph that begins with the mention, under a label. */
export function isListed(mention: Mention, words: ParentWords): boolean {
  const { block } = mention;
  if (!beginsWith(mention)) return false;
  if (isLabel(block.headings.at(-1), words)) return true;
  const lead = mention.lead?.slice(-200) ?? '';
  if (words.merged.test(lead)) return true;
  const led = words.derived.last(lead) ?? words.baseLabel.last(lead);
  return (
    led !== null &&
    (block.lead !== null || /[:：]\s*$/.test(lead)) &&
    isClear(spaced(lead.slice(led.end)), SHORT_GAP, words)
  );
}

/** "| Base model | [X] |", or the cell of a column "Base model" in the model's own row. */
export function isTabled(mention: Mention, own: string, words: ParentWords): boolean {
  const { row, column } = mention.block;
  if (row === null || !isShort(row) || !beginsWith(mention)) return false;
  if (isLabel(row, words) || words.derived.test(row)) return true;
  return plainName(row) === plainName(own) && (isLabel(column, words) || words.component.test(column ?? ''));
}

/** Several models of one owner in a row or under one lead are a family, unless they were merged. */
export function familiesIn(mentions: readonly Mention[], own: string, words: ParentWords): Set<Mention> {
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
