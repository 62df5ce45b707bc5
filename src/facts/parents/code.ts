/** Parents that code blocks of a card name: merge and training configurations, and code that loads an adapter. */
import type { Card, CodeBlock } from '../../card/types.ts';
import type { Matcher } from '../../rules/terms.ts';
import { ownerOf } from './names.ts';

/** Keys of mergekit (https://github.com/arcee-ai/mergekit#merge-configuration) and of trainers such as axolotl. */
const CONFIGURED =
  /^[ \t]*(?:-[ \t]*)*(?:base_model|model|source_model)[ \t]*:[ \t]*(?:model[ \t]*:[ \t]*)?["']?([\w.-]+\/[\w.-]+)/gm;
const MERGE = /^[ \t]*(?:merge_method|slices|experts|models)[ \t]*:/m;
const TRAINING = /^[ \t]*base_model[ \t]*:/m;
/** `base_model_id = "org/name"`, and bare in the lists of hyper-parameters that farm-haystack's users write. */
const ASSIGNED = /^[ \t]*base_(?:\w+_)?model\w*[ \t]*=[ \t]*["']?([\w.-]+\/[\w.-]+)["']?[ \t]*$/gim;
/** https://github.com/huggingface/transformers/blob/main/examples/pytorch/README.md: scripts train only when told to. */
const TRAINS = /(?:^|\s)--do_train\b/;
const ARGUMENT = /(?:^|\s)--model_name_or_path[ \t=]+["']?([\w.-]+\/[\w.-]+)/g;
/** A whole model or pipeline: an adapter's own weights, tokenizers and parts are loaded by other classes. */
const LOADED = /\b(?:\w*Pipeline\w*|AutoModel\w*)\.from_pretrained\(\s*["']([\w.-]+\/[\w.-]+)["']/g;

/** What the commands train from; those that start from several models, or one of the same makers, show how to use it. */
function trainedFrom(codes: readonly CodeBlock[], own: string): string[] {
  const ids = new Set(codes.flatMap(({ value }) => (TRAINS.test(value) ? all(ARGUMENT, value) : [])));
  return [...ids].filter((id) => ids.size === 1 && ownerOf(id) !== ownerOf(own));
}

const all = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

function configured({ value }: CodeBlock): string[] {
  return MERGE.test(value) || TRAINING.test(value) ? all(CONFIGURED, value) : [];
}

export interface CodeParents {
  /** What a configuration or an assignment names. */
  named: string[];
  /** What the first code that loads an adapter loads besides. */
  loaded: string[];
  /** A configuration says that the named ones were merged. */
  merged: boolean;
}

/**
 * @param own id of the repository
 * @param loading calls that load an adapter
 */
export function parentsInCode(card: Card, own: string, loading: Matcher): CodeParents {
  const isOther = (id: string): boolean => id.toLowerCase() !== own.toLowerCase();
  const written = card.code.flatMap((code) => [...configured(code), ...all(ASSIGNED, code.value)]);
  const named = [...written, ...trainedFrom(card.code, own)];
  const usage = card.code.find(({ value }) => loading.test(value));
  return {
    named: named.filter(isOther),
    loaded: usage ? all(LOADED, usage.value).filter(isOther) : [],
    merged: card.code.some(({ value }) => MERGE.test(value) && all(CONFIGURED, value).length > 1),
  };
}
