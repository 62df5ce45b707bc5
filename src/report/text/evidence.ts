import type { Evidence } from '../v1.ts';
import { truncate } from '../width.ts';
import { place } from '../words.ts';
import { type Line, lines, type Page } from './page.ts';

const QUOTE_LINES = 2;

/** Up to `most` pieces of evidence: place and quote, the quote cut to about two lines. */
export function evidenceLines(evidence: readonly Evidence[], width: number, page: Page, most = 2): Line[] {
  return evidence
    .slice(0, most)
    .flatMap((piece) => lines({ text: cited(piece, width, page), style: page.style.dim }, width));
}

/** Whether a text already shows all that this evidence would add: a file's name, a value of the Hub's. */
export function isTold({ source, quote }: Evidence, text: string): boolean {
  if (source !== 'tree' && source !== 'api') return false;
  if (source === 'tree' && /\band \d+ more\b/.test(text)) return true;
  return quote !== null && text.includes(quote.split(': ').at(-1) ?? quote);
}

/** One piece of evidence as a text of about two lines: `README.md:12 "quote"`. */
export function cited(evidence: Evidence, width: number, page: Page): string {
  const where = place(evidence);
  if (evidence.quote === null) return where;
  const room = Math.max(20, width * QUOTE_LINES - where.length - 6);
  return `${where} "${truncate(evidence.quote.trim(), room, page.symbol.ellipsis)}"`;
}
