/** Values of front matter, which strangers write: a string where a list is meant, a number, nothing. */
import type { Card } from '../card/types.ts';
import type { Evidence } from '../report/v1.ts';

export interface FrontMatterValue {
  value: string;
  path: (string | number)[];
}

/** @returns the strings of a key that holds one or several, with their paths; anything else is left out */
export function listOf(data: Readonly<Record<string, unknown>>, key: string): FrontMatterValue[] {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  const items = Array.isArray(value)
    ? value.map((item, i) => ({ item, path: [key, i] }))
    : [{ item: value, path: [key] }];
  return items.flatMap(({ item, path }) =>
    typeof item === 'string' && item.trim() ? [{ value: item.trim(), path }] : [],
  );
}

/** Evidence of a front-matter value: the raw line that holds it. */
export function frontMatterEvidence(card: Card, path: readonly (string | number)[], value: string): Evidence {
  const at = card.frontMatter.linesOf(path);
  if (!at) return { source: 'front-matter', quote: value.slice(0, 200), location: null, url: null };
  const { start, end } = card.lines.range(at.start);
  const quote = card.lines.text.slice(start, end).trim().slice(0, 200);
  const location = { path: card.path, startLine: at.start, endLine: at.end, heading: null };
  return { source: 'front-matter', quote, location, url: null };
}
