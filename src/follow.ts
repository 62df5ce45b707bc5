/** What the links lead to on which artefacts rest: looked at before the report is written. */
import { decidingLinks } from './assess/artefacts.ts';
import type { Facts } from './facts/types.ts';
import type { RuleSet } from './rules/load.ts';
import type { Looked } from './source/types.ts';
import type { LinkSource, Place, Places } from './source/verify/types.ts';

/** Links that one audit follows at most; each may cost several requests. */
const MAX_LINKS = 40;

const beyond: Looked<Place> = { looked: false, why: `only ${MAX_LINKS} links of a card are looked at` };

/**
 * Follows the links that decide. Where one is gone others may decide, so it goes on until all that do were looked at.
 * @param facts before any link was followed
 * @returns looks by address; what could not be looked at is among them
 */
export async function followLinks(facts: Facts, rules: RuleSet, links: LinkSource): Promise<Places> {
  const places = new Map<string, Looked<Place>>();
  for (;;) {
    const fresh = decidingLinks({ ...facts, places }, rules).filter((address) => !places.has(address));
    if (fresh.length === 0) return places;
    const room = MAX_LINKS - places.size;
    const looks = await Promise.all(
      fresh.map(async (address, index) => (index < room ? links.place(address) : beyond)),
    );
    for (const [index, address] of fresh.entries()) places.set(address, looks[index] ?? beyond);
  }
}
