import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit.ts';
import type { Report } from '../../src/report/v1.ts';
import { loadRules, type RuleSet } from '../../src/rules/load.ts';
import { MAX_TRIES } from '../../src/source/http/retry.ts';
import { type HubOptions, hubSource } from '../../src/source/hub.ts';
import { lookUp } from '../../src/source/linked.ts';
import type { Looked, ModelInfo, Source } from '../../src/source/types.ts';
import { unknownModel } from '../../src/source/unknown-model.ts';
import type { FaultKind } from '../hub/faults.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';

let rules: RuleSet;
let hub: FakeHub;
beforeAll(() => {
  rules = loadRules();
});
afterEach(() => hub?.close());

async function start(spec: HubSpec, options: HubOptions = {}): Promise<Source> {
  hub = await startHub(spec);
  return hubSource({ endpoint: hub.url, backoff: 1, timeout: 5, env: {}, ...options });
}

const report = (source: Source, id: string, { lineage = true } = {}): Promise<Report> =>
  audit(source, { id, revision: null }, { rules, standard: 'osaid', lineage, now: () => new Date(0) });

/** Requests so far without redirect hops: what was asked for, without revision and query. */
function asked({ requests }: FakeHub = hub): string[] {
  const first = requests.filter(({ status, path }) => status !== 307 || path.includes('/resolve/'));
  return first
    .map(({ path }) => path.replace(/\?.*/, '').replace(/\/(resolve|tree)\/[0-9a-f]{40}/, '/$1'))
    .map((path) => path.replace('/revision/HEAD', ''))
    .filter((path) => !path.startsWith('/api/resolve-cache/'))
    .sort();
}

const card = (front: string, body = 'Words.') => ({ 'README.md': `---\n${front}---\n${body}\n` });

const FAMILY: HubSpec = {
  repos: {
    'acme/chat': {
      files: {
        ...card('license: mit\ndatasets: [acme/talk, acme/old]\nbase_model: acme/mid\n'),
        LICENSE: 'MIT License',
        'NOTICE.txt': 'by acme',
        'model.safetensors': 'w',
      },
    },
    'acme/chat-2': { files: card('license: mit\ndatasets: [acme/talk]\nbase_model: acme/mid\n') },
    'acme/mid': { files: card(''), info: { baseModels: { relation: 'finetune', models: [{ id: 'acme/root' }] } } },
    'acme/root': { files: card('datasets: [acme/web]\n') },
  },
  datasets: {
    'acme/talk': { files: { 'README.md': 'Talk.', 'a.parquet': 'x' } },
    'acme/new': { files: { 'README.md': 'Renamed.', 'a.parquet': 'x' } },
    'acme/web': { files: { 'README.md': 'Web.' } },
  },
  renamed: { 'datasets/acme/old': 'acme/new' },
};

const OF_CHAT = [
  '/acme/chat/resolve/LICENSE',
  '/acme/chat/resolve/NOTICE.txt',
  '/acme/chat/resolve/README.md',
  '/api/models/acme/chat',
  '/api/models/acme/chat/refs',
  '/api/models/acme/chat/tree',
];
const OF_LINKED = [
  '/acme/mid/resolve/README.md',
  '/acme/root/resolve/README.md',
  '/api/datasets/acme/new',
  '/api/datasets/acme/talk',
  '/api/models/acme/mid',
  '/api/models/acme/root',
  '/datasets/acme/new/resolve/README.md',
  '/datasets/acme/talk/resolve/README.md',
];

describe('what an audit costs', () => {
  test('model info, tree, refs, card, one a LICENSE-like file; each dataset and base its info and card', async () => {
    await report(await start(FAMILY), 'acme/chat');
    expect(asked()).toEqual([...OF_CHAT, ...OF_LINKED].sort());
  });

  test('without lineage no base is asked for', async () => {
    await report(await start(FAMILY), 'acme/chat', { lineage: false });
    expect(asked().filter((path) => /mid|root/.test(path))).toEqual([]);
  });

  test.each(['one after the other', 'at once'])('models of one batch share them, audited %s', async (order) => {
    const source = await start(FAMILY);
    const audits = [() => report(source, 'acme/chat'), () => report(source, 'acme/chat-2')];
    if (order === 'at once') await Promise.all(audits.map((make) => make()));
    else for (const make of audits) await make();
    const ofSecond = ['/acme/chat-2/resolve/README.md', '/api/models/acme/chat-2'];
    const rest = ['/api/models/acme/chat-2/refs', '/api/models/acme/chat-2/tree'];
    expect(asked()).toEqual([...OF_CHAT, ...OF_LINKED, ...ofSecond, ...rest].sort());
  });

  test('a dataset that is not there costs one request, and so does a base', async () => {
    const source = await start({
      repos: { 'acme/m': { files: card('datasets: [acme/gone]\nbase_model: acme/lost\n') } },
    });
    await report(source, 'acme/m');
    expect(asked().filter((path) => /gone|lost/.test(path))).toEqual([
      '/api/datasets/acme/gone',
      '/api/models/acme/lost',
    ]);
  });

  test('more than a hundred datasets are not all looked up, and those that are not are named', async () => {
    const ids = Array.from({ length: 103 }, (_, index) => `acme/d${index}`);
    const source = await start({ repos: { 'acme/m': { files: card(`datasets: [${ids.join(', ')}]\n`) } } });
    const unknowns = (await report(source, 'acme/m')).unknowns.filter(({ what }) => what.startsWith('dataset '));
    expect(asked().filter((path) => path.startsWith('/api/datasets/'))).toHaveLength(100);
    expect(unknowns.filter(({ why }) => /more than 100 datasets/.test(why)).map(({ what }) => what)).toEqual([
      'dataset acme/d100',
      'dataset acme/d101',
      'dataset acme/d102',
    ]);
  });
});

test('cards of linked repositories are read as far as they are not too much together', async () => {
  const repo = { files: { 'README.md': 'x'.repeat(900_000), 'a.csv': '1' } };
  const source = await start({ datasets: { 'd/1': repo, 'd/2': repo, 'd/3': repo, 'd/4': { files: card('') } } });
  const from = { id: 'acme/m', revision: 'main' };
  const { datasetCards } = await lookUp(source, from, { datasets: ['d/1', 'd/2', 'd/3', 'd/4'], bases: [] });
  expect([...datasetCards].map(([id, look]) => [id, look.looked ? true : look.why])).toEqual([
    ['d/1', true],
    ['d/2', true],
    ['d/3', expect.stringMatching(/more than 2097152 bytes/)],
    ['d/4', true],
  ]);
});

describe('the card of a dataset or base', () => {
  const from = { id: 'acme/m', revision: 'main' };
  const spec: HubSpec = {
    repos: { 'acme/base': { files: { 'README.md': 'base' } }, 'acme/bare': { files: { 'model.bin': 'w' } } },
    datasets: {
      'acme/open': { files: { 'README.md': 'open' } },
      'acme/gated': { gated: 'manual', files: { 'README.md': 'gated' } },
      'acme/off': { disabled: true, files: { 'README.md': 'off' } },
      'acme/none': { files: { 'a.csv': '1' } },
      'acme/large': { files: { 'README.md': 'x'.repeat(3_000_000) } },
    },
    renamed: { 'datasets/old': 'acme/open' },
  };
  const textOf = (look: Looked<Uint8Array | null>): string | null =>
    look.looked ? look.value && new TextDecoder().decode(look.value) : look.why;

  test.each([
    ['is read', 'acme/open', 'open'],
    ['is read of a renamed one', 'old', 'open'],
    ['is read although the rest is gated', 'acme/gated', 'gated'],
    ['is null where there is none', 'acme/none', null],
    ['is null where there is no dataset', 'acme/gone', null],
    ['that is refused is an unmade look', 'acme/off', expect.stringMatching(/gated|disabled/)],
    ['that is too large is an unmade look', 'acme/large', expect.stringMatching(/too large/)],
    ['of what is no id is an unmade look', 'no/such/id', expect.stringMatching(/not a repository id/)],
  ])('%s: %s', async (_, id, expected) => {
    const source = await start(spec);
    await source.dataset(id, from);
    expect(textOf(await source.datasetCard(id, from))).toEqual(expected);
  });

  test('of a base is read at the commit of its info', async () => {
    const source = await start(spec);
    await source.base('acme/base', from);
    hub.push('acme/base', { 'README.md': 'later' });
    expect(textOf(await source.baseCard('acme/base', from))).toBe('base');
    expect(textOf(await source.baseCard('acme/bare', from))).toBeNull();
  });

  test.each<[string, RegExp, FaultKind]>([
    ['500', /\/resolve\//, { status: 500 }],
    ['wrong content', /resolve-cache/, 'wrong-commit'],
    ['reset', /\/resolve\//, 'reset'],
  ])('that fails by %s is an unmade look, and asked for again the next time', async (_, on, kind) => {
    const source = await start({ ...spec, faults: [{ on, kind, times: MAX_TRIES }] });
    await source.dataset('acme/open', from);
    expect(await source.datasetCard('acme/open', from)).toMatchObject({ looked: false, why: expect.any(String) });
    expect(textOf(await source.datasetCard('acme/open', from))).toBe('open');
  });
});

/** Thirty datasets and bases, a few of each kind. */
describe('thirty at once, some of them broken', () => {
  const KINDS = ['fine', 'renamed', 'gated', 'empty', 'missing', 'erring', 'stalling', 'cardless'] as const;
  type Kind = (typeof KINDS)[number];
  const kindOf = (index: number): Kind => KINDS[index % KINDS.length] ?? 'fine';
  const datasets = Array.from({ length: 22 }, (_, index) => `data/${kindOf(index)}-${index}`);
  const bases = Array.from({ length: 8 }, (_, index) => `base/${kindOf(index)}-${index}`);
  const repo = (id: string) => {
    const files = { 'README.md': `Words of ${id}.`, 'a.parquet': 'x' };
    if (id.includes('gated')) return { gated: 'auto' as const, files };
    if (id.includes('empty')) return { files: { 'README.md': 'Soon.' } };
    return { files };
  };
  const specOf = (ids: readonly string[]) =>
    Object.fromEntries(
      ids.filter((id) => !id.includes('missing')).map((id) => [id.replace('renamed', 'moved'), repo(id)]),
    );
  const renamed = (ids: readonly string[], prefix: string) =>
    ids.filter((id) => id.includes('renamed')).map((id) => [prefix + id, id.replace('renamed', 'moved')]);

  let own: FakeHub;
  let found: Report;
  beforeAll(async () => {
    own = await startHub({
      repos: {
        'acme/m': { files: card(`datasets: [${datasets.join(', ')}]\nbase_model: [${bases.join(', ')}]\n`) },
        ...specOf(bases),
      },
      datasets: specOf(datasets),
      renamed: Object.fromEntries([...renamed(datasets, 'datasets/'), ...renamed(bases, '')]),
      faults: [
        { on: /erring/, kind: { status: 500 }, times: Number.POSITIVE_INFINITY },
        { on: /stalling/, kind: 'stall', times: Number.POSITIVE_INFINITY },
        { on: /cardless.*\/resolve\//, kind: { status: 503 }, times: Number.POSITIVE_INFINITY },
      ],
    });
    const source = hubSource({ endpoint: own.url, backoff: 1, timeout: 1.2, concurrency: 30, env: {} });
    found = await report(source, 'acme/m');
  }, 60_000);
  afterAll(() => own.close());

  test('each is fetched once, the broken ones with their retries', () => {
    const counts = new Map<string, number>();
    for (const path of asked(own)) counts.set(path, (counts.get(path) ?? 0) + 1);
    const of = (id: string, type: 'datasets' | 'models') => {
      const name = id.replace('renamed', 'moved');
      const web = type === 'datasets' ? `/datasets/${name}` : `/${name}`;
      return [counts.get(`/api/${type}/${name}`) ?? 0, counts.get(`${web}/resolve/README.md`) ?? 0];
    };
    const expected = (id: string) => {
      if (/erring|stalling/.test(id)) return [MAX_TRIES, 0];
      if (/cardless/.test(id)) return [1, MAX_TRIES];
      return id.includes('missing') ? [1, 0] : [1, 1];
    };
    for (const id of datasets) expect([id, of(id, 'datasets')]).toEqual([id, expected(id)]);
    for (const id of bases) expect([id, of(id, 'models')]).toEqual([id, expected(id)]);
  });

  test('what was found of the others stands, and each failure is named with its reason', () => {
    const why = new Map(found.unknowns.map((each) => [each.what, each.why]));
    const said: Record<Kind, RegExp | undefined> = {
      fine: undefined,
      renamed: undefined,
      gated: undefined,
      empty: undefined,
      missing: undefined,
      erring: /HTTP 500/,
      stalling: /no byte for 1\.2 s/,
      cardless: undefined,
    };
    for (const [index, id] of datasets.entries()) {
      const kind = kindOf(index);
      const seen = found.datasets.find((each) => each.id === id);
      const broken = kind === 'erring' || kind === 'stalling';
      expect([id, seen?.exists]).toEqual([id, broken ? null : kind !== 'missing']);
      expect([id, seen?.gated]).toEqual([id, broken || kind === 'missing' ? null : kind === 'gated']);
      expect([id, seen?.resolvedId]).toEqual([
        id,
        broken || kind === 'missing' ? null : id.replace('renamed', 'moved'),
      ]);
      expect([id, why.get(`dataset ${id}`)]).toEqual([id, said[kind] ? expect.stringMatching(said[kind]) : undefined]);
      if (kind === 'cardless') expect(why.get(`card of dataset ${id}`)).toMatch(/HTTP 503/);
    }
    for (const [index, id] of bases.entries()) {
      const kind = kindOf(index);
      const broken = kind === 'erring' || kind === 'stalling' || kind === 'missing';
      expect([id, found.lineage.baseModels.find((each) => each.id === id)?.resolved]).toEqual([id, !broken]);
      const reason = kind === 'missing' ? /no such repository/ : said[kind];
      expect([id, why.get(`base model ${id}`)]).toEqual([id, reason ? expect.stringMatching(reason) : undefined]);
      if (kind === 'cardless') expect(why.get(`card of base model ${id}`)).toMatch(/HTTP 503/);
    }
  });
});

describe('a chain of base models', () => {
  const from = { id: 'acme/m', revision: 'main' };
  /** A source that knows only parents. */
  const knowing = (
    parents: Record<string, string[]>,
  ): Pick<Source, 'base' | 'baseCard' | 'dataset' | 'datasetCard'> => ({
    base: async (id) => {
      const info: ModelInfo = { ...unknownModel(id), cardData: { base_model: parents[id] ?? [] } };
      return { looked: true, value: info };
    },
    baseCard: async (id) => ({ looked: true, value: new TextEncoder().encode(id) }),
    dataset: async () => ({ looked: true, value: null }),
    datasetCard: async () => ({ looked: true, value: null }),
  });
  const chain = (length: number) =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`b/${index}`, [`b/${index + 1}`]]));

  test.each<[string, Record<string, string[]>, string[], number, RegExp | null]>([
    ['is followed to its root', chain(3), ['b/0'], 4, null],
    ['of eight is followed', chain(7), ['b/0'], 8, null],
    ['of nine is cut', chain(8), ['b/0'], 8, /longer than 8/],
    [
      'of many is followed in part',
      {},
      Array.from({ length: 60 }, (_, index) => `many/${index}`),
      40,
      /more than 40 base models/,
    ],
    ['that comes back to the model ends', { 'b/0': ['acme/m'] }, ['b/0'], 1, /circle/],
    [
      'of a merge of relatives is no circle',
      { 'b/0': ['b/1', 'b/2'], 'b/1': ['b/3'], 'b/2': ['b/3'] },
      ['b/0'],
      4,
      null,
    ],
    ['whose model names its own grandparent is no circle', { 'b/0': ['b/1'] }, ['b/0', 'b/1'], 2, null],
    [
      'that goes round behind a merge ends',
      { 'b/0': ['b/2'], 'b/1': ['b/0'], 'b/2': ['b/1'] },
      ['b/0', 'b/1'],
      3,
      /circle/,
    ],
    ['that goes round ends', { 'b/0': ['b/1'], 'b/1': ['B/0'] }, ['b/0'], 2, /circle/],
  ])('%s', async (_, parents, ids, count, cut) => {
    const source: Source = { ...(await start({})), ...knowing(parents) };
    const { bases } = await lookUp(source, from, { datasets: [], bases: ids });
    expect(bases.looks.size).toBe(count);
    expect([...bases.cards.keys()].sort()).toEqual([...bases.looks.keys()].sort());
    expect(bases.cut).toEqual(cut ? expect.stringMatching(cut) : null);
  });
});
