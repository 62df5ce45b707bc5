/** Blocks to sentences, and any stretch of them to its exact place in the raw file. */
import type { Location } from '../report/v1.ts';
import { rawOffset } from './inline.ts';
import type { Block, Card, Sentence } from './types.ts';

const MAX_QUOTE = 200;
/** Longer ones are lists or attacks; they are cut, so that what looks around a word within its sentence stays quick. */
const MAX_SENTENCE = 1_500;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** ICU ends a sentence after these too. */
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|cf|et al|approx|resp|Fig|No|Inc|Ltd|v\d*|\p{Lu})\.)\s*$/u;

/** Several parts of an audit ask for the same block's sentences, and ICU is slow. */
const known = new WeakMap<Block, Sentence[]>();

/** @returns the sentences of a block, in order; costly at first, so ask only for blocks that matter */
export function sentencesOf(block: Block): Sentence[] {
  const sentences = known.get(block) ?? segment(block);
  known.set(block, sentences);
  return sentences;
}

function segment(block: Block): Sentence[] {
  const sentences: Sentence[] = [];
  let pending: Sentence | null = null;
  for (const { segment, index } of segmentsOf(block.text)) {
    if (pending) pending.text += segment;
    else pending = { text: segment, start: index, block };
    if (pending.text.length <= MAX_SENTENCE && ABBREVIATION.test(segment)) continue;
    sentences.push(...pieces(pending));
    pending = null;
  }
  if (pending) sentences.push(...pieces(pending));
  return sentences.filter(({ text }) => text.trim() !== '');
}

/** ICU's time for one segment grows with the whole text, so a long text is given to it in stretches. */
const STRETCH = 4_000;

function* segmentsOf(text: string): Generator<{ segment: string; index: number }> {
  for (let from = 0; from < text.length; ) {
    const stretch = text.slice(from, from + STRETCH);
    const rest = text.length - from;
    // Cut after the last sentence that ends in the stretch, so that none is cut in two.
    const ends = rest > STRETCH ? [...stretch.matchAll(/[.!?。！？]\s?/gu)].at(-1) : undefined;
    const length = ends ? ends.index + ends[0].length : stretch.length;
    for (const { segment, index } of segmenter.segment(stretch.slice(0, length)))
      yield { segment, index: from + index };
    from += length;
  }
}

function pieces({ text, start, block }: Sentence): Sentence[] {
  const cut: Sentence[] = [];
  let from = 0;
  while (text.length - from > MAX_SENTENCE) {
    const space = text.lastIndexOf(' ', from + MAX_SENTENCE);
    let to = space > from ? space + 1 : from + MAX_SENTENCE;
    if (isLowSurrogate(text.charCodeAt(to))) to--;
    cut.push({ text: text.slice(from, to), start: start + from, block });
    from = to;
  }
  return [...cut, { text: text.slice(from), start: start + from, block }];
}

/**
 * The place of a stretch of prose.
 * @param range offsets in `block.text`: what must be seen
 * @param around offsets in `block.text`: what may be quoted with it, such as the sentence
 * @returns the location of `range`, and as `quote` an exact substring of the raw line on which `range` begins
 */
export function place(
  card: Card,
  block: Block,
  range: { start: number; end: number },
  around: { start: number; end: number } = range,
): { location: Location; quote: string } {
  const raw = card.lines.text;
  const from = rawOffset(block.spans, range.start);
  const last = rawOffset(block.spans, Math.max(range.start, range.end - 1));
  const startLine = card.lines.lineAt(from);
  const line = card.lines.range(startLine);
  const shown = trimmed(block.text, around);
  const own = { start: Math.max(line.start, rawOffset(block.spans, shown.start)), end: 0 };
  own.end = Math.min(line.end, rawOffset(block.spans, Math.max(shown.start, shown.end - 1)) + 1);
  let { start, end } = withMarkup(raw, own, line);
  if (end - start > MAX_QUOTE) {
    const inside = Math.min(last + 1, line.end);
    const spare = Math.max(0, MAX_QUOTE - (inside - from));
    start = Math.max(start, from - Math.floor(spare / 2));
    end = Math.min(end, start + MAX_QUOTE);
  }
  // Never cut a surrogate pair in two.
  if (isLowSurrogate(raw.charCodeAt(start))) start++;
  if (isLowSurrogate(raw.charCodeAt(end))) end--;
  return {
    quote: raw.slice(start, end).trim(),
    location: { path: card.path, startLine, endLine: card.lines.lineAt(last), heading: block.headings.at(-1) ?? null },
  };
}

/** Emphasis that opens before a sentence and links that close after it belong to its quote. */
function withMarkup(raw: string, own: Range, line: Range): Range {
  const before = /[*_~`[]+$/.exec(raw.slice(Math.max(line.start, own.start - 4), own.start));
  const after = /^(?:[*_~`]+|[*_~`]*\]\([^()\s]{0,150}\)[*_~`]*)[.,;:!?]?/.exec(
    raw.slice(own.end, Math.min(line.end, own.end + 160)),
  );
  return { start: own.start - (before?.[0].length ?? 0), end: own.end + (after?.[0].length ?? 0) };
}

/** The range without the spaces at its ends: in HTML they stand where tags were. */
function trimmed(text: string, { start, end }: Range): Range {
  const inside = text.slice(start, end);
  const blank = inside.trim() === '';
  return blank ? { start, end } : { start: start + inside.search(/\S/), end: start + inside.trimEnd().length };
}

interface Range {
  start: number;
  end: number;
}

const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
