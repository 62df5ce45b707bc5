/** What is around the words of a licence file: blanked, so that every offset stays true. */

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n[\s\S]{0,5000}?\r?\n---[ \t]*(?:\r?\n|$)/u;
const TAGS =
  'a|abbr|address|article|b|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|font|footer|h[1-6]|head|header|hr|html|i|img|ins|li|link|main|meta|nav|ol|p|pre|q|s|section|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul';
const OPENING = /<(?:head|script|style)(?=[\s>])|<!--/giu;
const TAG = new RegExp(`</?(?:${TAGS})(?:\\s[^<>]{0,1000})?/?>|<!DOCTYPE[^<>]{0,500}>`, 'giu');
const ENTITY = /&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});/giu;
const LINK_TARGET = /\]\([^()\s]{1,500}\)/gu;
/**
 * Words that say whose it is, up to the end of the line or where the text goes on; in a copy that was wrapped anew they
 * share their line. A wrapped "copyright notice and this permission" is none.
 */
const COPYRIGHT =
  /^[^\p{L}\p{N}\n]*(?:(?:\p{L}{2,20}[ \t]+){0,3}copyright\s*(?:\(c\)|©|&copy;|\d{4}|[<[{]|by\s)|\(c\)\s*(?:copyright|\d{4})|©|版权所有)[^\n]{0,200}?(?=\s(?:Permission|Redistribution|Everyone|Licensed|Provided)\s|$)/gimu;
const RESERVED = /^[^\p{L}\p{N}\n]*all rights reserved[^\p{L}\p{N}\n]*$/gimu;
const PAGE_NUMBER = /^[^\p{L}\p{N}\n]*(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?[^\p{L}\p{N}\n]*$/gimu;

const blank = (found: string): string => found.replace(/[^\n]/gu, ' ').padEnd(found.length);

/** "1.2." and "1.2.3": numbers of clauses, which every copy writes in its own way; "2.0" may be a version. */
const CLAUSE_NUMBER =
  /(?<![\w.])\d{1,2}(?:\.\d{1,2}){1,3}\.(?=[\s*])|(?<![\w.]|version\s)\d{1,2}(?:\.\d{1,2}){2,3}(?=[\s*:])/giu;

/** Without comments and what a page does not show. What is never closed hides nothing. */
function withoutHidden(text: string): string {
  const lower = text.toLowerCase();
  let result = '';
  let at = 0;
  const unclosed = new Set<string>();
  for (const { 0: opening, index } of text.matchAll(OPENING)) {
    const closing = opening === '<!--' ? '-->' : `</${opening.slice(1).toLowerCase()}>`;
    if (index < at || unclosed.has(closing)) continue;
    const end = lower.indexOf(closing, index);
    if (end < 0) unclosed.add(closing);
    else {
      result += text.slice(at, index) + blank(text.slice(index, end + closing.length));
      at = end + closing.length;
    }
  }
  return result + text.slice(at);
}

/** A sign that most lines begin with, such as "%%Copyright:" or "REM", is none of the text. */
function commonPrefix(text: string): RegExp | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const counts = new Map<string, number>();
  for (const line of lines) {
    const [head] = /^\s*\S{2,16}(?=\s|$)/u.exec(line) ?? [];
    if (head) counts.set(head.trim(), (counts.get(head.trim()) ?? 0) + 1);
  }
  for (const [head, count] of counts) {
    const literal = head.replace(/[.*+?^${}()|[\]\\/-]/gu, '\\$&');
    if (lines.length >= 6 && count > lines.length * 0.7) return new RegExp(`^\\s*${literal}(?=\\s|$)`, 'gmu');
  }
  return null;
}

/** The text with front matter, HTML, addresses of links, copyright lines and page numbers turned into spaces. */
export function maskMarkup(text: string): string {
  let masked = text.startsWith('---') || text.startsWith('\uFEFF---') ? text.replace(FRONT_MATTER, blank) : text;
  if (masked.includes('<')) masked = withoutHidden(masked).replace(TAG, blank);
  if (masked.includes('&')) masked = masked.replace(ENTITY, blank);
  if (masked.includes('](')) masked = masked.replace(LINK_TARGET, blank);
  const prefix = commonPrefix(masked);
  if (prefix) masked = masked.replace(prefix, blank);
  for (const pattern of [COPYRIGHT, RESERVED, PAGE_NUMBER, CLAUSE_NUMBER]) masked = masked.replace(pattern, blank);
  return masked;
}
