/**
 * The YAML block at the head of a card. The sole caller of gray-matter, whose default engines `eval` a `---js` block
 * (LIBRARIES.md section 3): here every engine but our own YAML one refuses.
 */
import matter from 'gray-matter';
import { type Document, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Problem } from '../report/v1.ts';

export interface FrontMatter {
  /** Own keys of the mapping; empty when there is no block or it is no mapping. */
  data: Record<string, unknown>;
  /** Whether the card begins with a block, however broken. */
  present: boolean;
  /** Offset in the card's text where the body begins. */
  bodyStart: number;
  /**
   * Lines of a value: `['license']`, `['tags', 2]`.
   * @returns null when the path is not in the block
   */
  linesOf(path: readonly (string | number)[]): { start: number; end: number } | null;
  problems: Problem[];
}

/** Larger blocks are not parsed; the largest real ones (thousands of benchmark results) stay well below. */
const MAX_CHARS = 1_000_000;
/** gray-matter looks for comments from every line on, which takes quadratic time where lines are blank. */
const MAX_LINES = 20_000;
/** Each bracket out of place is an error with a stack trace. */
const MAX_BRACKETS = 20_000;
/** Expanding more aliases than this is an attack ("billion laughs"), not metadata. */
const MAX_ALIASES = 100;

/** Where huggingface_hub sees front matter begin and end (repocard.py), plus a language word after the fence. */
const BLOCK = /^(\s*---)([^\r\n]*)(?:\r\n|\r|\n)(?:([\s\S]*?)(?:\r\n|\r|\n))??---[ \t]*(?:\r\n|\n|$)/;

const refuse = (language: string) => ({
  parse(): never {
    throw new Error(`front matter in ${language} is not read`);
  },
});

const none = (problems: Problem[] = [], bodyStart = 0, present = false): FrontMatter => ({
  data: {},
  present,
  bodyStart,
  linesOf: () => null,
  problems,
});

const at = (code: string, message: string, line: number): Problem => ({
  code,
  message,
  location: { path: 'README.md', startLine: line, endLine: line, heading: null },
});

/**
 * The YAML core schema: `no` stays a string, as it does for the Hub. Of duplicate keys the last one is kept; the parser's
 * own look for them compares every key with every other.
 */
function parseYaml(source: string, lines: LineCounter): Document {
  return parseDocument(source, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    merge: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
}

interface KeyFault {
  message: string;
  offset: number;
}

/** Keys that stand twice in one mapping, and keys that are no plain value: made into text, `? ? ? a` has no end. */
function keyFaults(document: Document): { repeated: KeyFault[]; complex: KeyFault | null } {
  const repeated: KeyFault[] = [];
  let complex: KeyFault | null = null;
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isNode(key)) continue;
        const offset = key.range?.[0] ?? 0;
        if (!isScalar(key)) {
          complex = { message: 'a key is no plain value', offset };
          return visit.BREAK;
        }
        if (seen.has(key.value)) {
          repeated.push({ message: `the key ${JSON.stringify(key.value)?.slice(0, 60)} stands twice`, offset });
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return { repeated, complex };
}

function nodeAt(document: Document, path: readonly (string | number)[]): { from: number; to: number } | null {
  let node: unknown = document.contents;
  let keyStart: number | null = null;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
      if (!pair) return null;
      keyStart = isScalar(pair.key) ? (pair.key.range?.[0] ?? null) : null;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      keyStart = null;
    } else return null;
  }
  if (!isNode(node) || !node.range) return keyStart === null ? null : { from: keyStart, to: keyStart };
  return { from: keyStart ?? node.range[0], to: Math.max(node.range[0], node.range[1] - 1) };
}

/**
 * @param text the whole card
 * @returns metadata and where the body begins; broken blocks give problems, never an exception
 */
export function readFrontMatter(text: string): FrontMatter {
  if (!/^\s*---/.test(text.slice(0, 1000))) return none(misplaced(text));
  const match = BLOCK.exec(text);
  if (!match) {
    if (!/^\s*---[ \t]*\r?\n\s*[\w-]+[ \t]*:/.test(text)) return none();
    return none([at('front-matter-unterminated', 'The front matter has no closing "---"; it was not read.', 1)]);
  }
  const [block, opener = '', language = '', source = ''] = match;
  const firstLine = opener.split('\n').length;
  if (language.trim() !== '') {
    if (/^-/.test(language)) return none();
    const message = `The front matter says it is ${JSON.stringify(language.trim().slice(0, 20))}; only YAML is read, nothing is run.`;
    return none([at('front-matter-language', message, firstLine)], block.length, true);
  }
  const large = tooLarge(source);
  if (large) return none([at('front-matter-too-large', large, firstLine)], block.length, true);
  const lines = new LineCounter();
  let document: Document | null = null;
  let data: unknown = null;
  const problems: Problem[] = [];
  const faults: KeyFault[] = [];
  try {
    data = matter(`---\n${source}\n---\n`, {
      language: 'yaml',
      engines: {
        yaml: {
          parse(yaml: string): object {
            document = parseYaml(yaml.replace(/^\r?\n/, ''), lines);
            const { repeated, complex } = keyFaults(document);
            faults.push(...repeated.slice(0, 3));
            if (complex) throw new Error(complex.message);
            return document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
          },
        },
        javascript: refuse('JavaScript'),
        json: refuse('JSON'),
      },
    }).data;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unreadable';
    problems.push(at('front-matter-invalid', `The front matter is not valid YAML: ${reason}`, firstLine));
  }
  const parsed = document as Document | null;
  const lineOf = (offset: number) => firstLine + lines.linePos(offset).line;
  for (const error of parsed?.errors.slice(0, 3) ?? []) {
    const message = `The front matter is not valid YAML: ${error.message.split('\n')[0]}`;
    problems.push(at('front-matter-invalid', message, lineOf(error.pos[0])));
  }
  for (const { message, offset } of faults) {
    problems.push(at('front-matter-invalid', `In the front matter ${message}; the last one counts.`, lineOf(offset)));
  }
  const isMapping = typeof data === 'object' && data !== null && !Array.isArray(data);
  if (!isMapping && data !== null) {
    const kind = Array.isArray(data) ? 'list' : typeof data;
    problems.push(at('front-matter-not-a-mapping', `The front matter is a ${kind}; the Hub expects keys.`, firstLine));
  }
  return {
    data: isMapping ? (data as Record<string, unknown>) : {},
    present: true,
    bodyStart: block.length,
    linesOf(path) {
      const range = parsed && nodeAt(parsed, path);
      return range ? { start: lineOf(range.from), end: lineOf(range.to) } : null;
    },
    problems,
  };
}

function tooLarge(source: string): string | null {
  if (source.length > MAX_CHARS) {
    return `The front matter has ${source.length} characters; more than ${MAX_CHARS} are not read.`;
  }
  const lines = source.split(/\r\n|\r|\n/).length;
  if (lines > MAX_LINES) return `The front matter has ${lines} lines; more than ${MAX_LINES} are not read.`;
  const brackets = source.split(/[[\]{}]/).length - 1;
  return brackets > MAX_BRACKETS
    ? `The front matter has ${brackets} brackets; more than ${MAX_BRACKETS} are not read.`
    : null;
}

/** A block that a person meant as front matter but that does not open the file, so that the Hub does not see it. */
function misplaced(text: string): Problem[] {
  const head = text.slice(0, 5000);
  const match = /(?:\r\n|\n)---[ \t]*\r?\n(?:\w[\w-]*:[^\n]*\n(?:[ \t-][^\n]*\n)*)+---[ \t]*(?:\r?\n|$)/.exec(head);
  if (!match || !/^license:/m.test(match[0])) return [];
  const line = head.slice(0, match.index).split('\n').length + 1;
  return [at('front-matter-misplaced', 'A metadata block stands below other text, so the Hub does not read it.', line)];
}
