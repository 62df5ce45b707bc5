import type { LicenseCategory } from '../report/v1.ts';
import type { CatalogueEntry } from './schema.ts';
import type { Alignment, Query } from './text/align.ts';
import { bestMatch, coverOf, queryOf } from './text/cover.ts';
import { type Library, library } from './text/library.ts';
import { licensesNamed, licensesTagged, type Named } from './text/mentioned.ts';
import { outside, quote, type Residue, residueOf } from './text/residue.ts';
import type { TextRules } from './text/rules.ts';
import { streamHash } from './text/shingles.ts';
import { titledIn } from './text/title.ts';

export type Match = 'full-text' | 'modified' | 'header' | 'notice' | 'reference' | 'multiple' | 'none';

/** One licence in a file. */
export interface FoundLicense {
  id: string;
  spdx: string | null;
  match: Exclude<Match, 'multiple' | 'none'>;
  /** Words that file and licence share, 0..1; of a licence that is only named, how plainly it is. */
  score: number;
  /** 1-based lines of the file. */
  startLine: number;
  endLine: number;
}

/** What a file says by way of licence. */
export interface Identified {
  /** The catalogue's id; `other` for a licence that it does not know or a modified one; null when it is no licence. */
  id: string | null;
  spdx: string | null;
  name: string | null;
  category: LicenseCategory;
  match: Match;
  score: number;
  /** All that were found, in the order of the file. */
  licenses: FoundLicense[];
  modified: { of: string; added: string[]; removed: string[] } | null;
  /** The nearest, when nothing is claimed. */
  similar: { id: string; score: number } | null;
}

/** A copy shares this much with its licence. */
const SAME = 0.85;
/** From this on the text itself says more than an identifier above it. */
const SURE = 0.95;
/** Below this they are different texts. */
const ALIKE = 0.75;
/** A cut-off copy is pure: nearly all of its words are the licence's ... */
const PURE = 0.96;
/** ... and it holds at least this much of it. */
const ENOUGH = 0.4;
/** Licences of so few words are said by chance in longer texts. */
const TINY = 60;
const MIN_WORDS = 15;
const NEAR = 0.3;
/** Shorter texts name a licence or speak of one. */
const MIN_LICENSE = 150;
/** A text of fewer words that names a licence speaks of that one. */
const MAX_PROSE = 400;
const NAMED: Readonly<Record<Named['match'], number>> = { header: 0.9, notice: 0.8, reference: 0.7 };

/**
 * What licence a text is: known texts with what was changed in them, then licences that it names.
 * @param rules catalogue and words
 * @param texts the known texts; default: those shipped with the package
 */
export function identifyText(text: string, rules: TextRules, texts: Library = library()): Identified {
  const query = queryOf(text, texts);
  const copies = query.tokens.length < MIN_WORDS ? [] : copiesIn(query, rules, texts);
  const tags = licensesTagged(text, rules);
  if (tags.length > 0 && copies.every(({ found }) => found.score < SURE)) return ofNames(tags);
  const stretches = copies.map(({ found }) => found);
  const rest = copies.length === 0 ? text : outside(query.tokens, stretches).join('\n\n');
  const named = licensesNamed(rest, rules).filter((one) => copies.length === 0 || isBeside(one, copies));
  if (copies.length > 0) return ofCopies(query, copies, named);
  const titled = titledIn(query.tokens, rules.catalogue);
  if (titled) return ofTitle(titled, text);
  const unknown = isLicence(query, rules);
  const isHeader = named[0]?.match === 'header' || query.tokens.length < MAX_PROSE;
  if (named.length > 0 && (!unknown || isHeader)) return ofNames(named);
  return ofNothing(query, { unknown, texts });
}

interface Copy {
  found: Alignment;
  entry: CatalogueEntry | null;
  residue: Residue;
  modified: boolean;
}

function copiesIn(query: Query, { catalogue, reading }: TextRules, texts: Library): Copy[] {
  const exact = texts.byStream(streamHash(query.tokens.words));
  const covered = coverOf(query, texts, isCopy, exact);
  const riders = covered.filter(({ reference }) => reading.riders.has(reference.info.id));
  const copies = covered.length > riders.length ? covered.filter((found) => !riders.includes(found)) : covered;
  return copies
    .sort((a, b) => a.from - b.from)
    .map((found) => {
      const entry = catalogue.entries.find(({ id }) => id === found.reference.info.id) ?? null;
      const others = covered.filter((other) => other !== found && !riders.includes(other));
      const residue = exact === null ? residueOf(query, found, { others, reading, entry }) : { added: [], removed: [] };
      if (riders.length < covered.length) residue.added.unshift(...riders.map((rider) => quote(query.tokens, rider)));
      const changed = residue.added.length + residue.removed.length > 0;
      return { found, entry, residue, modified: changed || (found.score < SAME && !isCutOff(found)) };
    });
}

function isCopy(found: Alignment): boolean {
  const { length } = found.reference.info;
  if (length < TINY) return found.score >= 0.95;
  return found.score >= ALIKE || isCutOff(found);
}

function isCutOff({ covered, from, to, reference, removed }: Alignment): boolean {
  const { core } = reference.info;
  return covered >= TINY && covered >= core * ENOUGH && covered >= (to - from) * PURE && removed.length === 0;
}

/** Beside a whole text a bare mention is only that; a notice puts something else under its own licence. */
function isBeside({ match, entry }: Named, copies: readonly Copy[]): boolean {
  return match !== 'reference' && copies.every(({ found }) => found.reference.info.id !== entry.id);
}

function ofCopies(query: Query, copies: readonly Copy[], named: readonly Named[]): Identified {
  const texts = copies.map((copy) => foundIn(query, copy));
  const licenses = [...texts, ...named.map(foundName)].sort((a, b) => a.startLine - b.startLine);
  const [first] = copies;
  const changed = copies.find(({ modified }) => modified);
  const several = new Set(licenses.map(({ id, match }) => `${id} ${match}`)).size > 1;
  const id = texts[0]?.id ?? null;
  const entry = first?.entry ?? null;
  return {
    id,
    spdx: texts[0]?.spdx ?? null,
    name: nameOf(first),
    category: id === 'other' ? 'unknown' : (entry?.category ?? 'unknown'),
    match: several ? 'multiple' : (texts[0]?.match ?? 'none'),
    score: texts[0]?.score ?? 0,
    licenses,
    modified: changed ? { of: changed.found.reference.info.id, ...changed.residue } : null,
    similar: null,
  };
}

function nameOf(copy: Copy | undefined): string | null {
  const name = copy?.entry?.name ?? copy?.found.reference.info.spdx ?? null;
  return copy?.modified && name !== null ? `${name}, modified` : name;
}

function foundIn({ tokens }: Query, { found, entry, modified }: Copy): FoundLicense {
  const { info } = found.reference;
  const line = (token: number) => tokens.text.slice(0, tokens.starts[token] ?? 0).split('\n').length;
  return {
    id: modified ? 'other' : info.id,
    spdx: modified ? null : entry ? entry.spdx : info.spdx,
    match: modified ? 'modified' : 'full-text',
    score: rounded(found.score),
    startLine: line(found.from),
    endLine: line(found.to - 1),
  };
}

const foundName = ({ entry, match, startLine, endLine }: Named): FoundLicense => ({
  id: entry.id,
  spdx: entry.spdx,
  match,
  score: NAMED[match],
  startLine,
  endLine,
});

function ofTitle(entry: CatalogueEntry, text: string): Identified {
  const { id, spdx, name, category } = entry;
  const score = 0.6;
  const found: FoundLicense = { id, spdx, match: 'full-text', score, startLine: 1, endLine: text.split('\n').length };
  return { id, spdx, name, category, match: 'full-text', score, licenses: [found], modified: null, similar: null };
}

/** Of several the one of the weights is meant, then that of everything; what is said of data alone is no answer. */
function ofNames(named: readonly Named[]): Identified {
  const chief =
    named.find(({ object }) => object === 'weights') ??
    named.find(({ object }) => object === null) ??
    named.find(({ object }) => object === 'code');
  const licenses = named.map(foundName);
  const several = new Set(named.map(({ entry }) => entry.id)).size > 1;
  if (!chief) return { ...nothing, licenses };
  const { id, spdx, name, category } = chief.entry;
  const match = several ? 'multiple' : chief.match;
  return { id, spdx, name, category, match, score: NAMED[chief.match], licenses, modified: null, similar: null };
}

const nothing: Identified = {
  id: null,
  spdx: null,
  name: null,
  category: 'none',
  match: 'none',
  score: 0,
  licenses: [],
  modified: null,
  similar: null,
};

function ofNothing(query: Query, { unknown, texts }: { unknown: boolean; texts: Library }): Identified {
  if (!unknown) return nothing;
  const nearest = bestMatch(query, texts, new Uint8Array(query.tokens.length).fill(1));
  const score = rounded(nearest?.score ?? 0);
  const similar = nearest && score >= NEAR ? { id: nearest.reference.info.id, score } : null;
  return { ...nothing, id: 'other', category: 'unknown', similar };
}

/** A text that gives rights and speaks of itself as a licence does. */
function isLicence({ tokens }: Query, { reading, words }: TextRules): boolean {
  if (tokens.length < MIN_LICENSE) return false;
  const grants = new Set(
    reading.grants.all(tokens.text).map(({ start, end }) => tokens.text.slice(start, end).toLowerCase()),
  );
  return grants.size >= 3 && words.nouns.all(tokens.text).length >= 3;
}

const rounded = (score: number): number => Math.round(score * 1000) / 1000;
