/** `dataset` and `datasheet`: datasets on the Hub that the card names, and what their own cards say. */
import { isFiller } from '../../card/placeholder.ts';
import { place as placeOf } from '../../card/sentences.ts';
import type { Block, Card } from '../../card/types.ts';
import type { Facts } from '../../facts/types.ts';
import type { Dataset, Evidence } from '../../report/v1.ts';
import { all, any, type Truth } from '../logic.ts';
import type { Matcher } from '../terms.ts';
import { elsewhere } from './evidence.ts';
import { type Detector, type Seen, seen, some, unlooked, unseen } from './types.ts';

const UNREADABLE = 'the card could not be read';

interface DatasetOptions {
  role: Dataset['role'][];
  is: 'named' | 'looked-at' | 'obtainable' | 'dead' | 'gone' | 'empty' | 'gated';
  of?: 'looked-at' | undefined;
}

const evidenceOf = (datasets: readonly Dataset[]): Evidence[] =>
  some(datasets.flatMap((each) => each.evidence.slice(0, 1)));

const orUnknown = (value: boolean | null | undefined): Truth => value ?? 'unknown';
const negated = (value: boolean | null | undefined): Truth => (typeof value === 'boolean' ? !value : 'unknown');

const TESTS: Readonly<Record<Exclude<DatasetOptions['is'], 'named'>, (dataset: Dataset) => Truth>> = {
  'looked-at': ({ exists, empty }) => exists !== null && (!exists || typeof empty === 'boolean'),
  obtainable: ({ exists, empty, gated }) => all([orUnknown(exists), negated(empty), negated(gated)]),
  // A bare name that the Hub does not know may be that of data elsewhere.
  dead: ({ id, exists, empty }) => all([id.includes('/'), any([negated(exists), orUnknown(empty)])]),
  gone: ({ exists }) => negated(exists),
  empty: ({ exists, empty }) => all([orUnknown(exists), orUnknown(empty)]),
  gated: ({ exists, gated }) => all([orUnknown(exists), orUnknown(gated)]),
};
const OF_ALL: ReadonlySet<DatasetOptions['is']> = new Set(['looked-at', 'obtainable', 'dead']);

const hasRead = ({ card, model }: Facts): boolean => card.readable || model.cardData !== null;

export const dataset: Detector<DatasetOptions> = ({ role, is, of }, facts) => {
  if (!hasRead(facts)) return unlooked(UNREADABLE);
  const named = facts.datasets.filter((each) => role.includes(each.role));
  if (is === 'named') return shown(named);
  const asked = named.map((each) => ({ each, holds: TESTS[is](each) }));
  const results = of ? asked.filter(({ holds }) => holds !== 'unknown') : asked;
  if (results.length === 0) return unseen;
  const value = (OF_ALL.has(is) ? all : any)(results.map(({ holds }) => holds));
  if (value === true) return shown(results.filter(({ holds }) => holds === true).map(({ each }) => each));
  if (value === false) return unseen;
  return unlooked(
    reasons(
      results.filter(({ holds }) => holds === 'unknown').map(({ each }) => each.id),
      facts,
    ),
  );
};

const shown = (datasets: readonly Dataset[]): Seen =>
  seen(
    evidenceOf(datasets),
    some(datasets).map(({ id }) => id),
  );

/** `dataset acme/web: the Hub could not answer`, for a few of them. */
function reasons(ids: readonly string[], { linked }: Facts): string {
  const why = (id: string): string => {
    const look = linked.datasets.get(id);
    return look && !look.looked ? look.why : 'not looked up';
  };
  return some(ids.map((id) => `dataset ${id} (${why(id)})`)).join(', ');
}

interface DatasheetOptions {
  role: Dataset['role'][];
  of: 'every' | 'any';
  topics: readonly string[];
  atLeast: number;
  min: number;
}

export const datasheet: Detector<DatasheetOptions> = ({ role, of, topics, atLeast, min }, facts, { words }) => {
  if (!hasRead(facts)) return unlooked(UNREADABLE);
  const named = facts.datasets.filter((each) => role.includes(each.role));
  if (named.length === 0) return unseen;
  const titles = topics.map(words);
  const results = named.map(({ id }) => {
    const card = facts.datasetCard(id);
    const found = card.looked ? documentation(card.value, { titles, atLeast, min }) : null;
    const holds: Truth = card.looked ? found !== null : 'unknown';
    const evidence = card.looked && found ? [cite(facts, id, card.value, found)] : [];
    return { id, holds, evidence, why: card.looked ? null : card.why };
  });
  const value = (of === 'every' ? all : any)(results.map(({ holds }) => holds));
  if (value === false) return unseen;
  if (value === 'unknown') {
    const missing = results.filter(({ holds }) => holds === 'unknown');
    return unlooked(`the card of ${some(missing.map(({ id, why }) => `dataset ${id} (${why})`)).join(', ')}`);
  }
  const hits = results.filter(({ holds }) => holds === true);
  return seen(some(hits.flatMap(({ evidence }) => evidence)), some(hits.map(({ id }) => id)));
};

interface Sought {
  titles: readonly Matcher[];
  atLeast: number;
  min: number;
}

/** @returns the first block of what documents the data; null where the card says too little */
function documentation({ placeholder, blocks }: Card, { titles, atLeast, min }: Sought): Block | null {
  if (placeholder) return null;
  const prose = blocks.filter(({ kind, text }) => kind !== 'heading' && kind !== 'front-matter' && !isFiller(text));
  const isEnough = (found: readonly Block[]) => found.reduce((sum, { text }) => sum + wordsIn(text), 0) >= min;
  if (atLeast === 0) return isEnough(prose) ? (prose[0] ?? null) : null;
  // What the data is called says nothing of what is written about it.
  const isTitled = new Set(prose.flatMap(({ headings }) => headings.slice(0, 1))).size === 1;
  const sections = (block: Block) => block.headings.slice(isTitled ? 1 : 0);
  const documented = titles
    .map((title) => prose.filter((block) => sections(block).some((heading) => title.test(heading))))
    .filter(isEnough);
  return documented.length >= atLeast ? (documented[0]?.[0] ?? null) : null;
}

/** Characters that are no address: a list of links describes nothing. */
const wordsIn = (text: string): number => text.replace(/https?:\S+/g, '').trim().length;

function cite(facts: Facts, id: string, card: Card, block: Block): Evidence {
  const look = facts.linked.datasets.get(id);
  const info = look?.looked ? look.value : null;
  const place = placeOf(card, block, { start: 0, end: block.text.length });
  return elsewhere(place, { source: 'dataset', page: `datasets/${info?.id ?? id}`, revision: info?.sha ?? 'main' });
}
