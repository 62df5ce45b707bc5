/** What the names of two models say of their kinship. */
import type { Mention } from './mentions.ts';
import type { ParentWords } from './words.ts';

export const plainName = (id: string): string => (id.split('/').at(-1) ?? id).toLowerCase().replace(/[^a-z0-9]/g, '');

/** A name in lower case without marks, and without the parts that only a quantised or converted copy has. */
export function originalName(id: string, words: ParentWords): string {
  const name = id.split('/').at(-1) ?? id;
  const parts = name.toLowerCase().split(/[^a-z0-9]+/);
  return parts.filter((part) => !words.quantizedName.test(part)).join('');
}

export const isCopy = (id: string, words: ParentWords): boolean => words.quantizedName.test(id.split('/').at(-1) ?? id);

/** Another model, and no copy of this one. */
export function isOther(id: string, own: string, words: ParentWords): boolean {
  if (`/${own}`.toLowerCase().endsWith(`/${id}`.toLowerCase())) return false;
  return !(isCopy(id, words) && originalName(id, words) === originalName(own, words));
}

/** `acme-7b-chat` is made from `acme-7b`, hardly ever the other way round; a `-base` is no child. */
export function isChildByName(id: string, own: string): boolean {
  const [a, b] = [id.toLowerCase(), own.toLowerCase()];
  return a.startsWith(b) && !/^[-_.]?(?:base|pt|pretrain)/.test(a.slice(b.length));
}

export const ownerOf = (id: string): string => id.split('/')[0]?.toLowerCase() ?? '';

/** Parts of names that only say how large a model is: `7b`, `8x7b`, `560m`. */
const SIZE = /(?<![a-z0-9.])(?:\d+x)?\d+(?:\.\d+)?[bm](?![a-z0-9])/g;

const nameOf = (id: string): string => (id.split('/').at(-1) ?? id).toLowerCase();
const sizesOf = (id: string): string => (nameOf(id).match(SIZE) ?? []).join(' ');

/** A family's card names a parent for each size; the one of this model's size is its own. */
export function ofOwnSize(ids: readonly string[], own: string): string[] {
  const unsized = (id: string): string => `${ownerOf(id)}/${nameOf(id).replace(SIZE, '')}`;
  const size = sizesOf(own);
  const served = new Set(ids.filter((id) => size !== '' && sizesOf(id) === size).map(unsized));
  return ids.filter((id) => sizesOf(id) === size || sizesOf(id) === '' || !served.has(unsized(id)));
}

/** @returns each model once, as it is first named; one from before the Hub had owners is the same with its owner */
export function distinct(ids: readonly string[]): string[] {
  const [whole, bare, names] = [new Set<string>(), new Set<string>(), new Set<string>()];
  return ids.filter((id) => {
    const lower = id.toLowerCase();
    const name = nameOf(id);
    const isKnown = whole.has(lower) || (lower === name ? names : bare).has(name);
    whole.add(lower);
    names.add(name);
    if (lower === name) bare.add(name);
    return !isKnown;
  });
}

/** A copy whose card links the model of its name without the marks of a copy, or one that its name begins with. */
export function copiedFrom(mentions: readonly Mention[], own: string, words: ParentWords): string[] {
  const original = originalName(own, words);
  const others = mentions.filter(({ id }) => isOther(id, own, words) && !isChildByName(id, own));
  const same = others.find(({ id }) => originalName(id, words) === original);
  if (same) return [same.id];
  const begun = others
    .map(({ id }) => id)
    .filter((id) => plainName(id).length >= 6 && original.startsWith(plainName(id)));
  return new Set(begun).size === 1 ? begun.slice(0, 1) : [];
}
