/** What a model is built on: parents that the card or the Hub names, and what was found out about them. */
import type { Card } from '../card/types.ts';
import type { Lineage } from '../report/v1.ts';
import type { Matcher } from '../rules/terms.ts';
import type { Looked, ModelInfo } from '../source/types.ts';
import { listOf } from './front-matter.ts';
import type { PresentedLink } from './types.ts';

export interface NamedBases {
  ids: string[];
  /** Null when nothing says that the model is built on another. */
  relation: string | null;
  derivative: boolean;
}

export interface LineageWords {
  /** "fine-tuned from", "quantised version of". */
  derived: Matcher;
  /** Parts of a repository's name that only a derivative has: `chat`, `instruct`. */
  derivativeName: Matcher;
  quantizedName: Matcher;
  merged: Matcher;
  /** Sentences of others: "unlike", "compared with". */
  comparison: Matcher;
}

const MODEL_ID = /^[\w.-]+(?:\/[\w.-]+)?$/;
/** An id in inline code; a file path has an ending. */
const IN_CODE = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*(?<!\.(?:md|py|txt|json|sh|bin|yaml))$/;
/** Characters before an id in which the words must stand that make it a parent. */
const WINDOW = 60;
/** Sections of the Hub's site that stand where an owner would. */
const PAGES = new Set([
  'datasets',
  'spaces',
  'docs',
  'blog',
  'papers',
  'collections',
  'models',
  'organizations',
  'settings',
  'join',
  'transformers',
]);
const RELATIONS = ['finetune', 'adapter', 'quantized', 'merge', 'distilled', 'converted'];
/** The Hub knows four relations (https://huggingface.co/docs/hub/model-cards); cards write these and more in many forms. */
const RELATION_STEMS: readonly [string, string][] = [
  ['fine', 'finetune'],
  ['adapt', 'adapter'],
  ['lora', 'adapter'],
  ['quant', 'quantized'],
  ['merg', 'merge'],
  ['distil', 'distilled'],
  ['conver', 'converted'],
];

/** @returns one of the report's relations, or null for a word that is none */
export function relationNamed(word: string): string | null {
  const lower = word.trim().toLowerCase();
  return RELATION_STEMS.find(([stem]) => lower.startsWith(stem))?.[1] ?? null;
}

function idOfLink(link: PresentedLink): string | null {
  if (!/^(?:huggingface\.co|hf\.co)$/.test(link.host)) return null;
  const [owner = '', name = ''] = link.path.split('/');
  return owner && name && !PAGES.has(owner) ? `${owner}/${name}` : null;
}

function fromProse(card: Card, links: readonly PresentedLink[], own: string, words: LineageWords): string[] {
  const found: string[] = [];
  // `acme-7b-int4` is made from `acme-7b`, never the other way round.
  const isOther = (id: string) => !id.toLowerCase().startsWith(own.toLowerCase());
  for (const link of links) {
    const id = idOfLink(link);
    if (!id || !isOther(id)) continue;
    const before = link.block.text.slice(Math.max(link.sentence.start, link.start - WINDOW), link.start);
    if (leadsTo(before, words) && !listsSiblings(link, links, own)) found.push(id);
  }
  found.push(...namedByLinkText(card, links, isOther, words));
  for (const block of card.blocks) {
    for (const range of block.code) {
      const id = block.text.slice(range.start, range.end).trim();
      if (!IN_CODE.test(id) || !isOther(id)) continue;
      if (leadsTo(block.text.slice(Math.max(0, range.start - WINDOW), range.start), words)) found.push(id);
    }
  }
  return found;
}

/** A sentence that links several models of the same owner lists a family and derives nothing. */
function listsSiblings(link: PresentedLink, links: readonly PresentedLink[], own: string): boolean {
  const owner = own.split('/')[0]?.toLowerCase();
  const beside = links.filter((each) => each.block === link.block && each.sentence.start === link.sentence.start);
  const siblings = new Set(beside.map(idOfLink).filter((id) => id?.split('/')[0]?.toLowerCase() === owner));
  return siblings.size > 1;
}

/** Sentences beyond these say how to use a model, not how it came to be. */
const OPENING_BLOCKS = 12;

/** "We finetune BLOOM", where `BLOOM` is the text of a link to a model elsewhere in the card. */
function namedByLinkText(
  card: Card,
  links: readonly PresentedLink[],
  isOther: (id: string) => boolean,
  words: LineageWords,
): string[] {
  const byText = new Map<string, string>();
  for (const link of links) {
    const id = idOfLink(link);
    const text = link.text.trim().toLowerCase();
    if (id && isOther(id) && text.length >= 3 && id.toLowerCase().endsWith(`/${text}`)) byText.set(text, id);
  }
  if (byText.size === 0) return [];
  return card.blocks.slice(0, OPENING_BLOCKS).flatMap((block) =>
    words.derived.all(block.text).flatMap((hit) => {
      const name = /^\s*(?:the\s+)?([\w.-]+)/i.exec(block.text.slice(hit.end))?.[1]?.toLowerCase() ?? '';
      return byText.get(name) ?? [];
    }),
  );
}

/** The words are the last thing said before the id, but for an article, a name and punctuation. */
function leadsTo(before: string, words: LineageWords): boolean {
  const hit = words.derived.last(before);
  if (!hit || words.comparison.test(before)) return false;
  const gap = before.slice(hit.end);
  return !/[.!?。]\s|[,，、]\s*(?:and|see|which)\b|\b(?:available|here|see|check|try|found|also|using|with|dataset|data)\b/i.test(
    gap,
  );
}

function relationOf(card: Card, model: ModelInfo, ids: readonly string[], words: LineageWords): string {
  const [declared] = listOf(card.frontMatter.data, 'base_model_relation');
  const written = declared ? relationNamed(declared.value) : null;
  if (written) return written;
  const tagged = model.tags.map((tag) => /^base_model:([a-z]+):/.exec(tag)?.[1]).find((each) => each !== undefined);
  if (tagged && RELATIONS.includes(tagged)) return tagged;
  if (model.baseModels && RELATIONS.includes(model.baseModels.relation)) return model.baseModels.relation;
  const tags = [...model.tags, ...listOf(card.frontMatter.data, 'tags').map((each) => each.value)];
  const library = model.libraryName ?? listOf(card.frontMatter.data, 'library_name')[0]?.value;
  if (library === 'peft' || tags.includes('peft')) return 'adapter';
  if (ids.length > 1 && (words.merged.test(tags.join(' ')) || words.merged.test(model.id))) return 'merge';
  if (words.quantizedName.test(model.id)) return 'quantized';
  return 'finetune';
}

/** @returns the direct parents, ids as the card writes them, front matter before the Hub's word before prose */
export function namedBases(
  card: Card,
  model: ModelInfo,
  links: readonly PresentedLink[],
  words: LineageWords,
): NamedBases {
  const data = card.frontMatter.data;
  const declared = [...listOf(data, 'base_model'), ...listOf(data, 'finetuned_from')].map((each) => each.value);
  const stated = [...declared, ...(model.baseModels?.ids ?? [])];
  const all = stated.length > 0 ? stated : fromProse(card, links, model.id, words);
  const ids = [...new Map(all.filter((id) => MODEL_ID.test(id)).map((id) => [id.toLowerCase(), id])).values()];
  const name = model.id.split('/').at(-1) ?? model.id;
  const derivative = ids.length > 0 || words.derivativeName.test(name) || words.quantizedName.test(name);
  return { ids, derivative, relation: derivative ? relationOf(card, model, ids, words) : null };
}

export interface ResolvedBases {
  /** Direct parents and ancestors by id as asked, in the order they were looked up. */
  looks: ReadonlyMap<string, Looked<ModelInfo | null>>;
  /** The chain was cut: it goes round, or is deeper than eight. */
  cut: string | null;
}

export function licenseOf(info: ModelInfo): string | null {
  const tag = info.tags.find((each) => each.startsWith('license:'));
  const declared = info.cardData?.license;
  const id = tag?.slice('license:'.length) ?? (typeof declared === 'string' ? declared : null);
  const name = info.cardData?.license_name;
  return id === 'other' && typeof name === 'string' ? name : id;
}

/** @returns the report's lineage: what was found out about each parent and ancestor */
export function resolvedLineage(named: NamedBases, { looks, cut }: ResolvedBases): Lineage {
  const infoOf = (id: string): ModelInfo | null => {
    const look = looks.get(id);
    return look?.looked ? look.value : null;
  };
  const baseModels = named.ids.map((id) => {
    const info = infoOf(id);
    return {
      id,
      relation: named.relation ?? 'finetune',
      license: info ? licenseOf(info) : null,
      resolved: info !== null,
    };
  });
  const chain = [...looks.keys()].map((id) => {
    const info = infoOf(id);
    return {
      id: info?.id ?? id,
      license: info ? licenseOf(info) : null,
      gated: info ? info.gated !== false : null,
      resolved: info !== null,
    };
  });
  const problems = cut ? [{ code: 'lineage-cut', message: cut, location: null }] : [];
  return { relation: named.relation, baseModels, chain, problems };
}
