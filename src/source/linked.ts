/** Looks up what a card names: its datasets and the models it is built on, each once, with their cards. */
import type { DatasetInfo, Looked, ModelInfo, RepoRef, Source } from './types.ts';

/** README.md of a repository that exists, by id as asked; null where it has none. */
export type CardLooks = ReadonlyMap<string, Looked<Uint8Array | null>>;

export interface Linked {
  datasets: ReadonlyMap<string, Looked<DatasetInfo | null>>;
  datasetCards: CardLooks;
  bases: {
    /** Direct parents and ancestors, by id as asked, in the order they were looked up. */
    looks: ReadonlyMap<string, Looked<ModelInfo | null>>;
    cards: CardLooks;
    /** The chain was cut: it goes round, or is too long. */
    cut: string | null;
  };
}

/** Of what nothing was looked up. */
export const NOTHING_LINKED: Linked = {
  datasets: new Map(),
  datasetCards: new Map(),
  bases: { looks: new Map(), cards: new Map(), cut: null },
};

/** Ancestors beyond this are not followed. */
const MAX_DEPTH = 8;
const MAX_ANCESTORS = 40;
/** Bytes of cards of datasets, and of base models, that are read for one model: each is parsed. */
const MAX_CARD_BYTES = 2 * 1024 * 1024;
/** Datasets beyond this are not looked up: a card that names more is a list of links, or an attack. */
const MAX_DATASETS = 100;

/** Ids of the models that a looked-up one says it is built on. */
export function parentsOf(info: ModelInfo): string[] {
  if (info.baseModels) return info.baseModels.ids;
  const declared = info.cardData?.base_model;
  const list = Array.isArray(declared) ? declared : [declared];
  return list.filter((id): id is string => typeof id === 'string' && id.trim() !== '');
}

/** Whether a model is its own ancestor; that two paths lead to one, as merges of relatives do, is no circle. */
function goesRound(parents: ReadonlyMap<string, readonly string[]>, from: string): boolean {
  const cleared = new Set<string>();
  const isOnCircle = (id: string, path: readonly string[]): boolean => {
    const key = id.toLowerCase();
    if (path.includes(key)) return true;
    if (cleared.has(key)) return false;
    cleared.add(key);
    return (parents.get(key) ?? []).some((parent) => isOnCircle(parent, [...path, key]));
  };
  return isOnCircle(from, []);
}

async function ancestors(source: Source, from: RepoRef, ids: readonly string[]): Promise<Linked['bases']> {
  const looks = new Map<string, Looked<ModelInfo | null>>();
  const cards = new Map<string, Looked<Uint8Array | null>>();
  const seen = new Set([from.id.toLowerCase()]);
  const parents = new Map([[from.id.toLowerCase(), ids]]);
  let cut: string | null = null;

  const follow = async (generation: readonly string[], depth: number): Promise<void> => {
    if (generation.length === 0) return;
    if (depth === MAX_DEPTH) {
      cut = `The chain of base models is longer than ${MAX_DEPTH}; it was followed to ${generation.join(', ')}.`;
      return;
    }
    const unseen = generation.filter((id) => !seen.has(id.toLowerCase()));
    const fresh = unseen.slice(0, MAX_ANCESTORS - looks.size);
    if (fresh.length < unseen.length) cut = `Of more than ${MAX_ANCESTORS} base models the others were not looked up.`;
    for (const id of fresh) seen.add(id.toLowerCase());
    const found = await Promise.all(fresh.map(async (id) => [id, await source.base(id, from)] as const));
    for (const [id, look] of found) looks.set(id, look);
    for (const [id, look] of found) {
      parents.set(id.toLowerCase(), look.looked && look.value ? parentsOf(look.value) : []);
    }
    const next = new Set(found.flatMap(([id]) => parents.get(id.toLowerCase()) ?? []));
    // Cards come while the next generation is asked for.
    const reading = found.flatMap(([id, look]) => (exists(look) ? [readCard(id)] : []));
    await Promise.all([...reading, follow([...next], depth + 1)]);
  };
  const readCard = async (id: string): Promise<void> => {
    cards.set(id, await source.baseCard(id, from));
  };

  await follow(ids, 0);
  if (goesRound(parents, from.id)) cut ??= 'The chain of base models goes round in a circle.';
  return { looks, cards: withinReason(looks.keys(), cards), cut };
}

const exists = (look: Looked<unknown>): boolean => look.looked && look.value !== null;

const notLookedUp = {
  looked: false,
  why: `the card names more than ${MAX_DATASETS} datasets; this one was not looked up`,
} as const;

async function datasets(
  source: Source,
  from: RepoRef,
  ids: readonly string[],
): Promise<Pick<Linked, 'datasets' | 'datasetCards'>> {
  const found = await Promise.all(
    ids.map(async (id, index) => {
      if (index >= MAX_DATASETS) return { id, look: notLookedUp, card: null };
      const look = await source.dataset(id, from);
      return { id, look, card: exists(look) ? await source.datasetCard(id, from) : null };
    }),
  );
  return {
    datasets: new Map(found.map(({ id, look }) => [id, look])),
    datasetCards: withinReason(ids, new Map(found.flatMap(({ id, card }) => (card ? [[id, card] as const] : [])))),
  };
}

/** The cards in the order of their ids, without those that make them too much to read. */
function withinReason(ids: Iterable<string>, cards: CardLooks): CardLooks {
  const kept = new Map<string, Looked<Uint8Array | null>>();
  let bytes = 0;
  for (const id of ids) {
    const card = cards.get(id);
    if (!card) continue;
    const size = card.looked ? (card.value?.byteLength ?? 0) : 0;
    kept.set(id, bytes + size > MAX_CARD_BYTES ? tooMuch : card);
    if (bytes + size <= MAX_CARD_BYTES) bytes += size;
  }
  return kept;
}

const tooMuch = { looked: false, why: `with the cards before it, it has more than ${MAX_CARD_BYTES} bytes` } as const;

/**
 * @param named ids of datasets and direct parents; empty `bases` with `--no-lineage`
 * @returns a look for each; failures are unmade looks and never throw
 */
export async function lookUp(
  source: Source,
  from: RepoRef,
  named: { datasets: readonly string[]; bases: readonly string[] },
): Promise<Linked> {
  const [found, bases] = await Promise.all([
    datasets(source, from, named.datasets),
    ancestors(source, from, named.bases),
  ]);
  return { ...found, bases };
}
