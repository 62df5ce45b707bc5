/** Datasets on the Hub that a card names, with the role it gives them. */
import { place } from '../card/sentences.ts';
import type { Card } from '../card/types.ts';
import type { Dataset, Evidence } from '../report/v1.ts';
import type { Matcher } from '../rules/terms.ts';
import type { Linked } from '../source/linked.ts';
import type { DatasetInfo, Looked, ModelInfo } from '../source/types.ts';
import { frontMatterEvidence, listOf } from './front-matter.ts';
import { linkedCard } from './linked-cards.ts';
import type { PresentedLink } from './types.ts';

export type NamedDataset = Pick<Dataset, 'id' | 'role' | 'evidence'>;

interface RoleWords {
  training: Matcher;
  evaluation: Matcher;
}

const HUB = /^(?:huggingface\.co|hf\.co)$/;
const DATASET_PATH = /^datasets\/([\w.-]+(?:\/[\w.-]+)?)(?:\/|$)/;
/** Pages below `/datasets/` that are no dataset. */
const PAGES = new Set(['viewer', 'tree', 'blob', 'resolve', 'discussions']);
const DATASET_ID = /^[\w.-]+(?:\/[\w.-]+)?$/;

function idOf(link: PresentedLink): string | null {
  if (!HUB.test(link.host)) return null;
  const match = DATASET_PATH.exec(link.path);
  const [owner = '', name] = (match?.[1] ?? '').split('/');
  if (owner === '' || PAGES.has(owner)) return null;
  return name && !PAGES.has(name) ? `${owner}/${name}` : owner;
}

/** What is said right at the link counts before its sentence, and that before its headings. */
function roleOf(link: PresentedLink, words: RoleWords): Dataset['role'] {
  for (const text of [link.said, link.sentence.text, link.heading]) {
    const training = words.training.test(text);
    const evaluation = words.evaluation.test(text);
    if (training !== evaluation) return training ? 'training' : 'evaluation';
  }
  return 'unclear';
}

/**
 * @returns datasets in the order of their first mention: front matter (or the Hub's tags where there is none), then
 * links; one that is named as training data anywhere has that role
 */
export function namedDatasets(
  card: Card,
  model: ModelInfo,
  links: readonly PresentedLink[],
  words: RoleWords,
): NamedDataset[] {
  const found = new Map<string, NamedDataset>();
  const add = (id: string, role: Dataset['role'], evidence: Evidence): void => {
    const known = found.get(id.toLowerCase());
    if (!known) found.set(id.toLowerCase(), { id, role, evidence: [evidence] });
    else {
      if (role === 'training') known.role = 'training';
      known.evidence.push(evidence);
    }
  };
  const declared = listOf(card.frontMatter.data, 'datasets').filter(({ value }) => DATASET_ID.test(value));
  for (const { value, path } of declared) add(value, 'training', frontMatterEvidence(card, path, value));
  if (declared.length === 0) {
    for (const tag of model.tags) {
      const id = tag.startsWith('dataset:') ? tag.slice('dataset:'.length) : '';
      if (DATASET_ID.test(id)) add(id, 'training', { source: 'api', quote: tag, location: null, url: null });
    }
  }
  for (const link of links) {
    const id = idOf(link);
    if (id) add(id, roleOf(link, words), linkEvidence(card, link));
  }
  return [...found.values()];
}

function linkEvidence(card: Card, link: PresentedLink): Evidence {
  const around = { start: link.sentence.start, end: link.sentence.start + link.sentence.text.length };
  const range = { start: link.start, end: Math.max(link.end, link.start + 1) };
  return { source: 'link', ...place(card, link.block, range, around), url: link.url };
}

/** What was found out about each dataset on the Hub; a look that was not made leaves nulls. */
export function resolvedDatasets(
  named: readonly NamedDataset[],
  looks: ReadonlyMap<string, Looked<DatasetInfo | null>>,
): Dataset[] {
  return named.map((each) => {
    const look = looks.get(each.id);
    const unknown = { ...each, resolvedId: null, exists: null, empty: null, gated: null, license: null };
    if (!look?.looked) return unknown;
    const info = look.value;
    if (!info || info.disabled) return { ...unknown, resolvedId: info?.id ?? null, exists: false };
    const empty = info.files === null ? null : info.files === 0;
    return { ...each, resolvedId: info.id, exists: true, empty, gated: info.gated !== false, license: info.license };
  });
}

/** The card of a dataset; one that the Hub does not have has none. */
export function datasetCard(id: string, { datasets, datasetCards }: Linked): Looked<Card> {
  const look = datasets.get(id);
  if (!look) return { looked: false, why: 'it was not looked up' };
  if (!look.looked) return look;
  return linkedCard(look.value === null ? { looked: true, value: null } : datasetCards.get(id));
}
