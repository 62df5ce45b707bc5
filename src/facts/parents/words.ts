/** The lists of rules/ that tell which models a card is built on. */
import type { Tools } from '../../rules/detectors/types.ts';
import type { Matcher } from '../../rules/terms.ts';

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
  /** What was done to a model that this one is said to be: "trained on", "fine-tuned". */
  derivedParticiple: Matcher;
  /** Texts of links that name nothing: "here". */
  pointer: Matcher;
  /** Words between those and a name that make it something else. */
  parentGap: Matcher;
  /** "namely", "model": a comma or colon after them leads up to the name of what they speak of. */
  apposition: Matcher;
  /** "it": of what follows after a comma. */
  pronoun: Matcher;
  /** What is no model though it is based on one or named for it: tokenizers, scripts, model cards. */
  notParent: Matcher;
  /** Words that speak of models of others or of several. */
  severalModels: Matcher;
  /** "and", 和: another parent follows. */
  joint: Matcher;
  /** "is", 为: between a label and what it labels. */
  copula: Matcher;
  merged: Matcher;
  /** Parts of a repository's name that only a quantised or converted copy has. */
  quantizedName: Matcher;
  /** Sentences of others: "unlike", "compared with". */
  comparison: Matcher;
  /** Ids of models from before the Hub had owners. */
  legacyModel: Matcher;
  /** Calls that load an adapter. */
  adapterLoading: Matcher;
}

export const parentWords = ({ words }: Tools): ParentWords => ({
  derived: words('derived'),
  derivedVerb: words('derived-verb'),
  baseLabel: words('base-label'),
  component: words('component'),
  originalModel: words('original-model'),
  derivedAfter: words('derived-after'),
  derivedParticiple: words('derived-participle'),
  pointer: words('pointer'),
  parentGap: words('parent-gap'),
  apposition: words('apposition'),
  pronoun: words('pronoun'),
  notParent: words('not-parent'),
  severalModels: words('several-models'),
  joint: words('joint'),
  copula: words('copula'),
  merged: words('merged'),
  quantizedName: words('quantized-name'),
  comparison: words('comparison'),
  legacyModel: words('legacy-model'),
  adapterLoading: words('adapter-loading'),
});
