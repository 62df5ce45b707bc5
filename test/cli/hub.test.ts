import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Report, reportSchema } from '../../src/report/v1.ts';
import { type FakeHub, startHub } from '../hub/server.ts';
import { bash } from './run.ts';

const TOKEN = 'hf_secretOfTheUser';
const CARD = '---\nlicense: mit\n---\n# Model\nOur model is open source.\n';
const files = { 'README.md': CARD, LICENSE: 'MIT License', 'config.json': '{}', 'model.safetensors': 'x' };

let hub: FakeHub;
beforeAll(async () => {
  hub = await startHub({
    repos: {
      'org/model': { files },
      'org/gated': { files, gated: 'manual' },
      'org/secret': { files, private: true },
    },
    tokens: { [TOKEN]: { access: ['org/secret'] } },
  });
});
afterAll(() => hub.close());

const on = (line: string, env: Record<string, string> = {}) => bash(line, { HF_ENDPOINT: hub.url, ...env });

test('a snapshot is replayed as it was recorded', async () => {
  const { stdout, status } = await on(
    'openlitmus audit org/model --format json && openlitmus snapshot org/model && ls snapshots/org/model &&' +
      ' openlitmus audit org/model --offline --format json',
  );
  expect(status).toBe(0);
  const [first, second, replayed] = stdout.split(/^(snapshots\/org\/model\n[\s\S]*?\n)(?=\{)/m);
  const before = reportSchema.parse(JSON.parse(first ?? ''));
  expect(second?.split('\n')).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'snapshot.json']));
  const after = reportSchema.parse(JSON.parse(replayed ?? ''));
  expect(after.source).toBe('snapshot');
  expect({ ...after, ...sourceOf(before) }).toEqual(before);
});

const sourceOf = ({ source, observedAt }: Report) => ({ source, observedAt });

describe('what cannot be read', () => {
  test('a gated repository still gets a report', async () => {
    const { stdout, status } = await on('openlitmus audit org/gated --format json');
    expect(status).toBe(0);
    expect(reportSchema.parse(JSON.parse(stdout)).repo.gated).toBe('manual');
  });

  test.each([
    ['org/secret', 'not-found'],
    ['org/none', 'not-found'],
  ])('%s is a failure: %s', async (id, code) => {
    const { stdout, stderr, status } = await on(`openlitmus audit ${id} --format json`);
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'failure', id, code, status: 401 });
    expect(stderr).toContain(`openlitmus: ${id}: `);
  });

  test('a token opens what is private and is never printed', async () => {
    const { stdout, stderr, status } = await on('openlitmus audit org/secret; openlitmus audit org/none', {
      HF_TOKEN: TOKEN,
      DEBUG: '1',
    });
    expect(stdout).toContain('org/secret');
    expect(status).toBe(3);
    expect(stdout + stderr).not.toContain(TOKEN);
  });
});

test('results are streamed as jsonl, and one that fails stops none', async () => {
  const { stdout, status } = await on('openlitmus audit org/model org/none org/gated --format jsonl --concurrency 1');
  const kinds = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).kind);
  expect(kinds).toEqual(['report', 'failure', 'report']);
  expect(status).toBe(3);
});
