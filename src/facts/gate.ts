/** What stands before a repository's files: a gate that opens to every account, or one that asks for more. */
import type { Card } from '../card/types.ts';
import type { Looked, ModelInfo } from '../source/types.ts';

/** @returns names of the fields of a gate's form; https://huggingface.co/docs/hub/models-gated */
export function formFields(frontMatter: Readonly<Record<string, unknown>>): string[] {
  const fields = frontMatter.extra_gated_fields;
  if (Array.isArray(fields)) return fields.map(String);
  return typeof fields === 'object' && fields !== null ? Object.keys(fields) : [];
}

/**
 * @param card of the same repository, which tells of the form where the Hub's API does not
 * @returns whether the gate asks for data or for approval; false where there is none; null: not known
 */
export function asksForMore({ gated, cardData }: Pick<ModelInfo, 'gated' | 'cardData'>, card: Looked<Card>) {
  if (gated !== 'auto') return gated === 'manual';
  if (cardData !== null) return formFields(cardData).length > 0;
  return card.looked ? formFields(card.value.frontMatter.data).length > 0 : null;
}
