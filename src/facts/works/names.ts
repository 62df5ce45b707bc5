/** Whether a title is about this model, about another version of it, or about something else. */
import type { Matcher } from '../../rules/terms.ts';

/** `same`: this model or its family; `version`: another version of it. */
export type Kinship = 'same' | 'version';

export interface Names {
  /** What a title names; null when it names something else. */
  kinship(text: string): Kinship | null;
  /** Whether the key of a bibliography entry, which sets no words apart, holds the name. */
  inKey(key: string): boolean;
  /** Whether it is called by its whole name. */
  whole(text: string): boolean;
}

interface Name {
  stem: string;
  version: string | null;
  /** Written as part of the name (`Acme2`, `Acme-1.5`), not as a release of it (`Acme-7B-v0.1`). */
  attached: boolean;
  pattern: RegExp;
}

export interface NameWords {
  /** Names of well-known families of models: in the name of a derivative they are the base's. */
  familyName: Matcher;
  /** Parts of names that many models share and that name none. */
  genericName: Matcher;
  /** "technical report". */
  report: Matcher;
  /** "family of", "herd": a title over all versions. */
  familyTitle: Matcher;
  /** Whether `owner/name` is a family in its makers' own hands. */
  isMakers(path: string): boolean;
}

const SIZE = /^\d+(?:\.\d+)?[bmkt]$|^\d+x\d+(?:\.\d+)?[bm]$/i;
const VERSION = /^(v?)(\d{1,2}(?:\.\d+)*)$/i;
const ENDS_IN_VERSION = /^(\p{L}[\p{L}\d]*?\p{L})(\d{1,2}(?:\.\d+)*)$/u;
/** Shorter stems are written as one word. */
const LONG = 6;

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const plainVersion = (version: string): string => version.replace(/(?:\.0+)+$/, '');

/** The stem as titles write it ("StableAcme", "Stable Acme"), and the version after it; a size (`7B`) is none. */
function patternOf(stem: string): RegExp {
  const letters = [...stem].join(stem.length >= LONG ? '[\\s_-]?' : '');
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${letters}(?!\\p{L})(?:[\\s_-]{0,2}v?(\\d{1,2}(?:\\.\\d+)*)(?![\\d\\p{L}]|\\.\\d|[\\s-]?[bmk](?!\\p{L})))?`,
    'giu',
  );
}

function namesIn(id: string, { genericName }: Pick<NameWords, 'genericName'>): Name[] {
  const name = (id.split('/').at(-1) ?? id).replace(/(\d)_(\d)/g, '$1.$2');
  const found: Name[] = [];
  const add = (stem: string, version: string | null) =>
    found.push({ stem: stem.toLowerCase(), version, attached: version !== null, pattern: patternOf(stem) });
  for (const part of name.split(/[^\p{L}\p{N}.]+|(?<=\p{L})\.|\.(?=\p{L})/u)) {
    const version = VERSION.exec(part);
    const own = ENDS_IN_VERSION.exec(part);
    const last = found.at(-1);
    if (SIZE.test(part) || part === '') continue;
    if (version) {
      if (last?.version === null) Object.assign(last, { version: version[2], attached: version[1] === '' });
    } else if (own) add(own[1] ?? part, own[2] ?? null);
    else if (/^[\p{L}\p{N}]+$/u.test(part)) add(part, null);
  }
  const named = found.filter(({ stem }) => stem.length >= 2 && !genericName.test(stem));
  // A generic part with a version is a name where there is no other: `gpt2`.
  return named.length > 0 ? named : found.filter(({ stem, attached }) => stem.length >= 2 && attached);
}

interface Given {
  /** Ids that it is built on: their names are not its own. */
  bases?: readonly string[];
  /** The first heading of the card, which may write the name otherwise than the id does. */
  title?: string | null;
}

/** What in a heading is written as names are: with capitals within, digits or hyphens. */
function writtenName(title: string): string {
  const head = title.split(/\s[-–—|]\s|[:：(（,]/)[0] ?? '';
  const names = head.split(/\s+/).filter((word) => /^\p{L}\S*[\p{Lu}\d]/u.test(word) && !word.includes('/'));
  return names.length === 1 ? (names[0] ?? '') : '';
}

/** @param id repository id */
export function namesOf(id: string, { bases = [], title = null }: Given, words: NameWords): Names {
  const owner = ownerOf(id);
  const all = [...namesIn(id, words), ...namesIn(title === null ? '' : writtenName(title), words)];
  const foreign = new Set(
    bases.filter((base) => ownerOf(base) !== owner).flatMap((base) => namesIn(base, words).map(({ stem }) => stem)),
  );
  const isOthers = ({ stem }: Name) =>
    foreign.has(stem) || (owner !== '' && words.familyName.test(stem) && !words.isMakers(`${owner}/${stem}`));
  const own = all.filter((name) => !isOthers(name));
  // A copy of another's model has no name of its own: what is about that model is about it.
  const names = own.length > 0 ? own : all;
  return {
    kinship: (text) => best(names.map((name) => kinshipOf(name, text.replace(/[{}]/g, ''), words.familyTitle))),
    inKey: (key) => names.some(({ stem }) => stem.length >= 4 && plain(key).includes(stem)),
    whole: (text) => plain(text).includes(plain(id.split('/').at(-1) ?? id)),
  };
}

const ownerOf = (id: string): string => (id.includes('/') ? (id.split('/')[0] ?? '').toLowerCase() : '');

const best = (found: readonly (Kinship | null)[]): Kinship | null =>
  found.includes('same') ? 'same' : found.includes('version') ? 'version' : null;

function kinshipOf(name: Name, text: string, familyTitle: Matcher): Kinship | null {
  const hits = [...text.matchAll(name.pattern)].map((match) => match[1] ?? null);
  if (hits.length === 0) return isAcronym(name.stem, text) || isExtended(name.stem, text) ? 'same' : null;
  const versions = hits.filter((version) => version !== null).map(plainVersion);
  const bare = hits.includes(null);
  if (name.version === null) return bare ? 'same' : 'version';
  if (versions.includes(plainVersion(name.version))) return 'same';
  if (versions.length > 0) return 'version';
  return name.attached && !familyTitle.test(text) ? 'version' : 'same';
}

/** "AcmeEmbed: …" for `acme`. */
function isExtended(stem: string, text: string): boolean {
  const head = /^\s*([\p{L}\p{N}-]{1,40})[:：]/u.exec(text)?.[1];
  return head !== undefined && stem.length >= 4 && plain(head).startsWith(stem);
}

/** "AcmeNet-Reader" and "Acme Net Reader" are ANR. */
function isAcronym(stem: string, text: string): boolean {
  if (stem.length < 3) return false;
  const words = text.split(/[\s:,.]+/);
  const inWord = words.some((word) => word.replace(/[^\p{Lu}]/gu, '').toLowerCase() === stem);
  const initials = words.map((word) => (/^\p{Lu}/u.test(word) ? (word[0] ?? '') : ' ')).join('');
  return inWord || initials.toLowerCase().includes(stem);
}

/** "Acme: …", "Acme 2: …", "Acme Technical Report": what a title presents by name. */
export function headOf(title: string, words: Pick<NameWords, 'report'>): string | null {
  const colon = /^([^:：]{1,40})[:：]\s*\S/.exec(title)?.[1]?.trim();
  const report = words.report.first(title);
  const head = colon ?? (report && report.start > 0 ? title.slice(0, report.start).trim() : undefined);
  return head !== undefined && NAME.test(head) ? head : null;
}

/** One word, or one with its version. */
const NAME = /^\S+(?:\s+v?\d\S*)?$/;
