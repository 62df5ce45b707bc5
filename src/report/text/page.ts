import { createColors } from 'picocolors';
import type { ReporterOptions } from '../reporter.ts';
import { displayWidth, wrap } from '../width.ts';

export type Style = (text: string) => string;

/** What the sections of a text report draw with: styles, symbols, and the columns they have. */
export interface Page {
  width: number;
  style: Record<'title' | 'dim' | 'good' | 'fair' | 'bad' | 'open' | 'plain', Style>;
  symbol: Record<'full' | 'half' | 'empty' | 'unknown' | 'none' | 'dot' | 'ellipsis' | 'from', string>;
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
};

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
export function beside(columns: { lines: readonly Line[]; width: number }[], gap = 2): string[] {
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

/** Rows in aligned columns. Each is as wide as its content, the last takes what is left and wraps; `max` caps others. */
export function table(rows: readonly Cell[][], width: number, max: readonly number[] = []): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const natural = Array.from({ length: Math.max(0, count - 1) }, (_, column) => {
    const widest = Math.max(0, ...rows.map((row) => displayWidth(row[column]?.text ?? '')));
    return Math.min(max[column] ?? width, widest);
  });
  const taken = natural.reduce((sum, column) => sum + column + 2, 0);
  const widths = [...natural, Math.max(12, width - taken)];
  return rows.flatMap((row) =>
    beside(widths.map((column, index) => ({ lines: lines(row[index] ?? { text: '' }, column), width: column }))),
  );
}

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
