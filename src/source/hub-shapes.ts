import { z } from 'zod';
import { isRepoId } from './repo-id.ts';
import type { DatasetInfo, ModelInfo, Refs } from './types.ts';

/**
 * Shapes of the Hub's answers (HUB.md sections 1 to 3). What an audit cannot do without must be right, or the answer
 * does not count; the rest becomes null or empty where it is missing or of another type.
 */

const orNull = <T extends z.ZodType>(type: T) =>
  type
    .nullish()
    .catch(null)
    .transform((value) => value ?? null);
const text = orNull(z.string());
const count = orNull(z.number());
const strings = z.array(z.string()).catch([]);
const object = orNull(
  z.custom<Record<string, unknown>>((data) => typeof data === 'object' && data !== null && !Array.isArray(data)),
);
/** The Hub leaves out what has no value. */
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const gated = z
  .union([z.literal(false), z.enum(['auto', 'manual'])])
  .nullish()
  .transform((value) => value ?? false);
const repoId = z.string().refine(isRepoId);
const sha = z
  .string()
  .regex(/^\w+$/)
  .nullish()
  .transform((value) => value ?? null);

/** What the API must send for a model or dataset. */
const infoAnswer = z.looseObject({ id: repoId, sha, gated, private: flag, disabled: flag });
export const isInfoAnswer = (data: unknown): boolean => infoAnswer.safeParse(data).success;

const treePage = z.array(
  z.looseObject({ type: z.string(), path: z.string().min(1), size: z.number().nonnegative().nullish() }),
);
export type TreePage = z.output<typeof treePage>;
export const isTreePage = (data: unknown): boolean => treePage.safeParse(data).success;

const named = z.array(z.looseObject({ name: z.string() }));
const refsAnswer = z.looseObject({ branches: named, tags: named });
export const isRefsAnswer = (data: unknown): boolean => refsAnswer.safeParse(data).success;

const modelEntry = z
  .looseObject({
    name: repoId,
    sha,
    author: text,
    createdAt: text,
    updatedAt: z.custom<Date>((value) => value instanceof Date),
    gated,
    private: flag,
    disabled: flag,
    task: text,
    library_name: text,
    tags: strings,
    downloads: count,
    likes: count,
    cardData: object,
    config: object,
    safetensors: orNull(z.looseObject({ total: z.number(), parameters: orNull(z.record(z.string(), z.number())) })),
    baseModels: orNull(
      z.looseObject({ relation: z.string(), models: z.array(z.looseObject({ id: z.string() })).min(1) }),
    ),
  })
  .transform(
    (entry): ModelInfo => ({
      id: entry.name,
      sha: entry.sha,
      author: entry.author,
      createdAt: entry.createdAt,
      lastModified: isoDate(entry.updatedAt),
      gated: entry.gated,
      private: entry.private,
      disabled: entry.disabled,
      pipelineTag: entry.task,
      libraryName: entry.library_name,
      tags: entry.tags,
      downloads: entry.downloads,
      likes: entry.likes,
      cardData: entry.cardData,
      config: entry.config,
      parameters: entry.safetensors?.total ?? null,
      parametersByType: entry.safetensors?.parameters ?? null,
      baseModels: entry.baseModels && {
        relation: entry.baseModels.relation,
        ids: entry.baseModels.models.map(({ id }) => id),
      },
    }),
  );

/** @param entry what `modelInfo` of `@huggingface/hub` returned */
export const toModelInfo = (entry: unknown): ModelInfo => modelEntry.parse(entry);

const NOT_DATA: ReadonlySet<string> = new Set(['README.md', '.gitattributes']);
const LICENSE_TAG = 'license:';

const datasetEntry = z
  .looseObject({
    name: repoId,
    sha,
    gated,
    private: flag,
    disabled: flag,
    tags: strings,
    siblings: orNull(z.array(z.looseObject({ rfilename: z.string() }))),
  })
  .transform(
    ({ name, sha, gated, private: isPrivate, disabled, tags, siblings }): DatasetInfo => ({
      id: name,
      sha,
      gated,
      private: isPrivate,
      disabled,
      license: tags.find((tag) => tag.startsWith(LICENSE_TAG))?.slice(LICENSE_TAG.length) ?? null,
      tags,
      files: siblings === null ? null : siblings.filter(({ rfilename }) => !NOT_DATA.has(rfilename)).length,
    }),
  );

/** @param entry what `datasetInfo` of `@huggingface/hub` returned */
export const toDatasetInfo = (entry: unknown): DatasetInfo => datasetEntry.parse(entry);

const names = (refs: readonly { name: string }[]): string[] => refs.map(({ name }) => name);

/** @param data the answer of `/api/models/{id}/refs` */
export function toRefs(data: unknown): Refs {
  const { branches, tags } = refsAnswer.parse(data);
  return { branches: names(branches), tags: names(tags) };
}

/** The library makes a Date of `lastModified`, an invalid one where it is missing. */
const isoDate = (date: Date): string | null => (Number.isNaN(date.getTime()) ? null : date.toISOString());
