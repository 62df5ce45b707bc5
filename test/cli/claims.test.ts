import { afterAll, beforeAll, expect, test } from 'vitest';
import { candidateSchema, claimsReportSchema } from '../../src/report/claims.ts';
import { type FakeHub, startHub } from '../hub/server.ts';
import { bash } from './run.ts';

const CARD = '---\nlicense: mit\n---\n# Model\nOur model is open source. Thanks to the open-source community.\n';
const files = { 'README.md': CARD, LICENSE: 'MIT License', 'config.json': '{}', 'model.safetensors': 'x' };

let hub: FakeHub;
beforeAll(async () => {
  hub = await startHub({ repos: { 'org/model': { files } } });
});
afterAll(() => hub.close());

const on = (line: string) => bash(line, { HF_ENDPOINT: hub.url });

test('asks the Hub for the model info and the card, and for nothing else', async () => {
  const before = hub.requests.length;
  const { stdout, status } = await on('openlitmus claims org/model --format json');
  expect(status).toBe(0);
  const report = claimsReportSchema.parse(JSON.parse(stdout));
  expect(report).toMatchObject({ id: 'org/model', source: 'hub', revision: expect.stringMatching(/^[0-9a-f]{40}$/) });
  expect(report.candidates.map(({ location, claim }) => [location.startLine, claim?.kind])).toEqual([
    [5, 'open-source'],
    [5, undefined],
  ]);
  const paths = hub.requests.slice(before).map(({ path }) => path.replace(/\?.*/, ''));
  expect(paths[0]).toMatch(/^\/api\/models\/org\/model(?:$|\/)/);
  expect(paths.slice(1).filter((path) => !path.endsWith('/README.md'))).toEqual([]);
});

test('a card that is refused says so', async () => {
  hub.fault({ on: /README\.md/, kind: { status: 403 } });
  const { stdout, status } = await on('openlitmus claims org/model --format json');
  expect(status).toBe(0);
  const { card, summary } = claimsReportSchema.parse(JSON.parse(stdout));
  expect(card.problems.map(({ code }) => code)).toEqual(['unreadable']);
  expect(summary.claimed).toBe('unknown');
});

test('a repository that is not there is a failure', async () => {
  const { stdout, stderr, status } = await on('openlitmus claims org/none --format jsonl');
  expect(status).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'failure', id: 'org/none', code: 'not-found' });
  expect(stderr).toContain('openlitmus: org/none: ');
});

test.each([
  ['a folder', 'openlitmus claims ./m', 'folder'],
  ['a file', 'openlitmus claims ./m/README.md', 'file'],
  ['a pipe', 'openlitmus claims <(cat m/README.md)', 'file'],
  ['standard input', 'openlitmus claims - --id org/model < m/README.md', 'stdin'],
])('%s gives a report that is valid, and a line a candidate', async (_, command, source) => {
  const { stdout, status } = await on(
    "mkdir m; echo 'Our model is open source. Thanks to the open-source community.' > m/README.md;" +
      `${command} -f json -o out.json && cat out.json && ${command} -f jsonl`,
  );
  expect(status).toBe(0);
  const [json = '', ...rest] = stdout.trimEnd().split(/\n(?=\{")/);
  const report = claimsReportSchema.parse(JSON.parse(json));
  expect(report.source).toBe(source);
  const candidates = rest.map((text) => candidateSchema.parse(JSON.parse(text)));
  expect(candidates).toEqual(report.candidates);
  expect(candidates.length).toBe(2);
});

test('a card that never ends is refused', async () => {
  const { stdout, stderr, status } = await on("yes 'Acme is open source.' | openlitmus claims -");
  expect({ stdout, status }).toEqual({ stdout: '', status: 3 });
  expect(stderr).toContain('stdin cannot be read: it has more than');
});
