import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCard } from '../../src/card/parse.ts';
import { place, sentencesOf } from '../../src/card/sentences.ts';

const FRAGMENTS = [
  'open source',
  '开源',
  '😀',
  'a ',
  ' ',
  '\n',
  '\r\n',
  '\n\n',
  '# ',
  '- ',
  '  ',
  '> ',
  '| a | b |\n|---|---|\n| ',
  ' | ',
  '`',
  '**',
  '_',
  '[',
  '](https://x.org) ',
  '<b>',
  '</b>',
  '<div>\n',
  '</div>',
  '<br>',
  '<a href="u">',
  '</a>',
  '&amp;',
  '&#128512;',
  '\\*',
  '\\\n',
  '---\n',
  '---\nlicense: mit\n---\n',
  '```\n',
  '[^1]',
  '[^1]: ',
  '\uFEFF',
  '\u2028',
  '\t',
  `${'word '.repeat(60)}`,
  `${'字'.repeat(250)}`,
  '😀'.repeat(150),
];

const isHalf = (text: string): boolean =>
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);

test('a quote is an exact piece of the raw line it is located on, at most 200 long, no character cut in two', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }),
      fc.nat(),
      fc.nat(),
      (pieces, from, length) => {
        const raw = pieces.join('');
        const card = parseCard(raw);
        const lines = raw.split(/\r?\n/);
        for (const block of card.blocks) {
          for (const sentence of sentencesOf(block)) {
            const around = { start: sentence.start, end: sentence.start + sentence.text.length };
            const start = around.start + (from % sentence.text.length);
            const range = { start, end: Math.min(around.end, start + 1 + (length % 30)) };
            for (const { quote, location } of [place(card, block, range), place(card, block, range, around)]) {
              expect(lines[location.startLine - 1]).toContain(quote);
              expect(quote.length).toBeLessThanOrEqual(200);
              expect(isHalf(quote)).toBe(false);
              expect(location.endLine).toBeGreaterThanOrEqual(location.startLine);
              expect(location.endLine).toBeLessThanOrEqual(lines.length);
            }
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('a word is quoted from where it stands, whatever markup is around', () => {
  const calm = FRAGMENTS.filter((fragment) => !/[<`]|字|---|\[\^1\]:|^ {2}$|\t/.test(fragment));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...calm), { maxLength: 30 }), (pieces) => {
      const raw = `${pieces.join('')} needle ${pieces.join('')}`;
      const card = parseCard(raw);
      const line = raw.slice(0, raw.indexOf('needle')).split('\n').length;
      for (const block of card.blocks) {
        const start = block.text.indexOf('needle');
        if (start === -1) continue;
        const { quote, location } = place(card, block, { start, end: start + 6 });
        expect(quote).toContain('needle');
        expect(location.startLine).toBe(line);
      }
    }),
    { numRuns: 500 },
  );
});
