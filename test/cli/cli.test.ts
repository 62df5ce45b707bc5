import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bash, openlitmus, run } from './run.ts';
import { parseScenario } from './scenario.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const scenarios = readdirSync(here)
  .filter((name) => name.endsWith('.scenario'))
  .sort()
  .map((name) => ({ name, ...parseScenario(readFileSync(join(here, name), 'utf8')) }));

describe('scenarios', () => {
  test.each(scenarios)('$name: $test', async ({ command, env, status, stdout, stderr }) => {
    const outcome = await bash(command, env);
    for (const [said, expected] of [
      [outcome.stdout, stdout],
      [outcome.stderr, stderr],
    ] as const) {
      if (expected.exact !== null) expect(said.trimEnd()).toBe(expected.exact);
      for (const part of expected.contains) expect(said).toContain(part);
      for (const part of expected.lacks) expect(said).not.toContain(part);
    }
    expect(outcome).toMatchObject({ status });
  });
});

test('an interrupt ends an audit that waits for the network, with status 130', async () => {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const outcome = await run(
    [...openlitmus, 'audit', 'org/name'],
    { HF_ENDPOINT: `http://127.0.0.1:${port}` },
    ({ kill }) => {
      server.once('request', () => kill('SIGINT'));
    },
  );
  server.closeAllConnections();
  server.close();
  expect(outcome).toMatchObject({ status: 130, stdout: '' });
});
