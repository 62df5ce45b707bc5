import { describe, expect, test } from 'vitest';
import { file, shardsComplete } from '../../src/rules/detectors/tree.ts';
import { factsOfExample } from '../../src/rules/example.ts';
import { loadRules } from '../../src/rules/load.ts';

const shard = (i: number, of: number, end = 'safetensors') =>
  `model-${String(i).padStart(5, '0')}-of-${String(of).padStart(5, '0')}.${end}`;

describe('shards', () => {
  test.each<[string, string[], boolean]>([
    ['none', [], true],
    ['no shards at all', ['model.safetensors'], true],
    ['all of them', [shard(1, 2), shard(2, 2)], true],
    ['one is missing', [shard(1, 3), shard(3, 3)], false],
    ['one is there twice', [shard(1, 2), shard(1, 2)], false],
    ['counted from nought', ['m-00000-of-00002.bin', 'm-00001-of-00002.bin'], true],
    ['two formats, both complete', [shard(1, 1), shard(1, 2, 'bin'), shard(2, 2, 'bin')], true],
    ['two formats, one not complete', [shard(1, 1), shard(1, 2, 'bin')], true],
    ['two formats, neither complete', [shard(1, 2), shard(2, 3, 'bin')], false],
    ['another format in another folder', [`a/${shard(1, 1)}`, `b/${shard(1, 2, 'bin')}`], false],
    ['another part of the same format', ['vae-00001-of-00001.bin', shard(1, 2, 'bin')], false],
    ['two folders do not complete each other', [`a/${shard(1, 2)}`, `b/${shard(2, 2)}`], false],
    ['the same cut twice, once with holes', [shard(1, 2), shard(2, 2), shard(1, 3)], true],
  ])('%s: %j', (_, paths, expected) => {
    expect(shardsComplete(paths)).toBe(expected);
  });
});

describe('files of the tree', () => {
  const rules = loadRules();
  const look = (files: string[] | undefined, options: Parameters<typeof file>[0]) =>
    file(options, factsOfExample({ ...(files ? { files } : {}) }, rules), rules.tools);

  test.each<[string, string[] | undefined, Parameters<typeof file>[0], true | false | 'unknown']>([
    ['there', ['train.py'], { match: ['train.py'] }, true],
    ['in another case', ['TRAIN.py'], { match: ['train.py'] }, true],
    ['deeper than the glob', ['src/train.py'], { match: ['train.py'] }, false],
    ['any depth', ['a/b/train.py'], { match: ['**/train.py'] }, true],
    ['any depth is the root too', ['train.py'], { match: ['**/train.py'] }, true],
    ['hidden', ['.train/a.py'], { match: ['**/*.py'] }, true],
    ['taken away', ['train_args.bin', 'a.bin'], { match: ['*.bin'], not: ['train_*'] }, true],
    ['all taken away', ['train_args.bin'], { match: ['*.bin'], not: ['train_*'] }, false],
    ['an empty tree', [], { match: ['*'] }, false],
    ['a tree that was not fetched', undefined, { match: ['*'] }, 'unknown'],
    ['names that are no names', ['__proto__', '../x', ''], { match: ['constructor'] }, false],
  ])('%s', (_, files, options, expected) => {
    expect(look(files, options).value).toBe(expected);
  });
});
