/** `phrase`, `image`, `section` and `table`: what the card says and shows. */
import { isFiller } from '../../card/placeholder.ts';
import { sentencesOf } from '../../card/sentences.ts';
import type { BlockKind, CodeBlock } from '../../card/types.ts';
import type { Facts } from '../../facts/types.ts';
import type { Evidence } from '../../report/v1.ts';
import { type Detector, seen, type Tools, unlooked, unseen } from './types.ts';
import { isUnder } from './under.ts';
import { anyOf } from './words.ts';

const UNREADABLE = 'the card could not be read';

interface PhraseOptions {
  terms: string;
  with?: string | undefined;
  under?: string | undefined;
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
  const hits = (text: string) => ((options.distinct ?? 1) > 1 ? terms.all(text) : [terms.first(text)]);
  const fits = (text: string, headings: readonly string[]): boolean => {
    if (unless(text)) return false;
    if (!needed && !under) return true;
    return Boolean(needed?.test(text) || (under && isUnder(under, headings)));
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
      if (!fits(sentence.text, block.headings)) continue;
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
function citeCode(facts: Facts, code: CodeBlock, offset: number): Evidence {
  const line = code.startLine + 1 + (code.value.slice(0, offset).split('\n').length - 1);
  const { start, end } = facts.card.lines.range(line);
  const quote = facts.card.lines.text.slice(start, end).trim().slice(0, 200);
  const location = { path: facts.card.path, startLine: line, endLine: line, heading: code.heading };
  return { source: 'card', quote, location, url: null };
}

export const image: Detector<{ titled: string }> = ({ titled }, facts, { words }) => {
  if (!facts.card.readable) return unlooked(UNREADABLE);
  const title = words(titled);
  for (const block of facts.card.blocks) {
    const picture = block.links.find((each) => each.image);
    const heading = picture && block.headings.findLast((each) => title.test(each));
    if (!picture || heading === undefined) continue;
    const cited = facts.cite(block, { start: picture.start, end: picture.start + 1 });
    return seen([{ ...cited, url: picture.url }], [heading]);
  }
  return unseen;
};

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
  numbers: number;
}

const NUMBER = /^[^\p{L}]*\d+(?:[.,]\d+)?\s*%?[^\p{L}]*$/u;

export const table: Detector<TableOptions> = ({ titled, header, numbers }, facts, { words }) => {
  if (!facts.card.readable) return unlooked(UNREADABLE);
  const title = titled ? words(titled) : null;
  const cells = header ? words(header) : null;
  for (const each of facts.card.tables) {
    const labels = [...each.header, ...each.rows.map((row) => row[0] ?? '')];
    const fits = title?.test(each.heading ?? '') || labels.some((label) => cells?.test(label)) || (!title && !cells);
    const count = each.rows.flatMap((row) => row.slice(1)).filter((cell) => NUMBER.test(cell)).length;
    if (!fits || count < numbers) continue;
    const { start, end } = facts.card.lines.range(each.startLine);
    const quote = facts.card.lines.text.slice(start, end).trim().slice(0, 200);
    const { startLine, endLine, heading } = each;
    const location = { path: facts.card.path, startLine, endLine, heading };
    return seen([{ source: 'card', quote, location, url: null }], [heading ?? 'a table']);
  }
  return unseen;
};
