import { z } from 'zod';
import { LICENSE_CATEGORIES, RESTRICTIONS } from '../report/v1.ts';
import { compileGlobs } from '../rules/globs.ts';
import type { CatalogueEntry } from './catalogue.ts';

/** What the terms of a base say to what a derivative declares, the least grave first. */
export const OUTCOMES = ['ok', 'notice', 'unknown', 'conflict'] as const;
export const SEVERITIES = ['low', 'medium', 'high'] as const;
/** Declarations that are no licence of the catalogue: a name that it lacks, and `other` with nothing beside it. */
export const UNREAD_KINDS = ['unrecognised', 'unstated'] as const;

export type Outcome = (typeof OUTCOMES)[number];
export type Severity = (typeof SEVERITIES)[number];

const ids = z.array(z.string().min(1)).min(1);
const kindNames = z.array(z.string().min(1)).min(1);
const relations = z.array(z.enum(['finetune', 'adapter', 'quantized', 'merge', 'distilled', 'converted'])).min(1);
const clause = z.string().min(1).nullable();

const grammarSchema = z.strictObject({
  title: z.string(),
  source: z.string().min(1),
  /** In order: the first that fits is a licence's kind. */
  kinds: z.array(
    z.strictObject({
      kind: z.string().min(1),
      licenses: ids.optional().describe('globs over ids of the catalogue'),
      categories: z.array(z.enum(LICENSE_CATEGORIES)).optional(),
      restrictions: z.array(z.enum(RESTRICTIONS)).optional().describe('all of these'),
    }),
  ),
  free: z.string().describe('the kind of licence that carries no terms on: what forbids it binds every derivative'),
  relations: z.record(
    z.string(),
    z.strictObject({
      lowers: z.boolean().default(false).describe('a conflict is one step less grave'),
      copies: z.boolean().default(false).describe('the weights are the same work in another form'),
      note: z.string().optional(),
    }),
  ),
  generic: z.record(z.string(), ids).describe('ids that name a family, with globs over its members'),
});

const caseSchema = z.strictObject({
  same: z.boolean().optional().describe('whether the derivative declares the very licence of the base'),
  upstream: ids.optional().describe('only for these of the licences of this file'),
  licenses: ids.optional(),
  kinds: kindNames.optional(),
  carries: z.array(z.enum(RESTRICTIONS)).optional().describe('restrictions that the declared licence has, all of them'),
  relations: relations.optional(),
  outcome: z.enum(OUTCOMES),
  severity: z.enum(SEVERITIES).optional(),
  clause: clause.optional(),
  because: z.string().min(1).optional(),
});

const dutySchema = z.strictObject({
  check: z
    .enum(['copy', 'reference', 'notice', 'display', 'name', 'hand'])
    .describe('copy: its text; reference: its text or a link; notice: a NOTICE file; hand: no program can tell'),
  clause: z.string().min(1),
  say: z.string().min(1).describe('what is due, as a noun phrase'),
  terms: z.array(z.string().min(1)).optional().describe('phrases of the card, or what the name begins with (*: holds)'),
  relations: relations.optional(),
});

const rowSchema = z.strictObject({
  title: z.string(),
  source: z.string().min(1),
  upstream: z.strictObject({ licenses: ids.optional(), kinds: kindNames.optional() }),
  severity: z.enum(SEVERITIES),
  clause,
  because: z.string().min(1),
  /** A decision table: the first case that fits decides; none is unknown. */
  cases: z.array(caseSchema).min(1),
  duties: z.array(dutySchema),
});

export type LineageGrammar = z.infer<typeof grammarSchema>;
/** What one licence, or kind of licence, asks of derivatives: a file of `rules/lineage/`. */
export type LineageRow = z.infer<typeof rowSchema>;
export type LineageCase = z.infer<typeof caseSchema>;
export type Duty = z.infer<typeof dutySchema>;

/** @throws z.ZodError naming each wrong field */
export const parseLineageGrammar = (data: unknown): LineageGrammar => grammarSchema.parse(data);
/** @throws z.ZodError naming each wrong field */
export const parseLineageRow = (data: unknown): LineageRow => rowSchema.parse(data);

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
