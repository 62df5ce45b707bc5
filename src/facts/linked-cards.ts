/** Cards of linked repositories, parsed: models of one batch share them, so each is parsed once. */
import { readCard } from '../card/parse.ts';
import type { Card } from '../card/types.ts';
import type { Looked } from '../source/types.ts';

const NO_CARD = readCard({ looked: true, value: null });

/** Bytes of cards whose parse is kept: a tree is some thirty times as large as its text, and a batch can name thousands. */
const KEPT_BYTES = 512 * 1024;

/** Those longest not used first. */
const kept = new Map<Uint8Array, Card>();

function parsedCard(bytes: Uint8Array, look: Looked<Uint8Array | null>): Card {
  const card = kept.get(bytes) ?? readCard(look);
  kept.delete(bytes);
  kept.set(bytes, card);
  let total = [...kept.keys()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  for (const oldest of kept.keys()) {
    if (total <= KEPT_BYTES || oldest === bytes) break;
    total -= oldest.byteLength;
    kept.delete(oldest);
  }
  return card;
}

/** @param look README.md as the source answered; undefined: nobody asked */
export function linkedCard(look: Looked<Uint8Array | null> | undefined): Looked<Card> {
  if (!look) return { looked: false, why: 'its card was not looked up' };
  if (!look.looked) return { looked: false, why: `its card could not be read: ${look.why}` };
  if (look.value === null) return { looked: true, value: NO_CARD };
  const card = parsedCard(look.value, look);
  if (card.readable) return { looked: true, value: card };
  const [problem] = card.problems;
  return { looked: false, why: `its card could not be read: ${problem?.message ?? 'it is no text'}` };
}
