/** `--verify-links` from the command line; all that these cards link is on the Hub. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Report, reportSchema } from '../../src/report/v1.ts';
import { type FakeHub, startHub } from '../hub/server.ts';
import { bash } from './run.ts';

const TOKEN = 'ghp_secretOfTheUser';
const card = (name: string) =>
  `---\nlicense: mit\n---\n# Model\n\nTraining code: https://huggingface.co/acme/${name}/tree/main\n`;
const modelOf = (name: string) => ({
  files: { 'README.md': card(name), 'config.json': '{}', 'model.safetensors': 'x' },
});

let hub: FakeHub;
beforeAll(async () => {
  hub = await startHub({
    repos: {
      'acme/model': modelOf('code'),
      'acme/other': modelOf('gone'),
      'acme/code': { files: { 'train.py': '', LICENSE: '' }, info: { tags: ['license:apache-2.0'] } },
    },
  });
});
afterAll(() => hub.close());

const on = (line: string, env: Record<string, string> = {}) =>
  bash(line, { HF_ENDPOINT: hub.url, GITHUB_TOKEN: TOKEN, DEBUG: '1', ...env });
const codeOf = (line: string): Report['artefacts']['trainingCode'] =>
  reportSchema.parse(JSON.parse(line)).artefacts.trainingCode;

test('what is linked is looked at, and no token is printed', async () => {
  const line = 'openlitmus audit acme/model acme/other --format jsonl --concurrency 1';
  const { stdout, stderr, status } = await on(`${line} --verify-links; ${line}`);
  expect(status).toBe(0);
  const [there, gone, said] = stdout.trimEnd().split('\n').map(codeOf);
  expect(there).toMatchObject({ status: 'released', verified: true, license: 'apache-2.0' });
  expect(gone).toMatchObject({ status: 'absent', verified: true, note: expect.stringContaining('gone, or private') });
  expect(said).toMatchObject({ status: 'released', verified: false });
  expect(stdout + stderr).not.toContain(TOKEN);
  expect(hub.requests.filter(({ headers }) => headers.authorization)).toEqual([]);
});

test('offline nothing is looked at, and that is said', async () => {
  const { stdout, stderr } = await on(
    'openlitmus snapshot acme/model && openlitmus audit acme/model --offline --verify-links --format text',
  );
  expect(stderr).toContain('offline, links are not looked at');
  expect(stdout).toContain('as said');
});

test('a token that is none is wrong use', async () => {
  const { stderr, status } = await on('openlitmus audit acme/model --verify-links', { GITHUB_TOKEN: 'a b' });
  expect(stderr).toContain('GITHUB_TOKEN holds characters that no token has');
  expect(status).toBe(2);
});
