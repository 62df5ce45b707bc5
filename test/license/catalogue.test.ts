import { describe, expect, test } from 'vitest';
import { createCatalogue } from '../../src/license/catalogue.ts';
import { licenseKey } from '../../src/license/names.ts';
import { agree, categoryOf, contradictions, isOpen, restrictiveness } from '../../src/license/openness.ts';
import { parseLicense } from '../../src/license/schema.ts';
import { catalogue, entries, grammar, restrictions, words } from './load.ts';

const known = (name: string) => {
  const entry = catalogue.find(name);
  if (!entry) throw new Error(`${name} is not in the catalogue`);
  return entry;
};

describe('find', () => {
  test.each([
    ['apache-2.0', 'apache-2.0'],
    ['Apache-2.0', 'apache-2.0'],
    ['Apache License, Version 2.0', 'apache-2.0'],
    ['APACHE V2', 'apache-2.0'],
    ['The MIT License', 'mit'],
    ['CC BY-NC-SA 4.0', 'cc-by-nc-sa-4.0'],
    ['cc_by_4.0', 'cc-by-4.0'],
    ['llama-3.1', 'llama3.1'],
    ['Llama 3.3 Community License Agreement', 'llama3.3'],
    ['tongyi-qianwen-license-agreement', 'tongyi-qianwen'],
    ['Mistral AI Research Licence', 'mrl'],
    ['bsl-1.0', 'bsl-1.0'],
    ['BUSL-1.1', 'bsl-1.1'],
    ['GPLv3', 'gpl-3.0'],
    ['GPL-3.0-or-later', 'gpl-3.0'],
    ['faipl-1.0-sd', 'fair-ai-public-license-1.0-sd'],
  ])('%s is %s', (name, id) => expect(catalogue.find(name)?.id).toBe(id));

  test.each([
    'llama5',
    'apache',
    'apache-3.0',
    'cc-by-nc',
    'my own licence',
    'license',
    '',
    '   ',
    '__proto__',
    'constructor',
  ])('%j is unknown', (name) => expect(catalogue.find(name)).toBeNull());

  test.each([
    ['BSL-1.0', 'Boost Software License 1.0', true],
    ['AAL', 'Attribution Assurance License', true],
    ['aladdin', 'Aladdin Free Public License', false],
  ])('SPDX id %s resolves with its OSI status', (id, name, osiApproved) =>
    expect(catalogue.find(id)).toMatchObject({ name, osiApproved }),
  );

  test('a name that two licences share names neither', () => {
    const [mit, isc] = [known('mit'), known('isc')];
    const shared = createCatalogue([
      { ...mit, aliases: ['permissive-9'] },
      { ...isc, aliases: ['permissive-9'] },
    ]);
    expect(shared.find('permissive-9')).toBeNull();
    expect(shared.find('mit')?.id).toBe('mit');
  });
});

test.each([
  ['https://www.apache.org/licenses/LICENSE-2.0.txt', 'apache-2.0'],
  ['http://creativecommons.org/licenses/by-nc/4.0/deed.fr', 'cc-by-nc-4.0'],
  ['https://github.com/meta-llama/llama-models/raw/main/models/llama3_1/LICENSE', 'llama3.1'],
  ['https://opensource.org/licenses/MIT', 'mit'],
  ['https://opensource.org/licenses/MIT-0', undefined],
  ['https://example.org/LICENSE', undefined],
  ['LICENSE', undefined],
])('the text at %s', (url, id) => expect(catalogue.findLink(url)?.id).toBe(id));

describe('the data', () => {
  test('every id is one licence', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    for (const { id } of entries) expect(catalogue.find(id)?.id).toBe(id);
  });

  test('no alias is shared, so each one works', () => {
    const dead = entries.flatMap((entry) => entry.aliases.filter((alias) => catalogue.find(alias)?.id !== entry.id));
    expect(dead).toEqual([]);
  });

  test('category, approval and restrictions do not contradict each other', () => {
    for (const entry of entries) {
      expect([entry.id, entry.category === 'osi-approved']).toEqual([entry.id, entry.osiApproved]);
      const used = categoryOf(entry.restrictions.filter((one) => one !== 'needs-application'));
      if (isOpen(entry.category, 'weights')) expect([entry.id, used]).toEqual([entry.id, null]);
      if (entry.category === 'research-only') expect(entry.restrictions).toContain('research-only');
      if (entry.category === 'non-commercial') expect(entry.restrictions).toContain('non-commercial');
    }
  });

  test('every phrase is found by the look that lets a sentence through', () => {
    const passes = (terms: Record<string, string[]>) =>
      Object.values(terms)
        .flat()
        .filter((term) => !words.mayMatter(term.replace('*', '')));
    const lost = restrictions.flatMap(({ says }) =>
      says.flatMap(({ terms, with: near }) => {
        const unseen = passes(terms);
        return near && passes(near).length === 0 ? [] : unseen;
      }),
    );
    expect(lost).toEqual([]);
    expect(
      Object.values(grammar.nouns)
        .flat()
        .filter((noun) => !words.mayMatter(noun.replace('*', ''))),
    ).toEqual([]);
  });
});

test('a file with a wrong field is refused and the field named', () => {
  expect(() => parseLicense({ id: 'Foo Bar', name: 'Foo' })).toThrow(/id/);
  const mit = { ...known('mit'), category: 'free' };
  expect(() => parseLicense(mit)).toThrow(/category/);
});

test.each([
  ['Apache License, Version 2.0', 'apache2'],
  ['CC-BY-NC-SA-4.0', 'ccbyncsa4'],
  ['PolyForm-Noncommercial-1.0.0', 'polyformnoncommercial1'],
  ['openrail++', 'openrail++'],
  ['ＭＩＴ', 'mit'],
])('key of %s', (name, key) => expect(licenseKey(name)).toBe(key));

describe('openness', () => {
  test.each([
    ['osi-approved', 'code', true],
    ['open-other', 'code', false],
    ['open-other', 'data', true],
    ['behavioural-use', 'weights', false],
    ['unknown', 'weights', false],
  ] as const)('%s for %s: %s', (category, object, open) => expect(isOpen(category, object)).toBe(open));

  test('categories have an order, what is not established has none', () => {
    expect(restrictiveness('community')).toBeGreaterThan(restrictiveness('open-other'));
    expect(restrictiveness('research-only')).toBeGreaterThan(restrictiveness('non-commercial'));
    expect(restrictiveness('unknown')).toBe(-1);
  });

  test.each([
    ['llama3', 'llama3.1', null, true],
    ['gpl-2.0', 'gpl-3.0', null, true],
    ['cc-by-4.0', 'cc-by-nc-4.0', null, false],
    ['llama3', 'llama1-noncommercial', 'the LLaMA license', true],
    ['llama3', 'llama1-noncommercial', 'the LLaMA 1 license', false],
    ['mit', 'apache-2.0', null, false],
  ] as const)('%s and %s, written %j: agree %s', (a, b, written, same) =>
    expect(agree(known(a), known(b), written)).toBe(same),
  );

  test.each([
    ['apache-2.0', ['non-commercial', 'naming', 'share-alike'], ['non-commercial']],
    ['llama3', ['user-threshold', 'naming'], []],
    ['llama3', ['non-commercial'], ['non-commercial']],
    ['cc-by-nc-4.0', ['research-only'], []],
  ] as const)('%s is contradicted by %j in %j', (id, stated, taken) =>
    expect(contradictions(stated, known(id))).toEqual(taken),
  );
});
