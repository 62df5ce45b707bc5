/** Models of the Hub that a card mentions: as a link, in inline code, written out, or by a name that it links elsewhere. */
import { sentencesOf } from '../../card/sentences.ts';
import type { Block, Card, Sentence } from '../../card/types.ts';
import type { Matcher } from '../../rules/terms.ts';
import type { PresentedLink } from '../types.ts';
import { ownerOf } from './names.ts';

/** A model where the card mentions it. */
export interface Mention {
  /** `org/name`, or the bare name of a model from before the Hub had owners; as the card writes it. */
  id: string;
  /** What the card calls it there. */
  text: string;
  block: Block;
  /** What introduces the list or the run of paragraphs that the block belongs to. */
  lead: string | null;
  sentence: Sentence;
  /** Offsets in the block's text. */
  start: number;
  end: number;
  /** A link, inline code, an id written out, or a name that the card links elsewhere. */
  kind: 'link' | 'code' | 'id' | 'name';
}

type Range = Pick<Mention, 'start' | 'end'>;
type Found = Pick<Mention, 'id' | 'text' | 'start' | 'end' | 'kind'>;

export const HUB = /^(?:huggingface\.co|hf\.co)$/;
/** A repository id, alone: https://huggingface.co/docs/huggingface_hub/package_reference/utilities#validate_repo_id */
export const MODEL_ID = /^[\w.-]+(?:\/[\w.-]+)?$/;
const WRITTEN_ID = /(?<![\w./@:-])[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*\w(?![\w/])/g;
const FILE =
  /\.(?:md|txt|json|jsonl|sh|py|ipynb|bin|yaml|yml|pdf|png|jpe?g|gif|webp|svg|csv|tsv|html|pt|pth|safetensors|gguf)$/i;
/** Files and pages of a repository that are not the model. */
const ASIDE =
  /^(?:(?:blob|resolve|raw)\/[^/]+\/.*(?:licen[cs]e|readme|\.(?:md|pdf|txt|png|jpe?g|gif|webp|svg)$)|tree\/[^/]+\/.|discussions|readme)/i;
/** Sections of the Hub's site that stand where an owner would. */
const PAGES = new Set(
  'datasets spaces docs blog papers collections models organizations settings join learn tasks posts chat transformers'.split(
    ' ',
  ),
);
/** The Hub allows 96 characters a name. */
const MAX_ID = 193;
/** A written-out id has a mark or a digit in its name; `and/or` and `fp16/fp8` do not look like one. */
const MARKED = /^[^/]*[a-z]{2}[^/]*\/(?=[a-z])(?=.*[\d_.-]).{4}/i;

function idOfLink(link: PresentedLink, legacy: Matcher): string | null {
  const [owner = '', name = '', ...rest] = link.path.split('/');
  if (HUB.test(link.host)) {
    if (owner === '' || PAGES.has(owner) || ASIDE.test(rest.join('/'))) return null;
    return name === '' ? legacyId(owner, legacy) : `${owner}/${name}`;
  }
  // `[Acme-7B](acme/Acme-7B)`: an address without a site is an id when the link is called so.
  const isNamed = link.text.trim().toLowerCase().endsWith(name.toLowerCase());
  return link.host === '' && name !== '' && rest.length === 0 && isNamed && MODEL_ID.test(link.path) ? link.path : null;
}

/** The ids without an owner are a closed list: no new ones can be made. */
function legacyId(name: string, legacy: Matcher): string | null {
  const hit = legacy.first(name);
  return hit && hit.start === 0 && hit.end === name.length ? name.toLowerCase() : null;
}

/** @returns ids with an owner that a block writes out, in inline code or in its text; files and addresses are none */
export function writtenIds(block: Block): Pick<Found, 'id' | 'start' | 'end'>[] {
  if (!block.text.includes('/')) return [];
  const nothing: Matcher = { test: () => false, first: () => null, last: () => null, all: () => [] };
  const found = [...inCode(block, nothing), ...written(block, nothing)].slice(0, MAX_UNLINKED);
  return [...new Map(found.map((each) => [each.start, each])).values()];
}

function inCode(block: Block, legacy: Matcher): Found[] {
  return block.code.flatMap((range) => {
    const text = block.text.slice(range.start, range.end).trim();
    const isId = text.includes('/') && MODEL_ID.test(text) && !FILE.test(text);
    const id = isId ? text : legacyId(text, legacy);
    return id === null ? [] : [{ id, text, kind: 'code' as const, ...range }];
  });
}

function written({ text }: Block, legacy: Matcher): Found[] {
  const isAlone = (id: string): boolean => text.trim() === id;
  const ids = text.includes('/')
    ? [...text.matchAll(WRITTEN_ID)].filter(
        ([id]) => id.length <= MAX_ID && (MARKED.test(id) || isAlone(id)) && !FILE.test(id) && !/^\d+\//.test(id),
      )
    : [];
  const bare = legacy.all(text).filter(({ start, end }) => {
    const id = text.slice(start, end);
    return id.includes('-') && !/[\w/.-]/.test(text[start - 1] ?? ' ') && !/[\w/-]/.test(text[end] ?? ' ');
  });
  return [
    ...ids.map((match) => ({
      id: match[0],
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
      kind: 'id' as const,
    })),
    ...bare.map(({ start, end }) => {
      const id = text.slice(start, end).toLowerCase();
      return { id, text: id, start, end, kind: 'id' as const };
    }),
  ];
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** A card that calls more by name is a catalogue. */
const MAX_NAMES = 40;

/** `-v1` of a name that a card may leave out. */
const VERSION = /-v\d+(?:\.\d+)*$/;

/** A name of so many parts is no word of its own: `bert-base-greek`. */
const MIN_PARTS = 3;

/** What a link calls its model, `MPT-30B` for `mosaicml/mpt-30b`; words such as "here" name none. */
function calledBy({ id, text }: Unled): string[] {
  const [name, called] = [plain(id.split('/').at(-1) ?? id), plain(text)];
  const isName = called.length >= 4 && name.length >= 4 && (called.startsWith(name) || name.startsWith(called));
  return isName && !text.includes('/') ? [text.trim().toLowerCase()] : [];
}

/** The name in an address, with and without its version, where it is no word of its own. */
function spelt({ id }: Unled): string[] {
  const name = (id.split('/').at(-1) ?? id).toLowerCase();
  return [name, name.replace(VERSION, '')].filter((each) => each.split('-').length >= MIN_PARTS);
}

/** Names of the models that are linked; members of this model's own family are named in its card for many reasons. */
function namesOf(mentions: readonly Unled[], own: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const mention of mentions) {
    const isKin = ownerOf(mention.id) === ownerOf(own);
    for (const name of [...calledBy(mention), ...(isKin ? [] : spelt(mention))]) {
      if (names.size < MAX_NAMES && !names.has(name)) names.set(name, mention.id);
    }
  }
  return names;
}

/** Names that the card links elsewhere, written without a link. */
function byName({ text }: Block, names: ReadonlyMap<string, string>): Found[] {
  const lower = text.toLowerCase();
  // Some letters change in length with their case.
  if (lower.length !== text.length) return [];
  return [...names].flatMap(([name, id]) => {
    const found: Found[] = [];
    for (let start = lower.indexOf(name); start >= 0; start = lower.indexOf(name, start + name.length)) {
      const end = start + name.length;
      const isPart =
        /[\p{L}\p{N}/.-]/u.test(text[start - 1] ?? ' ') ||
        /^(?:[\p{Script=Latin}\p{N}/]|[.-]\w)/u.test(text.slice(end, end + 2));
      if (!isPart) found.push({ id, text: text.slice(start, end), start, end, kind: 'name' });
    }
    return found;
  });
}

const overlaps = (a: Range, b: Range): boolean => a.start < b.end && b.start < Math.max(a.end, a.start + 1);

/** A paragraph that writes out more is a list or an attack. */
const MAX_UNLINKED = 100;

type Unled = Omit<Mention, 'lead'>;

function unlinked(block: Block, legacy: Matcher, names: ReadonlyMap<string, string>, taken: readonly Range[]): Unled[] {
  const used: Range[] = [...taken];
  const found = [...inCode(block, legacy), ...written(block, legacy), ...byName(block, names)].slice(0, MAX_UNLINKED);
  return found.flatMap((each) => {
    if (used.some((range) => overlaps(range, each))) return [];
    used.push(each);
    const sentence = sentencesOf(block).findLast(({ start }) => start <= each.start);
    return sentence ? [{ ...each, block, sentence }] : [];
  });
}

function byBlock<T extends { block: Block }>(items: readonly T[]): Map<Block, T[]> {
  const groups = new Map<Block, T[]>();
  for (const item of items) {
    const group = groups.get(item.block);
    if (group) group.push(item);
    else groups.set(item.block, [item]);
  }
  return groups;
}

/** Lists in HTML and lists without marks have no lead of their own: what stands before their first member is it. */
function withLeads(blocks: readonly Block[], mentions: ReadonlyMap<Block, Unled[]>): Mention[] {
  let before: string | null = null;
  return blocks.flatMap((block) => {
    const own = mentions.get(block) ?? [];
    const first = own[0];
    const isMember = first !== undefined && !/[\p{L}\p{N}]/u.test(block.text.slice(0, first.start));
    if (!isMember) before = block.text;
    const lead = block.lead ?? (block.kind === 'html' || /[:：]\s*$/.test(before ?? '') ? before : null);
    return own.map((mention) => ({ ...mention, lead }));
  });
}

/**
 * @param own id of the repository
 * @returns mentions of models in the order of the card; datasets, spaces, pages and licence files are none
 */
export function modelMentions(card: Card, links: readonly PresentedLink[], own: string, legacy: Matcher): Mention[] {
  const linked = byBlock(links);
  const ofLinks = links.flatMap((link): Unled[] => {
    const id = idOfLink(link, legacy);
    const { text, block, sentence, start, end } = link;
    return id === null ? [] : [{ id, text, block, sentence, start, end, kind: 'link' }];
  });
  const mentions = byBlock(ofLinks);
  const names = namesOf(ofLinks, own);
  for (const block of card.blocks) {
    const all = [...(mentions.get(block) ?? []), ...unlinked(block, legacy, names, linked.get(block) ?? [])];
    if (all.length > 0)
      mentions.set(
        block,
        all.sort((a, b) => a.start - b.start),
      );
  }
  return withLeads(card.blocks, mentions);
}
