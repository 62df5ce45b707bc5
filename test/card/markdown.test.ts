import { describe, expect, test } from 'vitest';
import { parseCard } from '../../src/card/parse.ts';
import { place, sentencesOf } from '../../src/card/sentences.ts';
import type { Block } from '../../src/card/types.ts';

const blocks = (text: string): Block[] => parseCard(text).blocks;
const texts = (text: string): [string, string][] => blocks(text).map((block) => [block.kind, block.text.trim()]);
const links = (text: string) =>
  blocks(text).flatMap((block) => block.links.map(({ url, text: label, image }) => ({ url, label, image })));

describe('prose', () => {
  test.each<[string, string, [string, string][]]>([
    ['a paragraph over lines', 'a\nb\n', [['paragraph', 'a b']]],
    ['emphasis', '**open** *source* ~~no~~ `code`', [['paragraph', 'open source  code']]],
    ['entities and escapes', 'A &amp; B \\*c\\*', [['paragraph', 'A & B *c*']]],
    ['a hard break', 'a  \nb', [['paragraph', 'a b']]],
    [
      'headings',
      '# A\n\nB\n-\n',
      [
        ['heading', 'A'],
        ['heading', 'B'],
      ],
    ],
    [
      'a quotation',
      '> a\n>\n> - b',
      [
        ['quote', 'a'],
        ['quote', 'b'],
      ],
    ],
    [
      'a list',
      '- a\n- b\n  - c\n',
      [
        ['list-item', 'a'],
        ['list-item', 'b'],
        ['list-item', 'c'],
      ],
    ],
    [
      'a table',
      '| a | b |\n|---|---|\n| c | |\n',
      [
        ['table-cell', 'a'],
        ['table-cell', 'b'],
        ['table-cell', 'c'],
      ],
    ],
    ['code is no prose', '```\nopen source\n```\n\n    open source\n', []],
    ['a reference definition is no prose', '[a]: https://example.org "open source"\n', []],
    ['alt text is no prose', '![open source](a.png)', [['paragraph', '']]],
  ])('%s', (_, text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  test('a quotation stays one inside a list, and a list inside a quotation is quoted', () => {
    expect(blocks('> - b').map(({ kind }) => kind)).toEqual(['quote']);
    expect(blocks('- a\n\n  > b').map(({ kind }) => kind)).toEqual(['list-item', 'quote']);
  });

  test('code keeps its language, first line and heading', () => {
    expect(parseCard('---\na: 1\n---\n# Use\n\n```python\nimport x\n```\n').code).toEqual([
      { language: 'python', value: 'import x', startLine: 6, heading: 'Use' },
    ]);
  });
});

describe('what stands above and around', () => {
  test('headings, outermost first', () => {
    const text = '# A\n## B\nb\n### C\nc\n## D\nd\n# E\ne\n';
    const found = blocks(text).filter(({ kind }) => kind === 'paragraph');
    expect(found.map(({ text: prose, headings }) => [prose, headings])).toEqual([
      ['b', ['A', 'B']],
      ['c', ['A', 'B', 'C']],
      ['d', ['A', 'D']],
      ['e', ['E']],
    ]);
  });

  test('headings in HTML count too', () => {
    const found = blocks('<h1 align="center">Acme</h1>\n\nb\n\n## C\n\nc\n');
    expect(found.at(1)).toMatchObject({ text: 'b', headings: ['Acme'] });
    expect(found.at(-1)).toMatchObject({ text: 'c', headings: ['Acme', 'C'] });
  });

  test('a list has the paragraph before it as its lead, an inner list its item', () => {
    const found = blocks('We release:\n\n- code\n  - for training\n').filter(({ kind }) => kind === 'list-item');
    expect(found.map(({ text, lead }) => [text, lead])).toEqual([
      ['code', 'We release:'],
      ['for training', 'code'],
    ]);
  });

  test('a cell has its column and its row', () => {
    const found = blocks('| Model | Licence |\n|---|---|\n| Acme | MIT |\n');
    expect(found.map(({ text, column, row }) => [text.trim(), column, row])).toEqual([
      ['Model', null, null],
      ['Licence', null, 'Model'],
      ['Acme', 'Model', null],
      ['MIT', 'Licence', 'Acme'],
    ]);
  });

  test('a table has its cells, lines and heading', () => {
    expect(parseCard('---\na: 1\n---\n# R\n\n| a | b |\n|---|---|\n| 1 | 2 |\n').tables).toEqual([
      { header: ['a', 'b'], rows: [['1', '2']], startLine: 6, endLine: 8, heading: 'R' },
    ]);
  });
});

describe('links', () => {
  const link = (url: string, label = '') => ({ url, label, image: false });
  test.each([
    ['inline', '[a *b*](https://x.org/c)', [link('https://x.org/c', 'a b')]],
    ['bare', 'see https://x.org/c.', [link('https://x.org/c', 'https://x.org/c')]],
    ['in angle brackets', '<https://x.org/c>', [link('https://x.org/c', 'https://x.org/c')]],
    ['by reference', '[a][r]\n\n[r]: https://x.org/c\n', [link('https://x.org/c', 'a')]],
    ['by a short reference', '[r]\n\n[r]: https://x.org/c\n', [link('https://x.org/c', 'r')]],
    ['a badge', '[![b](b.svg)](https://x.org/c)', [{ url: 'b.svg', label: 'b', image: true }, link('https://x.org/c')]],
    ['HTML in a block', '<p>see <a href="https://x.org/c">a</a></p>', [link('https://x.org/c', 'a')]],
    ['HTML in a paragraph', 'see <a href="https://x.org/c">a</a>.', [link('https://x.org/c', 'a')]],
    [
      'HTML over lines of a paragraph',
      'see <a\nhref="https://x.org/c">a <b>b</b></a>.',
      [link('https://x.org/c', 'a b')],
    ],
    ['a reference in a quotation', '> [a]\n>\n> [a]: https://x.org/c\n', [link('https://x.org/c', 'a')]],
    ['HTML with single quotes', "<p><a class=b href='https://x.org/c'>a</a></p>", [link('https://x.org/c', 'a')]],
    ['a relative one', '[LICENSE](./LICENSE)', [link('./LICENSE', 'LICENSE')]],
    ['none in code', '`[a](b)`\n\n```\nhttps://x.org\n```\n', []],
    ['none in a comment', '<!-- <a href="https://x.org">a</a> -->', []],
  ])('%s', (_, text, expected) => {
    expect(links(text)).toEqual(expected);
  });
});

describe('HTML blocks', () => {
  test.each<[string, string, string[]]>([
    ['tags go, text stays', '<p>Acme is <b>open source</b>.</p>', ['Acme is open source .']],
    ['pieces between block tags', '<div>\n<p>a</p>\n<p>b</p>\n</div>', ['a', 'b']],
    ['comments go', '<!-- open source -->\n\n<div>a</div>', ['a']],
    ['scripts and styles go', '<div>a<script>open source</script><style>b</style></div>', ['a']],
    ['an open script runs to the end', '<div>a<script>open source', ['a']],
    ['entities', '<p>A &amp; B</p>', ['A & B']],
  ])('%s', (_, text, expected) => {
    const found = blocks(text).map((block) => block.text.replace(/\s+/g, ' ').trim());
    expect(found).toEqual(expected);
  });
});

describe('sentences', () => {
  const sentences = (text: string) =>
    blocks(text).flatMap((block) => sentencesOf(block).map((each) => each.text.trim()));
  test.each<[string, string[]]>([
    ['A model. It is open.', ['A model.', 'It is open.']],
    ['It is open, e.g. under MIT. It is free.', ['It is open, e.g. under MIT.', 'It is free.']],
    ['Smith et al. trained it.', ['Smith et al. trained it.']],
    ['See Fig. 2 of the paper.', ['See Fig. 2 of the paper.']],
    ['本模型开源。代码也开源。', ['本模型开源。', '代码也开源。']],
    ['A version 2.0 model.', ['A version 2.0 model.']],
  ])('%s', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  test('together they are the block, and none is longer than 2,000 characters', () => {
    const [block] = blocks(`${'open 😀 '.repeat(5_000)}\n`);
    if (!block) throw new Error('no block');
    const found = sentencesOf(block);
    expect(found.map(({ text }) => text).join('')).toBe(block.text);
    expect(Math.max(...found.map(({ text }) => text.length))).toBeLessThanOrEqual(2_000);
    for (const { text, start } of found) expect(block.text.startsWith(text, start)).toBe(true);
  });
});

describe('places', () => {
  const at = (text: string, needle: string) => {
    const card = parseCard(text);
    for (const block of card.blocks) {
      const start = block.text.indexOf(needle);
      if (start !== -1) return place(card, block, { start, end: start + needle.length });
    }
    throw new Error(`${needle} is nowhere`);
  };

  test.each<[string, string, string, number, string]>([
    ['plain', '# A\n\nopen source\n', 'open source', 3, 'open source'],
    ['below front matter', '---\na: 1\n---\n\nopen source\n', 'open source', 5, 'open source'],
    ['below a blank line and front matter', '\n---\na: 1\n---\nopen source\n', 'open source', 5, 'open source'],
    ['CRLF', '---\r\na: 1\r\n---\r\n# A\r\n\r\nopen source\r\n', 'open source', 6, 'open source'],
    ['second line of a paragraph', 'a\nopen source\n', 'open source', 2, 'open source'],
    ['in a list', '- a\n- is open source\n', 'open source', 2, 'open source'],
    ['in a table', '| a |\n|---|\n| open source |\n', 'open source', 3, 'open source'],
    ['behind an entity', 'A &amp; B is open source', 'open source', 1, 'open source'],
    ['behind an emoji', '😀 open source', 'open source', 1, 'open source'],
    ['on a line of its own in a list', '- a\n  b\n  is open source', 'open source', 3, 'open source'],
    ['on a line of its own in a quotation', '> a\n> b\n> is open source', 'open source', 3, 'open source'],
    ['on an indented line', 'a\n   b\n   c\n   open source', 'open source', 4, 'open source'],
    ['behind escapes', '\\*a\\* \\[b\\] open source', 'open source', 1, 'open source'],
    ['behind references', '&lt;a&gt; &#x1F600; &eacute; open source', 'open source', 1, 'open source'],
    ['behind an ampersand that stays', 'R&D; AT&T &amp;amp; open source', 'open source', 1, 'open source'],
    ['in code over lines', '> `a\n> open source b`', 'open source', 2, 'open source'],
    ['in HTML', '<div>\n<p>open source</p>\n</div>', 'open source', 2, 'open source'],
  ])('%s', (_, text, needle, line, quote) => {
    const { location, quote: found } = at(text, needle);
    expect({ line: location.startLine, quote: found }).toEqual({ line, quote });
  });

  test('a phrase over two lines: its first line is quoted, both are located', () => {
    expect(at('This is open\nsource.', 'open source')).toMatchObject({
      quote: 'open',
      location: { startLine: 1, endLine: 2 },
    });
  });

  test('the heading right above is named', () => {
    expect(at('# A\n## B\nopen source', 'open source').location.heading).toBe('B');
  });

  test('of a long line no more than 200 characters, with what is meant among them', () => {
    const text = `${'word '.repeat(100)}open source ${'word '.repeat(100)}`;
    const card = parseCard(text);
    const [block] = card.blocks;
    if (!block) throw new Error('no block');
    const start = block.text.indexOf('open source');
    const { quote } = place(card, block, { start, end: start + 11 }, { start: 0, end: block.text.length });
    expect(quote.length).toBeLessThanOrEqual(200);
    expect(quote).toContain('open source');
  });
});
