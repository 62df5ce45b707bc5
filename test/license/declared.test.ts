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
    expect(ref && resolveDeclared(ref, catalogue)[0]?.entry?.id).toBe(id);
  });
});

describe('expressions', () => {
  test.each([
    ['MIT OR Apache-2.0', 'MIT OR Apache-2.0', ['mit', 'apache-2.0']],
    ['mit or cc-by-nc-4.0', 'MIT OR CC-BY-NC-4.0', ['mit', 'cc-by-nc-4.0']],
    ['MIT AND CC-BY-NC-4.0', 'MIT AND CC-BY-NC-4.0', ['cc-by-nc-4.0']],
    ['(MIT OR GPL-3.0) AND Apache-2.0', '(MIT OR GPL-3.0) AND Apache-2.0', ['mit']],
    ['Apache-2.0 WITH LLVM-exception', 'Apache-2.0 WITH LLVM-exception', ['apache-2.0']],
    ['MIT OR acme-1.0', null, ['mit', null]],
    ['MIT AND acme-1.0', null, [null]],
    ['MIT AND llama3', null, ['llama3']],
    ['Terms and Conditions', null, [null]],
    ['MIT OR', null, [null]],
    ['(MIT OR Apache-2.0', null, [null]],
    ['MIT) OR (ISC', null, [null]],
  ])('%s', (written, spdx, ids) => {
    const [ref] = declared(`license: ${JSON.stringify(written)}`);
    expect(ref).toMatchObject({ id: written.toLowerCase(), spdx });
    expect(ref && resolveDeclared(ref, catalogue).map(({ entry }) => entry?.id ?? null)).toEqual(ids);
  });

  test.each([
    ['"MIT OR CC-BY-NC-4.0"', 'mit'],
    ['"MIT AND CC-BY-NC-4.0"', 'cc-by-nc-4.0'],
    ['"MIT AND acme-1.0"', 'mit and acme-1.0'],
  ])('%s puts the weights under %s', (written, id) => {
    expect(assessLicense(inputOf(`---\nlicense: ${written}\n---\n# A\n`), rules).report.effective.id).toBe(id);
  });

  test('nested without end in a tag end nothing', () => {
    const { declared: refs } = assessLicense(
      inputOf('# A model\n', { tags: [`license:${'('.repeat(100_000)} or mit`] }),
      rules,
    ).report;
    expect(refs).toHaveLength(1);
  });

  test('of any shape are read or left', () => {
    const word = fc.constantFrom('(', ')', 'and', 'OR', 'with', 'mit', 'llama3', 'x');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const ref = { id: words.join(' '), name: null, link: null };
        expect(resolveDeclared(ref, catalogue).length).toBeGreaterThan(0);
      }),
    );
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
      const { report } = assessLicense(input, rules);
      for (const { id } of report.declared) expect(id).toBe(id.toLowerCase());
    }),
    { numRuns: 300 },
  );
});
