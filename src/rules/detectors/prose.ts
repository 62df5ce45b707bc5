/** `phrase`, `link`, `section` and `table`: what the card says and shows. */
import { isFiller } from '../../card/placeholder.ts';
import { sentencesOf } from '../../card/sentences.ts';
import type { BlockKind, CodeBlock } from '../../card/types.ts';
import type { Facts, PresentedLink } from '../../facts/types.ts';
import type { Evidence } from '../../report/v1.ts';
import { type Detector, type Globs, seen, some, unlooked, unseen } from './types.ts';

const UNREADABLE = 'the card could not be read';

interface PhraseOptions {
  terms: string;
  with?: string | undefined;
  unless?: string | undefined;
  in?: (BlockKind | 'code')[] | undefined;
  about?: 'self' | undefined;
}

export const phrase: Detector<PhraseOptions> = (options, facts, { words }) => {
  if (!facts.card.readable) return unlooked(UNREADABLE);
  const terms = words(options.terms);
  const needed = options.with ? words(options.with) : null;
  const unless = options.unless ? words(options.unless) : null;
  const evidence: Evidence[] = [];
  const shown: string[] = [];
  if (options.in?.includes('code')) {
    for (const code of facts.card.code) {
      const hit = terms.first(code.value);
      if (!hit || (needed && !needed.test(code.value)) || (options.about && !facts.namesSelf(code.value))) continue;
      evidence.push(citeCode(facts, code, hit.start));
      shown.push(code.value.slice(hit.start, hit.end));
      if (evidence.length >= 3) return seen(evidence, shown);
    }
  }
  for (const block of facts.card.blocks) {
    if (options.in && !options.in.includes(block.kind)) continue;
    if (!terms.test(block.text)) continue;
    for (const sentence of sentencesOf(block)) {
      const hit = terms.first(sentence.text);
      if (!hit || (needed && !needed.test(sentence.text)) || unless?.test(sentence.text)) continue;
      if (options.about && !facts.namesSelf(block.text)) continue;
      const at = { start: sentence.start + hit.start, end: sentence.start + hit.end };
      evidence.push(facts.cite(block, at, { start: sentence.start, end: sentence.start + sentence.text.length }));
      shown.push(sentence.text.slice(hit.start, hit.end));
      if (evidence.length >= 3) return seen(evidence, shown);
    }
  }
  return evidence.length > 0 ? seen(evidence, shown) : unseen;
};

/** Evidence of a place in a code block: the raw line. */
function citeCode(facts: Facts, code: CodeBlock, offset: number): Evidence {
  const line = code.startLine + 1 + (code.value.slice(0, offset).split('\n').length - 1);
  const { start, end } = facts.card.lines.range(line);
  const quote = facts.card.lines.text.slice(start, end).trim().slice(0, 200);
  const location = { path: facts.card.path, startLine: line, endLine: line, heading: code.heading };
  return { source: 'card', quote, location, url: null };
}

interface LinkOptions {
  to?: Globs | undefined;
  not?: string | undefined;
  said?: string | undefined;
  under?: string | undefined;
  with?: string | undefined;
  unless?: string | undefined;
  about?: 'self' | undefined;
  owner?: 'self' | undefined;
  label?: true | undefined;
}

/** A link has a label when its sentence has just begun. */
const LABEL_LENGTH = 40;

export const link: Detector<LinkOptions> = (options, facts, { words, globs }) => {
  if (!facts.card.readable) return unlooked(UNREADABLE);
  const to = options.to ? globs(options.to) : () => true;
  const general = options.not ? words(options.not) : null;
  const needed = options.with ? words(options.with) : null;
  const said = options.said ? words(options.said) : null;
  const under = options.under ? words(options.under) : null;
  const unless = options.unless ? words(options.unless) : null;
  const called = (found: PresentedLink): boolean => {
    if (unless?.test(found.said) || (needed && !needed.test(found.said))) return false;
    if (options.about && !facts.namesSelf(`${found.said} ${found.text}`)) return false;
    if (options.owner && !sameOwner(found.path, facts.repo.id)) return false;
    if (options.label && found.start - found.sentence.start > LABEL_LENGTH) return false;
    if (!said && !under) return true;
    return Boolean(said?.test(found.said) || under?.test(found.heading));
  };
  const found = facts.links.filter(
    (each) => to(`${each.host}/${each.path}`) && !general?.test(`${each.host}/${each.path}`) && called(each),
  );
  return seen(
    some(found).map((each) => citeLink(facts, each)),
    some(found).map((each) => each.url),
  );
};

/** `github.com/acme-ai/...` belongs to the owner of `acme/...`: names differ in case, marks and endings. */
function sameOwner(path: string, id: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const [owner = ''] = path.split('/');
  const [own = ''] = id.split('/');
  const [a, b] = [plain(owner), plain(own)];
  return a.length > 2 && b.length > 2 && (a.startsWith(b) || b.startsWith(a));
}

/** Evidence of a link: the sentence that presents it, and its address. */
export function citeLink(facts: Facts, found: PresentedLink): Evidence {
  const around = { start: found.sentence.start, end: found.sentence.start + found.sentence.text.length };
  const cited = facts.cite(found.block, { start: found.start, end: Math.max(found.end, found.start + 1) }, around);
  return { ...cited, source: 'link', url: found.url };
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
