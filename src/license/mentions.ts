import type { Catalogue, CatalogueEntry } from './catalogue.ts';
import { type NameToken, nameTokens } from './names.ts';
import type { ProseSentence, Range } from './types.ts';
import type { LicenseWords } from './words.ts';

/** A licence that a sentence names, or terms whose name the catalogue does not know. */
export interface Mention extends Range {
  entry: CatalogueEntry | null;
  name: string;
  link: string | null;
}

const MAX_WORDS = 12;
/** A relation ("under the") this far before a name still governs it. */
const NEAR = 25;
const MAX_NAME = 100;
const ADDRESS = /https?:\/\/\S+/gu;
const LABEL = /^[\s*•·-]*([\p{L}\s()]{2,40}?)\s*[:：]\s*/u;

/** Licences named in a sentence, in order, none inside another. */
export function findMentions(sentence: ProseSentence, catalogue: Catalogue, words: LicenseWords): Mention[] {
  const label = labelEnd(sentence, words);
  const known = [...named(sentence, catalogue, words, label), ...linked(sentence, catalogue)];
  const unknown = unnamed(sentence, words, label, known);
  return withoutOverlaps([...known, ...unknown]).filter(
    (mention, i, all) => !isCompared(sentence, mention, words) && !isContrasted(sentence, mention, all[i - 1], words),
  );
}

const isCompared = ({ text }: ProseSentence, mention: Mention, words: LicenseWords): boolean =>
  words.comparisons.test(text.slice(Math.max(0, mention.start - NEAR), mention.start));

function isContrasted(
  { text }: ProseSentence,
  mention: Mention,
  previous: Mention | undefined,
  words: LicenseWords,
): boolean {
  if (!previous) return false;
  const between = text.slice(previous.end, mention.start);
  return words.contrasts.test(between) && Object.values(words.objects).every((matcher) => !matcher.test(between));
}

/** Where the value begins in "License: X"; null when the sentence has no such label. */
function labelEnd(sentence: ProseSentence, words: LicenseWords): number | null {
  if (sentence.label !== null && words.nouns.test(sentence.label)) return 0;
  const match = LABEL.exec(sentence.text);
  return match?.[1] && words.nouns.test(match[1]) && match[1].trim().split(/\s+/u).length <= 4 ? match[0].length : null;
}

/** "A modified MIT licence" is not MIT; it may be known by that name, else it is terms that nobody knows. */
function asNamed(
  text: string,
  range: Range,
  entry: CatalogueEntry,
  catalogue: Catalogue,
  words: LicenseWords,
): Omit<Mention, 'link'> {
  const before = text.slice(Math.max(0, range.start - NEAR), range.start);
  const altered = words.altered.last(before);
  const adjacent = altered && before.slice(altered.end).trim() === '';
  if (!altered || !adjacent) return { ...range, entry, name: text.slice(range.start, range.end) };
  const start = range.start - before.length + altered.start;
  const name = text.slice(start, range.end);
  return { start, end: range.end, entry: catalogue.find(name), name };
}

function named(sentence: ProseSentence, catalogue: Catalogue, words: LicenseWords, label: number | null): Mention[] {
  const { text } = sentence;
  const tokens = nameTokens(text.replace(ADDRESS, (address) => ' '.repeat(address.length)));
  const found: Mention[] = [];
  for (let first = 0; first < tokens.length; first++) {
    if (tokens[first]?.key === '') continue;
    const match = longest(text, tokens, first, catalogue);
    if (!match) continue;
    const range = { start: tokens[first]?.start ?? 0, end: tokens[match.last]?.end ?? 0 };
    if (isNamed(sentence, tokens, { first, last: match.last }, match.entry, words, label)) {
      found.push({ ...asNamed(text, range, match.entry, catalogue, words), link: linkAt(sentence, range) });
      first = match.last;
    }
  }
  return found;
}

interface Match {
  last: number;
  entry: CatalogueEntry;
}

function longest(text: string, tokens: NameToken[], first: number, catalogue: Catalogue): Match | null {
  let key = '';
  let full = '';
  let best: Match | null = null;
  for (let i = first; i < tokens.length && i < first + MAX_WORDS; i++) {
    const token = tokens[i];
    const previous = tokens[i - 1];
    if (!token || (i > first && previous && !isJoint(text.slice(previous.end, token.start)))) break;
    key += token.key;
    full += token.word;
    const entry: CatalogueEntry | null = catalogue.byKey(full) ?? catalogue.byKey(key);
    // "CC BY-NC" without a version is none of the licences that its first words name.
    if (!entry && token.key !== '' && catalogue.isHead(key)) best = null;
    if (entry && entry.category !== 'unknown' && !entry.ambiguous) best = { last: i, entry };
  }
  return best;
}

const isJoint = (gap: string) => /^[\s,\-–_./"'“”()[\]《》·+]{0,3}$/u.test(gap);

/** A model, a language and a licence may share a name; this says whether the licence is meant. */
function isNamed(
  sentence: ProseSentence,
  tokens: NameToken[],
  at: { first: number; last: number },
  entry: CatalogueEntry,
  words: LicenseWords,
  label: number | null,
): boolean {
  const start = tokens[at.first]?.start ?? 0;
  const end = tokens[at.last]?.end ?? 0;
  if (
    tokens.slice(at.first, at.last + 2).some((token, i, all) => token.says === 'licence' && near(token, i, all, end))
  ) {
    return true;
  }
  const written = sentence.text.slice(start, end);
  if (words.nouns.test(written)) return true;
  const previous = tokens[at.first - 1];
  if (previous?.says === 'licence' && start - previous.end <= 3) return true;
  if (label !== null && start - label < 40) return true;
  const unmistakable = entry.spdx !== null && (/\d/u.test(written) || written === written.toUpperCase());
  // A licence that goes by its makers' name alone is not meant wherever they are named.
  const byMaker = entry.id === entry.family;
  if (!unmistakable && (byMaker || entry.category !== 'behavioural-use')) return false;
  if (words.nouns.test(sentence.headings.at(-1) ?? '')) return true;
  return words.relations.test(sentence.text.slice(Math.max(0, start - NEAR), start));
}

const near = (token: NameToken, index: number, all: NameToken[], end: number) =>
  index < all.length - 1 || token.start - end <= 3 || token.end <= end;

function linked(sentence: ProseSentence, catalogue: Catalogue): Mention[] {
  return sentence.links.flatMap((link) => {
    const entry = catalogue.findLink(link.url);
    const name = sentence.text.slice(link.start, link.end).trim();
    return entry ? [{ start: link.start, end: link.end, entry, name: name || entry.name, link: link.url }] : [];
  });
}

/** "the Foo Model License", [Model License](MODEL_LICENSE), 《…许可协议》, "License: Foo": terms by an unknown name. */
function unnamed(sentence: ProseSentence, words: LicenseWords, label: number | null, known: Mention[]): Mention[] {
  const { text } = sentence;
  const candidates: Range[] = sentence.links
    .filter((link) => words.nouns.test(text.slice(link.start, link.end)))
    .map(({ start, end }) => ({ start, end }));
  for (const pattern of [
    /(?:\p{Lu}[\p{L}\p{N}.+-]*\s+){1,6}Licen[cs]e(?:\s+Agreement)?(?![\p{L}])/gu,
    /《[^》]{2,60}》/gu,
  ]) {
    for (const match of text.matchAll(pattern))
      candidates.push({ start: match.index, end: match.index + match[0].length });
  }
  if (label !== null && known.length === 0) candidates.push(labelled(text, label));
  return candidates.flatMap((range) => {
    const name = text
      .slice(range.start, range.end)
      .replace(/^The\s/u, '')
      .trim();
    const governed =
      (label !== null && range.start >= label) ||
      words.relations.test(text.slice(Math.max(0, range.start - NEAR), range.start));
    const says = words.nouns.test(name) || (label !== null && range.start === label);
    if (!governed || !says || name === '' || name.length > MAX_NAME || words.isGeneric(bare(name))) return [];
    return [{ ...range, entry: null, name, link: linkAt(sentence, range) }];
  });
}

const bare = (name: string) => name.replace(/[[\](){}《》"'*.]/gu, '').trim();

function labelled(text: string, label: number): Range {
  const value = /^[^;。；,，\n]{2,80}/u.exec(text.slice(label))?.[0].trimEnd() ?? '';
  const isName = /^[[(《"'`*]*[\p{Lu}\p{Lo}\d]/u.test(value) && value.split(/\s+/u).length <= 6;
  return { start: label, end: label + (isName ? value.length : 0) };
}

function linkAt(sentence: ProseSentence, range: Range): string | null {
  return sentence.links.find((link) => link.start < range.end && range.start < link.end)?.url ?? null;
}

/** Of mentions that overlap the first kind wins: known by name, known by link, unknown. */
function withoutOverlaps(mentions: Mention[]): Mention[] {
  const kept: Mention[] = [];
  for (const mention of mentions) {
    if (kept.every((other) => mention.end <= other.start || other.end <= mention.start)) kept.push(mention);
  }
  return kept.sort((a, b) => a.start - b.start);
}
