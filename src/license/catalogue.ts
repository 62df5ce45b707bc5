import { fullKey, licenseKey } from './names.ts';
import type { CatalogueEntry } from './schema.ts';
import { findSpdx } from './spdx.ts';

export type { CatalogueEntry } from './schema.ts';

/** Facts about licences, to be asked by any name. */
export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  /**
   * The licence of that id, SPDX id, name or alias, in any spelling (case, hyphens, "License", "v2" for "2.0").
   * SPDX ids that the catalogue lacks come from the SPDX list. Null when unknown: a name is never guessed.
   */
  find(name: string): CatalogueEntry | null;
  /** The licence of exactly that key (`fullKey` or `licenseKey`); the SPDX list is not asked. */
  byKey(key: string): CatalogueEntry | null;
  /** Whether some name is longer than this key and begins with it: "cc by nc" is the head of "cc-by-nc-4.0". */
  isHead(key: string): boolean;
  /** The licence whose text is at this address. */
  findLink(url: string): CatalogueEntry | null;
}

/** Builds the look-up, when it is first asked. A name that two licences share as an alias names neither of them. */
export function createCatalogue(entries: readonly CatalogueEntry[]): Catalogue {
  let built: { names: Names; sorted: readonly string[] } | null = null;
  const lookUp = () => {
    const names = built?.names ?? namesOf(entries);
    built ??= { names, sorted: [...names.keys()].sort() };
    return built;
  };
  const byKey = (key: string) => lookUp().names.get(key) ?? null;
  const links = entries.flatMap((entry) => entry.links.map((link) => ({ link, entry })));
  return {
    entries,
    byKey,
    isHead: (key) => {
      const { sorted } = lookUp();
      return sorted[firstAfter(sorted, key)]?.startsWith(key) ?? false;
    },
    find: (name) => {
      const key = [fullKey(name), licenseKey(name)].find((one) => one !== '' && lookUp().names.has(one));
      return key === undefined ? fromSpdx(name) : byKey(key);
    },
    findLink: (url) => {
      const address = bareAddress(url);
      return links.find(({ link }) => isAt(address, link))?.entry ?? null;
    },
  };
}

type Names = ReadonlyMap<string, CatalogueEntry | null>;

function namesOf(entries: readonly CatalogueEntry[]): Names {
  const own = ({ id, spdx }: CatalogueEntry) => (spdx === null ? [id] : [id, spdx]);
  const other = ({ name, aliases }: CatalogueEntry) => [name, ...aliases];
  // The last one wins: whole names before those without "license", ids before aliases.
  return new Map([
    ...tier(entries, other, licenseKey),
    ...tier(entries, own, licenseKey),
    ...tier(entries, other, fullKey),
    ...tier(entries, own, fullKey),
  ]);
}

/** Index of the first entry of a sorted list that is greater than the key. */
function firstAfter(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tier(
  entries: readonly CatalogueEntry[],
  namesOf: (entry: CatalogueEntry) => string[],
  keyOf: (name: string) => string,
): Map<string, CatalogueEntry | null> {
  const found = new Map<string, CatalogueEntry | null>();
  for (const entry of entries) {
    for (const key of new Set(namesOf(entry).map(keyOf))) {
      if (key !== '') found.set(key, found.has(key) ? null : entry);
    }
  }
  return found;
}

function bareAddress(url: string): string {
  return url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/u, '')
    .replace(/[?#].*$/u, '')
    .replace('/resolve/', '/blob/')
    .replace('/raw/', '/blob/');
}

/** `gnu.org/licenses/gpl-3.0.html` is at `gnu.org/licenses/gpl-3.0`; `.../mit-0` is not at `.../mit`. */
function isAt(address: string, link: string): boolean {
  return address.startsWith(link) && /^(?:$|[/.])/u.test(address.slice(link.length));
}

function fromSpdx(name: string): CatalogueEntry | null {
  const found = findSpdx(name);
  if (!found) return null;
  return {
    id: found.id.toLowerCase(),
    name: found.name,
    spdx: found.id,
    family: found.id.toLowerCase().replace(/-[\d.].*$/u, ''),
    aliases: [],
    category: found.osiApproved ? 'osi-approved' : 'unknown',
    osiApproved: found.osiApproved,
    commercialUse: found.osiApproved ? 'allowed' : 'unknown',
    restrictions: [],
    titles: [],
    reference: null,
    links: [],
    sources: [{ fact: 'osiApproved', reference: found.url }],
    ambiguous: false,
    confidence: 'high',
  };
}
