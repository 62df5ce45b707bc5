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

/** One piece of evidence as a text of about two lines: `README.md:12 "quote"`. */
export function cited(evidence: Evidence, width: number, page: Page): string {
  const where = place(evidence);
  if (evidence.quote === null) return where;
  const room = Math.max(20, width * QUOTE_LINES - where.length - 6);
  return `${where} "${truncate(evidence.quote.trim(), room, page.symbol.ellipsis)}"`;
}
