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
import type { Place, Places } from '../source/verify/types.ts';
import type { RuleSet } from './load.ts';
import type { ClaimRule } from './schema.ts';

/** What every kind of example may give. */
export type ExampleInput = Pick<
  ClaimRule['examples'][number],
  'card' | 'front' | 'files' | 'sizes' | 'links' | 'branches' | 'texts' | 'bases' | 'datasets' | 'api' | 'model'
>;

const EXAMPLE_ID = 'acme/Acme-7B';

const textOf = ({ card = '', front }: Pick<ExampleInput, 'card' | 'front'>): string =>
  front && Object.keys(front).length > 0 ? `---\n${stringify(front)}---\n${card}` : card;

/** A repository that holds just what the example says; what it leaves out was not looked at. */
function snapshotOf({ files, sizes, branches, texts = {}, api, model = EXAMPLE_ID }: ExampleInput): RepoSnapshot {
  return {
    requestedId: model,
    revision: 'main',
    source: 'folder',
    observedAt: '2026-01-01T00:00:00.000Z',
    notice: null,
    model: { ...unknownModel(model), ...defined(api ?? {}) },
    tree: files || sizes ? { looked: true, value: treeOf(files, sizes) } : notGiven,
    refs: branches ? { looked: true, value: { branches, tags: [] } } : notGiven,
    files: {
      [CARD]: notGiven,
      ...Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, looked(text)])),
    },
  };
}

const treeOf = (files: string[] = [], sizes: Record<string, number> = {}) => [
  ...files.map((path) => ({ path, size: null })),
  ...Object.entries(sizes).map(([path, size]) => ({ path, size })),
];

const looked = (text: string) => ({ looked: true as const, value: new TextEncoder().encode(text) });

const notGiven = { looked: false as const, why: 'not given in the example' };

function linkedOf({ bases = {}, datasets = {} }: ExampleInput): Linked {
  const models = Object.entries(bases);
  const sets = Object.entries(datasets);
  return {
    datasets: new Map(sets.map(([id, given]) => [id, { looked: true, value: datasetOf(id, given) }])),
    datasetCards: new Map(sets.map(([id, given]) => [id, typeof given === 'string' ? notGiven : looked(given.card)])),
    bases: {
      looks: new Map(models.map(([id, given]) => [id, { looked: true, value: baseOf(id, given) }])),
      cards: new Map(models.map(([id, given]) => [id, baseCard(given)])),
      cut: null,
    },
  };
}

type Base = NonNullable<ExampleInput['bases']>[string];

function frontOf(given: Base): Record<string, unknown> {
  if (typeof given === 'string') return { license: given };
  const { license, bases, front } = given ?? {};
  return { ...front, ...(license ? { license } : {}), ...(bases ? { base_model: bases } : {}) };
}

const baseOf = (id: string, given: Base): ModelInfo | null =>
  given === null
    ? null
    : {
        ...unknownModel(id),
        gated: typeof given === 'string' ? false : (given.gated ?? false),
        cardData: frontOf(given),
      };

const baseCard = (given: Base): Looked<Uint8Array> =>
  typeof given !== 'object' || given?.card === undefined
    ? notGiven
    : looked(textOf({ card: given.card, front: frontOf(given) }));

function datasetOf(id: string, given: NonNullable<ExampleInput['datasets']>[string]): DatasetInfo | null {
  if (given === 'gone') return null;
  const gated = given === 'gated' ? ('auto' as const) : (false as const);
  const files = given === 'empty' ? 0 : 1;
  return { id, sha: null, gated, private: false, disabled: false, license: null, tags: [], files };
}

function placesOf({ links = {} }: ExampleInput): Places {
  return new Map(Object.entries(links).map(([address, given]) => [address, placeOf(address, given)]));
}

function placeOf(url: string, given: number | string[]): Looked<Place> {
  if (typeof given !== 'number') {
    const place = { kind: 'repository', url, license: null, archived: false, gated: false } as const;
    const value = { ...place, files: given, complete: true, folder: '', file: null, lost: false };
    return { looked: true, value };
  }
  if (given === 404 || given === 410) return { looked: true, value: { kind: 'gone', why: 'gone' } };
  return given < 400 ? { looked: true, value: { kind: 'page' } } : { looked: false, why: `HTTP ${given}` };
}

/** Without the keys that an example leaves out. */
function defined(given: NonNullable<ExampleInput['api']>): Partial<ModelInfo> {
  const { parametersByType: byType } = given;
  const parameters = byType && Object.values(byType).reduce((sum, each) => sum + each, 0);
  return Object.fromEntries(Object.entries({ ...given, parameters }).filter(([, value]) => value !== undefined));
}

/** @returns the claims that the analyser finds in an example */
export function claimsOfExample(example: ExampleInput, rules: RuleSet): Claim[] {
  return claimsOf(decideClaims(parseCard(textOf(example)), example.model ?? EXAMPLE_ID, rules.lexicon));
}

/** @returns the facts of an example; of what it names elsewhere only its `bases`, `datasets` and `links` were looked up */
export function factsOfExample(example: ExampleInput, rules: RuleSet): Facts {
  const repo = snapshotOf(example);
  const card = parseCard(textOf(example));
  const facts = readFacts(repo, card, readNamed(repo, card, rules), linkedOf(example), rules);
  return { ...facts, places: placesOf(example) };
}
