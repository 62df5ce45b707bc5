import { createColors } from 'picocolors';
import type { ReporterOptions } from '../reporter.ts';
import { displayWidth, wrap } from '../width.ts';

export type Style = (text: string) => string;

/** What the sections of a text report draw with: styles, symbols, and the columns they have. */
export interface Page {
  width: number;
  style: Record<'title' | 'dim' | 'good' | 'fair' | 'bad' | 'open' | 'plain', Style>;
  symbol: Record<
    'full' | 'half' | 'empty' | 'unknown' | 'none' | 'dot' | 'ellipsis' | 'from' | 'to' | 'begin' | 'end',
    string
  >;
}

/** Text with one style, not yet wrapped. */
export interface Cell {
  text: string;
  style?: Style;
}

/** One line that fits, and its style. Styles go on last, so that they never count as width. */
export interface Line {
  text: string;
  style: Style;
}

const UNICODE: Page['symbol'] = {
  full: '●',
  half: '◐',
  empty: '○',
  unknown: '?',
  none: '–',
  dot: '·',
  ellipsis: '…',
  from: '←',
  to: '→',
  begin: '»',
  end: '«',
};

const ASCII: Page['symbol'] = {
  full: '#',
  half: '~',
  empty: '.',
  unknown: '?',
  none: '-',
  dot: '-',
  ellipsis: '...',
  from: '<-',
  to: '->',
  begin: '>>',
  end: '<<',
};

/** Spaces between columns. */
const GAP = 2;

const plain: Style = (text) => text;

export function pageOf({ color, unicode, width }: Pick<ReporterOptions, 'color' | 'unicode' | 'width'>): Page {
  const c = createColors(color);
  return {
    width,
    style: { title: c.bold, dim: c.dim, good: c.green, fair: c.yellow, bad: c.red, open: c.cyan, plain },
    symbol: unicode ? UNICODE : ASCII,
  };
}

/** A cell wrapped to `width`; empty text takes no line. */
export function lines({ text, style }: Cell, width: number): Line[] {
  return wrap(text, width).map((line) => ({ text: line, style: style ?? plain }));
}

/** Columns of lines beside each other, `gap` spaces apart; only the last column may be ragged. */
export function beside(columns: { lines: readonly Line[]; width: number }[], gap = GAP): string[] {
  const height = Math.max(0, ...columns.map((column) => column.lines.length));
  return Array.from({ length: height }, (_, row) =>
    columns
      .map(({ lines, width }, index) => {
        const line = lines[row] ?? { text: '', style: plain };
        const space = index === columns.length - 1 ? 0 : width - displayWidth(line.text) + gap;
        return (line.text === '' ? '' : line.style(line.text)) + ' '.repeat(Math.max(0, space));
      })
      .join('')
      .trimEnd(),
  );
}

/** Part of the width that the last column of a table gets at least, when its content needs it. */
const LAST_SHARE = 0.4;

/** Columns that a word may claim before it is broken. */
const WORD = 16;

/** Rows in aligned columns as wide as their content. Where that is too much, the widest give way and wrap. */
export function table(rows: readonly Cell[][], width: number): string[] {
  const widths = columnWidths(rows, width);
  return rows.flatMap((row) =>
    beside(widths.map((column, index) => ({ lines: lines(row[index] ?? { text: '' }, column), width: column }))),
  );
}

function columnWidths(rows: readonly Cell[][], width: number): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, index) => {
    const texts = rows.map((row) => row[index]?.text ?? '');
    const words = texts.flatMap((text) => text.split(/\s|(?<=[/_-])/));
    return { width: widest(texts), least: Math.min(widest(words), WORD) };
  });
  const wanted = Math.min(columns.pop()?.width ?? 0, Math.floor(width * LAST_SHARE));
  const left = () => width - columns.reduce((sum, column) => sum + column.width + GAP, 0);
  while (left() < wanted) {
    const giving = columns.filter((column) => column.width > column.least).sort((a, b) => b.width - a.width)[0];
    if (giving === undefined) break;
    giving.width -= 1;
  }
  return [...columns.map((column) => column.width), Math.max(1, left())];
}

const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(displayWidth));

/** Items that stay whole, as many on a line as fit. */
export function flow(items: readonly string[], width: number): string[] {
  const out: string[] = [];
  for (const item of items) {
    const last = out.at(-1);
    const joined = `${last}   ${item}`;
    if (last === undefined || displayWidth(joined) > width) out.push(item);
    else out[out.length - 1] = joined;
  }
  return out;
}

/** A titled section, indented by two; nothing when it has no lines. */
export function section(title: string, body: readonly string[], { style }: Page): string[] {
  return body.length === 0 ? [] : [style.title(title), ...body.map((line) => (line === '' ? '' : `  ${line}`))];
}

/** A paragraph whose following lines are indented by `hang` columns. */
export function hanging(first: Cell, text: string, width: number): string[] {
  const hang = displayWidth(first.text) + 2;
  return beside([
    { lines: lines(first, hang), width: hang - 2 },
    { lines: lines({ text }, width - hang), width: width - hang },
  ]);
}
