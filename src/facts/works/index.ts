/** The works that a card links, cites or names: which are about this model. */
import { place, sentencesOf } from '../../card/sentences.ts';
import type { Card } from '../../card/types.ts';
import type { Evidence } from '../../report/v1.ts';
import type { PresentedLink } from '../types.ts';
import { type BibEntry, bibEntries } from './bibtex.ts';
import { aboutOf, arxivId, kindOf } from './entries.ts';
import { type LinkReader, paperOf, postOf } from './links.ts';
import { headOf, type Names, namesOf } from './names.ts';
import type { About, WorkKind, WorkWords } from './types.ts';

export type { About, WorkKind } from './types.ts';

export interface Work {
  kind: WorkKind;
  about: About;
  /** An address, a title, or the words that name it. */
  shown: string;
  evidence: Evidence;
}

export interface WorksInput {
  card: Card;
  links: readonly PresentedLink[];
  names: () => Names;
  /** Models of others that this one is built on, other than by mere conversion. */
  bases: readonly string[];
  /** It is built on another model, named or not. */
  derived: boolean;
  words: WorkWords;
}

const LABEL = 40;
/** More links and mentions than these are lists of other things, or an attack. */
const MAX_LINKS = 1_000;
const MAX_MENTIONS = 200;
/** Characters before an entry in which the card asks to be cited. */
const LEAD = 300;

/** @returns links before entries before works that are only named, each in the order of the card */
export function worksOf(input: WorksInput): Work[] {
  const { card, bases, derived, words } = input;
  const reader = {
    words,
    derived,
    names: input.names(),
    bases: bases.length > 0 ? namesOf(bases[0] ?? '', {}, words) : null,
  };
  const text = card.lines.text;
  const entries = bibEntries(text).map((entry) => ({ ...entry, arxiv: arxivId(text.slice(entry.start, entry.end)) }));
  const links = fromLinks(input, reader, entries);
  return [...links, ...fromEntries(card, reader, entries, links), ...fromProse(input, reader.names)];
}

type Numbered = BibEntry & { arxiv: string | null };

function fromLinks({ card, links }: WorksInput, reader: LinkReader, entries: readonly Numbered[]): Work[] {
  return links.slice(0, MAX_LINKS).flatMap((link) => {
    const paper = paperOf(link, reader);
    const post = paper === null || paper === 'other' ? postOf(link, reader) : null;
    const about = post ?? paper;
    if (about === null || link.url.startsWith('#')) return [];
    const id = arxivId(link.path);
    const title = entries.find(({ arxiv }) => id !== null && arxiv === id)?.fields.get('title') ?? '';
    const around = { start: link.sentence.start, end: link.sentence.start + link.sentence.text.length };
    const range = { start: link.start, end: Math.max(link.end, link.start + 1) };
    const evidence = { source: 'link' as const, ...place(card, link.block, range, around), url: link.url };
    const kind = post === null ? 'paper' : 'post';
    return [{ kind, about: umbrella(about, title, link, reader), shown: link.url, evidence }];
  });
}

/** "Our paper" whose title presents something else by name is about what this model is a part of. */
function umbrella(about: About, title: string, link: PresentedLink, { words, names }: LinkReader): About {
  if (about !== 'self') return about;
  const kinship = names.kinship(title);
  if (kinship === 'version') return 'kin';
  const ours = words.own.test(link.sentence.text);
  return kinship === null && ours && headOf(title, words) !== null ? 'kin' : 'self';
}

/** What a link says of a paper holds for the entry of the same paper. */
function fromEntries(card: Card, reader: LinkReader, entries: readonly Numbered[], links: readonly Work[]): Work[] {
  const text = card.lines.text;
  const isWhole = ({ key, fields }: BibEntry) => reader.names.whole(`${key} ${fields.get('title') ?? ''}`);
  const cited = entries.some(isWhole);
  return entries.flatMap((entry, index) => {
    const kind = kindOf(entry, reader.words);
    if (kind === null) return [];
    const last = entries[index - 1];
    const before = text.slice(Math.max(last?.end ?? 0, entry.start - LEAD), entry.start);
    const heading = headingAt(card, entry.start);
    const isBeside = (other: BibEntry | undefined) => other !== undefined && headingAt(card, other.start) === heading;
    const first = !isBeside(last);
    const only = first && !isBeside(entries[index + 1]);
    const shadowed = cited && !isWhole(entry);
    const cite = { entry, first, only, shadowed, label: labelOf(before), lead: `${heading ?? ''} ${before}` };
    const linked = links.find(({ evidence }) => entry.arxiv !== null && arxivId(evidence.url ?? '') === entry.arxiv);
    const about = linked?.about === 'kin' ? 'kin' : aboutOf(cite, reader);
    const shown = entry.fields.get('title') ?? entry.key;
    return [{ kind, about, shown, evidence: citeEntry(card, entry.start, heading) }];
  });
}

/** The last line before an entry, when it is a label and no sentence. */
function labelOf(before: string): string {
  const line =
    before
      .replace(/[`*#_>]|\bbibtex\b/gi, ' ')
      .trim()
      .split('\n')
      .at(-1)
      ?.trim() ?? '';
  return line.length <= LABEL ? line : '';
}

function headingAt(card: Card, offset: number): string | null {
  const line = card.lines.lineAt(offset);
  const code = card.code.find(
    ({ startLine, value }) => startLine <= line && line <= startLine + value.split('\n').length + 1,
  );
  if (code) return code.heading;
  const above = card.blocks.findLast(({ spans }) => (spans[0]?.raw ?? Number.POSITIVE_INFINITY) <= offset);
  return (above?.kind === 'heading' ? above.text.trim() : above?.headings.at(-1)) ?? null;
}

function citeEntry(card: Card, offset: number, heading: string | null): Evidence {
  const startLine = card.lines.lineAt(offset);
  const { start, end } = card.lines.range(startLine);
  const quote = card.lines.text.slice(start, end).trim().slice(0, 200);
  return {
    source: 'card',
    quote,
    location: { path: card.path, startLine, endLine: startLine, heading },
    url: null,
  };
}

/** Words before "paper" in which its name stands. */
const NAMED = /(?:\S+\s+){0,3}\S+\s*$/;
/** Characters before a name, and after the paper, that say what it is spoken of for. */
const BEFORE = 16;
const AFTER = 30;

/** "The Acme paper", without a link. */
function fromProse({ card, words }: WorksInput, names: Names): Work[] {
  let left = MAX_MENTIONS;
  for (const block of card.blocks) {
    if (!words.noun.test(block.text)) continue;
    for (const sentence of sentencesOf(block)) {
      for (const hit of words.noun.all(sentence.text)) {
        if (left-- === 0) return [];
        const name = NAMED.exec(sentence.text.slice(Math.max(0, hit.start - 60), hit.start))?.[0] ?? '';
        const start = hit.start - name.length;
        const context = sentence.text.slice(Math.max(0, start - BEFORE), hit.end + AFTER);
        if (names.kinship(name) === null || words.notOwn.test(context)) continue;
        const range = { start: sentence.start + start, end: sentence.start + hit.end };
        const around = { start: sentence.start, end: sentence.start + sentence.text.length };
        const evidence = { source: 'card' as const, ...place(card, block, range, around), url: null };
        return [{ kind: 'named', about: 'self', shown: block.text.slice(range.start, range.end), evidence }];
      }
    }
  }
  return [];
}
