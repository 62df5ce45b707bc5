import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collect } from '../../src/source/collect.ts';
import { folderSource } from '../../src/source/folder.ts';
import { MAX_FILE_BYTES } from '../../src/source/hub.ts';
import type { Source } from '../../src/source/types.ts';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'openlitmus-folder-'));
  folder = join(root, 'my-model');
  await mkdir(folder);
});
afterEach(() => rm(root, { recursive: true }));

async function write(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

const now = () => new Date('2026-01-01T00:00:00Z');
const repo = { id: 'my-model', revision: 'main' };

test('a checkout is audited as it would be uploaded', async () => {
  await write({
    'README.md': '---\nlicense: mit\n---\n',
    LICENSE: 'MIT',
    'b/config.json': '{}',
    '.git/HEAD': 'ref',
    '.cache/huggingface/x': '',
    '.gitattributes': '',
  });
  const snapshot = await collect(folderSource(folder), { id: folder, revision: null, now });
  expect(snapshot).toMatchObject({
    requestedId: folder,
    revision: 'main',
    source: 'folder',
    observedAt: '2026-01-01T00:00:00.000Z',
    model: { id: 'my-model', sha: null, gated: false, lastModified: null, createdAt: null, tags: [], cardData: null },
    tree: {
      looked: true,
      value: [
        { path: '.gitattributes', size: 0 },
        { path: 'LICENSE', size: 3 },
        { path: 'README.md', size: 21 },
        { path: 'b/config.json', size: 2 },
      ],
    },
    refs: { looked: false, why: 'a folder has no refs' },
  });
  expect(Object.keys(snapshot.files)).toEqual(['README.md', 'LICENSE']);
});

describe('gated', () => {
  test.each<[string, string, 'auto' | false]>([
    ['a prompt', '---\nextra_gated_prompt: agree\n---\n', 'auto'],
    [
      'fields, with CRLF and a BOM',
      '\ufeff---\r\nlicense: mit\r\nextra_gated_fields:\r\n  Name: text\r\n---\r\n',
      'auto',
    ],
    ['in the text only', '---\nlicense: mit\n---\nextra_gated_prompt: x\n', false],
    ['inside another field', '---\nx:\n  extra_gated_prompt: y\n---\n', false],
    ['no front matter', 'extra_gated_prompt: x\n', false],
    ['front matter that never ends', '---\nextra_gated_prompt: x\n', false],
  ])('%s: %s', async (_, card, gated) => {
    await write({ 'README.md': card });
    expect((await folderSource(folder).model(folder, null)).gated).toBe(gated);
  });
});

test('nothing outside the folder is read or walked', async () => {
  await writeFile(join(root, 'secret'), 'secret');
  await write({ 'inside/LICENSE': 'MIT' });
  await symlink(join(root, 'secret'), join(folder, 'README.md'));
  await symlink(join(folder, 'inside/LICENSE'), join(folder, 'LICENSE'));
  await symlink(root, join(folder, 'loop'));
  const source = folderSource(folder);
  const tree = await source.tree(repo);
  expect(tree.looked && tree.value.map(({ path }) => path)).toEqual(['LICENSE', 'README.md', 'inside/LICENSE', 'loop']);
  expect(await source.file(repo, 'README.md')).toMatchObject({
    looked: false,
    why: expect.stringMatching(/leads out/),
  });
  expect(await source.file(repo, 'LICENSE')).toMatchObject({ looked: true });
  for (const path of ['../secret', '/etc/hostname', 'loop/secret', 'a\u0000b', '..\\secret']) {
    expect(await source.file(repo, path)).toMatchObject({ looked: false });
  }
});

test('files that are missing, folders or too large', async () => {
  await write({ 'LICENSE/x': '', 'README.md': Buffer.alloc(MAX_FILE_BYTES + 1) });
  const source = folderSource(folder);
  expect(await source.file(repo, 'NOTICE')).toEqual({ looked: true, value: null });
  expect(await source.file(repo, 'LICENSE')).toEqual({ looked: true, value: null });
  expect(await source.file(repo, 'README.md')).toMatchObject({
    looked: false,
    why: expect.stringMatching(/^too large/),
  });
});

test('a folder that is not there, is a file, or is asked for a revision', async () => {
  await write({ LICENSE: '' });
  const missing = folderSource(join(root, 'none')).model('x', null);
  await expect(missing).rejects.toMatchObject({ code: 'not-found' });
  await expect(folderSource(join(folder, 'LICENSE')).model('x', null)).rejects.toMatchObject({ code: 'not-found' });
  await expect(folderSource(folder).model('x', 'v1')).rejects.toMatchObject({ code: 'invalid' });
});

test('datasets and bases are asked of a hub where one is given', async () => {
  const alone = folderSource(folder);
  expect(await alone.dataset('org/data', repo)).toEqual({ looked: false, why: 'not asked: local folder' });
  expect(await alone.base('org/base', repo)).toEqual({ looked: false, why: 'not asked: local folder' });
  const hub: Source = { ...alone, base: async () => ({ looked: true, value: null }) };
  expect(await folderSource(folder, { hub }).base('org/base', repo)).toEqual({ looked: true, value: null });
});
