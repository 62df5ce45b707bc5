/** Every shipped snapshot, replayed; and, where the real cards are at hand, held against them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../src/audit.ts';
import { heldIn } from '../src/cli/snapshots.ts';
import { type Report, reportSchema } from '../src/report/v1.ts';
import { loadRules } from '../src/rules/load.ts';
import { CARD } from '../src/source/collect.ts';
import { replaySource } from '../src/source/snapshot.ts';
import type { Source } from '../src/source/types.ts';

const SNAPSHOTS = fileURLToPath(new URL('../snapshots', import.meta.url));
const CARDS = fileURLToPath(new URL('../../shared/data/cards/dev', import.meta.url));
const options = { rules: loadRules(), standard: 'osaid', lineage: true, now: () => new Date(0) } as const;
const shipped = heldIn([SNAPSHOTS]).map(({ id }) => id);

/** The real card of a system goes by another name in one case. */
const REAL: Record<string, string> = { 'meta-llama/Llama-3.1-405B': 'meta-llama/Meta-Llama-3.1-405B' };
const realCard = (id: string): string => join(CARDS, (REAL[id] ?? id).replace('/', '__'), 'README.md');

/** The shipped facts with the real card in place of the paraphrase. */
function withCard(source: Source, path: string): Source {
  const card = new Uint8Array(readFileSync(path));
  return {
    ...source,
    file: async (repo, name) => (name === CARD ? { looked: true, value: card } : source.file(repo, name)),
  };
}

/** What has to be the same: verdict, level, claims by kind, stance and object, and every status. */
const essence = ({ verdict, level, claims, artefacts }: Report) => ({
  verdict: verdict.status,
  underOther: verdict.underOther,
  level,
  claims: claims.map(({ kind, stance, object }) => `${kind} ${stance} ${object}`).sort(),
  artefacts: Object.fromEntries(Object.entries(artefacts).map(([name, { status }]) => [name, status])),
});

const reports = new Map<string, Report>();
const report = (id: string): Report => {
  const found = reports.get(id);
  if (!found) throw new Error(`no snapshot of ${id}`);
  return found;
};

beforeAll(async () => {
  const source = replaySource([SNAPSHOTS]);
  for (const id of shipped) reports.set(id, await audit(source, { id, revision: null }, options));
});

test('the systems that people argue about are shipped', () => {
  expect(shipped.toSorted()).toEqual([
    'allenai/OLMo-7B',
    'apple/DCLM-7B',
    'bigscience/bloomz',
    'google/gemma-7b',
    'meta-llama/Llama-3.1-405B',
    'meta-llama/Meta-Llama-3-8B',
    'mistralai/Mistral-Large-Instruct-2407',
    'openai/ChatGPT',
  ]);
});

describe.each(shipped)('%s', (id) => {
  test('gives a valid report', () => {
    expect(reportSchema.parse(report(id))).toBeTruthy();
  });

  test('says where it comes from', () => {
    const provenance = JSON.parse(readFileSync(join(SNAPSHOTS, id, 'provenance.json'), 'utf8'));
    expect(provenance.rewritten).toBe(true);
  });

  test.skipIf(!existsSync(realCard(id)))('is judged as its real card is (needs ../shared)', async () => {
    const source = withCard(replaySource([SNAPSHOTS]), realCard(id));
    const real = await audit(source, { id, revision: null }, options);
    expect(essence(report(id))).toEqual(essence(real));
  });
});

describe('the matrix reads as experts have it', () => {
  test('OLMo is openest, then BLOOMZ, and ChatGPT comes last', () => {
    const score = (id: string) => report(id).standards.osai.score;
    const order = shipped.toSorted((a, b) => score(b) - score(a));
    expect(order.slice(0, 2)).toEqual(['allenai/OLMo-7B', 'bigscience/bloomz']);
    expect(order.at(-1)).toBe('openai/ChatGPT');
  });

  test.each(['meta-llama/Llama-3.1-405B', 'meta-llama/Meta-Llama-3-8B', 'google/gemma-7b'])(
    '%s: weights only, under restrictive terms',
    (id) => {
      const { level, artefacts } = report(id);
      expect(level.observed).toEqual({ atLeast: 'restricted-weights', atMost: 'restricted-weights' });
      expect([artefacts.trainingCode.status, artefacts.trainingData.status]).toEqual(['absent', 'absent']);
    },
  );

  test('ChatGPT is closed', () => {
    expect(report('openai/ChatGPT').level.observed).toEqual({ atLeast: 'closed', atMost: 'closed' });
  });
});
