/** Claims in every language that the words cover: what is asserted, denied, promised, or said of others. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseCard } from '../../src/card/parse.ts';
import { claimsOf, decideClaims } from '../../src/claims/find.ts';
import { loadRules } from '../../src/rules/load.ts';

const { lexicon, claims: rules } = loadRules();
const file = readFileSync(new URL('./sentences.yml', import.meta.url), 'utf8');
const sentences = z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))).parse(parse(file));

const said = (text: string): string =>
  claimsOf(decideClaims(parseCard(`${text}\n`), 'acme/Acme-7B', lexicon))
    .map(({ kind, stance, object }) => `${kind} ${stance} ${object}`)
    .join(', ') || 'no claim';

describe.each(Object.entries(sentences))('%s', (_, rows) => {
  test.each(rows)('%s', (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  test('asserts, denies, promises, and speaks of others', () => {
    expect(rows.length).toBeGreaterThanOrEqual(12);
    const claims = rows.map(([, expected]) => expected).join('\n');
    for (const kind of ['asserted', 'denied', 'promised', 'no claim']) expect(claims).toContain(kind);
  });
});

/** What the examples of a rule say in a language. */
function examplesOf(id: string, language: string): string[] {
  const examples = rules.find((rule) => rule.id === id)?.examples ?? [];
  return examples
    .filter((example) => (example.language ?? 'en') === language)
    .map(({ expect: claims }) => claims.map(({ stance, object }) => `${stance} ${object}`).join() || 'no claim');
}

describe.each(Object.keys(sentences))('examples of the rules in %s', (language) => {
  test.each(['asserted', 'denied', 'promised', 'no claim'])('open source: %s', (kind) => {
    expect(examplesOf('claims/open-source', language).join('\n')).toContain(kind);
  });

  test.each(['weights', 'data', 'code'])('open: %s', (object) => {
    expect(examplesOf('claims/open', language).join('\n')).toMatch(new RegExp(`${object}|everything`));
  });

  test.each(['claims/open-weights', 'claims/fully-open'])('%s: asserted', (id) => {
    expect(examplesOf(id, language).join('\n')).toContain('asserted');
  });
});

test('every language of the terms has its examples', () => {
  const languages = rules.flatMap(({ claim }) => [claim.terms, claim.adjectives ?? {}, claim.plain ?? {}]);
  expect([...new Set(languages.flatMap((terms) => Object.keys(terms)))].sort()).toEqual(
    Object.keys(sentences)
      .filter((language) => language !== 'zh-Hant')
      .sort(),
  );
});
