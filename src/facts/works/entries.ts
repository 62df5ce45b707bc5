/** Entries of a bibliography: which are about this model, and whether they were published. */
import type { BibEntry } from './bibtex.ts';
import { coreOf, type LinkReader } from './links.ts';
import { headOf } from './names.ts';
import type { About, WorkKind, WorkWords } from './types.ts';

const PLACES = ['journal', 'booktitle', 'publisher', 'howpublished', 'url', 'note', 'series', 'institution', 'doi'];
const ARXIV = /\barxiv\b|\babs\/\d{4}\.\d{4,5}|10\.48550/i;
const DESCRIBED = 4;
const THESIS = new Set(['phdthesis', 'mastersthesis', 'techreport', 'book', 'incollection']);

/** An ACM or arXiv id that links and entries share. */
export const arxivId = (text: string): string | null => /\b(\d{4}\.\d{4,5})\b/.exec(text)?.[1] ?? null;

/** @returns whether an entry is of a publication; null for one that only points at a repository or model card */
export function kindOf({ type, fields }: BibEntry, words: WorkWords): Exclude<WorkKind, 'named'> | null {
  const of = (name: string) => fields.get(name) ?? '';
  if (!/\p{L}{2}/u.test(of('title'))) return null;
  if (ARXIV.test([...PLACES, 'eprint', 'archiveprefix', 'eprinttype'].map(of).join(' ')) || of('eprint') !== '')
    return 'paper';
  if (words.unpublished.test([...PLACES, 'title'].map(of).join(' '))) return null;
  const hosted = of('url').replace(/^https?:\/\/(?:www\.)?/, '');
  if (of('journal') || of('booktitle') || of('doi') || THESIS.has(type)) return 'paper';
  if (words.isPaperSite(hosted) || words.report.test(of('title'))) return 'paper';
  if (hosted !== '') return 'post';
  // A title that is no more than a name cites the model, not a work on it.
  return type === 'software' || of('title').split(/\s+/).length < DESCRIBED ? null : 'entry';
}

export interface Entry {
  entry: BibEntry;
  /** The card cites itself by its whole name in another entry: a shorter name is another's. */
  shadowed: boolean;
  /** The first under its heading. */
  first: boolean;
  /** The only one under its heading. */
  only: boolean;
  /** The line before it, where that is short. */
  label: string;
  /** The heading and what stands before the entry. */
  lead: string;
}

/** @returns whose work an entry is: by its title, else by its place */
export function aboutOf(cited: Entry, { words, names, derived, bases }: LinkReader): About {
  const { entry, label, lead } = cited;
  if (cited.shadowed) return 'other';
  const title = entry.fields.get('title') ?? '';
  const head = headOf(title, words);
  const kinship = names.kinship(title);
  const isPart = words.subject.test(head ?? title) && !names.inKey(entry.key);
  if (kinship) return kinship === 'same' && !isPart ? 'self' : 'kin';
  if (names.inKey(entry.key)) return head === null ? 'self' : 'kin';
  const called = coreOf(label, words);
  if (called !== null && !words.cite.test(called) && !names.kinship(called)) return 'other';
  if (!cited.first || !words.cite.test(lead) || bases?.kinship(title)) return 'other';
  if (head !== null && words.familyName.test(head)) return 'other';
  const named = head === null ? 'self' : 'kin';
  if (!derived || cited.only || words.own.test(lead)) return named;
  return named === 'self' ? 'kin' : 'other';
}
