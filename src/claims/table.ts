/** Cells of a table that are nothing but a claim: the row of this model, the group of rows that it stands in, or its column. */
import type { Card, Table } from '../card/types.ts';
import type { Stance } from '../report/v1.ts';
import { nounsIn, objectOf } from './nouns.ts';
import { accept, type Candidate, type Context, covers, type Reading } from './reading.ts';

/** A longer cell is prose. */
const MAX_CELL = 60;

/** Whether nothing stands in a cell but candidates, their nouns and marks: "Open weights, open datasets". */
function isAllClaim({ text, words }: Context, candidate: Candidate): boolean {
  const noun = nounsIn(text, words).at(-1);
  const last = Math.max(candidate.end, noun?.end ?? 0);
  return !/[\p{L}\p{N}]/u.test(text.slice(0, candidate.start) + text.slice(last)) && text.length <= MAX_CELL;
}

const isBlankRow = (row: readonly string[]): boolean => row.slice(1).every((cell) => cell === '');

/** The rows below a row that holds only its first cell, up to the next such row. */
function groupOf({ rows }: Table, title: string): string[][] {
  const from = rows.findIndex((row) => row[0] === title && isBlankRow(row));
  if (from === -1) return [];
  const below = rows.slice(from + 1);
  const end = below.findIndex(isBlankRow);
  return end === -1 ? below : below.slice(0, end);
}

/** What the cells of this model's rows have in the column of a head that is a claim: null where they have nothing plain. */
function columnOf(table: Table, head: string, { self, words }: Context): Stance | null {
  const column = table.header.indexOf(head);
  if (column < 1) return null;
  const cells = table.rows.filter(([name = '']) => self.test(name)).map((row) => row[column]?.trim() ?? '');
  if (cells.length === 0) return null;
  if (cells.every((cell) => covers(words.ticked, cell))) return 'asserted';
  return cells.every((cell) => covers(words.crossed, cell)) ? 'denied' : null;
}

/** @returns what a cell claims of this model; null where the cell is prose or no row is this model's */
export function readCell(context: Context, candidate: Candidate, { tables }: Card): Reading | null {
  const { block, self, words } = context;
  if (block.kind !== 'table-cell' || candidate.plain || !isAllClaim(context, candidate)) return null;
  const object = objectOf(nounsIn(context.text, words).map((noun) => noun.class)) ?? 'model';
  if (block.row !== null && self.test(block.row)) return accept('asserted', object, 'row');
  const stance = tables.map((table) => columnOf(table, block.text.trim(), context)).find((each) => each !== null);
  if (stance) return accept(stance, object, 'column');
  const own = tables.some((table) => groupOf(table, block.text.trim()).some(([name = '']) => self.test(name)));
  // "Open-source models" is a kind that this one is placed among; "Open weights, open data" is said of each of the group.
  return own ? accept(object === 'model' ? 'implied' : 'asserted', object, 'group') : null;
}
