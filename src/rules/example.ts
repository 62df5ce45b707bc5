/** The examples in a rule file, made into repositories and judged: documentation that is run. */
import { stringify } from 'yaml';
import { parseCard } from '../card/parse.ts';
import { claimsOf, decideClaims } from '../claims/find.ts';
import { readFacts, readNamed } from '../facts/facts.ts';
import type { Facts } from '../facts/types.ts';
import type { Claim } from '../report/v1.ts';
import { CARD, type RepoSnapshot } from '../source/collect.ts';
import type { Linked } from '../source/linked.ts';
import type { DatasetInfo, Looked, ModelInfo } from '../source/types.ts';
import { unknownModel } from '../source/unknown-model.ts';
import type { RuleSet } from './load.ts';
import type { ClaimRule } from './schema.ts';

/** What every kind of example may give. */
export type ExampleInput = Pick<
  ClaimRule['examples'][number],
  'card' | 'front' | 'files' | 'branches' | 'texts' | 'bases' | 'datasets' | 'api' | 'model'
>;

const EXAMPLE_ID = 'acme/Acme-7B';

const textOf = ({ card = '', front }: ExampleInput): string =>
  front && Object.keys(front).length > 0 ? `---\n${stringify(front)}---\n${card}` : card;

/** A repository that holds just what the example says; what it leaves out was not looked at. */
function snapshotOf({ files, branches, texts = {}, api, model = EXAMPLE_ID }: ExampleInput): RepoSnapshot {
  const notGiven = { looked: false as const, why: 'not given in the example' };
  return {
    requestedId: model,
    revision: 'main',
    source: 'folder',
    observedAt: '2026-01-01T00:00:00.000Z',
    notice: null,
    model: { ...unknownModel(model), ...defined(api ?? {}) },
    tree: files ? { looked: true, value: files.map((path) => ({ path, size: null })) } : notGiven,
    refs: branches ? { looked: true, value: { branches, tags: [] } } : notGiven,
    files: {
      [CARD]: notGiven,
      ...Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, looked(text)])),
    },
  };
}

const looked = (text: string) => ({ looked: true as const, value: new TextEncoder().encode(text) });

/** Base models that say nothing but their licence. */
function linkedOf({ bases = {}, datasets = {} }: ExampleInput): Linked {
  const found = Object.entries(bases).map(([id, license]) => {
    const value = { ...unknownModel(id), cardData: { license } };
    return [id, { looked: true as const, value }] as const;
  });
  return { datasets: new Map(Object.entries(datasets).map(lookedUp)), bases: { looks: new Map(found), cut: null } };
}

function lookedUp([id, state]: [string, 'there' | 'gated' | 'gone']): [string, Looked<DatasetInfo | null>] {
  const gated = state === 'gated' ? ('auto' as const) : (false as const);
  const info = { id, gated, private: false, disabled: false, license: null, tags: [], files: 1 };
  return [id, { looked: true, value: state === 'gone' ? null : info }];
}

/** Without the keys that an example leaves out. */
const defined = (given: NonNullable<ExampleInput['api']>): Partial<ModelInfo> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** @returns the claims that the analyser finds in an example */
export function claimsOfExample(example: ExampleInput, rules: RuleSet): Claim[] {
  return claimsOf(decideClaims(parseCard(textOf(example)), example.model ?? EXAMPLE_ID, rules.lexicon));
}

/** @returns the facts of an example; of what it names elsewhere only its `bases` and `datasets` were looked up */
export function factsOfExample(example: ExampleInput, rules: RuleSet): Facts {
  const repo = snapshotOf(example);
  const card = parseCard(textOf(example));
  return readFacts(repo, card, readNamed(repo, card, rules), linkedOf(example), rules);
}
