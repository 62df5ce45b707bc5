/** What `../shared/data` holds: real cards as repositories, hand labels, ratings by experts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ARTEFACTS, CLAIM_KINDS, CLAIM_OBJECTS, RESTRICTIONS, STANCES } from '../../src/report/v1.ts';
import { readTar } from './tar.ts';

/** Folder of the data; OPENLITMUS_DATA overrides it. */
export const dataDir = (): string =>
  process.env.OPENLITMUS_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** What is said where the data is not. */
export const absence = (dir = dataDir()): string | null => {
  const shown = process.env.OPENLITMUS_DATA ?? '../shared/data';
  return existsSync(join(dir, 'cards')) ? null : `${shown} is not here; OPENLITMUS_DATA names another folder`;
};

const text = z.string();
const level = z.enum(['released', 'partial', 'promised', 'absent', 'n/a']);

const labelSchema = z.object({
  lang: text,
  headline: z.enum([...CLAIM_KINDS, 'none', 'denied']),
  claims: z.array(
    z.object({
      line: z.int(),
      quote: text,
      kind: z.enum(CLAIM_KINDS),
      stance: z.enum(STANCES),
      object: z.enum(CLAIM_OBJECTS),
    }),
  ),
  license: z.object({ restrictions: z.array(z.enum(RESTRICTIONS)), conflict: z.boolean(), conflictNote: text }),
  artefacts: z.partialRecord(z.enum(ARTEFACTS), level),
  datasets: z.array(text),
  baseModels: z.array(text),
});

const rating = z.enum(['open', 'partial', 'closed']).nullish();

const ratingSchema = z.object({
  source: text,
  weights: rating,
  base_weights: rating,
  data_base: rating,
  data_tuning: rating,
  training_code: rating,
  licence: rating,
  modelcard: rating,
  datasheet: rating,
  preprint: rating,
  quality_flags: z.array(text).optional(),
});

const expertsSchema = z.object({
  models: z.array(z.object({ hf_repo_id: text, ratings: z.array(ratingSchema) })),
});

const apiSchema = z.object({
  tags: z.array(text).default([]),
  library_name: text.nullish(),
  pipeline_tag: text.nullish(),
  config: z.record(text, z.unknown()).nullish(),
});

/** Labels of one card, as far as they are scored. */
export type Label = z.infer<typeof labelSchema>;
/** One group's ratings of one system. */
export type Rating = z.infer<typeof ratingSchema>;

/** A real card and what is known of its repository. */
export interface Repository {
  id: string;
  /** Contents by path: README.md, and LICENSE where known. */
  files: ReadonlyMap<string, Uint8Array>;
  /** Paths of all files; null where not known. */
  listing: string[] | null;
  api: z.infer<typeof apiSchema> | null;
}

const json = (content: Uint8Array | string): unknown =>
  JSON.parse(typeof content === 'string' ? content : Buffer.from(content).toString('utf8'));

/** @returns labels by repository id */
export const loadLabels = (dir = dataDir()): Map<string, Label> =>
  new Map(Object.entries(z.record(text, labelSchema).parse(json(readFileSync(join(dir, 'labels/dev.json'), 'utf8')))));

/** @returns ratings by repository id */
export const loadExperts = (dir = dataDir()): Map<string, Rating[]> =>
  new Map(
    expertsSchema
      .parse(json(readFileSync(join(dir, 'experts/dev.json'), 'utf8')))
      .models.map(({ hf_repo_id, ratings }) => [hf_repo_id, ratings]),
  );

/** Folders are named `org__name`; a legacy id has no `__`. */
function repository(folder: string, contents: ReadonlyMap<string, Uint8Array>): Repository {
  const listing = contents.get('files.json');
  const api = contents.get('api.json');
  return {
    id: folder.replace('__', '/'),
    files: new Map([...contents].filter(([name]) => name === 'README.md' || name === 'LICENSE')),
    listing: listing ? z.array(text).parse(json(listing)) : null,
    api: api ? apiSchema.parse(json(api)) : null,
  };
}

/** @returns the development cards, by folder name */
export function loadDevelopment(dir = dataDir()): Repository[] {
  const cards = join(dir, 'cards/dev');
  return readdirSync(cards)
    .sort()
    .map((folder) => {
      const names = readdirSync(join(cards, folder));
      return repository(folder, new Map(names.map((name) => [name, readFileSync(join(cards, folder, name))])));
    });
}

/** @returns the unlabelled cards, in the order of their archive */
export function loadUnlabelled(dir = dataDir()): Repository[] {
  const folders = new Map<string, Map<string, Uint8Array>>();
  for (const [path, content] of readTar(readFileSync(join(dir, 'cards/unlabelled.tar.gz')))) {
    const folder = path.split('/').at(-2) ?? '';
    const contents = folders.get(folder) ?? new Map<string, Uint8Array>();
    folders.set(folder, contents.set(basename(path), content));
  }
  return [...folders].map(([folder, contents]) => repository(folder, contents));
}
