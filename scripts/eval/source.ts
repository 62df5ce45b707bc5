import { readCard } from '../../src/card/parse.ts';
import { CARD } from '../../src/source/collect.ts';
import type { ModelInfo, Source } from '../../src/source/types.ts';
import { unknownModel } from '../../src/source/unknown-model.ts';
import type { Repository } from './data.ts';

/** The day that all cards are looked at: late 2024, when most were mirrored. A fixed one keeps results the same. */
const OBSERVED_AT = '2024-12-01T00:00:00.000Z';

const UNMADE = { looked: false, why: 'only the card is known' } as const;

const FENCE = /^---[ \t]*\r?$/;

/** @returns the front matter (empty without one) and the 1-based line at which the body begins */
export function splitCard(card: string): { frontMatter: string; bodyLine: number } {
  const lines = card.replace(/^\uFEFF/, '').split('\n');
  const open = lines.findIndex((line) => line.trim() !== '');
  if (!FENCE.test(lines[open] ?? '')) return { frontMatter: '', bodyLine: 1 };
  const close = lines.findIndex((line, index) => index > open && FENCE.test(line));
  if (close === -1) return { frontMatter: '', bodyLine: 1 };
  return { frontMatter: lines.slice(open + 1, close).join('\n'), bodyLine: close + 2 };
}

export const cardText = ({ files }: Repository): string => Buffer.from(files.get(CARD) ?? []).toString('utf8');

const PEFT = /^library_name:[ \t]*["']?peft\b|^[ \t]*-[ \t]*["']?peft["']?[ \t\r]*$/m;

/** What repositories of a library usually hold, where the listing is not known. */
function usualFiles(id: string, frontMatter: string, library: string | null): string[] {
  if (/gguf/i.test(id)) return ['model.gguf'];
  if (library === 'peft' || PEFT.test(frontMatter)) return ['adapter_config.json', 'adapter_model.safetensors'];
  return ['config.json', 'model.safetensors', 'tokenizer.json'];
}

/** What the Hub would say of the repository of a card, as far as the data tells. */
function infoOf(repository: Repository): ModelInfo {
  const { id, api } = repository;
  const { frontMatter } = splitCard(cardText(repository));
  return {
    ...unknownModel(id),
    gated: /^extra_gated_\w+[ \t]*:/m.test(frontMatter) ? 'auto' : false,
    pipelineTag: api?.pipeline_tag ?? null,
    libraryName: api?.library_name ?? null,
    tags: api?.tags ?? [],
    config: api?.config ?? null,
  };
}

/** Repositories by id in lower case, as the Hub finds them. */
type Repositories = ReadonlyMap<string, Repository>;

export const byId = (repositories: readonly Repository[]): Repositories =>
  new Map(repositories.map((each) => [each.id.toLowerCase(), each]));

/**
 * A card as the repository it came from, as EVALUATION.md has it: listing and metadata where known, else the usual ones.
 * Of what the card names elsewhere on the Hub, base models are looked up among `others`; the rest is never looked up.
 */
export function cardSource(repository: Repository, others: Repositories = new Map()): Source {
  const { id, files, listing, api } = repository;
  const { frontMatter } = splitCard(cardText(repository));
  const paths = new Set([...files.keys(), ...(listing ?? usualFiles(id, frontMatter, api?.library_name ?? null))]);
  const info = infoOf(repository);
  return {
    kind: 'snapshot',
    observedAt: async () => OBSERVED_AT,
    model: async () => info,
    tree: async () => ({ looked: true, value: [...paths].sort().map((path) => ({ path, size: null })) }),
    refs: async () => ({ looked: true, value: { branches: ['main'], tags: [] } }),
    file: async (_repo, path) => {
      const content = files.get(path) ?? null;
      return content === null && paths.has(path) ? UNMADE : { looked: true, value: content };
    },
    dataset: async () => UNMADE,
    base: async (baseId) => {
      const base = others.get(baseId.toLowerCase());
      if (!base) return UNMADE;
      const { data } = readCard({ looked: true, value: base.files.get(CARD) ?? null }).frontMatter;
      return { looked: true, value: { ...infoOf(base), cardData: data } };
    },
    datasetCard: async () => UNMADE,
    baseCard: async (baseId) => {
      const base = others.get(baseId.toLowerCase());
      return base ? { looked: true, value: base.files.get(CARD) ?? null } : UNMADE;
    },
  };
}
