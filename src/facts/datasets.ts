/** Datasets on the Hub that a card names, with the role it gives them. */
import { place } from '../card/sentences.ts';
import type { Card } from '../card/types.ts';
import type { Dataset, Evidence } from '../report/v1.ts';
import type { Tools } from '../rules/detectors/types.ts';
import type { Matcher } from '../rules/terms.ts';
import type { ModelInfo } from '../source/types.ts';
import { type DatasetMention, datasetMentions } from './dataset-mentions.ts';
import { frontMatterEvidence, listOf } from './front-matter.ts';
import type { PresentedLink } from './types.ts';

export type NamedDataset = Pick<Dataset, 'id' | 'role' | 'evidence'>;

export interface DataWords {
  training: Matcher;
  evaluation: Matcher;
  /** "dataset", 数据集: what stands beside an id that is one. */
  noun: Matcher;
  /** Headings and leads of lists of training data. */
  title: Matcher;
  /** "derived from": what follows is where another dataset comes from. */
  upstream: Matcher;
  /** Names of sets that have no part to train on. */
  evaluationOnly: Matcher;
  /** What a quantised copy was calibrated with is no training data. */
  calibration: Matcher;
}

export const dataWords = ({ words }: Tools): DataWords => ({
  training: words('training-context'),
  evaluation: words('evaluation-context'),
  noun: words('dataset-noun'),
  title: words('training-data-title'),
  upstream: words('data-upstream'),
  evaluationOnly: words('evaluation-only-data'),
  calibration: words('calibration'),
});

/** What is said right at the mention counts before its sentence, and that before its headings and the name itself. */
function roleOf({ id, said, sentence, block, text }: DatasetMention, words: DataWords): Dataset['role'] {
  const named = (told: string): string =>
    told.replaceAll(id, ' ').replaceAll(text === '' ? id : text, isName(id, text) ? ' ' : text);
  for (const told of [named(said), named(sentence.text), block.lead ?? '', block.headings.join(' › '), id]) {
    const training = words.training.test(told);
    const evaluation = words.evaluation.test(told);
    if (training !== evaluation) return training ? 'training' : 'evaluation';
  }
  return 'unclear';
}

/** Front matter lists training data; a benchmark that cannot be trained on is listed there for its scores. */
function declaredRole(id: string, words: DataWords): Dataset['role'] {
  const name = id.split('/').at(-1) ?? id;
  const hit = words.evaluationOnly.first(name);
  return hit?.start === 0 && hit.end === name.length ? 'evaluation' : 'training';
}

/** A link called by the name of its dataset says nothing of its role: `zeroshot-mix` is no evaluation. */
function isName(id: string, text: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain(text) === plain(id.split('/').at(-1) ?? id);
}

/**
 * @returns datasets in the order of their first mention: front matter (or the Hub's tags where there is none), then
 * prose; one that is named as training data anywhere has that role
 */
export function namedDatasets(
  card: Card,
  model: ModelInfo,
  links: readonly PresentedLink[],
  words: DataWords,
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
  for (const { value, path } of declared)
    add(value, declaredRole(value, words), frontMatterEvidence(card, path, value));
  if (declared.length === 0) {
    for (const tag of model.tags) {
      const id = tag.startsWith('dataset:') ? tag.slice('dataset:'.length) : '';
      if (DATASET_ID.test(id))
        add(id, declaredRole(id, words), { source: 'api', quote: tag, location: null, url: null });
    }
  }
  for (const mention of datasetMentions(card, links, words)) {
    const isDeclared = found.has(mention.id.toLowerCase());
    if (isDeclared || !words.calibration.test(mention.said))
      add(mention.id, roleOf(mention, words), evidenceOf(card, mention));
  }
  return [...found.values()];
}

const DATASET_ID = /^[\w.-]+(?:\/[\w.-]+)?$/;

function evidenceOf(card: Card, { block, sentence, start, end, url }: DatasetMention): Evidence {
  const around = { start: sentence.start, end: sentence.start + sentence.text.length };
  const cited = place(card, block, { start, end: Math.max(end, start + 1) }, around);
  return { source: url === null ? 'card' : 'link', ...cited, url };
}
