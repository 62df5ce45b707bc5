import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDeclared, resolveDeclared } from '../../src/license/declared.ts';
import { assessLicense } from '../../src/license/effective.ts';
import type { LicenseInput } from '../../src/license/types.ts';
import { catalogue, inputOf, rules } from './load.ts';

const declared = (front: string, tags: string[] = []) =>
  readDeclared(inputOf(`---\n${front}\n---\n# A model\n`, { tags }), catalogue);

describe('front matter', () => {
  test.each([
    ['license: apache-2.0', [['apache-2.0', 'Apache-2.0']]],
    ['license: Apache-2.0', [['apache-2.0', 'Apache-2.0']]],
    [
      'license: [mit, cc-by-nc-4.0]',
      [
        ['mit', 'MIT'],
        ['cc-by-nc-4.0', 'CC-BY-NC-4.0'],
      ],
    ],
    ['license: [mit, MIT]', [['mit', 'MIT']]],
    ['licenses: [gpl-3.0]', [['gpl-3.0', 'GPL-3.0']]],
    ['license: acme-1.0', [['acme-1.0', null]]],
    ['license: other\nlicense_name: mystery', [['other', null]]],
    ['license: 7', [['7', null]]],
    ['license:', []],
    ['license: {type: mit}', []],
    ['license: [[mit]]', []],
    ['language: en', []],
  ])('%s', (front, refs) => expect(declared(front).map(({ id, spdx }) => [id, spdx])).toEqual(refs));

  test('a value is quoted where it stands', () => {
    const [, second] = declared('license:\n- mit\n- Apache-2.0');
    expect(second?.evidence).toEqual([
      {
        source: 'front-matter',
        quote: '- Apache-2.0',
        location: { path: 'README.md', startLine: 4, endLine: 4, heading: null },
        url: null,
      },
    ]);
  });

  test('restrictions are those of the text', () => {
    expect(declared('license: cc-by-nc-sa-4.0')[0]?.restrictions.toSorted()).toEqual(['non-commercial', 'share-alike']);
  });

  test.each([
    ['license: other\nlicense_name: llama3', 'llama3'],
    ['license: other\nlicense_name: our-terms\nlicense_link: https://mistral.ai/licenses/MRL-0.1.md', 'mrl'],
    ['license: other\nlicense_name: our-terms\nlicense_link: LICENSE', undefined],
  ])('%j stands for %s', (front, id) => {
    const [ref] = declared(front);
    expect(ref?.id).toBe('other');
    expect(ref && resolveDeclared(ref, catalogue)?.id).toBe(id);
  });
});

describe('tags of the Hub', () => {
  test('are read where the front matter is silent', () => {
    expect(declared('language: en', ['en', 'license:mit'])).toMatchObject([
      { id: 'mit', spdx: 'MIT', evidence: [{ source: 'api', quote: 'license:mit', location: null }] },
    ]);
  });
  test('are not read where it speaks', () => {
    expect(declared('license: isc', ['license:mit']).map(({ id }) => id)).toEqual(['isc']);
  });
});

test('hostile front matter is read or ignored, never thrown at', () => {
  const keys = ['license', 'licenses', 'license_name', 'license_link', 'extra_gated_fields', 'extra_gated_prompt'];
  const front = fc.dictionary(fc.constantFrom(...keys), fc.anything({ maxDepth: 3 }), { noNullPrototype: false });
  fc.assert(
    fc.property(front, fc.array(fc.string()), (frontMatter, tags) => {
      const input: LicenseInput = { ...inputOf('# A model\n'), frontMatter, tags };
      const report = assessLicense(input, rules);
      for (const { id } of report.declared) expect(id).toBe(id.toLowerCase());
    }),
    { numRuns: 300 },
  );
});
