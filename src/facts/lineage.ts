/** What a model is built on: parents that the card or the Hub names, and what was found out about them. */
import type { Card } from '../card/types.ts';
import type { Lineage } from '../report/v1.ts';
import type { Tools } from '../rules/detectors/types.ts';
import type { Matcher } from '../rules/terms.ts';
import type { Linked } from '../source/linked.ts';
import type { ModelInfo } from '../source/types.ts';
import { listOf } from './front-matter.ts';
import { asksForMore } from './gate.ts';
import { linkedCard } from './linked-cards.ts';
import { parentsInCode } from './parents/code.ts';
import { MODEL_ID, modelMentions } from './parents/mentions.ts';
import { distinct, ofOwnSize } from './parents/names.ts';
import { parentsInProse } from './parents/prose.ts';
import { type ParentWords, parentWords } from './parents/words.ts';
import type { PresentedLink } from './types.ts';

export interface NamedBases {
  ids: string[];
  /** Null when nothing says that the model is built on another. */
  relation: string | null;
  derivative: boolean;
}

export interface LineageWords extends ParentWords {
  /** Parts of a repository's name that only a derivative has: `chat`, `instruct`. */
  derivativeName: Matcher;
}

export const lineageWords = (tools: Tools): LineageWords => ({
  ...parentWords(tools),
  derivativeName: tools.words('derivative-name'),
});

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

/** Blocks that say what a model is; those beyond them say how to use it. */
const OPENING_BLOCKS = 40;

function relationOf(card: Card, model: ModelInfo, found: Found, words: LineageWords): string {
  const [declared] = listOf(card.frontMatter.data, 'base_model_relation');
  const written = declared ? relationNamed(declared.value) : null;
  if (written) return written;
  const tagged = model.tags.map((tag) => /^base_model:([a-z]+):/.exec(tag)?.[1]).find((each) => each !== undefined);
  if (tagged && RELATIONS.includes(tagged)) return tagged;
  if (model.baseModels && RELATIONS.includes(model.baseModels.relation)) return model.baseModels.relation;
  const tags = [...model.tags, ...listOf(card.frontMatter.data, 'tags').map((each) => each.value)];
  const library = model.libraryName ?? listOf(card.frontMatter.data, 'library_name')[0]?.value;
  if (library === 'peft' || tags.includes('peft')) return 'adapter';
  if (words.quantizedName.test(model.id)) return 'quantized';
  const isMerge = found.merged || words.merged.test(tags.join(' ')) || words.merged.test(model.id);
  if (found.ids.length > 1 && isMerge) return 'merge';
  return 'finetune';
}

interface Found {
  ids: string[];
  /** A configuration says that they were merged. */
  merged: boolean;
}

function stated({ frontMatter: { data } }: Card, model: ModelInfo): string[] {
  const declared = [...listOf(data, 'base_model'), ...listOf(data, 'finetuned_from')].map((each) => each.value);
  return [...declared, ...(model.baseModels?.ids ?? [])].filter((id) => MODEL_ID.test(id));
}

function told(card: Card, model: ModelInfo, links: readonly PresentedLink[], words: LineageWords): Found {
  const opening = new Set(card.blocks.slice(0, OPENING_BLOCKS));
  const inProse = parentsInProse(modelMentions(card, links, model.id, words.legacyModel), opening, model.id, words);
  const { named, loaded, merged } = parentsInCode(card, model.id, words.adapterLoading);
  const ids = [...inProse, ...named];
  return { ids: ids.length > 0 ? ids : loaded, merged };
}

/** @returns the direct parents, ids as the card writes them, front matter before the Hub's word before prose */
export function namedBases(
  card: Card,
  model: ModelInfo,
  links: readonly PresentedLink[],
  words: LineageWords,
): NamedBases {
  const first = stated(card, model);
  const further = told(card, model, links, words);
  const ids = distinct([...first, ...ofOwnSize(further.ids, model.id)]);
  const name = model.id.split('/').at(-1) ?? model.id;
  const derivative = ids.length > 0 || words.derivativeName.test(name) || words.quantizedName.test(name);
  return {
    ids,
    derivative,
    relation: derivative ? relationOf(card, model, { ids, merged: further.merged }, words) : null,
  };
}

export function licenseOf(info: ModelInfo): string | null {
  const tag = info.tags.find((each) => each.startsWith('license:'));
  const declared = info.cardData?.license;
  const id = tag?.slice('license:'.length) ?? (typeof declared === 'string' ? declared : null);
  const name = info.cardData?.license_name;
  return id === 'other' && typeof name === 'string' ? name : id;
}

/** @returns the report's lineage: what was found out about each parent and ancestor */
export function resolvedLineage(named: NamedBases, { looks, cards, cut }: Linked['bases']): Lineage {
  const infoOf = (id: string): ModelInfo | null => {
    const look = looks.get(id);
    return look?.looked ? look.value : null;
  };
  const baseModels = named.ids.map((id) => {
    const info = infoOf(id);
    return {
      id,
      resolvedId: info?.id ?? null,
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
      form: info ? asksForMore(info, linkedCard(cards.get(id))) : null,
      resolved: info !== null,
    };
  });
  const problems = cut ? [{ code: 'lineage-cut', message: cut, location: null }] : [];
  return { relation: named.relation, baseModels, chain, problems };
}
