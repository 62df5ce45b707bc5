import { place, sentencesOf } from '../card/sentences.ts';
import type { Block, Card, Sentence } from '../card/types.ts';
import type { Location } from '../report/v1.ts';
import { mayConcern } from './restrictions.ts';
import type { LicenseInput, Place, ProseSentence, Range } from './types.ts';
import type { LicenseWords } from './words.ts';

const MAX_QUOTE = 200;
/** A card that speaks of licences in more sentences than this is no prose; the rest is not read. */
const MAX_SENTENCES = 1000;
const HUB_MODEL =
  /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/(?!datasets\/|spaces\/|docs\/|papers\/|blog\/)([\w.-]+\/[\w.-]+)/iu;

/** The licence part's view of a card. */
export function licenseInput(
  card: Card,
  words: LicenseWords,
  repo: Pick<LicenseInput, 'repoId' | 'tags' | 'gated' | 'texts'>,
): LicenseInput {
  const keyLocation = (path: readonly (string | number)[]): Location | null => {
    const lines = card.frontMatter.linesOf(path);
    return lines ? { path: card.path, startLine: lines.start, endLine: lines.end, heading: null } : null;
  };
  const findRaw = (within: Location | null, text: string) => rawPlace(card, within, text);
  const input = { ...repo, frontMatter: card.frontMatter.data, keyLocation, findRaw };
  return { ...input, sentences: { [Symbol.iterator]: () => licenseSentences(card, words, input) } };
}

/** Sentences that may speak of a licence: gated prompt first, then the body. Blocks without a trigger cost one look. */
function* licenseSentences(
  card: Card,
  words: LicenseWords,
  input: Pick<LicenseInput, 'repoId' | 'frontMatter' | 'keyLocation' | 'findRaw'>,
): Generator<ProseSentence> {
  let read = 0;
  for (const sentence of gateSentences(card, words)) {
    if (++read > MAX_SENTENCES) return;
    yield sentence;
  }
  for (const block of card.blocks) {
    if (block.kind === 'quote' || block.kind === 'front-matter') continue;
    if (!mayConcern({ text: block.text, headings: block.headings, label: labelOf(block) }, words)) continue;
    if (isOfAnother(card, block, input.repoId, words)) continue;
    for (const sentence of sentencesOf(block)) {
      if (++read > MAX_SENTENCES) return;
      yield bodySentence(card, block, sentence);
    }
  }
}

/**
 * A table or list of models gives each its own terms: of its rows and items only those that name this repository count.
 * Cells of an HTML table have lost their row, so none of them does.
 */
function isOfAnother(card: Card, block: Block, repoId: string | null, words: LicenseWords): boolean {
  if (block.kind === 'html') return inHtmlCell(card, block);
  if (block.kind === 'table-cell') {
    if (block.row === null) return false;
    if (!words.nouns.test(block.row)) return !isNamedIn(block.row, repoId);
    return isOneOfSeveral(card, block.column) && !isNamedIn(block.column ?? '', repoId);
  }
  const first = block.links[0];
  const other = first && first.start <= 3 ? HUB_MODEL.exec(first.url)?.[1] : undefined;
  return block.kind === 'list-item' && other !== undefined && !isNamedIn(other, repoId);
}

const isOneOfSeveral = (card: Card, column: string | null): boolean =>
  column !== null && card.tables.some(({ header }) => header.length > 2 && header.includes(column));

const isNamedIn = (text: string, repoId: string | null): boolean =>
  repoId !== null && text.toLowerCase().includes((repoId.split('/').at(-1) ?? repoId).toLowerCase());

function inHtmlCell(card: Card, block: Block): boolean {
  // Tags are blanked in the block's text, so its own tag may be part of it.
  const at = (block.spans[0]?.raw ?? 0) + block.text.search(/\S/u);
  const before = card.lines.text.slice(Math.max(0, at - 300), at).toLowerCase();
  const opened = Math.max(before.lastIndexOf('<td'), before.lastIndexOf('<th'));
  return opened > Math.max(before.lastIndexOf('</td'), before.lastIndexOf('</th'));
}

const labelOf = (block: Block): string | null => (block.kind === 'table-cell' ? block.row : null);

function bodySentence(card: Card, block: Block, { text, start }: Sentence): ProseSentence {
  const around = { start, end: start + text.length };
  return {
    text,
    context: 'card',
    headings: block.headings,
    label: labelOf(block),
    links: block.links
      .filter((link) => !link.image && link.start >= around.start && link.end <= around.end)
      .map((link) => ({ url: link.url, text: link.text, start: link.start - start, end: link.end - start })),
    place: (range: Range) => place(card, block, { start: start + range.start, end: start + range.end }, around),
  };
}

/** The gated prompt: its own paragraphs, each with its place in the front matter. */
function* gateSentences(card: Card, words: LicenseWords): Generator<ProseSentence> {
  for (const block of card.gate) {
    if (!words.mayMatter(block.text)) continue;
    for (const sentence of sentencesOf(block)) {
      yield { ...bodySentence(card, block, sentence), context: 'gate', headings: [], label: null };
    }
  }
}

function rawPlace(card: Card, within: Location | null, text: string): Place {
  if (!within || text === '') return { location: within, quote: null };
  for (let number = within.startLine; number <= within.endLine; number++) {
    const { start, end } = card.lines.range(number);
    const line = card.lines.text.slice(start, end);
    const at = line.indexOf(text);
    if (at >= 0) {
      return { location: { ...within, startLine: number, endLine: number }, quote: shorten(line, at, text.length) };
    }
  }
  return { location: within, quote: null };
}

function shorten(line: string, at: number, length: number): string {
  if (line.trim().length <= MAX_QUOTE) return line.trim();
  const start = Math.max(0, at - Math.max(0, Math.floor((MAX_QUOTE - length) / 2)));
  return line.slice(start, start + MAX_QUOTE).trim();
}
