import { compileGlobs } from '../rules/globs.ts';
import type { CatalogueEntry } from './catalogue.ts';
import type { LineageGrammar, LineageRow } from './lineage-schema.ts';

/** What the terms of a base say to what a derivative declares, the least grave first. */
export const OUTCOMES = ['ok', 'notice', 'unknown', 'conflict'] as const;
export const SEVERITIES = ['low', 'medium', 'high'] as const;

export type Outcome = (typeof OUTCOMES)[number];
export type Severity = (typeof SEVERITIES)[number];

/** The inheritance matrix, to be asked by licence. */
export interface InheritanceMatrix {
  kindOf(entry: CatalogueEntry): string | null;
  /** The row of a base's licence: the one that names it, else that of its kind; null when there is none. */
  rowOf(entry: CatalogueEntry): LineageRow | null;
  /** Whether two ids may stand for one licence: the same, or a family's and a member's. */
  covers(id: string, other: string): boolean;
  matches(globs: readonly string[], id: string): boolean;
  relation(name: string): LineageGrammar['relations'][string];
  free: string;
}

const PLAIN_RELATION = { lowers: false, copies: false };

export function createMatrix(grammar: LineageGrammar, rows: readonly LineageRow[]): InheritanceMatrix {
  const compiled = new Map<string, (id: string) => boolean>();
  const matches = (globs: readonly string[], id: string): boolean => {
    const key = globs.join('\0');
    const test = compiled.get(key) ?? compileGlobs(globs.map(literalPlus));
    compiled.set(key, test);
    return test(id);
  };
  const kindOf = (entry: CatalogueEntry): string | null =>
    grammar.kinds.find(
      ({ licenses, categories, restrictions = [] }) =>
        (!licenses || matches(licenses, entry.id)) &&
        (!categories || categories.includes(entry.category)) &&
        restrictions.every((one) => entry.restrictions.includes(one)),
    )?.kind ?? null;
  const isMember = (family: string, id: string) => {
    const members = Object.hasOwn(grammar.generic, family) ? grammar.generic[family] : undefined;
    return members !== undefined && matches(members, id);
  };
  return {
    kindOf,
    rowOf: (entry) => {
      const kind = kindOf(entry);
      return (
        rows.find(({ upstream }) => upstream.licenses && matches(upstream.licenses, entry.id)) ??
        rows.find(({ upstream }) => kind !== null && upstream.kinds?.includes(kind)) ??
        null
      );
    },
    covers: (id, other) => id === other || isMember(id, other) || isMember(other, id),
    matches,
    relation: (name) =>
      (Object.hasOwn(grammar.relations, name) ? grammar.relations[name] : undefined) ?? PLAIN_RELATION,
    free: grammar.free,
  };
}

/** `+` stands for itself in ids (`openrail++`), never for repetition. */
const literalPlus = (glob: string): string => glob.replaceAll('+', '\\+');
