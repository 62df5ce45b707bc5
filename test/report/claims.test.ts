import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ClaimsReport, claimsReportSchema } from '../../src/report/claims.ts';
import { type Selection, selected } from '../../src/report/claims-selection.ts';
import { claimsText } from '../../src/report/text/claims.ts';
import { pageOf } from '../../src/report/text/page.ts';
import { displayWidth } from '../../src/report/width.ts';
import { candidate, sentences } from './claims-sample.ts';

const plain = { color: false, unicode: true, width: 80 };
const drawn = (report: ClaimsReport, options: Partial<typeof plain> = {}): string =>
  claimsText(report, pageOf({ ...plain, ...options }));
const none: ClaimsReport = {
  ...sentences,
  candidates: [],
  summary: { candidates: 0, claims: 0, claimed: 'none', headline: null },
};
const only = (sentence: string, phrase: string): ClaimsReport => ({
  ...sentences,
  card: { ...sentences.card, problems: [] },
  candidates: [candidate({ line: 1, sentence, phrase, decided: ['unclear'] })],
});

test('the sample is valid, for zod and for the JSON Schema made from it', () => {
  expect(claimsReportSchema.parse(sentences)).toEqual(sentences);
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
    z.toJSONSchema(claimsReportSchema, { target: 'draft-2020-12' }),
  );
  validate(sentences);
  expect(validate.errors).toBe(null);
  expect(validate({ ...sentences, candidates: [{ ...sentences.candidates[0], guard: null }] })).toBe(false);
});

describe('text', () => {
  test.each([
    ['claims.txt', {}],
    ['claims-ascii-60.txt', { unicode: false, width: 60 }],
  ])('%s', async (name, options) => {
    await expect(drawn(sentences, options)).toMatchFileSnapshot(`./golden/${name}`);
  });

  test.each([60, 72, 80, 110])('fits %i columns, long paths included', (width) => {
    const path = `${'very-long-folder-name/'.repeat(8)}README.md`;
    const candidates = sentences.candidates.map((one) => ({ ...one, location: { ...one.location, path } }));
    const report = { ...sentences, card: { ...sentences.card, path }, candidates };
    const lines = drawn(report, { width }).split('\n');
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  test('says the same with colour as without, and marks the phrase by colour too', () => {
    const coloured = drawn(sentences, { color: true });
    expect(coloured).toContain('\u001B[36m»open-source«\u001B[39m');
    expect(coloured.replace(/\u001B\[\d+m/g, '')).toBe(drawn(sentences));
  });

  test('writes its own signs in ASCII where nothing else can be shown', () => {
    const candidates = sentences.candidates.filter(({ sentence }) => /^[\x20-\x7E]*$/.test(sentence));
    expect(drawn({ ...sentences, candidates }, { unicode: false })).toMatch(/^[\x20-\x7E\n]*$/);
  });

  test.each<[string, Partial<ClaimsReport>, string]>([
    ['nothing found', none, '0 candidates, 0 claims; no headline'],
    ['a card that only denies', { summary: { ...none.summary, claimed: 'denied' } }, 'only says that it is not open'],
    ['a card that could not be read', { summary: { ...none.summary, claimed: 'unknown' } }, 'could not be read'],
    ['no card', { card: { ...sentences.card, present: false } }, 'There is no README.md.'],
    ['nobody whose it is', { id: null }, "without --id no name is the card's own"],
  ])('%s', (_, part, expected) => {
    expect(drawn({ ...none, ...part })).toContain(expected);
  });
});

describe('the excerpt', () => {
  test('is the whole sentence when it is short', () => {
    expect(drawn(only('Acme is an open model.', 'open'))).toContain('\n  Acme is an »open« model.\n');
  });

  test.each([0, 500, 1000])('is three lines around the phrase (%i words before it)', (words) => {
    const [, , , ...body] = drawn(
      only(`${'word '.repeat(words)}open ${'word '.repeat(1000 - words)}end.`, 'open'),
    ).split('\n');
    const shown = body.slice(0, 3);
    expect(shown.join('\n')).toContain('»open«');
    expect(shown.map((line) => [line.startsWith('  …'), line.endsWith('…')])).toEqual([
      [words > 0, false],
      [false, false],
      [false, words < 1000],
    ]);
  });

  test('marks exactly the phrase, whatever the sentence is made of', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 }).filter((piece) => !/[»«]/u.test(piece));
    fc.assert(
      fc.property(text, fc.constantFrom('open source', '开源', 'مفتوح'), text, (before, phrase, after) => {
        const start = before.length;
        const sentence = before + phrase + after;
        const [given] = only(sentence, phrase).candidates;
        const report = { ...none, candidates: given ? [{ ...given, start, end: start + phrase.length }] : [] };
        const marked = /»([^«]*)«/u.exec(drawn(report))?.[1] ?? '';
        expect(marked.replace(/\s/g, '')).toBe(phrase.replace(/\s/g, ''));
      }),
    );
  });
});

test('what a stranger wrote reaches no terminal as it is', () => {
  const evil = 'Acme \u001B[31mis \u202Eopen\u0007 source\u001B]0;pwn\u0007';
  const [one] = only(evil, 'open').candidates;
  const location = { path: 'a\u001Bb.md', startLine: 1, endLine: 1, heading: '\u001B[2Jhead' };
  const text = drawn({
    ...sentences,
    id: 'a/\u001B[1mb',
    target: '\u009B1m',
    card: { ...sentences.card, path: location.path },
    candidates: one ? [{ ...one, location }] : [],
  });
  expect(text).toMatch(/^[^\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]*$/u);
  expect(text).toContain('»open«');
});

test.each<[Selection, number[]]>([
  [{}, [12, 14, 14, 20, 31, 40, 4]],
  [{ only: 'claims' }, [12, 14, 14, 31, 4]],
  [{ only: 'rejected' }, [20, 40]],
  [{ guard: 'predicate' }, [14, 14]],
  [{ guard: 'phrase' }, [14, 14]],
  [{ guard: 'tag', only: 'rejected' }, []],
])('selected by %o', (selection, lines) => {
  const report = selected(sentences, selection);
  expect(report.candidates.map(({ location }) => location.startLine)).toEqual(lines);
  expect(report.summary).toEqual(sentences.summary);
  expect(drawn(report).includes('shown')).toBe(lines.length < 7);
});
