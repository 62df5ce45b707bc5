/**
 * Claims in every language that the words cover: what is asserted, denied, promised, or said of others. The sentences
 * are ours; that they are natural was not checked by native readers.
 */
import { describe, expect, test } from 'vitest';
import { parseCard } from '../../src/card/parse.ts';
import { claimsOf, decideClaims } from '../../src/claims/find.ts';
import { loadRules } from '../../src/rules/load.ts';
import { SENTENCES } from './sentences.ts';

const { lexicon } = loadRules();
const said = (text: string): string =>
  claimsOf(decideClaims(parseCard(`${text}\n`), 'acme/Acme-7B', lexicon))
    .map(({ kind, stance, object }) => `${kind} ${stance} ${object}`)
    .join(', ') || 'no claim';

describe.each(Object.entries(SENTENCES))('%s', (_, rows) => {
  test.each(rows)('%s', (text, expected) => {
    expect(said(text)).toBe(expected);
  });
});
