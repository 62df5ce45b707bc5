/** Cards of linked repositories, parsed: models of one batch share them, so each is parsed once. */
import { readCard } from '../card/parse.ts';
import type { Card } from '../card/types.ts';
import type { Looked } from '../source/types.ts';

const NO_CARD = readCard({ looked: true, value: null });

const parsed = new WeakMap<Uint8Array, Card>();

/** @param look README.md as the source answered; undefined: nobody asked */
export function linkedCard(look: Looked<Uint8Array | null> | undefined): Looked<Card> {
  if (!look) return { looked: false, why: 'its card was not looked up' };
  if (!look.looked) return { looked: false, why: `its card could not be read: ${look.why}` };
  if (look.value === null) return { looked: true, value: NO_CARD };
  const card = parsed.get(look.value) ?? readCard(look);
  parsed.set(look.value, card);
  if (card.readable) return { looked: true, value: card };
  const [problem] = card.problems;
  return { looked: false, why: `its card could not be read: ${problem?.message ?? 'it is no text'}` };
}
