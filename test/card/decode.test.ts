import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/card/decode.ts';

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const utf16 = (text: string, { little }: { little: boolean }): number[] =>
  Array.from(text).flatMap((char) => {
    const code = char.charCodeAt(0);
    return little ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
  });
const SAMPLE = '# Model\nopen source\n';
const codes = (bytes: readonly number[]) => {
  const { text, problems } = decodeText(Uint8Array.from(bytes));
  return { text, codes: problems.map(({ code }) => code) };
};

describe('what the bytes of a README say', () => {
  test.each<[string, number[], string | null, string[]]>([
    ['nothing', [], '', []],
    ['UTF-8', utf8('# Modèle 开源 😀'), '# Modèle 开源 😀', []],
    ['UTF-8 with a byte-order mark', [0xef, 0xbb, 0xbf, ...utf8('# a')], '# a', []],
    ['UTF-16 LE with a mark', [0xff, 0xfe, ...utf16(SAMPLE, { little: true })], SAMPLE, ['encoding']],
    ['UTF-16 BE with a mark', [0xfe, 0xff, ...utf16(SAMPLE, { little: false })], SAMPLE, ['encoding']],
    ['UTF-16 LE without', utf16(SAMPLE, { little: true }), SAMPLE, ['encoding']],
    ['UTF-16 BE without', utf16(SAMPLE, { little: false }), SAMPLE, ['encoding']],
    [
      'a stray byte of Latin-1',
      [...utf8('A model for the caf'), 0xe9, ...utf8(' menu')],
      'A model for the caf\uFFFD menu',
      ['encoding'],
    ],
    ['NUL characters', utf8('# A\0B'), '# A\0B', ['nul']],
    ['an image', [0x89, 0x50, 0x4e, 0x47, 0xd8, 0xd9, 0xfe, 0xff, 0x81, 0x82], null, ['undecodable']],
  ])('%s', (_, bytes, text, problems) => {
    expect(codes(bytes)).toEqual({ text, codes: problems });
  });

  test('many NUL in UTF-8 do not make it UTF-16', () => {
    const { text, codes: found } = codes(utf8(`${'\0\0'.repeat(400)}# A`));
    expect(text).toContain('# A');
    expect(found).toEqual(['nul']);
  });
});
