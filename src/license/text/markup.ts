/** What is around the words of a licence file: blanked, so that every offset stays true. */

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n[\s\S]{0,5000}?\r?\n---[ \t]*(?:\r?\n|$)/u;
const TAGS =
  'a|abbr|address|article|b|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|font|footer|h[1-6]|head|header|hr|html|i|img|ins|li|link|main|meta|nav|ol|p|pre|q|s|section|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul';
const HIDDEN = /<(head|script|style)\b[^>]{0,500}>[\s\S]{0,100000}?<\/\1\s*>|<!--[\s\S]{0,20000}?-->/giu;
const TAG = new RegExp(`</?(?:${TAGS})(?:\\s[^<>]{0,1000})?/?>|<!DOCTYPE[^<>]{0,500}>`, 'giu');
const ENTITY = /&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});/giu;
const LINK_TARGET = /\]\([^()\s]{1,500}\)/gu;
/** A line that says whose it is. A wrapped "copyright notice and this permission" is none. */
const COPYRIGHT =
  /^[^\p{L}\p{N}\n]*(?:(?:portions\s+)?copyright\s*(?:\(c\)|©|&copy;|\d{4}|[<[{]|by\s)|\(c\)\s*(?:copyright|\d{4})|©|版权所有)[^\n]{0,200}$/gimu;
const RESERVED = /^[^\p{L}\p{N}\n]*all rights reserved[^\p{L}\p{N}\n]*$/gimu;
const PAGE_NUMBER = /^[^\p{L}\p{N}\n]*(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?[^\p{L}\p{N}\n]*$/gimu;

const blank = (found: string): string => found.replace(/[^\n]/gu, ' ').padEnd(found.length);

/** The text with front matter, HTML, addresses of links, copyright lines and page numbers turned into spaces. */
export function maskMarkup(text: string): string {
  let masked = text.startsWith('---') || text.startsWith('\uFEFF---') ? text.replace(FRONT_MATTER, blank) : text;
  if (masked.includes('<')) masked = masked.replace(HIDDEN, blank).replace(TAG, blank);
  if (masked.includes('&')) masked = masked.replace(ENTITY, blank);
  if (masked.includes('](')) masked = masked.replace(LINK_TARGET, blank);
  return masked.replace(COPYRIGHT, blank).replace(RESERVED, blank).replace(PAGE_NUMBER, blank);
}
