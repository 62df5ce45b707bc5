/** Whether a card is an untouched template: most of its sections say only that they are to be filled in. */
import type { Block } from './types.ts';

/** The Hub's model card template and the Trainer's (CARD.md). */
const FILLER = /^[\s[(*_]*(?:more information needed|to be filled|todo|tbd|coming soon|n\/?a)[\s\])*_.!]*$/i;
const LABELLED_FILLER = /:\s*\[?more information needed\]?\s*\.?$/i;
/** The template's own default advice. */
const BOILERPLATE =
  /^(?:users \(both direct and downstream\)|this (?:is the )?model card (?:has been|of a)|use the code below)/i;

const MIN_FILLERS = 3;
/** Share of fillers among the pieces of prose from which on a card is a template. */
const MIN_SHARE = 0.6;

export const isFiller = (text: string): boolean => FILLER.test(text) || LABELLED_FILLER.test(text.trim());

/** @param blocks the card's prose, headings included */
export function isPlaceholder(blocks: readonly Block[]): boolean {
  const prose = blocks.filter((block) => block.kind !== 'heading' && !BOILERPLATE.test(block.text.trim()));
  const fillers = prose.filter((block) => isFiller(block.text)).length;
  return fillers >= MIN_FILLERS && fillers >= prose.length * MIN_SHARE;
}
