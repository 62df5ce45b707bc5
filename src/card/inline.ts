/** Phrasing content (mdast) to plain text that remembers where each piece stands in the raw file. */
import type { Nodes, PhrasingContent } from 'mdast';
import { align } from './align.ts';
import { openAnchor, stripTags } from './html.ts';
import type { Link, Span } from './types.ts';

export interface Prose {
  text: string;
  spans: Span[];
  links: Link[];
  code: { start: number; end: number }[];
}

/** Deeper emphasis and links than this are an attack, not prose. */
const MAX_DEPTH = 100;

/** What the nodes were parsed from. */
export interface Origin {
  raw: string;
  /** Offset of the parsed body in `raw`. */
  shift: number;
  /** Addresses of `[label]: address`, by identifier. */
  definitions: ReadonlyMap<string, string>;
}

interface Builder extends Omit<Prose, 'links'>, Origin {
  /** A link's text is cut out once all is there: cutting while the text grows copies it every time. */
  links: (Omit<Link, 'text'> & { text: string | null })[];
  /** An `<a href>` that waits for its `</a>`: in a paragraph each tag is a node of its own. */
  anchor: { url: string; start: number } | null;
}

const rangeOf = (node: Nodes, shift: number): { from: number; to: number } => ({
  from: (node.position?.start.offset ?? 0) + shift,
  to: (node.position?.end.offset ?? 0) + shift,
});

function add(prose: Builder, value: string, raw: { from: number; to: number }): void {
  const own = prose.raw.slice(raw.from, raw.to);
  for (const span of align(value, own, { prose: prose.text.length, raw: raw.from })) prose.spans.push(span);
  prose.text += value.replace(/\s/g, ' ');
}

function addAll(prose: Builder, nodes: readonly PhrasingContent[], depth: number): void {
  for (const node of nodes) addOne(prose, node, depth);
}

function addOne(prose: Builder, node: PhrasingContent, depth: number): void {
  if (depth > MAX_DEPTH) return;
  const raw = rangeOf(node, prose.shift);
  const start = prose.text.length;
  switch (node.type) {
    case 'text':
      add(prose, node.value, raw);
      return;
    case 'inlineCode':
      add(prose, node.value, raw);
      prose.code.push({ start, end: prose.text.length });
      return;
    case 'break':
      add(prose, ' ', raw);
      return;
    case 'html':
      for (const link of stripTags(node.value).links) prose.links.push({ ...link, start, end: start });
      addAnchor(prose, node.value);
      if (/^<br/i.test(node.value)) add(prose, ' ', raw);
      return;
    case 'image':
      prose.links.push({ url: node.url, text: node.alt ?? '', start, end: start, image: true });
      return;
    case 'link':
      addAll(prose, node.children, depth + 1);
      prose.links.push({ url: node.url, text: null, start, end: prose.text.length, image: false });
      return;
    case 'linkReference': {
      addAll(prose, node.children, depth + 1);
      const url = prose.definitions.get(node.identifier);
      if (url !== undefined) prose.links.push({ url, text: null, start, end: prose.text.length, image: false });
      return;
    }
    case 'delete':
    case 'footnoteReference':
    case 'imageReference':
      return;
    default:
      if ('children' in node) addAll(prose, node.children, depth + 1);
  }
}

function addAnchor(prose: Builder, tag: string): void {
  const end = prose.text.length;
  if (/^<\/a\s*>/i.test(tag) && prose.anchor) {
    prose.links.push({ ...prose.anchor, text: null, end, image: false });
    prose.anchor = null;
  } else {
    const url = openAnchor(tag);
    if (url !== null) prose.anchor = { url, start: end };
  }
}

/** @param nodes children of a paragraph, heading or cell */
export function proseOf(nodes: readonly PhrasingContent[], origin: Origin): Prose {
  const prose: Builder = { text: '', spans: [], links: [], code: [], anchor: null, ...origin };
  addAll(prose, nodes, 0);
  const { text, spans, code } = prose;
  const links = prose.links.map((link) => ({ ...link, text: link.text ?? text.slice(link.start, link.end) }));
  return { text, spans, links, code };
}

/** Offset in the raw file of an offset in a block's text. */
export function rawOffset(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const span = spans[low];
  if (!span) return 0;
  const inside = offset - span.start;
  // A span whose raw form is longer holds escapes or entities: its inner offsets are not known, its ends are.
  return inside >= span.length
    ? span.raw + span.rawLength
    : span.raw + Math.min(inside, Math.max(0, span.rawLength - 1));
}
