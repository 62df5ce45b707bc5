import { z } from 'zod';
import { isInfoAnswer, toModelInfo } from './hub-shapes.ts';
import type { Owner } from './listing.ts';
import type { ModelInfo } from './types.ts';

/** One model as a listing tells it. */
export interface Listed {
  info: ModelInfo;
  /** Paths of its files; null when the listing does not say. */
  files: string[] | null;
}

export const isModelPage = (data: unknown): boolean => Array.isArray(data) && data.every(isInfoAnswer);

const count = z.int().min(0).nullish().catch(null);
const organisation = z.looseObject({ name: z.string().min(1), numModels: count });
const user = z.looseObject({ user: z.string().min(1), numModels: count });

export const isOwner = (data: unknown): boolean => organisation.safeParse(data).success || user.safeParse(data).success;

/** What an overview of an organisation (`name`) or a user (`user`) says (HUB.md section 7). */
export function ownerOf(data: unknown): Owner {
  const found = organisation.safeParse(data);
  if (found.success) return { name: found.data.name, models: found.data.numModels ?? null };
  const one = user.parse(data);
  return { name: one.user, models: one.numModels ?? null };
}

const files = z.looseObject({ filePaths: z.array(z.string()).min(1) });

/** An entry of `listModels`, with the fields that were asked for. */
export function toListed(entry: unknown): Listed {
  const named = files.safeParse(entry);
  return { info: toModelInfo(entry), files: named.success ? named.data.filePaths : null };
}
