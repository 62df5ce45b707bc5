/** `phrase`, `image`, `section` and `table`: what the card says and shows. */
import { isFiller } from '../../card/placeholder.ts';
import { sentencesOf } from '../../card/sentences.ts';
import type { BlockKind, Card, CodeBlock, Table } from '../../card/types.ts';
import type { Facts } from '../../facts/types.ts';
import type { Evidence } from '../../report/v1.ts';
import { type Detector, seen, type Tools, unlooked, unseen } from './types.ts';
import { isUnder } from './under.ts';
import { anyOf } from './words.ts';

/** Longer addresses are data or attacks. */
const MAX_URL = 2_000;
const UNREADABLE = 'the card could not be read';

interface PhraseOptions {
  terms: string;
  with?: string | undefined;
  under?: string | undefined;
  led?: string | undefined;
  outside?: string | undefined;
  unless?: string | readonly string[] | undefined;
  in?: (BlockKind | 'code')[] | undefined;
  about?: 'self' | undefined;
  distinct?: number | undefined;
}

interface PhraseHit {
  said: string;
  cite: () => Evidence;
}

/** Evidence beyond these few adds nothing for a reader. */
const ENOUGH = 3;

export const phrase: Detector<PhraseOptions> = (options, facts, tools) => {
  if (!facts.card.readable) return unlooked(UNREADABLE);
  const { distinct = 1 } = options;
  const terms = new Set<string>();
  const kept: PhraseHit[] = [];
  for (const hit of hitsOf(options, facts, tools)) {
    const term = stemOf(hit.said);
    if (kept.length < ENOUGH && (distinct === 1 || !terms.has(term))) kept.push(hit);
    terms.add(term);
    if (kept.length >= ENOUGH && terms.size >= distinct) break;
  }
  if (kept.length === 0 || terms.size < distinct) return unseen;
  return seen(
    kept.map(({ cite }) => cite()),
    kept.map(({ said }) => said),
  );
};

/** `epochs` and `epoch`, `batch size` and `batch_size` are one term. */
const stemOf = (term: string): string =>
  term
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace(/s$/, '');

/** Of a sentence or code block the first hit counts; where distinct terms are asked for, every one. */
function* hitsOf(options: PhraseOptions, facts: Facts, { words }: Tools): Generator<PhraseHit> {
  const terms = words(options.terms);
  const needed = options.with ? words(options.with) : null;
  const unless = anyOf(options.unless, words);
  const under = options.under ? words(options.under) : null;
  const led = options.led ? words(options.led) : null;
  const outside = options.outside ? words(options.outside) : null;
  const hits = (text: string) => ((options.distinct ?? 1) > 1 ? terms.all(text) : [terms.first(text)]);
  const fits = (text: string, headings: readonly string[], lead: string | null = null): boolean => {
    if (unless(text) || (outside && isUnder(outside, headings))) return false;
    if (!needed && !under && !led) return true;
    return Boolean(needed?.test(text) || (under && isUnder(under, headings)) || (lead !== null && led?.test(lead)));
  };
  for (const code of options.in?.includes('code') ? facts.card.code : []) {
    if (!fits(code.value, [code.heading ?? '']) || (options.about && !facts.namesSelf(code.value))) continue;
    for (const hit of hits(code.value)) {
      if (hit) yield { said: code.value.slice(hit.start, hit.end), cite: () => citeCode(facts, code, hit.start) };
    }
  }
  for (const block of facts.card.blocks) {
    if ((options.in && !options.in.includes(block.kind)) || !terms.test(block.text)) continue;
    if (options.about && !facts.namesSelf(block.text)) continue;
    for (const sentence of sentencesOf(block)) {
      if (!fits(sentence.text, block.headings, block.lead ?? block.column)) continue;
      const around = { start: sentence.start, end: sentence.start + sentence.text.length };
      for (const hit of hits(sentence.text)) {
        if (!hit) continue;
        const at = { start: sentence.start + hit.start, end: sentence.start + hit.end };
        yield { said: sentence.text.slice(hit.start, hit.end), cite: () => facts.cite(block, at, around) };
      }
    }
  }
}

/** Evidence of a place in a code block: the raw line. */
export function citeCode(facts: Facts, code: CodeBlock, offset: number): Evidence {
  const line = code.startLine + 1 + (code.value.slice(0, offset).split('\n').length - 1);
  const { start, end } = facts.card.lines.range(line);
  const quote = facts.card.lines.text.slice(start, end).trim().slice(0, 200);
  const location = { path: facts.card.path, startLine: line, endLine: line, heading: code.heading };
  return { source: 'card', quote, location, url: null };
}

interface ImageOptions {
  titled: string;
  called?: string | undefined;
}

/** Longer text before an image is no caption. */
const CAPTION = 60;

export const image: Detector<ImageOptions> = ({ titled, called }, facts, { words }) => {
  if (!facts.card.readable) return unlooked(UNREADABLE);
  const title = words(titled);
  const name = called ? words(called) : null;
  let before = '';
  for (const block of facts.card.blocks) {
    for (const picture of block.links.filter((each) => each.image)) {
      const heading = block.headings.findLast((each) => title.test(each));
      const names = [picture.text, fileName(picture.url), block.text, before].filter(({ length }) => length <= CAPTION);
      const shown = heading ?? names.find((each) => name?.test(each));
      if (shown === undefined) continue;
      const cited = facts.cite(block, { start: picture.start, end: picture.start + 1 });
      return seen([{ ...cited, url: picture.url }], [shown.trim()]);
    }
    before = block.kind === 'table-cell' ? '' : block.text;
  }
  return unseen;
};

const fileName = (url: string): string =>
  url.length > MAX_URL
    ? ''
    : (/([^/?#]+)\.(?:png|jpe?g|svg|gif|webp)\b/i.exec(url)?.[1] ?? '').replace(/%20|[_+]/g, ' ');

/** A few words, not the remains of a tag. */
const READABLE = /\p{L}{2}\s{1,3}\p{L}{2}|[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]{4}/u;

export const section: Detector<{ titled?: string | undefined; min: number }> = ({ titled, min }, facts, { words }) => {
  if (!facts.card.readable) return unlooked(UNREADABLE);
  const title = titled ? words(titled) : null;
  const evidence: Evidence[] = [];
  let size = 0;
  let name = '';
  for (const block of facts.card.blocks) {
    if (block.kind === 'heading' || block.kind === 'table-cell' || isFiller(block.text)) continue;
    const heading = title ? block.headings.findLast((each) => title.test(each)) : (block.headings.at(-1) ?? '');
    if (heading === undefined) continue;
    if (evidence.length === 0 && READABLE.test(block.text)) {
      name = heading;
      evidence.push(facts.cite(block, { start: 0, end: block.text.length }));
    }
    size += block.text.length;
  }
  return size >= min ? seen(evidence, [name]) : unseen;
};

interface TableOptions {
  titled?: string | undefined;
  header?: string | undefined;
  not?: string | undefined;
  numbers: number;
  decimals?: number | undefined;
}

/** A number, with a remark after it or none; `7B` is a name. */
const NUMBER = /^[^\p{L}\d]*\d+(?:[.,]\d+)?\s*%?(?:[^\p{L}\d].*)?$/u;
/** A decimal and nothing else but marks. */
const DECIMAL = /^[^\p{L}\d]*\d{1,3}(?:(?:\.\d{1,4}|,\d{1,2})\s*%?|\s*%)[^\p{L}\d]*$/u;

export const table: Detector<TableOptions> = (options, facts, { words }) => {
  if (!facts.card.readable) return unlooked(UNREADABLE);
  const title = options.titled ? words(options.titled) : null;
  const cells = options.header ? words(options.header) : null;
  const other = options.not ? words(options.not) : null;
  const fits = (each: Table): boolean => {
    if (each.header.some((cell) => other?.test(cell))) return false;
    if (!title && !cells) return true;
    const labels = [...each.header, ...each.rows.map((row) => row[0] ?? '')];
    return labels.some((label) => cells?.test(label)) || (title !== null && headingsOf(each, facts).some(title.test));
  };
  for (const each of facts.card.tables) {
    const values = each.rows.flatMap((row) => row.slice(1)).filter((cell) => cell.trim() !== '');
    const decimals = values.filter((cell) => DECIMAL.test(cell)).length;
    if (values.filter((cell) => NUMBER.test(cell)).length < options.numbers) continue;
    if (decimals < (options.decimals ?? 0) * values.length || !fits(each)) continue;
    const { startLine, endLine, heading } = each;
    const { start, end } = facts.card.lines.range(startLine);
    const quote = facts.card.lines.text.slice(start, end).trim().slice(0, 200);
    const location = { path: facts.card.path, startLine, endLine, heading };
    return seen([{ source: 'card', quote, location, url: null }], [heading ?? 'a table']);
  }
  return unseen;
};

/** The headings above a table: its cells are blocks too, and know them all. */
function headingsOf({ startLine, endLine, heading }: Table, { card }: Facts): readonly string[] {
  const known = headingsByLine.get(card) ?? readHeadings(card);
  headingsByLine.set(card, known);
  for (let line = startLine; line <= Math.min(endLine, startLine + 2); line++) {
    const headings = known.get(line);
    if (headings) return headings;
  }
  return heading === null ? [] : [heading];
}

const headingsByLine = new WeakMap<Card, Map<number, readonly string[]>>();

const readHeadings = ({ blocks, lines }: Card): Map<number, readonly string[]> =>
  new Map(
    blocks.flatMap(({ kind, spans, headings }) =>
      (kind === 'table-cell' || kind === 'html') && spans[0] ? [[lines.lineAt(spans[0].raw), headings] as const] : [],
    ),
  );
