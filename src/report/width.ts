/**
 * Text measured in terminal columns. Wide and fullwidth characters (UAX #11) and emoji take two, combining marks
 * and format characters none.
 */
let segmenter: Intl.Segmenter | null = null;
const ASCII = /^[\x20-\x7E]*$/;
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
const EMOJI = /\p{Emoji_Presentation}|\uFE0F/u;
/** Marks, format characters, and the Hangul vowels and finals that join the syllable before them. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11FF]$/u;
const CLOSING = /^[、。，．：；！？）」』】〉》〕］｝]/u;

function graphemes(text: string): string[] {
  // Made when first needed: most text is ASCII, and to load what it knows of scripts takes a while.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function graphemeWidth(grapheme: string): number {
  if (ASCII.test(grapheme)) return grapheme.length;
  if (EMOJI.test(grapheme)) return 2;
  return Array.from(grapheme).reduce((sum, char) => sum + (ZERO.test(char) ? 0 : WIDE.test(char) ? 2 : 1), 0);
}

/** Columns that one line of text takes. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

/** Text with spaces added on the right up to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Text cut to at most `width` columns, `ellipsis` included where something was cut off. */
export function truncate(text: string, width: number, ellipsis: string): string {
  if (displayWidth(text) <= width) return text;
  return take(text, Math.max(0, width - displayWidth(ellipsis))) + ellipsis;
}

function take(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += graphemeWidth(grapheme);
    if (used > width) break;
    taken += grapheme;
  }
  return taken;
}

/**
 * Lines of at most `width` columns. Breaks at spaces and between wide characters (a closing mark stays with what it
 * closes); a word longer than a line is broken after `/`, `-` or `_`, else wherever the line ends.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const { atom, spaced } of atoms(text, width)) {
    const size = displayWidth(atom);
    const gap = spaced && line !== '' ? 1 : 0;
    if (line !== '' && used + gap + size > width) {
      lines.push(line);
      line = atom;
      used = size;
    } else {
      line += (gap ? ' ' : '') + atom;
      used += gap + size;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** The unbreakable pieces of a text, and whether a space comes before each. */
function atoms(text: string, width: number): { atom: string; spaced: boolean }[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => pieces(word, width).map((atom, index) => ({ atom, spaced: index === 0 })));
}

function pieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width && !isWide(word)) return [word];
  return splitWide(word).flatMap((piece) => (displayWidth(piece) <= width ? [piece] : splitLong(piece, width)));
}

const isWide = (text: string) => WIDE.test(text) || EMOJI.test(text);

function splitWide(word: string): string[] {
  const out: string[] = [];
  let joins = false;
  for (const grapheme of graphemes(word)) {
    const wide = isWide(grapheme);
    const last = out.length - 1;
    if (last >= 0 && (CLOSING.test(grapheme) || (!wide && joins))) out[last] += grapheme;
    else out.push(grapheme);
    joins = !wide;
  }
  return out;
}

function splitLong(word: string, width: number): string[] {
  const out: string[] = [];
  for (const part of word.match(/[^/_-]*[/_-]|[^/_-]+$/g) ?? [word]) {
    for (let rest = part; rest !== ''; ) {
      const head = take(rest, Math.max(width, 2)) || rest;
      out.push(head);
      rest = rest.slice(head.length);
    }
  }
  return out;
}
