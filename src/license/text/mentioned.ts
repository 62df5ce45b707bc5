/** Licences that a file names without holding their text: identifiers, file headers, notices, addresses, prose. */
import { findMentions } from '../mentions.ts';
import type { CatalogueEntry } from '../schema.ts';
import { objectOf } from '../subject.ts';
import type { LicenseObject, ProseSentence } from '../types.ts';
import type { TextRules } from './rules.ts';

export interface Named {
  entry: CatalogueEntry;
  match: 'header' | 'notice' | 'reference';
  object: LicenseObject;
  /** 1-based lines of the file. */
  startLine: number;
  endLine: number;
}

/** A paragraph, unwrapped. */
interface Paragraph {
  text: string;
  links: ProseSentence['links'];
  startLine: number;
  endLine: number;
}

/** Names stand at the beginning; a long file that is no licence is not read to its end. */
const MOST = 40_000;
const TAG = /SPDX-License-Identifier:\s*([^\n*]{1,200})/giu;
const SPDX_ID = /[A-Za-z0-9][A-Za-z0-9.+-]*/gu;
const OPERATORS = new Set(['and', 'or', 'with']);
const MARKER = /^[ \t]*(?:\/\*+|\*+\/?|\/\/+|#+|;+|--+|%+|\.\\"|<!--|-->|"""|''')?[ \t]*/u;
const LINK = /\[([^\]\n]{1,200})\]\(([^()\s]{1,500})\)/gu;
const ADDRESS = /(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,12}\/[^\s<>()[\]"'，。》]*/giu;
const DENIED =
  /\b(?:not|never|isn't|aren't|no longer|instead of|rather than)\b[^.;]{0,40}$|不(?:是|适用|采用)[^。；]{0,15}$/iu;
let segmenter: Intl.Segmenter | null = null;

/** In the order of the file, each licence once for each thing that it is said of. */
export function licensesNamed(text: string, rules: TextRules): Named[] {
  const read = text.slice(0, MOST);
  const found = isData(read) ? [] : proseIn(read, rules);
  const seen = new Set<string>();
  return found.filter(({ entry, object }) => {
    const key = `${entry.id} ${object}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** JSON and BibTeX hold values, not sentences. */
const isData = (text: string): boolean => /^\s*[[{@][\s\S]*[\]}]\s*$/u.test(text);

function proseIn(text: string, rules: TextRules): Named[] {
  return paragraphsOf(text).flatMap((paragraph) => namedIn(paragraph, text, rules));
}

/** Licences of SPDX identifiers (SPDX specification, annex "Using SPDX short identifiers in source files"). */
export function licensesTagged(text: string, { catalogue }: TextRules): Named[] {
  return [...text.slice(0, MOST).matchAll(TAG)].flatMap((match) => {
    const line = lineOf(text, match.index);
    const ids = (match[1] ?? '').replace(/\bWITH\s+\S+/giu, ' ').match(SPDX_ID) ?? [];
    return ids.flatMap((id): Named[] => {
      const entry = OPERATORS.has(id.toLowerCase()) ? null : catalogue.find(id);
      return entry ? [{ entry, match: 'header', object: null, startLine: line, endLine: line }] : [];
    });
  });
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let lines: string[] = [];
  let startLine = 1;
  const close = (endLine: number): void => {
    const joined = lines.join(' ').trim();
    if (joined !== '') paragraphs.push({ ...unlinked(joined), startLine, endLine });
    lines = [];
  };
  for (const [index, line] of text.split('\n').entries()) {
    const bare = line.replace(MARKER, '').trim();
    if (bare === '') close(index);
    else if (lines.length === 0) startLine = index + 1;
    if (bare !== '') lines.push(bare);
  }
  close(text.split('\n').length);
  return paragraphs;
}

/** Markdown links and emphasis turned into plain text, with the ranges of the links. */
function unlinked(markdown: string): Pick<Paragraph, 'text' | 'links'> {
  const plain = markdown.replace(/\*\*|__|`/gu, '');
  const links: { url: string; text: string; start: number; end: number }[] = [];
  let text = '';
  let at = 0;
  for (const match of plain.matchAll(LINK)) {
    text += plain.slice(at, match.index);
    const [whole, label = '', url = ''] = match;
    links.push({ url, text: label, start: text.length, end: text.length + label.length });
    text += label;
    at = match.index + whole.length;
  }
  text += plain.slice(at);
  const inLinks = (start: number) => links.some((link) => link.start <= start && start < link.end);
  for (const match of text.matchAll(ADDRESS)) {
    const url = match[0].replace(/[.,;:]+$/u, '');
    if (!inLinks(match.index)) links.push({ url, text: url, start: match.index, end: match.index + url.length });
  }
  return { text, links: links.sort((a, b) => a.start - b.start) };
}

function namedIn(paragraph: Paragraph, whole: string, rules: TextRules): Named[] {
  const { text, startLine, endLine } = paragraph;
  if (!rules.words.mayMatter(text) && paragraph.links.length === 0) return [];
  const versioned = versionedIn(text, whole, rules);
  if (versioned.length > 0) return versioned.map((found) => ({ ...found, startLine, endLine }));
  const found: Named[] = [];
  // Made when first needed: that takes longer than to read a whole licence.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  for (const { segment, index } of segmenter.segment(text)) {
    const sentence = sentenceOf(segment, index, paragraph);
    const match = kindOf(segment, rules);
    let previous = 0;
    for (const mention of findMentions(sentence, rules.catalogue, rules.words)) {
      const object = objectOf(sentence, mention, previous, rules.words);
      previous = mention.end;
      const before = segment.slice(0, mention.start);
      const entry = alteredName(before, mention.name, rules) ?? mention.entry;
      if (entry !== null && entry !== ALTERED && !DENIED.test(before)) {
        found.push({ entry, match, object, startLine, endLine });
      }
    }
  }
  return found;
}

const ALTERED = 'altered';

/** "Modified MIT" is not MIT, but may be a licence by that name. */
function alteredName(before: string, name: string, rules: TextRules): CatalogueEntry | typeof ALTERED | null {
  const word = /(\p{L}+)[\s"'“(-]*$/u.exec(before)?.[1];
  if (!word || !rules.reading.heads.test(word)) return null;
  return rules.catalogue.find(`${word} ${name}`) ?? ALTERED;
}

function sentenceOf(text: string, start: number, { links }: Paragraph): ProseSentence {
  return {
    text,
    context: 'card',
    headings: [],
    label: null,
    links: links
      .filter((link) => link.start >= start && link.end <= start + text.length)
      .map((link) => ({ ...link, start: link.start - start, end: link.end - start })),
    place: () => ({ location: null, quote: null }),
  };
}

function kindOf(text: string, { reading }: TextRules): Named['match'] {
  if (reading.headers.test(text)) return 'header';
  return reading.notices.test(text) ? 'notice' : 'reference';
}

/** "under the terms of the GNU Lesser General Public License as published by ...; either version 2.1": its first name. */
function versionedIn(text: string, whole: string, rules: TextRules): Pick<Named, 'entry' | 'match' | 'object'>[] {
  const header = rules.reading.headers.first(text);
  if (!header) return [];
  const lower = text.toLowerCase();
  const hits = rules.reading.versioned.flatMap((rule) =>
    rule.names.flatMap((name) => {
      const at = lower.indexOf(name.toLowerCase(), header.start);
      return at < 0 ? [] : [{ rule, at }];
    }),
  );
  const first = hits.sort((a, b) => a.at - b.at)[0];
  if (!first) return [];
  const version = versionIn(lower.slice(first.at)) ?? versionIn(whole.toLowerCase());
  const id = (version && first.rule.versions[version]) || first.rule.unversioned;
  const entry = rules.catalogue.find(id);
  return entry ? [{ entry, match: 'header', object: null }] : [];
}

const versionIn = (text: string): string | undefined =>
  /version\s+(\d+(?:\.\d+)?)/u.exec(text)?.[1]?.replace(/\.0$/u, '');
