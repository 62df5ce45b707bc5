import { describe, expect, test } from 'vitest';
import { isLicenseFile, licenseFiles, MAX_LICENSE_FILES } from '../../src/source/license-files.ts';

describe('by its name, a file', () => {
  test.each([
    ...[
      'LICENSE',
      'LICENCE',
      'license',
      'License.md',
      'LICENSE.txt',
      'LICENSE.rst',
      'COPYING',
      'COPYING.LESSER',
      'NOTICE',
    ],
    ...['NOTICE.txt', 'USE_POLICY.md', 'MODEL_LICENSE', 'LICENSE-MODEL', 'LICENSE-CODE', 'LICENSE-2.0', 'LICENSE.MIT'],
    ...['Llama-2-LICENSE.txt', 'THIRD_PARTY_LICENSES', 'DeepSeek License Agreement.txt', 'sub/LICENSE'],
  ])('%s holds licence terms', (path) => {
    expect(isLicenseFile(path)).toBe(true);
  });
  test.each([
    ...[
      'LICENSE.pdf',
      'LICENSE.PDF',
      'LICENSE.docx',
      'license_plate_detector.pt',
      'license-plates.csv',
      'licenses.json',
    ],
    ...['check_license.py', 'README.md', 'noticeboard.txt', 'copyingmodel.bin', 'LICENSE/config.json', ''],
  ])('%s does not', (path) => {
    expect(isLicenseFile(path)).toBe(false);
  });
});

test('the root comes before its folders, deep and unsafe paths are left out', () => {
  const paths = [
    'b/LICENSE',
    'a/b/LICENSE',
    '../LICENSE',
    './LICENSE',
    '/LICENSE',
    'a\\..\\LICENSE',
    'NOTICE',
    'LICENSE',
    'LICENSE',
  ];
  const tree = paths.map((path) => ({ path, size: 1 }));
  expect(licenseFiles(tree)).toEqual(['LICENSE', 'NOTICE', 'b/LICENSE']);
  expect(licenseFiles(tree.toReversed())).toEqual(licenseFiles(tree));
});

test('there are at most ten', () => {
  const tree = Array.from({ length: 50 }, (_, index) => ({ path: `${index}/LICENSE`, size: 1 }));
  expect(licenseFiles(tree)).toHaveLength(MAX_LICENSE_FILES);
});
