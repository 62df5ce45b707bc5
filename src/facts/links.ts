/** The links of a card, each with what the card says right there. */
import { sentencesOf } from '../card/sentences.ts';
import type { Block, Card, Sentence } from '../card/types.ts';
import type { PresentedLink } from './types.ts';

/** Bare addresses that GFM does not link, such as those after a label in a list. */
const ADDRESS = /\b(?:https?:\/\/|(?:www\.)?(?:github|huggingface|arxiv)\.(?:com|co|org)\/)[^\s)\]}>"'，。、）】]+/gi;

/** Longer addresses are data or attacks. */
const MAX_URL = 2_000;

function addressOf(url: string): { host: string; path: string } {
  const match = /^(?:https?:)?\/\/([^/?#]+)([^?#]*)/i.exec(/^[\w.-]+\.(?:com|co|org)\//.test(url) ? `//${url}` : url);
  const host = (match?.[1] ?? '').toLowerCase().replace(/^www\./, '');
  const path = (match ? (match[2] ?? '') : url.replace(/[?#].*$/, '')).replace(/^\/+|[/.,;:]+$/g, '');
  return { host, path };
}

/**
 * What a link is called: the stretch of its sentence up to the links beside it, its own text, and the label before it
 * ("Training code: …"), for a table cell with its row and column.
 */
function saidOf(block: Block, sentence: Sentence, link: { start: number; end: number }): string {
  const beside = block.links.filter((other) => !other.image);
  const before = beside.filter((other) => other.end <= link.start).map((other) => other.end);
  const after = beside.filter((other) => other.start >= link.end).map((other) => other.start);
  const from = Math.max(sentence.start, ...before);
  const to = Math.min(sentence.start + sentence.text.length, ...after);
  const said = block.text.slice(from, Math.max(to, link.end)).replace(/https?:\S+/g, ' ');
  return [block.row, block.column, said].filter(Boolean).join(' ');
}

function sentenceAt(sentences: readonly Sentence[], offset: number): Sentence | undefined {
  return sentences.findLast((sentence) => sentence.start <= offset) ?? sentences[0];
}

/** @returns every link of the prose in order, bare addresses included, images left out */
export function presentedLinks(card: Card): PresentedLink[] {
  const found: PresentedLink[] = [];
  for (const block of card.blocks) {
    const links = block.links.filter((link) => !link.image && link.url !== '' && link.url.length <= MAX_URL);
    for (const match of block.text.matchAll(ADDRESS)) {
      if (match[0].length > MAX_URL) continue;
      const range = { start: match.index, end: match.index + match[0].length };
      const known = links.some((link) => link.start < range.end && range.start < Math.max(link.end, link.start + 1));
      if (!known) links.push({ url: match[0].replace(/[.,;:]+$/, ''), text: '', ...range, image: false });
    }
    if (links.length === 0) continue;
    const sentences = sentencesOf(block);
    for (const link of links) {
      const sentence = sentenceAt(sentences, link.start) ?? { text: block.text, start: 0, block };
      found.push({
        url: link.url,
        ...addressOf(link.url),
        text: link.text,
        sentence,
        said: saidOf(block, sentence, link),
        block,
        heading: block.headings.join(' › '),
        start: link.start,
        end: link.end,
      });
    }
  }
  return found;
}
