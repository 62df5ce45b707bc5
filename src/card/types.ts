/** What a model card is once it has been read: plain data with places, no judgement. */
import type { Problem } from '../report/v1.ts';
import type { FrontMatter } from './front-matter.ts';
import type { Lines } from './lines.ts';

export type BlockKind = 'paragraph' | 'heading' | 'list-item' | 'table-cell' | 'html' | 'quote' | 'front-matter';

/** A link as the card presents it. */
export interface Link {
  url: string;
  /** Text of the link; empty for an image or a bare address. */
  text: string;
  /** Range in the block's text; an autolink covers its own address. */
  start: number;
  end: number;
  image: boolean;
}

/** A run of prose: one paragraph, heading, list item's paragraph, table cell or HTML block. Never code. */
export interface Block {
  kind: BlockKind;
  /** Prose with the markup taken out; one space for each line end. */
  text: string;
  /** Pieces of `text` and where they stand in the raw file, in order. */
  spans: Span[];
  /** The nearest heading above, and the headings above that, outermost first. */
  headings: string[];
  links: Link[];
  /** Ranges of `text` that are inline code. */
  code: { start: number; end: number }[];
  /** For a list item: the paragraph that introduces its list. */
  lead: string | null;
  /** For a table cell: the texts of its column header and of the first cell of its row. */
  column: string | null;
  row: string | null;
}

export interface Span {
  start: number;
  length: number;
  /** Offset in the raw text. */
  raw: number;
  rawLength: number;
}

export interface Sentence {
  text: string;
  /** Offset in the block's text. */
  start: number;
  block: Block;
}

export interface Table {
  header: string[];
  rows: string[][];
  startLine: number;
  endLine: number;
  heading: string | null;
}

export interface CodeBlock {
  language: string | null;
  value: string;
  startLine: number;
  heading: string | null;
}

export interface Card {
  /** A README.md exists. */
  present: boolean;
  /** It could be read: false when refused, undecodable or too large. */
  readable: boolean;
  path: string;
  lines: Lines;
  frontMatter: FrontMatter;
  blocks: Block[];
  /** Prose of the gated prompt, which stands in the front matter: `headings` holds its key. */
  gate: Block[];
  tables: Table[];
  code: CodeBlock[];
  /** ISO 639-1 code of the prose, `mixed-en-zh` for two, null when there is too little to tell. */
  language: string | null;
  /** An untouched template: it documents nothing. */
  placeholder: boolean;
  problems: Problem[];
}
