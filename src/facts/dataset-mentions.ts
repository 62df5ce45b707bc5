/** Datasets that the prose mentions: links to the Hub, and ids written out where the card speaks of datasets. */
import { sentencesOf } from '../card/sentences.ts';
import type { Block, Card } from '../card/types.ts';
import { isUnder } from '../rules/detectors/under.ts';
import type { Matcher } from '../rules/terms.ts';
import { HUB, writtenIds } from './parents/mentions.ts';
import type { PresentedLink } from './types.ts';

/** A dataset where the card mentions it. */
export interface DatasetMention extends Pick<PresentedLink, 'text' | 'sentence' | 'said' | 'block' | 'start' | 'end'> {
  /** `owner/name`, or the bare name of a dataset from before the Hub had owners. */
  id: string;
  /** Address of a link; null for an id that is written out. */
  url: string | null;
}

interface MentionWords {
  noun: Matcher;
  title: Matcher;
  upstream: Matcher;
}

const DATASET_PATH = /^datasets\/([\w.-]+(?:\/[\w.-]+)?)(?:\/|$)/;
/** Pages below `/datasets/` that are no dataset. */
const PAGES = new Set(['viewer', 'tree', 'blob', 'resolve', 'discussions']);
/** Between an id and "dataset" a card may put a part of it: "acme/corpus - en dataset". */
const QUALIFIED = /^[^\p{L}]*(?:[-–(]\s*[\w-]{1,8}\)?\s*)?$/u;
/** Characters between an id and the word that makes it a dataset. */
const NEAR = 30;

function idOf(link: PresentedLink): string | null {
  if (!HUB.test(link.host)) return null;
  const match = DATASET_PATH.exec(link.path);
  const [owner = '', name] = (match?.[1] ?? '').split('/');
  if (owner === '' || PAGES.has(owner)) return null;
  return name && !PAGES.has(name) ? `${owner}/${name}` : owner;
}

function linkedIn(links: readonly PresentedLink[]): DatasetMention[] {
  return links.flatMap((link) => {
    const id = idOf(link);
    const { text, sentence, said, block, start, end, url } = link;
    return id === null ? [] : [{ id, text, sentence, said, block, start, end, url }];
  });
}

/** "the `acme/corpus` dataset", "datasets: acme/corpus", or a member of a list of training data. */
function isCalledDataset(
  { text, headings, lead, kind }: Block,
  start: number,
  end: number,
  words: MentionWords,
): boolean {
  const after = words.noun.first(text.slice(end, end + NEAR));
  if (after && QUALIFIED.test(text.slice(end, end + after.start))) return true;
  const before = text.slice(Math.max(0, start - NEAR), start);
  const label = words.noun.last(before);
  if (label && /^[^\p{L}]*$/u.test(before.slice(label.end))) return true;
  const begins = kind === 'list-item' && !/\p{L}/u.test(text.slice(0, start));
  return begins && ((lead !== null && words.title.test(lead.slice(-NEAR * 3))) || isUnder(words.title, headings));
}

function writtenIn(block: Block, links: readonly PresentedLink[], words: MentionWords): DatasetMention[] {
  return writtenIds(block).flatMap(({ id, start, end }) => {
    if (links.some((link) => link.start < end && start < Math.max(link.end, link.start + 1))) return [];
    const sentence = sentencesOf(block).findLast((each) => each.start <= start);
    if (!sentence || !isCalledDataset(block, start, end, words)) return [];
    const said = [block.row, block.column, sentence.text].filter(Boolean).join(' ');
    return [{ id, text: id, sentence, said, block, start, end, url: null }];
  });
}

/** "trained on A, derived from B": B is where A comes from. */
function isUpstream(mention: DatasetMention, previous: DatasetMention | undefined, words: MentionWords): boolean {
  if (previous?.block !== mention.block || previous.sentence.start !== mention.sentence.start) return false;
  return words.upstream.test(mention.block.text.slice(previous.end, mention.start));
}

/** @returns mentions in the order of the card, links of a block before what it writes out */
export function datasetMentions(card: Card, links: readonly PresentedLink[], words: MentionWords): DatasetMention[] {
  const byBlock = new Map<Block, PresentedLink[]>();
  for (const link of links) byBlock.set(link.block, [...(byBlock.get(link.block) ?? []), link]);
  let previous: DatasetMention | undefined;
  let upstream: DatasetMention | undefined;
  return card.blocks.flatMap((block) => {
    const own = byBlock.get(block) ?? [];
    return [...linkedIn(own), ...writtenIn(block, own, words)].filter((mention) => {
      const isSource =
        isUpstream(mention, previous, words) ||
        (upstream !== undefined &&
          upstream.sentence.start === mention.sentence.start &&
          upstream.block === mention.block);
      upstream = isSource ? mention : undefined;
      previous = mention;
      return !isSource;
    });
  });
}
