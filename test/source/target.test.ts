import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { parseTarget } from '../../src/source/target.ts';

const options = { endpoint: 'https://hub.example:8443/hf', home: '/home/me' };

describe('a repository', () => {
  test.each<[string, string, string | null]>([
    ['org/name', 'org/name', null],
    [' org/name\n', 'org/name', null],
    ['gpt2', 'gpt2', null],
    ['Org_1/n.a-m_e', 'Org_1/n.a-m_e', null],
    ['org/name@v1.0', 'org/name', 'v1.0'],
    ['gpt2@refs/pr/3', 'gpt2', 'refs/pr/3'],
    ['hf://org/name', 'org/name', null],
    ['hf://models/org/name@dev', 'org/name', 'dev'],
    ['hf://org/name@dev/config.json', 'org/name', 'dev'],
    ['hf://org/name@refs/pr/1/config.json', 'org/name', 'refs/pr/1'],
    ['hf://org/name@refs%2Fpr%2F1/config.json', 'org/name', 'refs/pr/1'],
    ['hf://org/name/config.json', 'org/name', null],
    ['https://huggingface.co/org/name', 'org/name', null],
    ['https://huggingface.co/org/name/', 'org/name', null],
    ['http://www.huggingface.co/org/name?library=x#usage', 'org/name', null],
    ['https://hf.co/org/name', 'org/name', null],
    ['huggingface.co/org/name', 'org/name', null],
    ['hf.co/gpt2', 'gpt2', null],
    ['https://huggingface.co/gpt2', 'gpt2', null],
    ['https://huggingface.co/gpt2/tree/main', 'gpt2', 'main'],
    ['https://huggingface.co/org/name/tree/main', 'org/name', 'main'],
    ['https://huggingface.co/org/name/tree/main/sub/folder', 'org/name', 'main'],
    ['https://huggingface.co/org/name/tree/refs%2Fpr%2F1', 'org/name', 'refs/pr/1'],
    ['https://huggingface.co/org/name/blob/refs/pr/1/README.md', 'org/name', 'refs/pr/1'],
    ['https://huggingface.co/org/name/blob/0123abc/README.md', 'org/name', '0123abc'],
    ['https://huggingface.co/org/name/resolve/v1/LICENSE', 'org/name', 'v1'],
    ['https://huggingface.co/org/name/raw/v1/LICENSE', 'org/name', 'v1'],
    ['https://huggingface.co/org/name/commit/0123abc', 'org/name', '0123abc'],
    ['https://huggingface.co/org/name/commits/main', 'org/name', 'main'],
    ['https://huggingface.co/org/name/discussions/3', 'org/name', null],
    ['https://huggingface.co/org/tree', 'org/tree', null],
    ['https://huggingface.co/api/models/org/name', 'org/name', null],
    ['https://huggingface.co/api/models/org/name/revision/dev', 'org/name', 'dev'],
    ['https://hub.example:8443/hf/org/name/tree/dev', 'org/name', 'dev'],
  ])('%s', (text, id, revision) => {
    expect(parseTarget(text, options)).toEqual({ kind: 'repo', id, revision });
  });
});

describe('a folder', () => {
  test.each([
    ['.', '.'],
    ['..', '..'],
    ['./folder', './folder'],
    ['../a/b', '../a/b'],
    ['/abs/dir', '/abs/dir'],
    ['~', '/home/me'],
    ['~/models/x', '/home/me/models/x'],
    ['.\\folder', '.\\folder'],
    ['C:\\models', 'C:\\models'],
    ['./with space', './with space'],
  ])('%s', (text, path) => {
    expect(parseTarget(text, options)).toEqual({ kind: 'folder', path });
  });
});

describe('neither', () => {
  test.each([
    ['', /expected org\/name/],
    ['org/name/', /a folder written with \.\//],
    ['a/b/c', /expected/],
    ['org name', /expected/],
    ['--flag', /expected/],
    ['org/name@', /without a revision/],
    ['@v1', /expected/],
    ['~root/x', /expected/],
    ['datasets/org/name', /only models are audited/],
    ['datasets/squad', /only models are audited/],
    ['hf://datasets/org/name', /only models are audited/],
    ['hf://spaces/org/name', /only models are audited/],
    ['https://huggingface.co/datasets/org/name', /only models are audited/],
    ['https://huggingface.co/spaces/org/name', /only models are audited/],
    ['https://huggingface.co/api/datasets/org/name', /only models are audited/],
    ['https://huggingface.co/', /expected/],
    ['https://huggingface.co/org/na%2Fme', /expected/],
    ['https://huggingface.co/org/name/tree/%E0%A4%A', /malformed/],
    ['https://github.com/org/name', /is not a page of https:\/\/hub\.example/],
    ['https://huggingface.co.evil.example/org/name', /is not a page of/],
    ['ftp://huggingface.co/org/name', /is not a page of/],
    ['https://', /is not a page of/],
  ])('%j', (text, message) => {
    expect(() => parseTarget(text, options)).toThrow(UsageError);
    expect(() => parseTarget(text, options)).toThrow(message);
  });
});
