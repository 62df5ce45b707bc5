/** `--verify-links`: from the card's link to the verdict, over real HTTP. */
import { afterEach, describe, expect, test } from 'vitest';
import { type AuditOptions, audit } from '../../src/audit.ts';
import { type Report, reportSchema } from '../../src/report/v1.ts';
import { loadRules } from '../../src/rules/load.ts';
import { hubSource } from '../../src/source/hub.ts';
import { linkSource } from '../../src/source/verify/link-source.ts';
import type { LinkSource } from '../../src/source/verify/types.ts';
import { type FakeHub, type HubSpec, startHub } from '../hub/server.ts';
import { type FakeWeb, startWeb, type WebSpec } from '../web/server.ts';

const options: AuditOptions = {
  rules: loadRules(),
  standard: 'osaid',
  lineage: true,
  now: () => new Date('2026-01-02T03:04:05.000Z'),
};
const weights = { 'config.json': '{"architectures": ["LlamaForCausalLM"]}', 'model.safetensors': { lfs: 'w' } };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

interface World {
  hub: FakeHub;
  web: FakeWeb;
  report: (given?: { links?: LinkSource }) => Promise<Report>;
}

/** A model with this card, in front matter MIT, on a web like this. */
async function world(card: string, spec: WebSpec, repos: HubSpec['repos'] = {}): Promise<World> {
  const readme = `---\nlicense: mit\n---\n# Acme\n\n${card}\n`;
  const hub = await startHub({ repos: { 'acme/acme': { files: { 'README.md': readme, ...weights } }, ...repos } });
  const web = await startWeb(spec);
  open.push(hub, web);
  const shared = { timeout: 2, backoff: 1, env: {} };
  const source = hubSource({ endpoint: hub.url, ...shared });
  const { github, gitlab, url } = web;
  const links = linkSource({
    hub: { client: source.client, endpoint: hub.url },
    github,
    gitlab,
    trusted: [url],
    ...shared,
  });
  return {
    hub,
    web,
    report: async (given = { links }) =>
      reportSchema.parse(await audit(source, { id: 'acme/acme', revision: null }, { ...options, ...given })),
  };
}

const TRAIN = 'https://github.com/acme/train';
const CARD = `Acme is open source. The [training code](${TRAIN}) is public.`;
const reportOn = async (spec: WebSpec, card = CARD) => (await world(card, spec)).report();
const repo = (files: string[], given: object = {}): WebSpec => ({ github: { 'acme/train': { files, ...given } } });

describe('a link that the card calls its training code', () => {
  test.each<[string, WebSpec, object, RegExp]>([
    [
      'trains',
      repo(['README.md', 'src/train.py']),
      { status: 'released', verified: true },
      /It holds src\/train\.py\./,
    ],
    [
      'has a licence of its own',
      repo(['train.py'], { license: 'Apache-2.0' }),
      { status: 'released', verified: true, license: 'apache-2.0' },
      /holds train\.py/,
    ],
    [
      'was renamed',
      { ...repo([]), github: { 'acme/trainer': { files: ['train.py'] } }, renamed: { 'acme/train': 'acme/trainer' } },
      { status: 'released', verified: true },
      /It is now https:\/\/github\.com\/acme\/trainer; holds train\.py\./,
    ],
    ['has no licence', repo(['train.py']), { status: 'released', verified: true, license: null }, /holds train\.py/],
    [
      'is archived',
      repo(['train.py'], { archived: true }),
      { status: 'released' },
      /It is archived; holds train\.py\./,
    ],
    [
      'only runs the model',
      repo(['README.md', 'run.py']),
      { status: 'partial', verified: true },
      /no file that is named/,
    ],
    [
      'is an empty shell',
      repo(['README.md', 'LICENSE', 'docs/x.png']),
      { status: 'absent', verified: true },
      /nothing but/,
    ],
    ['was never pushed', repo([], { empty: true }), { status: 'absent', verified: true }, /is empty/],
    [
      'is gone',
      {},
      { status: 'absent', verified: true },
      /The card calls https:\/\/github\.com\/acme\/train its training code\. It is gone, or private\./,
    ],
    ['is private', repo(['train.py'], { private: true }), { status: 'absent', verified: true }, /gone, or private/],
    [
      'cannot be asked for',
      { quota: 0 },
      { status: 'released', verified: false, license: 'mit' },
      /could not be looked at/,
    ],
    [
      'is too long, and what was seen of it does not train',
      repo(['README.md', 'run.py', 'train.py'], { cutAfter: 2 }),
      { status: 'released', verified: false },
      /too long/,
    ],
    [
      'is too long, and trains',
      repo(['train.py', 'run.py'], { cutAfter: 1 }),
      { status: 'released', verified: true },
      /train\.py/,
    ],
  ])('%s', async (_, spec, expected, note) => {
    const { trainingCode } = (await reportOn(spec)).artefacts;
    expect(trainingCode).toMatchObject(expected);
    expect(trainingCode.note).toMatch(note);
    expect(trainingCode.evidence.some(({ url }) => url === TRAIN)).toBe(true);
  });

  test.each<[string, string, string[], string]>([
    ['a folder that trains', 'tree/main/training', ['training/run.py', 'eval.py'], 'released'],
    ['a folder that does not', 'tree/main/serving', ['serving/run.py', 'train.py'], 'partial'],
    ['a script whose name tells nothing', 'blob/main/go.sh', ['go.sh', 'README.md'], 'released'],
    ['the README of a repository that trains', 'blob/main/README.md', ['README.md', 'train.py'], 'released'],
    ['a folder that was moved', 'tree/main/gone', ['README.md', 'train.py'], 'released'],
  ])('%s', async (_, path, files, status) => {
    const card = `The [training code](${TRAIN}/${path}) is public.`;
    expect((await reportOn(repo(files), card)).artefacts.trainingCode.status).toBe(status);
  });
});

describe('what follows', () => {
  const step = (report: Report) => report.verdict.reasons.find(({ requirement }) => requirement === 'training-code');

  test('a dead link refutes the claim, and is a finding', async () => {
    const report = await reportOn({});
    expect(report.verdict.status).toBe('overstated');
    expect(step(report)).toMatchObject({ observed: 'absent', message: expect.stringContaining('gone, or private') });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ rule: 'links/dead', level: 'warning', message: `Linked, and not there: ${TRAIN}.` }),
    );
  });

  test('a folder that was moved is a finding and no charge', async () => {
    const card = `Acme is open source. The [training code](${TRAIN}/tree/main/gone) is public.`;
    const report = await reportOn(repo(['train.py'], { license: 'MIT' }), card);
    expect(report.findings.map(({ rule }) => rule)).toContain('links/dead');
    expect(report.artefacts.trainingCode.status).toBe('released');
  });

  test('a repository that trains, under an open licence, is a step that is met', async () => {
    const report = await reportOn(repo(['train.py'], { license: 'MIT' }));
    expect(step(report)).toBeUndefined();
    expect(report.unknowns.map(({ what }) => what)).not.toContain(TRAIN);
  });

  test('a restrictive licence of the code is held against it', async () => {
    const report = await reportOn(repo(['train.py'], { license: 'CC-BY-NC-4.0' }));
    expect(report.artefacts.trainingCode.license).toBe('cc-by-nc-4.0');
    expect(report.verdict.status).toBe('overstated');
  });

  test('what could not be looked at is told, with what would help', async () => {
    const report = await reportOn({ quota: 0 });
    expect(report.unknowns).toContainEqual({ what: TRAIN, why: expect.stringContaining('set GITHUB_TOKEN') });
    expect(report.findings.map(({ rule }) => rule)).not.toContain('links/dead');
  });

  test('a claim of the training code is charged when every link to code is gone', async () => {
    const card = `We open-source the training code of Acme: [training code](${TRAIN}).`;
    expect((await reportOn({}, card)).findings.map(({ rule }) => rule)).toContain('claims/no-artefact');
    expect((await reportOn(repo(['run.py']), card)).findings.map(({ rule }) => rule)).not.toContain(
      'claims/no-artefact',
    );
  });
});

describe('which links are followed', () => {
  test('none without the option, and nothing else changes', async () => {
    const { report, web } = await world(CARD, {});
    expect((await report({})).artefacts.trainingCode).toMatchObject({ status: 'released', verified: false });
    expect(web.requests).toEqual([]);
  });

  test('only those on which an artefact rests', async () => {
    const card = `${CARD} See also [their site](https://github.com/other/site) and [a benchmark](https://github.com/other/bench).`;
    const { report, web } = await world(card, repo(['train.py']));
    await report();
    expect(web.requests.every(({ path }) => path.includes('acme/train'))).toBe(true);
  });

  test('where one is gone, those that then decide', async () => {
    const card = `# Training\n\nIt was made with [Acme-Trainer](https://github.com/acme/trainer).\n\n# Code\n\n${CARD}`;
    const { report } = await world(card, { github: { 'acme/trainer': { files: ['pretrain.py'] } } });
    const { trainingCode } = (await report()).artefacts;
    expect(trainingCode).toMatchObject({ status: 'released', verified: true });
    expect(trainingCode.note).toContain('pretrain.py');
  });

  test('one that lacks the code does not outweigh one that has it', async () => {
    const card = `# Training\n\nIt was made with [Acme-Trainer](https://github.com/acme/trainer).\n\n# Code\n\n${CARD}`;
    const { report } = await world(card, {
      github: { 'acme/trainer': { files: ['pretrain.py'] }, 'acme/train': { files: ['run.py'] } },
    });
    expect((await report()).artefacts.trainingCode).toMatchObject({ status: 'released', verified: true });
  });

  test('no more than 40, and the rest is told', async () => {
    const links = Array.from({ length: 60 }, (_, index) => `- [training code](https://github.com/acme/part-${index})`);
    const { report, web } = await world(links.join('\n'), { quota: 1_000 });
    const { unknowns } = await report();
    expect(unknowns.filter(({ why }) => why.startsWith('only 40 links'))).toHaveLength(20);
    expect(web.requests.filter(({ path }) => path.startsWith('/gh/api'))).toHaveLength(40);
  });

  test('on the Hub itself, with its data', async () => {
    const card = 'Training code: https://huggingface.co/acme/code/tree/main/src';
    const { report, hub } = await world(card, {}, { 'acme/code': { files: { 'src/train.py': '' } } });
    const { trainingCode } = (await report()).artefacts;
    expect(trainingCode).toMatchObject({ status: 'released', verified: true });
    expect(hub.requests.some(({ path }) => path.startsWith('/api/models/acme/code/tree/main'))).toBe(true);
  });

  test('behind a gate it is partial', async () => {
    const card = 'Training code: https://huggingface.co/acme/code/tree/main';
    const { report } = await world(card, {}, { 'acme/code': { files: { 'train.py': '' }, gated: 'manual' } });
    expect((await report()).artefacts.trainingCode).toMatchObject({ status: 'partial', verified: true });
  });

  test('two audits give the same bytes', async () => {
    const { report } = await world(CARD, repo(['train.py']));
    expect(JSON.stringify(await report())).toBe(JSON.stringify(await report()));
  });
});
