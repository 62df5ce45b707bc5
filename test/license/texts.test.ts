import { describe, expect, test } from 'vitest';
import { spdxText } from '../../src/license/spdx.ts';
import { readTexts } from '../../src/license/texts.ts';
import { rules } from './load.ts';

const mit = spdxText('MIT') ?? '';
const apache = spdxText('Apache-2.0') ?? '';
const refs = (path: string, text: string) => readTexts([{ path, text }], rules);

describe('licence files of a repository', () => {
  test('a text is a ref with its lines', () => {
    expect(refs('LICENSE', mit)).toMatchObject([
      { id: 'mit', spdx: 'MIT', object: null, path: 'LICENSE', score: 1, restrictions: [] },
    ]);
    expect(refs('LICENSE', mit)[0]?.evidence[0]).toMatchObject({ source: 'file', location: { startLine: 1 } });
  });

  test.each([
    ['LICENSE-CODE', 'code'],
    ['LICENSE_CODE.md', 'code'],
    ['LICENSE-MODEL', 'weights'],
    ['MODEL_LICENSE', 'weights'],
    ['licenses/LICENSE_WEIGHTS', 'weights'],
    ['DATA_LICENSE', 'data'],
    ['LICENSE-DATA.txt', 'data'],
    ['COPYING', null],
  ])('%s speaks of %s', (path, object) => expect(refs(path, mit)[0]?.object).toBe(object));

  test('two texts are two refs', () => {
    expect(refs('LICENSE', `${mit}\n\n${apache}`).map(({ id }) => id)).toEqual(['mit', 'apache-2.0']);
  });

  test('beside a whole text, what is only named is no ref', () => {
    expect(refs('LICENSE', `${mit}\n\nThe logo is licensed under CC BY-NC 4.0.`).map(({ id }) => id)).toEqual(['mit']);
  });

  test('a modified text is no copy', () => {
    expect(refs('LICENSE', `${mit}\n\nCommercial use is prohibited.`)).toMatchObject([
      { id: 'other', spdx: null, name: 'MIT, modified' },
    ]);
  });

  test('a file that only names a licence is a ref of less weight', () => {
    const [ref] = refs('LICENSE', 'See https://www.apache.org/licenses/LICENSE-2.0');
    expect(ref).toMatchObject({ id: 'apache-2.0' });
    expect(ref?.score).toBeLessThan(0.9);
  });

  test.each([
    ['empty', ''],
    ['a pointer', 'version https://git-lfs.github.com/spec/v1\n'],
  ])('%s gives none', (_, text) => expect(refs('LICENSE', text)).toEqual([]));
});
