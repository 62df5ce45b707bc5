/** README.md to `Card`: decode, split off the front matter, parse the Markdown, keep every place. */
import type { Root } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import type { Processor } from 'unified';
import type { Problem } from '../report/v1.ts';
import type { Looked } from '../source/types.ts';
import { collectBlocks } from './blocks.ts';
import { decodeText } from './decode.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { gateBlocks } from './gate.ts';
import { detectLanguage } from './language.ts';
import { indexLines } from './lines.ts';
import { isPlaceholder } from './placeholder.ts';
import { tooMuch } from './preflight.ts';
import type { Card } from './types.ts';

export const CARD_PATH = 'README.md';
/** Cards larger than this are not parsed. */
export const MAX_CARD_BYTES = 2 * 1024 * 1024;

const markdown: Pick<Processor<Root>, 'parse'> = remark().use(remarkGfm).freeze();

const NO_FRONT_MATTER: FrontMatter = { data: {}, present: false, bodyStart: 0, linesOf: () => null, problems: [] };

function emptyCard(state: { present: boolean; readable: boolean; problems: Problem[] }): Card {
  return {
    ...state,
    path: CARD_PATH,
    lines: indexLines(''),
    frontMatter: NO_FRONT_MATTER,
    blocks: [],
    gate: [],
    tables: [],
    code: [],
    language: null,
    placeholder: false,
  };
}

const unread = (code: string, message: string): Card =>
  emptyCard({ present: true, readable: false, problems: [{ code, message, location: null }] });

/**
 * @param file README.md as the source answered: bytes, null when the repository has none, or an unmade look
 * @returns the card; every defect of it is one of `problems`, never an exception
 */
export function readCard(file: Looked<Uint8Array | null>): Card {
  if (!file.looked) return unread('unreadable', `README.md could not be read: ${file.why}`);
  if (file.value === null) return emptyCard({ present: false, readable: true, problems: [] });
  if (file.value.byteLength > MAX_CARD_BYTES) {
    return unread(
      'too-large',
      `README.md has ${file.value.byteLength} bytes; more than ${MAX_CARD_BYTES} are not parsed.`,
    );
  }
  const decoded = decodeText(file.value);
  if (decoded.text === null) return emptyCard({ present: true, readable: false, problems: decoded.problems });
  return parseCard(decoded.text, decoded.problems);
}

/** @param text the whole README, line endings as stored */
export function parseCard(text: string, found: readonly Problem[] = []): Card {
  const lines = indexLines(text);
  const frontMatter = readFrontMatter(text);
  const problems = [...found, ...frontMatter.problems];
  const body = text.slice(frontMatter.bodyStart);
  const refused = tooMuch(body);
  if (refused) {
    problems.push({ code: refused.code, message: `The body was not parsed: ${refused.message}.`, location: null });
  }
  const from = { raw: text, offset: frontMatter.bodyStart, lines: lines.lineAt(frontMatter.bodyStart) - 1 };
  const parts = refused ? { blocks: [], tables: [], code: [] } : collectBlocks(markdown.parse(body), from);
  return {
    present: true,
    readable: !refused,
    path: CARD_PATH,
    lines,
    frontMatter,
    ...parts,
    gate: gateBlocks(frontMatter, lines),
    language: detectLanguage(parts.blocks.map((block) => block.text).join('\n')),
    placeholder: isPlaceholder(parts.blocks),
    problems,
  };
}
