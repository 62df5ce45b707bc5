/** The gated prompt of a card: prose that stands in the front matter, with its exact place there. */
import type { FrontMatter } from './front-matter.ts';
import type { Lines } from './lines.ts';
import type { Block, Span } from './types.ts';

const KEYS = ['extra_gated_heading', 'extra_gated_prompt', 'extra_gated_description'];

/** What stands before the text on its first line: the key, a block scalar's mark, a quote. */
const OPENER = /^\s*[\w-]+\s*:\s*(?:[|>][-+0-9]*\s*)?["']?/;

/** @returns the paragraphs of the prompt in the order of the card, with their key as heading */
export function gateBlocks(frontMatter: FrontMatter, lines: Lines): Block[] {
  return KEYS.flatMap((key) => {
    const range = frontMatter.linesOf([key]);
    return range ? paragraphs(lines, range, key) : [];
  });
}

function paragraphs(lines: Lines, range: { start: number; end: number }, key: string): Block[] {
  const blocks: Block[] = [];
  let text = '';
  let spans: Span[] = [];
  const flush = (): void => {
    if (text.trim() !== '') {
      const block = { kind: 'front-matter' as const, text, spans, headings: [key], links: [], code: [] };
      blocks.push({ ...block, lead: null, column: null, row: null });
    }
    text = '';
    spans = [];
  };
  for (let line = range.start; line <= range.end; line++) {
    const { start, end } = lines.range(line);
    const raw = lines.text.slice(start, end);
    const skip = line === range.start ? (OPENER.exec(raw)?.[0].length ?? 0) : raw.length - raw.trimStart().length;
    const piece = raw.slice(skip).trimEnd();
    if (piece === '') flush();
    else {
      if (text !== '') text += ' ';
      spans.push({ start: text.length, length: piece.length, raw: start + skip, rawLength: piece.length });
      text += piece;
    }
  }
  flush();
  return blocks;
}
