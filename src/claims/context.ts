/** What surrounds a sentence: its block, the sentence before it, where its links lead, whose names are the card's own. */
import { rawOffset } from '../card/inline.ts';
import type { Card, Sentence } from '../card/types.ts';
import { listOf } from '../facts/front-matter.ts';
import type { Lexicon, Words } from './lexicon.ts';
import { type NounClass, nounsIn } from './nouns.ts';
import type { Context } from './reading.ts';
import { type OwnNames, selfNames } from './self.ts';

/** Marks and symbols that may stand around the link of a title. */
const MARKS = 3;

/** A sentence, and what stands before it in its block. */
export interface Place {
  card: Card;
  sentence: Sentence;
  previous: Sentence | null;
  names: OwnNames;
}

/** A sentence that is the text of a link is the title of another page, and says less of whose model it speaks. */
export const isTitle = ({ text, start, block }: Sentence): boolean =>
  block.links.some(
    (link) => !link.image && link.start <= start + MARKS && link.end >= start + text.trimEnd().length - MARKS,
  );

/** What the addresses in a sentence say by themselves: a paper, a dataset. */
function linkedIn({ start, text, block }: Sentence, { isPaperSite }: Lexicon): NounClass | null {
  const inside = block.links.filter((link) => !link.image && link.start >= start && link.start < start + text.length);
  const addresses = inside.map(({ url }) => url.replace(/^https?:\/\//, ''));
  if (addresses.some((address) => isPaperSite(address) || /\.pdf$/i.test(address))) return 'other';
  return addresses.some((address) => /^(?:huggingface\.co|hf\.co)\/datasets\//.test(address)) ? 'data' : null;
}

/**
 * `- [ ] Release the code`, or an item without a box below "Roadmap". The box is markup, so only the raw line has it.
 */
function isOpenTask({ card, sentence: { block } }: Place, words: Words): boolean {
  if (block.kind !== 'list-item') return false;
  const start = rawOffset(block.spans, 0);
  const box = /\[([ xX])\]\s*$/.exec(card.lines.text.slice(Math.max(0, start - 8), start))?.[1];
  return box === ' ' || (box === undefined && words['plan-heading'].test(block.headings.at(-1) ?? ''));
}

/** @returns what the readers may know of a sentence in this language */
export function contextOf(where: Place, language: string, lexicon: Lexicon): Context {
  const words = lexicon.words(language);
  const { sentence, previous, names } = where;
  const { text, block } = sentence;
  const self = isTitle(sentence) ? names.strict : names;
  const before = previous ? [previous.text] : [block.headings.at(-1) ?? '', block.lead ?? ''];
  return {
    text,
    block,
    first: previous === null,
    follows: before.some((each) => self.test(each) || (previous !== null && words.self.test(each))),
    task: isOpenTask(where, words),
    linked: linkedIn(sentence, lexicon),
    topic: previous ? (nounsIn(previous.text, words)[0]?.class ?? null) : null,
    self,
    spelled: names.spelled,
    isMaker: names.isMaker,
    language,
    words,
  };
}

/** The names of base models that others have made, and of families that others make. */
function anothersNames(
  { frontMatter }: Card,
  id: string,
  { genericNames, isFamily }: Lexicon,
): (part: string) => boolean {
  const [owner = ''] = id.split('/');
  const bases = listOf(frontMatter.data, 'base_model').filter(({ value }) => value.split('/')[0] !== owner);
  const none = { generic: genericNames };
  const declared = bases.map(({ value }) => selfNames(value, [], none));
  return (part) =>
    declared.some((base) => base.test(part)) || (owner !== id && isFamily(part) && !isFamily(part, owner));
}

/** "通义千问-14B（Qwen-14B）": how a name in Latin letters is written in Han, said once near the head of the card. */
const ALIAS =
  /([\p{Script=Han}·]{2,10})[-\p{Script=Latin}\p{N}.]{0,12}\s?[（(]\s?(\p{Script=Latin}[^()（）]{1,30})[)）]/gu;

/** Blocks at the head of the card in which an alias is looked for. */
const HEAD = 30;

function aliasesIn(card: Card, names: OwnNames, words: Words): string[] {
  const found = card.blocks.slice(0, HEAD).flatMap(({ text }) => [...text.matchAll(ALIAS)]);
  return found.flatMap(([, alias = '', name = '']) =>
    names.test(name) && nounsIn(alias, words).length === 0 ? [alias] : [],
  );
}

/** @returns the names by which the card speaks of its own model */
export function namesOfCard(card: Card, id: string, lexicon: Lexicon): OwnNames {
  const titles = card.blocks.filter(({ kind, headings }) => kind === 'heading' && headings.length === 0);
  const names = selfNames(
    id,
    titles.map(({ text }) => text),
    { generic: lexicon.genericNames, isAnothers: anothersNames(card, id, lexicon) },
  );
  const aliases = aliasesIn(card, names, lexicon.words('zh'));
  if (aliases.length === 0) return names;
  return { ...names, test: (text) => names.test(text) || aliases.some((alias) => text.includes(alias)) };
}
