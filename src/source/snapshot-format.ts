import { z } from 'zod';
import { SourceError } from '../errors.ts';
import { isSafePath } from './paths.ts';
import { isRepoId } from './repo-id.ts';

/** The file in a snapshot's folder that holds everything but the contents of files. */
export const SNAPSHOT_FILE = 'snapshot.json';

const text = z.string();
const orNull = <T extends z.ZodType>(type: T) => z.union([type, z.null()]);
const object = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected an object',
);
const looked = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('looked', [
    z.strictObject({ looked: z.literal(true), value }),
    z.strictObject({ looked: z.literal(false), why: text }),
  ]);
/** Keys are ids and paths from strangers; `z.record` would drop `__proto__`, so a map carries them. */
const mapOf = <T extends z.ZodType>(value: T) =>
  z.preprocess(
    (data) => (typeof data === 'object' && data !== null ? new Map(Object.entries(data)) : data),
    z.map(text, value),
  );

const gated = z.union([z.literal(false), z.enum(['auto', 'manual'])]);

const modelSchema = z.strictObject({
  id: text.refine(isRepoId, 'not a repository id'),
  sha: orNull(text),
  author: orNull(text),
  createdAt: orNull(text),
  lastModified: orNull(text),
  gated,
  private: z.boolean(),
  disabled: z.boolean(),
  pipelineTag: orNull(text),
  libraryName: orNull(text),
  tags: z.array(text),
  downloads: orNull(z.number()),
  likes: orNull(z.number()),
  cardData: orNull(object),
  config: orNull(object),
  parameters: orNull(z.number()),
  parametersByType: orNull(z.record(text, z.number())).default(null),
  baseModels: orNull(z.strictObject({ relation: text, ids: z.array(text) })),
});

const datasetSchema = z.strictObject({
  id: text,
  sha: orNull(text).default(null),
  gated,
  private: z.boolean(),
  disabled: z.boolean(),
  license: orNull(text),
  tags: z.array(text),
  files: orNull(z.number()),
});

const contents = mapOf(looked(orNull(z.literal('present'))));

/**
 * `snapshot.json`, format 1. `files` says which files were asked for: the content of a `present` one lies beside it
 * under its own path, null means that the repository has no such file. Cards of datasets and base models, by the ids
 * that were asked for, lie below `linked/`; a snapshot from before they were read has none.
 */
const snapshotSchema = z.strictObject({
  format: z.literal(1),
  requestedId: text.refine(isRepoId, 'not a repository id'),
  /** As asked for; `main` when none was. */
  revision: text,
  observedAt: z.iso.datetime({ offset: true }),
  notice: z.string().optional().describe('shown with every report: the card is a paraphrase, say'),
  model: modelSchema,
  tree: looked(z.array(z.strictObject({ path: text, size: orNull(z.number()) }))),
  refs: looked(z.strictObject({ branches: z.array(text), tags: z.array(text) })),
  files: contents,
  datasets: mapOf(looked(orNull(datasetSchema))),
  bases: mapOf(looked(orNull(modelSchema))),
  datasetCards: contents.default(new Map()),
  baseCards: contents.default(new Map()),
});

/** What one `snapshot.json` says; `files`, `datasets`, `bases` and the cards of these are maps. */
export type StoredSnapshot = z.output<typeof snapshotSchema>;

/**
 * @param json the text of a `snapshot.json`
 * @param path where it was read from, for the message
 * @throws SourceError `invalid`, naming the path and what is wrong in it
 */
export function parseSnapshot(json: string, path: string): StoredSnapshot {
  const problem = (what: string): SourceError =>
    new SourceError('invalid', `${path}: ${what}; record it again with "openlitmus snapshot"`, { attempts: 0 });
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    throw problem(`not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  const result = snapshotSchema.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw problem(`${issue?.path.join('.') || 'snapshot'}: ${issue?.message ?? 'not a snapshot'}`);
}

/** The text of a `snapshot.json`: the same data gives the same bytes, whatever order it was fetched in. */
export function formatSnapshot(snapshot: StoredSnapshot): string {
  const { files, datasets, bases, datasetCards, baseCards, ...rest } = snapshot;
  const data = {
    ...rest,
    files: sorted(files),
    datasets: sorted(datasets),
    bases: sorted(bases),
    datasetCards: sorted(datasetCards),
    baseCards: sorted(baseCards),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

function sorted<T>(entries: ReadonlyMap<string, T>): Record<string, T> {
  const object: Record<string, T> = Object.create(null);
  for (const key of [...entries.keys()].sort()) {
    const value = entries.get(key);
    if (value !== undefined) object[key] = value;
  }
  return object;
}

/**
 * The folder of a snapshot below a directory of snapshots: `org/name`, `_/name` for a legacy id, with `@revision`
 * when one was asked for.
 */
export function snapshotFolder(id: string, revision: string | null): string {
  const folder = id.includes('/') ? id : `_/${id}`;
  return revision === null ? folder : `${folder}@${encodeURIComponent(revision)}`;
}

export type LinkedType = 'datasets' | 'models';

const LINKED = 'linked/';

/** Where the card of a dataset or base model lies in a snapshot's folder. */
export const linkedCardPath = (type: LinkedType, id: string): string =>
  `${LINKED}${type}/${snapshotFolder(id, null)}/README.md`;

/** Whether a file of a repository can lie in a snapshot's folder under its own path. */
export function canStore(path: string): boolean {
  return isSafePath(path) && path !== SNAPSHOT_FILE && path !== 'provenance.json' && !path.startsWith(LINKED);
}
