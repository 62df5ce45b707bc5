import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { type Env, endpointOf, isOffline, tokenOf, tokenPath } from '../../src/source/endpoint.ts';

describe('the endpoint', () => {
  test.each([
    [undefined, 'https://huggingface.co'],
    ['', 'https://huggingface.co'],
    ['https://mirror.test/', 'https://mirror.test'],
    ['https://mirror.test/hf//', 'https://mirror.test/hf'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['HTTPS://Mirror.Test:443/HF', 'https://mirror.test/HF'],
  ])('%j', (value, expected) => {
    expect(endpointOf({ HF_ENDPOINT: value })).toBe(expected);
  });
  test.each(['mirror.test', 'file:///x', 'http://'])('%j is none', (value) => {
    expect(() => endpointOf({ HF_ENDPOINT: value })).toThrow(UsageError);
  });
});

describe('offline', () => {
  test.each<[Env, boolean]>([
    [{}, false],
    [{ HF_HUB_OFFLINE: '1' }, true],
    [{ HF_HUB_OFFLINE: 'on' }, true],
    [{ HF_HUB_OFFLINE: 'Yes' }, true],
    [{ TRANSFORMERS_OFFLINE: 'TRUE' }, true],
    [{ HF_HUB_OFFLINE: '0', TRANSFORMERS_OFFLINE: '1' }, true],
    [{ HF_HUB_OFFLINE: '0' }, false],
    [{ HF_HUB_OFFLINE: 'y' }, false],
    [{ HF_HUB_OFFLINE: '' }, false],
    [{ HF_HUB_OFFLINE: '11' }, false],
  ])('%j', (env, expected) => {
    expect(isOffline(env)).toBe(expected);
  });
});

describe('the path of the token', () => {
  test.each<[Env, string]>([
    [{}, '/home/me/.cache/huggingface/token'],
    [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/huggingface/token'],
    [{ HF_HOME: '/hf', XDG_CACHE_HOME: '/xdg' }, '/hf/token'],
    [{ HF_HOME: '~/hf' }, '/home/me/hf/token'],
    [{ HF_HOME: '$ROOT/hf', ROOT: '/data' }, '/data/hf/token'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's form of a variable
    [{ HF_HOME: '${ROOT}x/hf', ROOT: '/data' }, '/datax/hf/token'],
    [{ HF_HOME: '$NOT_SET/hf' }, '$NOT_SET/hf/token'],
    [{ HF_TOKEN_PATH: '~/secret', HF_HOME: '/hf' }, '/home/me/secret'],
    [{ HF_TOKEN_PATH: '~x/secret' }, '~x/secret'],
  ])('%j', (env, expected) => {
    expect(tokenPath(env, '/home/me')).toBe(expected);
  });
});

describe('the token', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'openlitmus-home-'));
    await mkdir(join(home, '.cache/huggingface'), { recursive: true });
    await writeFile(join(home, '.cache/huggingface/token'), ' hf_file\r\n');
    await writeFile(join(home, 'empty'), '\n');
  });
  afterAll(() => rm(home, { recursive: true }));

  test.each<[Env, string | null]>([
    [{}, 'hf_file'],
    [{ HF_TOKEN: 'hf_env', HUGGING_FACE_HUB_TOKEN: 'hf_old' }, 'hf_env'],
    [{ HF_TOKEN: ' hf_env\r\n' }, 'hf_env'],
    [{ HUGGING_FACE_HUB_TOKEN: 'hf_old' }, 'hf_old'],
    [{ HF_TOKEN: '', HUGGING_FACE_HUB_TOKEN: 'hf_old' }, 'hf_old'],
    [{ HF_TOKEN: ' \n' }, 'hf_file'],
    [{ HF_TOKEN: 'any-form' }, 'any-form'],
    [{ HF_TOKEN_PATH: '~/empty' }, null],
    [{ HF_TOKEN_PATH: '~/missing' }, null],
    [{ HF_HOME: '~/missing' }, null],
    [{ HF_TOKEN: 'hf_env', HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' }, null],
    [{ HF_HUB_DISABLE_IMPLICIT_TOKEN: '0' }, 'hf_file'],
  ])('%j', async (env, expected) => {
    expect(await tokenOf(env, home)).toBe(expected);
  });

  test('a file that cannot be read is named', async () => {
    await expect(tokenOf({ HF_TOKEN_PATH: home }, home)).rejects.toThrow(`cannot read the token file ${home}`);
  });
});
