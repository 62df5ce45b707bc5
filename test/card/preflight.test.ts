import { describe, expect, test } from 'vitest';
import { MAX_CARD_BYTES, parseCard, readCard } from '../../src/card/parse.ts';
import { tooMuch } from '../../src/card/preflight.ts';

const nested = (depth: number): string => Array.from({ length: depth }, (_, i) => `${'  '.repeat(i)}- a`).join('\n');

describe('what is not parsed', () => {
  test.each<[string, string, 'too-deep' | 'too-large']>([
    ['quotes in quotes', `${'> '.repeat(10_000)}a`, 'too-deep'],
    ['quotes in quotes, tight', `${'>'.repeat(10_000)}a`, 'too-deep'],
    ['lists in lists on a line', `${'- '.repeat(10_000)}a`, 'too-deep'],
    ['numbered lists in lists', `${'1. '.repeat(10_000)}a`, 'too-deep'],
    ['quotes and lists by turns', `${'> - '.repeat(60)}a`, 'too-deep'],
    ['a run of brackets', '['.repeat(10_000), 'too-deep'],
    ['a run of stars', '*'.repeat(10_000), 'too-deep'],
    ['open links', '[a]('.repeat(10_000), 'too-deep'],
    ['closing brackets', 'a] '.repeat(10_000), 'too-deep'],
    ['emphasis that opens', '*a '.repeat(10_000), 'too-deep'],
    ['addresses in one paragraph', 'https://x.org/a '.repeat(10_000), 'too-deep'],
    ['mail addresses in one paragraph', 'a@b.c '.repeat(10_000), 'too-deep'],
    ['lists in lists by indentation', nested(1_000), 'too-large'],
    ['underlined headings', 'a\n=\n'.repeat(5_000), 'too-large'],
    ['quotations one after another', '> a\n\n'.repeat(5_000), 'too-large'],
    ['paragraphs', 'a\n\n'.repeat(100_000), 'too-large'],
    ['a table of 20,000 cells', `| a | b |\n|---|---|\n${'| c | d |\n'.repeat(10_000)}`, 'too-large'],
    ['rules', '---\n'.repeat(50_000), 'too-large'],
  ])('%s', (_, text, code) => {
    expect(tooMuch(text)?.code).toBe(code);
    expect(parseCard(`# Model\n\n${text}`)).toMatchObject({ readable: false, blocks: [], problems: [{ code }] });
  });
});

describe('what is', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['a long quotation', '> a\n'.repeat(1_000)],
    ['ten levels of lists', nested(10)],
    ['a thousand items', '- [a](https://x.org)\n'.repeat(1_000)],
    ['a table of 10,000 cells', `| a | b |\n|---|---|\n${'| c | d |\n'.repeat(5_000)}`],
    ['a thousand headings', '# a\n\nb\n\n'.repeat(1_000)],
    ['a line of 900,000 characters', 'word '.repeat(180_000)],
    ['a rule of 200 dashes', `a\n\n${'-'.repeat(200)}\n\nb`],
    ['a box drawn in code', `\`\`\`\n${`|${'-'.repeat(70)}|\n`.repeat(50)}\`\`\``],
  ])('%s', (_, text) => {
    expect(tooMuch(text)).toBeNull();
  });
});

describe('what of a card was looked at', () => {
  const bytes = (text: string) => ({ looked: true as const, value: new TextEncoder().encode(text) });
  test.each([
    ['there', bytes('# A'), { present: true, readable: true, problems: [] }],
    ['empty', bytes(''), { present: true, readable: true, problems: [] }],
    ['not there', { looked: true as const, value: null }, { present: false, readable: true, problems: [] }],
    [
      'refused',
      { looked: false as const, why: 'gated' },
      { present: true, readable: false, problems: [{ code: 'unreadable' }] },
    ],
    [
      'undecodable',
      { looked: true as const, value: Uint8Array.from([0xd8, 0xd9, 0xfa]) },
      { readable: false, problems: [{ code: 'undecodable' }] },
    ],
    [
      '50 MB',
      { looked: true as const, value: new Uint8Array(50_000_000) },
      { readable: false, problems: [{ code: 'too-large' }] },
    ],
    ['at the limit', { looked: true as const, value: new Uint8Array(MAX_CARD_BYTES).fill(97) }, { present: true }],
  ])('%s', (_, file, expected) => {
    expect(readCard(file)).toMatchObject(expected);
  });
});
