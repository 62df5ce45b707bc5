import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a case expects (`expected.json` of the test set). */
export interface Expected {
  id: string | null;
  match: string;
  origin: string;
  accept?: (string | null)[];
  must_not?: string[];
  accept_reference?: boolean;
  truncated?: boolean;
  ids?: string[];
}

export interface Case {
  name: string;
  file: string;
  bytes: Uint8Array;
  expected: Expected;
}

export const GROUPS = ['full texts', 'cut off', 'several', 'modified', 'negatives', 'prose and headers'] as const;
export type Group = (typeof GROUPS)[number];

export function readCases(folder: string): Case[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const file = join(folder, name, 'LICENSE');
      const expected = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')) as Expected;
      return { name, file, bytes: readFileSync(file), expected };
    });
}

export function groupOf({ match, truncated }: Expected): Group {
  if (match === 'full-text') return truncated ? 'cut off' : 'full texts';
  if (match === 'modified') return 'modified';
  if (match === 'none') return 'negatives';
  return match === 'multi' ? 'several' : 'prose and headers';
}

/** An answer: an id of the catalogue or, of other tools, an SPDX id; null for silence. */
export interface Answer {
  id: string | null;
  /** Only named in the text, which a negative may be. */
  reference: boolean;
}

export type Mark = 'right' | 'silent' | 'wrong' | 'must not';

export function markOf({ id, reference }: Answer, expected: Expected): Mark {
  if (id !== null && expected.must_not?.includes(id)) return 'must not';
  if (id === expected.id || expected.accept?.includes(id)) return 'right';
  if (expected.match === 'none' && expected.accept_reference && reference) return 'right';
  return id === null ? 'silent' : 'wrong';
}
