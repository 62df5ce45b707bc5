import { afterEach, describe, expect, test } from 'vitest';
import { oncePerTopic, serverWarnings, type Warning } from '../../src/source/http/warnings.ts';
import { hubSource } from '../../src/source/hub.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';

let hub: FakeHub;
afterEach(() => hub?.close());

const SHA = 'a'.repeat(40);
const repo = { id: 'org/model', revision: SHA };

async function start(faults: HubSpec['faults']) {
  hub = await startHub({ repos: { 'org/model': { sha: SHA, files: { 'README.md': 'card', LICENSE: 'MIT' } } } });
  for (const fault of faults ?? []) hub.fault(fault);
  const warnings: Warning[] = [];
  const onWarning = (warning: Warning) => void warnings.push(warning);
  return { source: hubSource({ endpoint: hub.url, backoff: 1, env: {}, onWarning }), warnings };
}

describe('what the Hub wants to be known', () => {
  const saying = (warning: string, on = /./) => ({ on, kind: { add: { 'x-hf-warning': warning } }, times: Infinity });

  test('is handed out once a topic', async () => {
    const { source, warnings } = await start([saying('old; use v2', /models/), saying('slow; be patient', /resolve/)]);
    for (const _ of [1, 2]) {
      await source.model('org/model', null);
      await source.file(repo, 'README.md');
    }
    expect(warnings).toEqual([
      { topic: 'old', message: 'use v2' },
      { topic: 'slow', message: 'be patient' },
    ]);
  });

  test('is handed out with a refusal, too', async () => {
    const { source, warnings } = await start([
      { on: /./, kind: { status: 403, headers: { 'x-hf-warning': 'gone; moved' } } },
    ]);
    await expect(source.model('org/model', null)).rejects.toMatchObject({ status: 403 });
    expect(warnings).toEqual([{ topic: 'gone', message: 'moved' }]);
  });

  test.each<[string, Warning[]]>([
    ['topic; message; with; more', [{ topic: 'topic', message: 'message; with; more' }]],
    ['no topic', [{ topic: '', message: 'no topic' }]],
    ['topic;', []],
    ['', []],
    [
      'a; first, and so on, b; second',
      [
        { topic: 'a', message: 'first, and so on' },
        { topic: 'b', message: 'second' },
      ],
    ],
    ['a; \u009b31m', [{ topic: 'a', message: '?31m' }]],
  ])('%j', (value, expected) => {
    expect(serverWarnings(new Headers({ 'x-hf-warning': value }))).toEqual(expected);
  });

  test('is bounded, whatever topics a server makes up', () => {
    const heard: Warning[] = [];
    const warn = oncePerTopic((warning) => void heard.push(warning));
    for (let index = 0; index < 1000; index += 1) warn({ topic: String(index), message: 'x' });
    expect(heard).toHaveLength(50);
  });
});

describe('a mirror that sends no ETag', () => {
  test('is taken at its word, which is said once', async () => {
    const { source, warnings } = await start([{ on: /resolve/, kind: { add: {} }, times: 0 }]);
    // Neither hop names a hash.
    hub.fault({ on: /\/resolve\//, kind: { add: { 'x-linked-etag': '' } }, times: Infinity });
    hub.fault({ on: /resolve-cache/, kind: 'no-etag', times: Infinity });
    expect(await source.file(repo, 'README.md')).toMatchObject({ looked: true });
    expect(await source.file(repo, 'LICENSE')).toMatchObject({ looked: true });
    expect(warnings).toEqual([{ topic: 'unproven', message: expect.stringMatching(/sends no ETag/) }]);
  });
});
