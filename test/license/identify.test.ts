import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identifyText } from '../../src/license/identify.ts';
import { spdxText } from '../../src/license/spdx.ts';
import { licenseTextSchema } from '../../src/report/license-text.ts';
import { rules } from './load.ts';

const identify = (text: string) => identifyText(text, rules);
const text = (id: string) => {
  const found = spdxText(id);
  if (found === null) throw new Error(`SPDX has no text of ${id}`);
  return found;
};
const wrap = (whole: string, width: number) =>
  whole
    .split(/\n\s*\n/)
    .map((paragraph) =>
      paragraph
        .split(/\s+/)
        .reduce((lines: string[], word) => {
          const last = lines.at(-1) ?? '';
          if (lines.length > 0 && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
          else lines.push(word);
          return lines;
        }, [])
        .join('\n'),
    )
    .join('\n\n');
const prefixed = (sign: string) => (whole: string) =>
  whole
    .split('\n')
    .map((line) => `${sign} ${line}`)
    .join('\n');

const IDS = [
  ['Apache-2.0', 'apache-2.0'],
  ['MIT', 'mit'],
  ['MIT-0', 'mit-0'],
  ['ISC', 'isc'],
  ['0BSD', '0bsd'],
  ['BSD-2-Clause', 'bsd-2-clause'],
  ['BSD-3-Clause', 'bsd-3-clause'],
  ['BSD-3-Clause-Clear', 'bsd-3-clause-clear'],
  ['GPL-2.0-only', 'gpl-2.0'],
  ['GPL-3.0-only', 'gpl-3.0'],
  ['AGPL-3.0-only', 'agpl-3.0'],
  ['LGPL-2.1-only', 'lgpl-2.1'],
  ['LGPL-3.0-only', 'lgpl-3.0'],
  ['MPL-2.0', 'mpl-2.0'],
  ['CC-BY-4.0', 'cc-by-4.0'],
  ['CC-BY-3.0', 'cc-by-3.0'],
  ['CC-BY-NC-SA-4.0', 'cc-by-nc-sa-4.0'],
  ['CC-BY-NC-ND-4.0', 'cc-by-nc-nd-4.0'],
  ['CC0-1.0', 'cc0-1.0'],
  ['OpenMDW-1.0', 'openmdw-1.0'],
] as const;

describe('SPDX texts', () => {
  test.each(IDS)('%s', (spdx, id) => {
    const found = identify(text(spdx));
    expect(found).toMatchObject({ id, match: 'full-text', score: 1, modified: null });
    expect(found.licenses).toHaveLength(1);
  });

  test('one that the catalogue lacks has its SPDX id', () => {
    expect(identify(text('Beerware'))).toMatchObject({ id: 'beerware', spdx: 'Beerware', category: 'unknown' });
  });

  test.each<[string, (whole: string) => string]>([
    ['wrapped', (whole) => wrap(whole, 50)],
    ['on one line', (whole) => whole.replace(/\s+/g, ' ')],
    ['in upper case', (whole) => whole.toUpperCase()],
    ['of a holder', (whole) => `Copyright (c) 2024 Acme Corp. and others\nAll rights reserved.\n\n${whole}`],
    ['with CRLF and BOM', (whole) => `\uFEFF${whole.replace(/\n/g, '\r\n')}`],
    ['as Markdown', (whole) => `# ${whole.replace(/^(\w+)/gm, '**$1**')}`],
    [
      'as HTML',
      (whole) => `<html><head><title>x</title></head><body><p>${whole.replace(/\n\n/g, '</p><p>')}</p></body>`,
    ],
    ['as a comment of #', prefixed('#')],
    ['as a comment of //', prefixed('//')],
    ['as a comment of REM', prefixed('REM')],
    ['below front matter', (whole) => `---\nlicense: other\n---\n${whole}`],
    ['below a model name', (whole) => `Foo-7B\n======\n\nWeights by the Foo team, under these terms:\n\n${whole}`],
    ['above a list of parts', (whole) => `${whole}\n\nPARTS\n\nContains a tokenizer by Bar, Copyright 2020 Bar Inc.\n`],
    ['with curly quotes', (whole) => whole.replace(/"([^"]*)"/g, '“$1”')],
  ])('%s it is the same', (_, change) => {
    for (const [spdx, id] of IDS) expect(identify(change(text(spdx)))).toMatchObject({ id, modified: null });
  });

  test('a copy may lack the instructions for use', () => {
    const [terms = ''] = text('Apache-2.0').split(/END OF TERMS/);
    expect(identify(terms)).toMatchObject({ id: 'apache-2.0', modified: null });
  });
});

describe('a changed text is not the original', () => {
  const mit = text('MIT');
  test.each<[string, string, string, string]>([
    ['a limit put in', mit.replace('without restriction', 'for non-commercial research only'), 'mit', 'non-commercial'],
    [
      'a clause at the end',
      `${mit}\n\nProducts with over 5 million monthly active users need our consent.`,
      'mit',
      '5 million',
    ],
    ['a clause before it', `Use for military purposes is prohibited.\n\n${mit}`, 'mit', 'military'],
    ['a Chinese rider', `${mit}\n\n本软件仅供学习交流，禁止商业用途。`, 'mit', '仅供学习交流'],
    ['a title that says so', mit.replace('MIT License', 'Modified MIT License'), 'mit', 'Modified'],
    ['a sentence turned round', mit.replace('is hereby granted', 'is not hereby granted'), 'mit', 'not'],
    [
      'a clause inside',
      text('Apache-2.0').replace(
        '9. Accepting',
        '9. Field. You may not use the Work for surveillance.\n\n   10. Accepting',
      ),
      'apache-2.0',
      'surveillance',
    ],
    [
      'another version number',
      text('Apache-2.0').replace('Version 2.0, January 2004', 'Version 2.7, May 2019'),
      'apache-2.0',
      '2019',
    ],
    [
      'a condition beside it',
      `${text('Apache-2.0')}\n\nAdditional Terms: no product may be sold.`,
      'apache-2.0',
      'Additional Terms',
    ],
  ])('%s', (_, changed, of, added) => {
    const found = identify(changed);
    expect(found).toMatchObject({ id: 'other', spdx: null, category: 'unknown', match: 'modified', modified: { of } });
    expect(found.modified?.added.join('\n')).toContain(added);
  });

  test('a part left out is quoted', () => {
    const without = text('Apache-2.0').replace(
      /\s*3\. Grant of Patent License\.[\s\S]*?(?=\s*4\. Redistribution)/,
      '\n\n',
    );
    const found = identify(without);
    expect(found).toMatchObject({ id: 'other', modified: { of: 'apache-2.0' } });
    expect(found.modified?.removed.join('\n')).toMatch(/patent/i);
  });

  test('a right left out is quoted', () => {
    const found = identify(mit.replace('sublicense, and/or sell', 'sublicense'));
    expect(found).toMatchObject({ id: 'other', modified: { of: 'mit' } });
    expect(found.modified?.removed.join('\n')).toContain('sell');
  });
});

describe('several licences', () => {
  test('each has its lines', () => {
    const both = `${text('MIT').trim()}\n\n${text('CC-BY-4.0')}`;
    const lines = text('MIT').trim().split('\n').length;
    const found = identify(both);
    expect(found).toMatchObject({ id: 'mit', match: 'multiple', modified: null });
    expect(found.licenses.map(({ id, match }) => [id, match])).toEqual([
      ['mit', 'full-text'],
      ['cc-by-4.0', 'full-text'],
    ]);
    expect(found.licenses[0]).toMatchObject({ startLine: 1, endLine: lines });
    expect(found.licenses[1]?.startLine).toBeGreaterThan(lines);
  });

  test('a notice beside a text is another licence', () => {
    const notice = 'Llama 2 is licensed under the LLAMA 2 Community License, Copyright (c) Meta Platforms, Inc.';
    expect(identify(`${text('MIT')}\n\n${notice}`).licenses.map(({ id }) => id)).toEqual(['mit', 'llama2']);
  });
});

const agreement = (title: string) =>
  `${title}\n\n${'“Agreement” means the terms and conditions of this license that the licensor grants to you. '.repeat(20)}`;

describe('titles of texts that are not known', () => {
  test.each([
    ['Tongyi Qianwen LICENSE AGREEMENT', 'tongyi-qianwen'],
    ['# Mistral AI Research License', 'mrl'],
    ['LLAMA 9 COMMUNITY LICENSE AGREEMENT', 'other'],
    ['Acme Community License', 'other'],
  ])('%s', (title, id) => expect(identify(agreement(title))).toMatchObject({ id }));

  test('an unknown licence claims nothing', () => {
    expect(identify(agreement('Acme Terms'))).toMatchObject({
      match: 'none',
      category: 'unknown',
      spdx: null,
      licenses: [],
    });
  });
});

describe('names without a text', () => {
  test.each([
    ['SPDX-License-Identifier: Apache-2.0', 'apache-2.0', 'header'],
    ['# SPDX-License-Identifier: (MIT OR Apache-2.0)', 'mit', 'multiple'],
    ['SPDX-License-Identifier: GPL-2.0-or-later WITH Classpath-exception-2.0', 'gpl-2.0', 'header'],
    [
      '// Copyright 2024 Foo\n//\n// Licensed under the Apache License, Version 2.0 (the "License");\n// you may not use this file except in compliance with the License.',
      'apache-2.0',
      'header',
    ],
    [
      'You can redistribute it and/or modify it under the terms of the GNU Lesser General Public\nLicense, version 2.1.',
      'lgpl-2.1',
      'header',
    ],
    [
      'You can redistribute it and/or modify it under the terms of the GNU General Public License,\nversion 3.',
      'gpl-3.0',
      'header',
    ],
    ['https://www.apache.org/licenses/LICENSE-2.0', 'apache-2.0', 'reference'],
    ['See https://ai.google.dev/gemma/terms', 'gemma', 'reference'],
    ['The weights are released under CC BY-NC 4.0.', 'cc-by-nc-4.0', 'notice'],
    [
      'The code is licensed under the MIT License. The model weights are licensed under CC BY 4.0.',
      'cc-by-4.0',
      'multiple',
    ],
    ['本项目代码采用 [Apache-2.0](LICENSE) 许可证。', 'apache-2.0', 'reference'],
    ['Released under the Modified MIT License.', 'modified-mit', 'notice'],
  ])('%s', (written, id, match) => expect(identify(written)).toMatchObject({ id, match }));

  test('what is said of data alone is no answer', () => {
    expect(identify('The training data is licensed under CC-BY-4.0.')).toMatchObject({ id: null });
  });

  test.each([
    'This project is not licensed under the MIT License.',
    'It is no longer released under the Apache License 2.0.',
  ])('denied: %s', (written) => expect(identify(written).id).toBeNull());
});

test.each([
  ['nothing', ''],
  ['a pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1'],
  ['a readme', `# Acme\n\n${'This model answers questions about the weather in many languages. '.repeat(40)}`],
  ['JSON', JSON.stringify({ architectures: ['LlamaForCausalLM'], model_type: 'llama', license: null })],
  ['a copyright line', 'Copyright (c) 2024 Acme. All rights reserved.'],
  ['a promise', 'License: TBD'],
  ['another sense', 'It reads driving licenses: the license number, the name, the date of issue.'],
  [
    'conduct',
    `# Code of Conduct\n\n${'We pledge to make participation in our community free of harassment for everyone. '.repeat(20)}`,
  ],
])('%s is no licence', (_, content) => {
  expect(identify(content)).toMatchObject({ id: null, match: 'none', category: 'none', licenses: [], similar: null });
});

describe('any text', () => {
  const word = fc.constantFrom(
    ...'the of a model data weather river train bird of under new any and grows we'.split(' '),
  );
  const prose = fc.array(word, { maxLength: 400 }).map((words) => words.join(' '));

  test('prose gives nothing', () => {
    fc.assert(
      fc.property(prose, (written) => identify(written).id === null),
      { numRuns: 60 },
    );
  });

  test('the answer is valid whatever the text', () => {
    const pieces = fc.constantFrom(
      text('MIT'),
      text('BSD-2-Clause'),
      '<head',
      '---\n',
      '](',
      '&amp;',
      '\u0000',
      '許可',
      'license',
    );
    const mixed = fc.array(fc.oneof(pieces, fc.string(), prose), { maxLength: 6 }).map((parts) => parts.join('\n'));
    fc.assert(
      fc.property(mixed, (written) => licenseTextSchema.safeParse({ path: 'x', ...identify(written) }).success),
      { numRuns: 60 },
    );
  });

  test('neither width nor case of an SPDX text matters', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...IDS),
        fc.integer({ min: 30, max: 200 }),
        fc.boolean(),
        ([spdx, id], width, upper) => {
          const wrapped = wrap(text(spdx), width);
          const found = identify(upper ? wrapped.toUpperCase() : wrapped);
          return found.id === id && found.modified === null;
        },
      ),
      { numRuns: 40 },
    );
  });
});

test.each([
  ['tags that never end', '<head '.repeat(150_000)],
  ['comments that never end', '<!-- '.repeat(150_000)],
  ['brackets', '['.repeat(500_000)],
  ['dots', 'a.'.repeat(400_000)],
  ['blank lines', '\n \n'.repeat(300_000)],
  ['copyright', 'copyright (c) '.repeat(60_000)],
  ['one licence many times', text('MIT').repeat(500)],
])('a million characters of %s are read in time', (_, content) => {
  const start = performance.now();
  identify(content);
  expect(performance.now() - start).toBeLessThan(10_000);
});
