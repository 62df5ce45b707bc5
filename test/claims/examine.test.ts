/** What `openlitmus claims` is told of a card: every candidate with its place, in step with the audit. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCard } from '../../src/card/parse.ts';
import { claimsOf, decideClaims, MAX_DECISIONS } from '../../src/claims/find.ts';
import { examine } from '../../src/examine.ts';
import { type ClaimsReport, claimsReportSchema } from '../../src/report/claims.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { CardFile } from '../../src/source/card-file.ts';

const rules = loadRules();
const LOCAL = { source: 'file', revision: null, notice: null, path: 'cards/acme.md' } as const;

function examined(text: string | Uint8Array, file: Partial<CardFile> = {}): ClaimsReport {
  const value = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const content = { looked: true, value } as const;
  return examine({ ...LOCAL, id: 'acme/Acme-7B', content, ...file }, { target: 'acme.md', rules });
}

const CARD = [
  ['---', 'tags: [open-source]', 'extra_gated_prompt: Acme-7B is an open-source model.', '---'],
  ['# Acme', '', 'Acme-7B is an **open-source** model. It was trained on open data.', ''],
  ['- Unlike open-source models, Acme is fast', '', '| a | b |', '| - | - |', '| open source | no |'],
]
  .flat()
  .join('\r\n');

describe('a candidate', () => {
  const report = examined(CARD);
  const lines = CARD.split('\r\n');

  test('is told with its place, turned down or not', () => {
    expect(report.candidates.map(({ location }) => location.startLine)).toEqual([3, 7, 7, 9, 13, 2]);
    expect(new Set(report.candidates.map(({ claim }) => claim !== null))).toEqual(new Set([true, false]));
    expect(new Set(report.candidates.map(({ location }) => location.path))).toEqual(new Set(['cards/acme.md']));
  });

  test('quotes the raw line, marks the phrase in the prose, and says why', () => {
    for (const { location, quote, sentence, phrase, start, end, guard, why } of report.candidates) {
      expect(lines[location.startLine - 1]).toContain(quote);
      expect(sentence.slice(start, end)).toBe(phrase);
      expect(phrase).toMatch(/open/i);
      expect([guard, why]).not.toContain('');
    }
    expect(report.candidates[1]).toMatchObject({
      quote: 'Acme-7B is an **open-source** model.',
      phrase: 'open-source',
      claim: { kind: 'open-source', stance: 'asserted', object: 'model', counted: true },
    });
  });

  test('is counted once a sentence and stance', () => {
    const { candidates, summary } = examined('# Acme\n\nAcme-7B is openly available and fully open source.\n');
    expect(candidates.map(({ claim }) => [claim?.kind, claim?.counted])).toEqual([
      ['open', false],
      ['fully-open', true],
    ]);
    expect(summary).toMatchObject({
      candidates: 2,
      claims: 1,
      claimed: 'fully-open',
      headline: { kind: 'fully-open' },
    });
  });
});

describe('whose names are its own', () => {
  test.each([
    ['acme/Acme-7B', true],
    ['other/Zephyr', false],
    [null, false],
  ])('%s', (id, expected) => {
    const [only] = examined('Acme-7B is open source.\n', { id }).candidates;
    expect(only?.claim !== null).toBe(expected);
  });
});

describe('a card that says nothing', () => {
  test.each<[string, Partial<CardFile>, Partial<ClaimsReport['card']>, string]>([
    ['empty', {}, { present: true, problems: [] }, 'none'],
    ['missing', { content: { looked: true, value: null } }, { present: false }, 'none'],
    ['refused', { content: { looked: false, why: 'gated' } }, { present: true }, 'unknown'],
  ])('%s', (_, file, card, claimed) => {
    const report = examined('', file);
    expect(report).toMatchObject({
      candidates: [],
      card,
      summary: { candidates: 0, claims: 0, claimed, headline: null },
    });
    expect(claimsReportSchema.parse(report)).toEqual(report);
  });

  test('a paraphrase says so', () => {
    const { card } = examined('', { notice: 'Rewritten.' });
    expect(card.problems).toEqual([{ code: 'not-verbatim', message: 'Rewritten.', location: null }]);
  });
});

describe('hostile cards', () => {
  test.each([
    ['bytes that are no text', new Uint8Array(5_000).map((_, index) => 128 + (index % 64))],
    ['NUL and escapes', 'Acme-7B \0is \u001B[31mopen source\u202E.\n'],
    ['front matter that never ends', '---\nlicense: mit\nAcme-7B is open source.\n'],
    ['front matter that is code', '---js\nprocess.exit(1)\n---\nAcme-7B is open source.\n'],
    ['one line of claims', 'open source '.repeat(10_000)],
    ['quotes 10,000 deep', `${'> '.repeat(10_000)}open source`],
  ])('%s: valid, and no error', (_, text) => {
    const report = examined(text);
    expect(claimsReportSchema.safeParse(report).error?.issues ?? []).toEqual([]);
    expect(report.candidates.length).toBeLessThanOrEqual(MAX_DECISIONS);
  });

  test('a card that goes on for ever is told to be cut', () => {
    const report = examined('Acme-7B is open source. '.repeat(2 * MAX_DECISIONS));
    expect(report.card.problems).toMatchObject([{ code: 'too-many-claims' }]);
    expect(report.summary.candidates).toBe(MAX_DECISIONS);
  });
});

test('says what an audit decides, for any text made of such words', () => {
  const words = [
    'Acme-7B',
    'is',
    'not',
    'open',
    'open-source',
    'our',
    'weights',
    'We',
    'release',
    'data',
    '开源',
    '模型',
  ];
  const marks = ['.', ',', '\n\n', '\n- ', '**', '`', '[open](#a)', '# ', '\t', '|', '\r\n', '。'];
  const card = fc.array(fc.constantFrom(...words, ...marks), { maxLength: 60 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(card, (text) => {
      const report = examined(text);
      const claims = claimsOf(decideClaims(parseCard(text), 'acme/Acme-7B', rules.lexicon));
      expect(report.candidates.filter(({ claim }) => claim?.counted).map(({ quote }) => quote)).toEqual(
        expect.arrayContaining(claims.map(({ quote }) => quote)),
      );
      expect(report.summary.claims).toBe(claims.length);
      const lines = text.split('\n');
      for (const { location, quote, sentence, start, end, phrase } of report.candidates) {
        expect(lines[location.startLine - 1]).toContain(quote);
        expect(sentence.slice(start, end)).toBe(phrase);
      }
    }),
  );
});
