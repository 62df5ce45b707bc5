/** Every rule file of rules/, without a line for any one of them (what its examples say is run). */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ARTEFACTS, CLAIM_KINDS } from '../../src/report/v1.ts';
import { checkRules } from '../../src/rules/check.ts';
import { factsOfExample } from '../../src/rules/example.ts';
import { loadRules } from '../../src/rules/load.ts';
import { judgeArtefact } from '../../src/rules/run.ts';
import type { ArtefactRule, Look } from '../../src/rules/schema.ts';

const rules = loadRules();

/**
 * Outcomes that no inline example can reach: they need what was looked up of datasets and base models, or metadata of
 * the Hub. `test/assess` and `test/audit` reach them. Take an entry out once an example reaches it.
 */
const NOT_REACHED: Record<string, string[]> = {};

describe.each(rules.rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('its examples hold', () => {
    expect(checkRules({ ...rules, rules: [rule] })).toEqual([]);
  });

  test('its references are secure addresses', () => {
    for (const reference of rule.references ?? []) expect(new URL(reference).protocol).toBe('https:');
  });
});

describe('the folder', () => {
  test('ids are the paths of the files', () => {
    const files = ['claims', 'artefacts', 'findings'].flatMap((folder) =>
      readdirSync(new URL(`../../rules/${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.yml'))
        .map((name) => (folder === 'findings' ? name : `${folder}/${name}`).replace(/\.yml$/, '')),
    );
    expect(rules.rules.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  test('every artefact of the report has one rule, every kind of claim one', () => {
    expect(rules.artefacts.map(({ artefact }) => artefact).sort()).toEqual([...ARTEFACTS].sort());
    expect(rules.claims.map(({ claim }) => claim.kind).sort()).toEqual([...CLAIM_KINDS].sort());
  });
});

describe.each(rules.claims.map((rule) => [rule.id, rule] as const))('examples of %s', (_, rule) => {
  test.each(['asserted', 'denied', 'promised'] as const)('one is %s', (stance) => {
    expect(rule.examples.some(({ expect: claims }) => claims.some((claim) => claim.stance === stance))).toBe(true);
  });

  test('one is no claim', () => {
    expect(rule.examples.some(({ expect: claims }) => claims.length === 0)).toBe(true);
  });
});

describe('outcomes', () => {
  const reached = (rule: ArtefactRule): Set<number | null> =>
    new Set(rule.examples.map((example) => judgeArtefact(rule, factsOfExample(example, rules), rules.tools).outcome));

  test.each(rules.artefacts.map((rule) => [rule.id, rule] as const))('%s: each is reached', (id, rule) => {
    const seen = reached(rule);
    const missed = rule.outcomes.flatMap(({ say }, index) => (seen.has(index) ? [] : [say]));
    expect(missed).toEqual(NOT_REACHED[id] ?? []);
  });

  test.each(rules.artefacts.map((rule) => [rule.id, rule] as const))('%s: the last has no condition', (_, rule) => {
    const { all, any, none } = rule.outcomes.at(-1) ?? { all: ['nothing'] };
    expect([all, any, none]).toEqual([undefined, undefined, undefined]);
  });

  test.each(rules.artefacts.map((rule) => [rule.id, rule] as const))('%s: each look is asked for', (_, rule) => {
    const asked = new Set(rule.outcomes.flatMap(({ all = [], any = [], none = [] }) => [...all, ...any, ...none]));
    expect([...asked].sort()).toEqual(Object.keys(rule.look).sort());
  });
});

describe('guards', () => {
  const GUARDS = [
    'not',
    'unless',
    'with',
    'about',
    'owner',
    'label',
    'complete',
    'outside',
    'distinct',
    'decimals',
    'reachable',
    'holds',
  ];

  /** The look without one of its options. */
  function without(look: Look, option: string): Look {
    const [detector, options] = Object.entries(look)[0] ?? ['', {}];
    const { [option]: _gone, ...rest } = options as Record<string, unknown>;
    return { [detector]: rest } as unknown as Look;
  }

  const guards = [...rules.artefacts, ...rules.findings].flatMap((rule) =>
    Object.entries(rule.look).flatMap(([name, look]) =>
      Object.keys(Object.values(look)[0] ?? {})
        .filter((option) => GUARDS.includes(option))
        .map((option) => ({ guard: `${rule.id} ${name}.${option}`, rule, name, look, option })),
    ),
  );

  const isNeeded = ({ rule, name, look, option }: (typeof guards)[number]): boolean => {
    const weaker = { ...rule, look: { ...rule.look, [name]: without(look, option) } };
    return checkRules({ ...rules, rules: [weaker] }).length > 0;
  };

  test.each(guards.map((each) => [each.guard, each] as const))('%s is needed by an example', (_, each) => {
    expect(isNeeded(each)).toBe(true);
  });
});
