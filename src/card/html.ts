/** The prose of an HTML block. Tags become spaces of the same length, so that offsets stay those of the raw file. */
import type { Link } from './types.ts';

/** Stands where a block tag was: what is on either side of it are two pieces of prose. */
export const PIECE_END = '\u2029';

export interface HtmlProse {
  /** Same length as the input. */
  text: string;
  links: Link[];
}

const SILENT = /<!--[\s\S]*?(?:-->|$)|<(script|style|pre)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const TAG = /<\/?[a-z!?][^<>]*>/gi;
const BLOCK_TAG = /^<\/?(?:p|div|br|hr|h[1-6]|li|ul|ol|td|th|tr|table|summary|details|center|section|blockquote)\b/i;
// An attribute is looked for within its tag: a pattern over both would try each of many attributes to the tag's end.
const ANCHOR = /<a\s([^<>]*)>([\s\S]{0,500}?)<\/a\s*>/gi;
const HREF = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i;
const OPEN_ANCHOR = /^<a\s([^<>]*)>$/i;
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': ' ', '&quot;': '"' };

const blank = (match: string): string => ' '.repeat(match.length);

const ROW = /<tr\b[^<>]*>([\s\S]*?)(?=<tr\b|<\/table|$)/gi;
const CELL = /<t[dh]\b[^<>]*>([\s\S]*?)(?=<t[dhr]\b|<\/t[dhr]\b|$)/gi;
const IMAGE = /<img\s([^<>]*)>/gi;
const SRC = /(?:^|\s)src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i;

/** @returns the rows of a table in HTML, cells without markup; empty when there is none */
export function htmlRows(html: string): string[][] {
  if (!/<table\b/i.test(html)) return [];
  const visible = html.replace(SILENT, blank);
  const rows = [...visible.matchAll(ROW)].map((row) =>
    [...(row[1] ?? '').matchAll(CELL)].map((cell) => (cell[1] ?? '').replace(TAG, ' ').replace(/\s+/g, ' ').trim()),
  );
  return rows.filter((row) => row.length > 0);
}

/** @param html raw HTML; unclosed comments and scripts run to its end, as in a browser */
export function stripTags(html: string): HtmlProse {
  const visible = html.replace(SILENT, blank);
  const links: Link[] = [];
  for (const match of visible.matchAll(ANCHOR)) {
    const url = attributeOf(match[1] ?? '', HREF);
    if (url === null) continue;
    const text = (match[2] ?? '').replace(TAG, '').trim();
    links.push({ url, text, start: match.index, end: match.index + match[0].length, image: false });
  }
  for (const match of visible.matchAll(IMAGE)) {
    const url = attributeOf(match[1] ?? '', SRC);
    if (url !== null) links.push({ url, text: '', start: match.index, end: match.index, image: true });
  }
  const text = visible
    .replace(TAG, (tag) => (BLOCK_TAG.test(tag) ? PIECE_END + blank(tag).slice(1) : blank(tag)))
    .replace(/&(?:amp|lt|gt|nbsp|quot);/g, (entity) => (ENTITIES[entity] ?? '').padEnd(entity.length));
  return { text, links };
}

/** @returns the address of an `<a href>` tag; null for any other */
export function openAnchor(tag: string): string | null {
  const match = OPEN_ANCHOR.exec(tag);
  return match ? attributeOf(match[1] ?? '', HREF) : null;
}

function attributeOf(attributes: string, name: RegExp): string | null {
  const match = name.exec(attributes);
  return match ? (match[1] ?? match[2] ?? match[3] ?? '') : null;
}
