import { safeText } from '../safe.ts';
import { displayWidth, wrap } from '../width.ts';
import type { Page, Style } from './page.ts';

/** Lines of a sentence that are shown; of a longer one those around the phrase. */
const SHOWN = 3;

/**
 * A sentence with a phrase of it marked, by signs and by colour, in at most three lines of `width` columns.
 * @param range the phrase: offsets in the sentence
 */
export function excerpt(sentence: string, range: { start: number; end: number }, width: number, page: Page): string[] {
  const { begin, end, ellipsis } = page.symbol;
  const before = safeText(sentence.slice(0, range.start));
  const phrase = `${begin}${safeText(sentence.slice(range.start, range.end))}${end}`;
  const after = safeText(sentence.slice(range.end));
  const lines = wrap(before + phrase + after, width - 2 * displayWidth(ellipsis));
  const marked = { from: inked(before), to: inked(before) + inked(phrase) };

  let passed = 0;
  const starts = lines.map((line) => {
    passed += inked(line);
    return passed - inked(line);
  });
  const at = starts.findLastIndex((start) => start <= marked.from);
  const first = Math.max(0, Math.min(at - 1, lines.length - SHOWN));
  return lines.slice(first, first + SHOWN).map((line, index) => {
    const start = starts[first + index] ?? 0;
    const drawn = styled(line, { from: marked.from - start, to: marked.to - start }, page.style.open);
    const opens = index === 0 && first > 0 ? ellipsis : '';
    const closes = index === SHOWN - 1 && first + SHOWN < lines.length ? ellipsis : '';
    return opens + drawn + closes;
  });
}

/** Characters that are no space: a text has as many before it was wrapped as after. */
const inked = (text: string): number => text.replace(/\s+/g, '').length;

/** The line with the stretch between two of its inked characters styled. */
function styled(line: string, { from, to }: { from: number; to: number }, style: Style): string {
  const inks = Array.from(line.matchAll(/\S/g), ({ index }) => index);
  const start = inks[Math.max(0, from)];
  const last = inks[Math.min(to, inks.length) - 1];
  if (start === undefined || last === undefined || last < start) return line;
  return line.slice(0, start) + style(line.slice(start, last + 1)) + line.slice(last + 1);
}
