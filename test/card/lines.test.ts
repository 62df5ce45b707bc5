import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexLines } from '../../src/card/lines.ts';

test.each<[string, string, string[]]>([
  ['nothing', '', ['']],
  ['one line', 'a', ['a']],
  ['LF', 'a\nb\n', ['a', 'b', '']],
  ['CRLF', 'a\r\nb\r\n', ['a', 'b', '']],
  ['blank lines', '\n\r\n\n', ['', '', '', '']],
  ['a lone CR ends no line', 'a\rb\n', ['a\rb', '']],
  ['separators of other scripts end no line', 'a\u2028b\u0085c', ['a\u2028b\u0085c']],
])('lines of %s', (_, text, expected) => {
  const lines = indexLines(text);
  const found = Array.from({ length: lines.count }, (_line, i) => lines.range(i + 1));
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});

test('every offset lies on the line that begins last before it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '\n', '\r\n', '😀', '\r')), (pieces) => {
      const text = pieces.join('');
      const lines = indexLines(text);
      for (let offset = 0; offset <= text.length; offset++) {
        expect(lines.lineAt(offset)).toBe(text.slice(0, offset).split('\n').length);
      }
    }),
  );
});

test('a line that is not there is empty, at the end', () => {
  const lines = indexLines('a\nb');
  expect(lines.range(7)).toEqual({ start: 3, end: 3 });
});
