import type { CatalogueEntry } from '../schema.ts';
import type { Alignment, Query, Run } from './align.ts';
import { saysName } from './name.ts';
import type { Reading } from './reading.ts';
import { type Tokens, textOf } from './tokens.ts';

/** What a file adds to a known licence and takes from it, quoted; both empty for a plain copy. */
export interface Residue {
  added: string[];
  removed: string[];
}

const MAX_QUOTE = 300;
/** Han characters of a passage that is more than a remark. */
const TRANSLATED = 40;
const MAX_QUOTES = 8;
/** A licence's part is missed from this many words on. */
const PART = 8;
/** Copies often lack a title or a closing remark; more than this share at one end is a part of the terms. */
const END = 0.08;
/** A shorter part may be a name, an address or a copyright line, unless it speaks of rights. */
const LONG = 30;
/** A disclaimer is no longer than this, and says so many times that it is one. */
const DISCLAIMER = 80;
const PLAIN = 3;
const NOTICE = /copyright|©|\b(?:19|20)\d\d\b/iu;
/** Words on either side of a missing part that say where it was. */
const CONTEXT = 8;
/** Words after a short addition that tell what it speaks of. */
const AFTER = 6;
/** Up to so many words are a name or a word put for another. */
const SHORT = 2;
/** Words of a file's beginning that may name the text. */
const HEAD = 15;
/** Words before a licence that may be its title. */
const TITLE = 20;

/**
 * What changes the terms of a licence, inside the text and around it. Names, dates, places and other wordings of a
 * disclaimer change nothing.
 * @param others stretches of the file that are other licences'
 * @param entry the licence's entry, where its text must say its own name
 */
export function residueOf(
  query: Query,
  found: Alignment,
  { others, reading, entry }: { others: readonly Run[]; reading: Reading; entry: CatalogueEntry | null },
): Residue {
  const { tokens } = query;
  const inside = found.added.filter((run) => changes(tokens, run, found, reading)).map((run) => quote(tokens, run));
  const head = entry && reading.heads.test(entry.name) ? [] : headOf(query, found, reading);
  const around = outside(tokens, [found, ...others])
    .filter((text) => !isTranslation(text, tokens.text))
    .flatMap((text) => limiting(text, reading));
  const removed = removedParts(tokens, found, reading);
  if (entry && found.reference.info.named && !saysName(tokens.text, entry)) removed.push(entry.name);
  return {
    added: [...new Set([...head, ...inside, ...around])].slice(0, MAX_QUOTES),
    removed: removed.slice(0, MAX_QUOTES),
  };
}

function changes(tokens: Tokens, run: Run, { from }: Alignment, reading: Reading): boolean {
  const text = textOf(tokens, run.from, run.to);
  if (isTranslation(text, tokens.text)) return false;
  if (run.from < from + TITLE && saysVersion(textOf(tokens, Math.max(from, run.from - 3), run.from), text)) return true;
  if (run.to - run.from <= SHORT) return reading.flips.test(text);
  if (reading.limits.test(text)) return true;
  // "The names of contributors may not ... be used to endorse": the rest of the sentence says what is meant.
  const sentence = run.to - run.from <= PART ? textOf(tokens, run.from, Math.min(run.to + AFTER, tokens.length)) : text;
  return reading.changes.test(text) && !reading.disclaimers.test(sentence);
}

/** "Version 2.1" where the licence says another number. */
const saysVersion = (before: string, text: string): boolean =>
  /\bversion\W+\d/iu.test(text) || (/^\d/u.test(text) && /\bversion(?:\W+\d+)?$/iu.test(before));

/** "Modified MIT License" over the words of MIT. */
function headOf({ tokens }: Query, found: Alignment, reading: Reading): string[] {
  const near = found.added.filter((run) => run.from < found.from + HEAD);
  const before = { from: Math.max(0, found.from - TITLE), to: found.from };
  return [before, ...near]
    .filter((run) => run.to > run.from && reading.heads.test(lastLine(textOf(tokens, run.from, run.to))))
    .map((run) => quote(tokens, run));
}

/** A licence in two languages says everything twice. */
function isTranslation(part: string, whole: string): boolean {
  const han = (text: string) => text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han(part) > TRANSLATED && han(part) > part.length / 3 && han(whole) < whole.length / 2;
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

/** Texts between, before and after the stretches. */
export function outside({ text, starts, ends }: Tokens, stretches: readonly Run[]): string[] {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    parts.push(text.slice(at, starts[from] ?? text.length));
    at = Math.max(at, ends[to - 1] ?? 0);
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part.trim() !== '');
}

function limiting(text: string, reading: Reading): string[] {
  return text
    .split(/\n\s*\n|(?<=[.;。；])\s+/u)
    .filter((sentence) => reading.limits.test(sentence) && !reading.headers.test(sentence))
    .map(shorten);
}

function removedParts(tokens: Tokens, { removed, reference, lacking }: Alignment, reading: Reading): string[] {
  const ends = [
    { words: lacking.before, which: 'first' },
    { words: lacking.after, which: 'last' },
  ].flatMap(({ words, which }) =>
    words > PART && words > reference.info.length * END ? [`the ${which} ${words} words`] : [],
  );
  return [...ends, ...removedWithin(tokens, { removed, reference }, reading)];
}

function removedWithin(
  tokens: Tokens,
  { removed, reference }: Pick<Alignment, 'removed' | 'reference'>,
  reading: Reading,
): string[] {
  return removed.flatMap(({ at, words, run }) => {
    const text = run && reference.tokens ? textOf(reference.tokens, run.from, run.to) : null;
    if (text === null) return [`about ${words} words after "${before(tokens, at)}"`];
    const matters = reading.changes.test(text) || reading.grants.test(text);
    if (words < LONG && (!matters || NOTICE.test(text))) return [];
    if (words < DISCLAIMER && reading.disclaimers.all(text).length >= PLAIN) return [];
    return [shorten(text)];
  });
}

const before = (tokens: Tokens, at: number): string => shorten(textOf(tokens, Math.max(0, at - CONTEXT), at));

/** The words of a stretch on one line, shortened. */
export const quote = (tokens: Tokens, { from, to }: Run): string => shorten(textOf(tokens, from, to));

function shorten(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= MAX_QUOTE ? line : `${line.slice(0, MAX_QUOTE - 1)}…`;
}
