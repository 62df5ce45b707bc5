/** Looks up what a card names: its datasets and the models it is built on, each once. */
import type { DatasetInfo, Looked, ModelInfo, RepoRef, Source } from './types.ts';

export interface Linked {
  datasets: ReadonlyMap<string, Looked<DatasetInfo | null>>;
  bases: { looks: ReadonlyMap<string, Looked<ModelInfo | null>>; cut: string | null };
}

/** Ancestors beyond this are not followed. */
const MAX_DEPTH = 8;
const MAX_ANCESTORS = 40;

/** Ids of the models that a looked-up one says it is built on. */
export function parentsOf(info: ModelInfo): string[] {
  if (info.baseModels) return info.baseModels.ids;
  const declared = info.cardData?.base_model;
  const list = Array.isArray(declared) ? declared : [declared];
  return list.filter((id): id is string => typeof id === 'string' && id.trim() !== '');
}

async function ancestors(source: Source, from: RepoRef, ids: readonly string[]): Promise<Linked['bases']> {
  const looks = new Map<string, Looked<ModelInfo | null>>();
  const seen = new Set([from.id.toLowerCase()]);
  let generation = [...ids];
  let cut: string | null = null;
  for (let depth = 0; generation.length > 0; depth++) {
    if (depth === MAX_DEPTH || looks.size >= MAX_ANCESTORS) {
      cut = `The chain of base models is longer than ${MAX_DEPTH}; it was followed to ${generation.join(', ')}.`;
      break;
    }
    const fresh = generation.filter((id) => !seen.has(id.toLowerCase()));
    if (fresh.length < generation.length) cut ??= 'The chain of base models goes round in a circle.';
    for (const id of fresh) seen.add(id.toLowerCase());
    const found = await Promise.all(fresh.map(async (id) => [id, await source.base(id, from)] as const));
    for (const [id, look] of found) looks.set(id, look);
    generation = [...new Set(found.flatMap(([, look]) => (look.looked && look.value ? parentsOf(look.value) : [])))];
  }
  return { looks, cut };
}

/**
 * @param named ids of datasets and direct parents; empty `bases` with `--no-lineage`
 * @returns a look for each; failures are unmade looks and never throw
 */
export async function lookUp(
  source: Source,
  from: RepoRef,
  named: { datasets: readonly string[]; bases: readonly string[] },
): Promise<Linked> {
  const [datasets, bases] = await Promise.all([
    Promise.all(named.datasets.map(async (id) => [id, await source.dataset(id, from)] as const)),
    ancestors(source, from, named.bases),
  ]);
  return { datasets: new Map(datasets), bases };
}
