import { z } from 'zod';
import { LICENSE_CATEGORIES, RESTRICTIONS } from '../report/v1.ts';
import { fullKey, licenseKey } from './names.ts';
import { findSpdx } from './spdx.ts';

const entrySchema = z.strictObject({
  /** The Hub's id where there is one (https://huggingface.co/docs/hub/repositories-licenses), else our own. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.+-]*$/u),
  name: z.string().min(1),
  spdx: z.string().nullable().default(null),
  /** Licences of one family differ by version or variant; an unversioned mention agrees with any of them. */
  family: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
  category: z.enum(LICENSE_CATEGORIES).exclude(['none']),
  osiApproved: z.boolean(),
  fsfFree: z.boolean().optional(),
  commercialUse: z.enum(['allowed', 'conditional', 'forbidden', 'unknown']),
  restrictions: z.array(z.enum(RESTRICTIONS)).default([]),
  /** Lines that only this licence's own text has, matched without regard to case and punctuation. */
  titles: z.array(z.string().min(8)).default([]),
  /** SPDX id whose published text is this licence's, to compare files with; null where titles must do. */
  reference: z.string().nullable().default(null),
  /** Addresses of the text: host and path, without scheme and `www.`, lower case; longer addresses match too. */
  links: z.array(z.string().min(1)).default([]),
  sources: z.array(z.strictObject({ fact: z.string().optional(), reference: z.string().min(1) })).min(1),
  /** Its names are everyday words or other texts' names as well: only a declaration means this licence, prose does not. */
  ambiguous: z.boolean().default(false),
  confidence: z.enum(['high', 'medium', 'low', 'unverified']),
  note: z.string().optional(),
});

/** One licence: a file of `rules/licenses/`. */
export type CatalogueEntry = z.infer<typeof entrySchema>;

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

/**
 * Checks the data of one file of `rules/licenses/`.
 * @throws z.ZodError naming each wrong field
 */
export function parseLicense(data: unknown): CatalogueEntry {
  return entrySchema.parse(data);
}

/** Builds the look-up. A name that two licences share as an alias names neither of them. */
export function createCatalogue(entries: readonly CatalogueEntry[]): Catalogue {
  const own = ({ id, spdx }: CatalogueEntry) => (spdx === null ? [id] : [id, spdx]);
  const other = ({ name, aliases }: CatalogueEntry) => [name, ...aliases];
  // The last one wins: whole names before those without "license", ids before aliases.
  const names = new Map([
    ...tier(entries, other, licenseKey),
    ...tier(entries, own, licenseKey),
    ...tier(entries, other, fullKey),
    ...tier(entries, own, fullKey),
  ]);
  const sorted = [...names.keys()].sort();
  const links = entries.flatMap((entry) => entry.links.map((link) => ({ link, entry })));
  const byKey = (key: string) => names.get(key) ?? null;
  return {
    entries,
    byKey,
    isHead: (key) => sorted[firstAfter(sorted, key)]?.startsWith(key) ?? false,
    find: (name) => {
      const key = [fullKey(name), licenseKey(name)].find((one) => one !== '' && names.has(one));
      return key === undefined ? fromSpdx(name) : byKey(key);
    },
    findLink: (url) => {
      const address = bareAddress(url);
      return links.find(({ link }) => isAt(address, link))?.entry ?? null;
    },
  };
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
