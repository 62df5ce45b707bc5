/** A repository made of its files, as a source would have answered: what the pure part of an audit takes. */
import type { Observed } from '../../src/audit.ts';
import { readCard } from '../../src/card/parse.ts';
import { readNamed } from '../../src/facts/facts.ts';
import type { RuleSet } from '../../src/rules/load.ts';
import { CARD, type RepoSnapshot } from '../../src/source/collect.ts';
import { type Linked, NOTHING_LINKED } from '../../src/source/linked.ts';
import type { DatasetInfo, Looked, ModelInfo, TreeFile } from '../../src/source/types.ts';
import { unknownModel } from '../../src/source/unknown-model.ts';

export interface RepoGiven {
  /** README.md; null: the repository has none; an unmade look as it is. */
  card: string | Uint8Array | null | { looked: false; why: string };
  /** Paths besides README.md; null: the tree was not fetched. */
  tree?: readonly string[] | null;
  /** Contents of licence-like files by path. */
  files?: Readonly<Record<string, string>>;
  model?: Partial<ModelInfo>;
  linked?: Linked;
}

export const modelInfo = (given: Partial<ModelInfo> = {}): ModelInfo => ({
  ...unknownModel('acme/Acme-7B'),
  sha: 'a'.repeat(40),
  author: 'acme',
  createdAt: '2024-01-02T03:04:05.000Z',
  lastModified: '2024-06-07T08:09:10.000Z',
  ...given,
});

function lookAtCard(card: RepoGiven['card']): Looked<Uint8Array | null> {
  if (card === null) return { looked: true, value: null };
  if (typeof card === 'string') return { looked: true, value: new TextEncoder().encode(card) };
  return card instanceof Uint8Array ? { looked: true, value: card } : card;
}

/** @returns what an audit of this repository would have observed */
export function observed(given: RepoGiven, rules: RuleSet): Observed {
  const { tree = ['config.json', 'model.safetensors'], files = {} } = given;
  const readme = lookAtCard(given.card);
  const contents: RepoSnapshot['files'] = Object.create(null);
  contents[CARD] = readme;
  for (const [path, text] of Object.entries(files)) {
    contents[path] = { looked: true, value: new TextEncoder().encode(text) };
  }
  const listed = (paths: readonly string[]): Looked<TreeFile[]> => ({
    looked: true,
    value: [...paths, ...Object.keys(files)].map((path) => ({ path, size: null })),
  });
  const repo: RepoSnapshot = {
    requestedId: given.model?.id ?? 'acme/Acme-7B',
    revision: 'main',
    source: 'hub',
    observedAt: '2026-01-01T00:00:00.000Z',
    notice: null,
    model: modelInfo(given.model),
    tree: tree === null ? { looked: false, why: 'the listing was refused' } : listed(tree),
    refs: { looked: true, value: { branches: ['main'], tags: [] } },
    files: contents,
  };
  const card = readCard(readme);
  return { repo, card, named: readNamed(repo, card, rules), linked: given.linked ?? NOTHING_LINKED };
}

/** What look-ups of datasets and base models answered, by id as asked; null: it does not exist. */
export function collectLinked({
  datasets = {},
  bases = {},
  datasetCards = {},
  baseCards = {},
}: {
  datasets?: Record<string, Partial<DatasetInfo> | null>;
  bases?: Record<string, Partial<ModelInfo> | null>;
  /** README.md of these, as text. */
  datasetCards?: Record<string, string | null>;
  baseCards?: Record<string, string | null>;
}): Linked {
  const dataset = (id: string, given: Partial<DatasetInfo>): DatasetInfo => ({
    id,
    sha: null,
    gated: false,
    private: false,
    disabled: false,
    license: null,
    tags: [],
    files: 3,
    ...given,
  });
  const looked = <T>(value: T) => ({ looked: true as const, value });
  const cards = (given: Record<string, string | null>) =>
    new Map(
      Object.entries(given).map(([id, card]) => [id, looked(card === null ? null : new TextEncoder().encode(card))]),
    );
  return {
    datasets: new Map(Object.entries(datasets).map(([id, given]) => [id, looked(given && dataset(id, given))])),
    datasetCards: cards(datasetCards),
    bases: {
      cards: cards(baseCards),
      looks: new Map(Object.entries(bases).map(([id, given]) => [id, looked(given && modelInfo({ id, ...given }))])),
      cut: null,
    },
  };
}
