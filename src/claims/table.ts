/** Cells of a table that are nothing but a claim: the row of this model, or the group of rows that it stands in, is what is meant. */
import type { Card, Table } from '../card/types.ts';
import { nounsIn, objectOf } from './nouns.ts';
import { accept, type Candidate, type Context, type Reading } from './reading.ts';

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

/** @returns what a cell claims of this model; null where the cell is prose or no row is this model's */
export function readCell(context: Context, candidate: Candidate, { tables }: Card): Reading | null {
  const { block, self, words } = context;
  if (block.kind !== 'table-cell' || candidate.plain || !isAllClaim(context, candidate)) return null;
  const object = objectOf(nounsIn(context.text, words).map((noun) => noun.class)) ?? 'model';
  if (block.row !== null && self.test(block.row)) return accept('asserted', object, 'row');
  const own = tables.some((table) => groupOf(table, block.text.trim()).some(([name = '']) => self.test(name)));
  return own ? accept('asserted', object, 'row') : null;
}
