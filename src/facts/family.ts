/** The models that one is built on, each as facts of its own, so that rules can be asked of them too. */
import type { Card } from '../card/types.ts';
import type { Linked } from '../source/linked.ts';
import type { Looked, ModelInfo } from '../source/types.ts';
import { linkedCard } from './linked-cards.ts';
import type { Facts, Parent } from './types.ts';

/** Direct parents by their ids. */
export type Family = (ids: readonly string[]) => Parent[];

const GOES_ROUND = { looked: false, why: 'the chain of base models goes round in a circle' } as const;
export const NOT_THERE = 'the Hub has no such repository, or it is private';

/**
 * @param own id of the audited model
 * @param read facts of a base model; its own parents are asked of the family
 */
export function familyOf(
  { looks, cards, cut }: Linked['bases'],
  own: string,
  read: (info: ModelInfo, card: Card, family: Family) => Facts,
): Family {
  const idsAsked = new Map([...looks.keys()].map((id) => [id.toLowerCase(), id]));
  const members = new Map<string, Looked<Facts>>([[own.toLowerCase(), GOES_ROUND]]);

  const family: Family = (ids) => ids.map((id) => ({ id, facts: member(id) }));
  const member = (id: string): Looked<Facts> => {
    const key = id.toLowerCase();
    const known = members.get(key);
    if (known) return known;
    members.set(key, GOES_ROUND);
    const facts = lookedUp(idsAsked.get(key) ?? id);
    members.set(key, facts);
    return facts;
  };
  const lookedUp = (id: string): Looked<Facts> => {
    const look = looks.get(id);
    if (!look) return { looked: false, why: cut ?? 'it was not looked up' };
    if (!look.looked) return look;
    if (look.value === null) return { looked: false, why: NOT_THERE };
    const card = linkedCard(cards.get(id));
    return card.looked ? { looked: true, value: read(look.value, card.value, family) } : card;
  };
  return family;
}
