import { describe, expect, test } from 'vitest';
import { identifyLicense } from '../../src/license/identify.ts';
import { spdxText } from '../../src/license/spdx.ts';
import { catalogue } from './load.ts';

const identify = (text: string) => identifyLicense(text, catalogue);
const text = (id: string) => {
  const found = spdxText(id);
  if (found === null) throw new Error(`SPDX has no text of ${id}`);
  return found;
};
const agreement = (title: string) =>
  `${title}\n\n${'“Agreement” means the terms and conditions of this license that the licensor grants you. '.repeat(20)}`;

describe('SPDX texts', () => {
  test.each([
    ['Apache-2.0', 'apache-2.0'],
    ['MIT', 'mit'],
    ['BSD-2-Clause', 'bsd-2-clause'],
    ['BSD-3-Clause', 'bsd-3-clause'],
    ['GPL-3.0-only', 'gpl-3.0'],
    ['AGPL-3.0-only', 'agpl-3.0'],
    ['LGPL-2.1-only', 'lgpl-2.1'],
    ['MPL-2.0', 'mpl-2.0'],
    ['CC-BY-4.0', 'cc-by-4.0'],
    ['CC-BY-NC-SA-4.0', 'cc-by-nc-sa-4.0'],
    ['CC0-1.0', 'cc0-1.0'],
  ])('%s', (spdx, id) => expect(identify(text(spdx))).toMatchObject({ id }));

  test.each([
    ['re-wrapped', (mit: string) => mit.replace(/\s+/g, '\n')],
    ['upper case', (mit: string) => mit.toUpperCase()],
    ['with a holder', (mit: string) => mit.replace(/Copyright.*/, 'Copyright (c) 2024 Acme Corp. and others')],
    ['with CRLF and BOM', (mit: string) => `\uFEFF${mit.replace(/\n/g, '\r\n')}`],
    ['in Markdown', (mit: string) => `# ${mit}`],
  ])('MIT, %s', (_, change) => expect(identify(change(text('MIT')))?.id).toBe('mit'));

  test('a text with another condition put in is not the original', () => {
    const changed = text('MIT').replace(
      'without restriction',
      'for non commercial research, without other restriction',
    );
    expect(identify(changed)?.id).toBe('other');
  });
});

describe('titles', () => {
  test.each([
    ['LLAMA 3.1 COMMUNITY LICENSE AGREEMENT', 'llama3.1'],
    ['META LLAMA 3 COMMUNITY LICENSE AGREEMENT', 'llama3'],
    ['# Mistral AI Research License', 'mrl'],
    ['Qwen RESEARCH LICENSE AGREEMENT', 'qwen-research'],
    ['Tongyi Qianwen LICENSE AGREEMENT', 'tongyi-qianwen'],
    ['CreativeML Open RAIL++-M License dated July 26, 2023', 'openrail++'],
    ['LLAMA 9 COMMUNITY LICENSE AGREEMENT', 'other'],
    ['Acme Community License', 'other'],
  ])('%s', (title, id) => expect(identify(agreement(title))?.id).toBe(id));
});

test.each([
  ['empty', ''],
  ['a pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1'],
  ['a readme', `# Acme\n\n${'This model answers questions about the weather in many languages. '.repeat(40)}`],
  ['JSON', JSON.stringify({ architectures: ['A'], layers: Array.from({ length: 90 }, (_, i) => i) })],
])('%s is no licence', (_, content) => expect(identify(content)).toBeNull());
