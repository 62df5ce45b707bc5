/** mdast to blocks of prose, tables and code, each with its headings and its place. */
import type { Heading, Html, List, ListItem, Root, RootContent, Table as TableNode } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { htmlRows, PIECE_END, stripTags } from './html.ts';
import { type Origin, proseOf } from './inline.ts';
import type { Block, BlockKind, Card, Link } from './types.ts';

type Parts = Pick<Card, 'blocks' | 'tables' | 'code'>;

interface Walk extends Parts {
  origin: Origin;
  /** Lines before the body. */
  lineShift: number;
  headings: { depth: number; text: string }[];
}

interface Context {
  kind: BlockKind;
  lead: string | null;
  depth: number;
}

/** Nesting beyond this is an attack; what lies deeper is not read. */
const MAX_DEPTH = 60;

const trail = (walk: Walk): string[] => walk.headings.map((heading) => heading.text);

function addHeading(walk: Walk, node: Heading): void {
  while ((walk.headings.at(-1)?.depth ?? 0) >= node.depth) walk.headings.pop();
  const prose = proseOf(node.children, walk.origin);
  walk.blocks.push({ kind: 'heading', ...prose, headings: trail(walk), lead: null, column: null, row: null });
  walk.headings.push({ depth: node.depth, text: prose.text.trim() });
}

function addList(walk: Walk, list: List, context: Context): void {
  for (const item of list.children) addItem(walk, item, context);
}

/** An item of a list in a quotation is quoted. */
function addItem(walk: Walk, item: ListItem, { kind: around, lead, depth }: Context): void {
  const kind = around === 'quote' ? 'quote' : 'list-item';
  let inner = lead;
  for (const child of item.children) {
    if (child.type === 'paragraph') {
      const prose = proseOf(child.children, walk.origin);
      walk.blocks.push({ kind, ...prose, headings: trail(walk), lead, column: null, row: null });
      inner = prose.text;
    } else addNode(walk, child, { kind, lead: inner, depth: depth + 1 });
  }
}

function addTable(walk: Walk, node: TableNode): void {
  const cells = node.children.map((row) => row.children.map((cell) => proseOf(cell.children, walk.origin)));
  const texts = cells.map((row) => row.map((cell) => cell.text.trim()));
  const [header = [], ...rows] = texts;
  walk.tables.push({
    header,
    rows,
    startLine: (node.position?.start.line ?? 1) + walk.lineShift,
    endLine: (node.position?.end.line ?? 1) + walk.lineShift,
    heading: walk.headings.at(-1)?.text ?? null,
  });
  const headings = trail(walk);
  cells.forEach((row, y) => {
    row.forEach((prose, x) => {
      if (prose.text.trim() === '') return;
      const column = y > 0 ? (header[x] ?? null) : null;
      const first = x > 0 ? (texts[y]?.[0] ?? null) : null;
      walk.blocks.push({ kind: 'table-cell', ...prose, headings, lead: null, column, row: first });
    });
  });
}

/** Rows of a table written in HTML; its cells are blocks already. */
function addHtmlTable(walk: Walk, node: Html): void {
  const [header, ...rows] = htmlRows(node.value);
  if (!header) return;
  walk.tables.push({
    header,
    rows,
    startLine: (node.position?.start.line ?? 1) + walk.lineShift,
    endLine: (node.position?.end.line ?? 1) + walk.lineShift,
    heading: walk.headings.at(-1)?.text ?? null,
  });
}

/** HTML stands for prose in many cards; each piece between block tags is one block. */
function addHtml(walk: Walk, html: string, offset: number): void {
  const { text, links } = stripTags(html);
  const tag = /<(h[1-6])\b/i.exec(html);
  let start = 0;
  for (const piece of text.split(PIECE_END)) {
    const own: Link[] = links
      .filter((link) => link.start >= start && link.start <= start + piece.length)
      .map((link) => ({ ...link, start: link.start - start, end: Math.min(link.end - start, piece.length) }));
    if (/\p{L}/u.test(piece) || own.some((link) => link.image)) {
      walk.blocks.push({
        kind: 'html',
        text: piece.replace(/\s/g, ' '),
        spans: [{ start: 0, length: piece.length, raw: offset + start, rawLength: piece.length }],
        headings: trail(walk),
        links: own,
        code: [],
        lead: null,
        column: null,
        row: null,
      });
    }
    start += piece.length + 1;
  }
  if (tag) {
    const depth = Number(tag[1]?.[1] ?? 1);
    while ((walk.headings.at(-1)?.depth ?? 0) >= depth) walk.headings.pop();
    walk.headings.push({
      depth,
      text:
        text
          .split(PIECE_END)
          .map((piece) => piece.trim())
          .find(Boolean) ?? '',
    });
  }
}

function addNode(walk: Walk, node: RootContent, context: Context): void {
  if (context.depth > MAX_DEPTH) return;
  switch (node.type) {
    case 'heading':
      addHeading(walk, node);
      return;
    case 'paragraph': {
      const prose = proseOf(node.children, walk.origin);
      walk.blocks.push({
        kind: context.kind,
        ...prose,
        headings: trail(walk),
        lead: context.kind === 'list-item' ? context.lead : null,
        column: null,
        row: null,
      });
      return;
    }
    case 'list':
      addList(walk, node, context);
      return;
    case 'table':
      addTable(walk, node);
      return;
    case 'html':
      addHtml(walk, node.value, (node.position?.start.offset ?? 0) + walk.origin.shift);
      addHtmlTable(walk, node);
      return;
    case 'code':
      walk.code.push({
        language: node.lang ?? null,
        value: node.value,
        startLine: (node.position?.start.line ?? 1) + walk.lineShift,
        heading: walk.headings.at(-1)?.text ?? null,
      });
      return;
    case 'blockquote':
      addChildren(walk, node.children, { ...context, kind: 'quote', depth: context.depth + 1 });
      return;
    case 'footnoteDefinition':
      addChildren(walk, node.children, { ...context, depth: context.depth + 1 });
  }
}

function addChildren(walk: Walk, nodes: readonly RootContent[], context: Context): void {
  let lead = context.lead;
  for (const node of nodes) {
    addNode(walk, node, { ...context, lead });
    if (node.type === 'paragraph' || node.type === 'heading') lead = textOf(node).slice(0, 300);
  }
}

/** Addresses by identifier; of one that is defined twice the first counts, as in CommonMark. */
function definitionsIn(root: Root): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (nodes: readonly RootContent[], depth: number): void => {
    for (const node of nodes) {
      if (node.type === 'definition') {
        if (!found.has(node.identifier)) found.set(node.identifier, node.url);
      } else if (
        depth < MAX_DEPTH &&
        (node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem')
      ) {
        visit(node.children, depth + 1);
      }
    }
  };
  visit(root.children, 0);
  return found;
}

/**
 * @param root the parsed body
 * @param from the raw file, and what of it stands before the body, in characters and lines
 */
export function collectBlocks(root: Root, from: { raw: string; offset: number; lines: number }): Parts {
  const origin = { raw: from.raw, shift: from.offset, definitions: definitionsIn(root) };
  const walk: Walk = { blocks: [], tables: [], code: [], origin, lineShift: from.lines, headings: [] };
  addChildren(walk, root.children, { kind: 'paragraph', lead: null, depth: 0 });
  return { blocks: walk.blocks, tables: walk.tables, code: walk.code } satisfies Parts & { blocks: Block[] };
}
