import type { Figure, Miss } from './figures/figure.ts';
import type { Floors } from './floors.ts';

const number = (value: number | null): string => (value === null ? '-' : value.toFixed(3));

function valueCell(figure: Figure, name: string, floors: Floors): string {
  const value = figure.values[name] ?? null;
  const floor = floors[`${figure.subject}.${name}`];
  const shown = `${name} ${number(value)}`;
  if (floor === undefined) return shown;
  const holds = value !== null && value >= floor - 1e-9;
  return `${shown} (${floor.toFixed(2)} ${holds ? 'ok' : 'LOW'})`;
}

/** One line a figure: how much was measured, and each value with its floor. */
export function table(figures: readonly Figure[], floors: Floors): string {
  const rows = figures.map((figure) => [
    figure.subject,
    String(figure.n),
    ...Object.keys(figure.values).map((name) => valueCell(figure, name, floors)),
  ]);
  const head = ['figure', 'n', 'value (floor)'];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}

/** Cards are strangers' text: a control character must not reach the terminal. */
const shown = (text: string): string => text.replace(/\p{Cc}/gu, ' ').slice(0, 200);

/** Experts rate nine dimensions: their misses are shown by source. */
const groupOf = (subject: string): string => subject.split('.').slice(0, 2).join('.');

/** The worst misses of each figure, at most `count` of each, in the order of the figures. */
export function missList(figures: readonly Figure[], misses: readonly Miss[], count: number): string {
  const groups = [...new Set(figures.map(({ subject }) => groupOf(subject)))];
  return groups
    .flatMap((group) => {
      const all = misses.filter(({ subject }) => groupOf(subject) === group);
      if (all.length === 0) return [];
      const worst = all.toSorted((a, b) => b.severity - a.severity).slice(0, count);
      return [[`${group}: ${all.length} missed`, ...worst.flatMap(missLines)].join('\n')];
    })
    .join('\n\n');
}

function missLines({ subject, id, line, quote, expected, got }: Miss): string[] {
  const place = line === null ? id : `${id}:${line}`;
  const part = subject.slice(groupOf(subject).length + 1);
  const what = `  ${place}  ${part === '' ? '' : `${part}: `}expected ${shown(expected)}, got ${shown(got)}`;
  return [what, ...(quote ? [`    "${shown(quote)}"`] : [])];
}
