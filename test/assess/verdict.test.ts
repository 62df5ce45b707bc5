/** Claims against levels: the fixed formula of DESIGN.md section 4. */
import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/assess/level.ts';
import { claimedLevel, headline, verdictOf } from '../../src/assess/verdict.ts';
import { parseCard } from '../../src/card/parse.ts';
import {
  type Claim,
  type ClaimKind,
  LEVELS,
  type Level,
  type LicenseCategory,
  type VerdictStatus,
} from '../../src/report/v1.ts';
import { card, claim, license } from './factory.ts';

/** Steps that put the observed level into a range. */
function between(atLeast: Level, atMost: Level): Step[] {
  const rank = (level: Level) => LEVELS.indexOf(level);
  return LEVELS.slice(1).map((level) => {
    const value = rank(level) <= rank(atLeast) ? true : rank(level) <= rank(atMost) ? ('unknown' as const) : false;
    return { requirement: `step-${level}`, level, value, observed: String(value), message: level, evidence: [] };
  });
}

interface Given {
  claims: Claim[];
  range: [Level, Level];
  category?: LicenseCategory;
  standard?: 'osaid' | 'license-only';
  card?: Parameters<typeof card>[0];
}

const judge = ({ claims, range, category = 'osi-approved', standard = 'osaid', card: given = {} }: Given) =>
  verdictOf({ card: card(given), claims, steps: between(...range), license: license(category), standard });

describe('a claim about the model', () => {
  const C = 'closed';
  const R = 'restricted-weights';
  const W = 'open-weights';
  const S = 'open-source';
  const F = 'fully-open';
  const ranges: [Level, Level][] = [
    [C, C],
    [C, R],
    [C, W],
    [C, F],
    [R, R],
    [R, W],
    [R, F],
    [W, W],
    [W, S],
    [W, F],
    [S, S],
    [S, F],
    [F, F],
  ];
  const over = 'overstated';
  const qual = 'qualified';
  const yes = 'supported';
  const open = 'undetermined';
  const needsWeights: VerdictStatus[] = [over, open, open, open, qual, open, open, yes, yes, yes, yes, yes, yes];
  const table: Record<ClaimKind, VerdictStatus[]> = {
    open: needsWeights,
    'open-weights': needsWeights,
    'open-source': [over, over, over, open, over, over, open, over, open, open, yes, yes, yes],
    'fully-open': [over, over, over, open, over, over, open, over, over, open, over, open, yes],
  };
  const cases = (Object.keys(table) as ClaimKind[]).flatMap((kind) =>
    ranges.map((range, i) => [kind, range, table[kind][i] ?? yes] as const),
  );

  test.each(cases)('%s where %j is seen: %s', (kind, range, expected) => {
    expect(judge({ claims: [claim({ kind })], range: [...range] }).status).toBe(expected);
  });

  test.each(cases.filter(([kind]) => kind === 'open-weights'))(
    'of the weights alone needs only them, whatever its kind: %s, %j: %s',
    (_, range, expected) => {
      for (const kind of ['open', 'open-source', 'fully-open'] as const) {
        expect(judge({ claims: [claim({ kind, object: 'weights' })], range: [...range] }).status).toBe(expected);
      }
    },
  );

  test('of everything is one about the model', () => {
    expect(judge({ claims: [claim({ object: 'everything' })], range: [W, W] }).status).toBe(over);
  });
});

describe('which claim is the headline', () => {
  const tag = { path: 'README.md', startLine: 3, endLine: 3, heading: 'tags' };
  const prompt = { path: 'README.md', startLine: 3, endLine: 3, heading: 'extra_gated_prompt' };
  test.each<[string, Claim[], ReturnType<typeof claimedLevel>]>([
    ['none', [], 'none'],
    [
      'the strongest',
      [claim({ kind: 'open' }), claim({ kind: 'fully-open' }), claim({ kind: 'open-source' })],
      'fully-open',
    ],
    [
      'an assertion, not what is implied',
      [claim({ kind: 'open' }), claim({ kind: 'fully-open', stance: 'implied' })],
      'open',
    ],
    ['nor what is promised', [claim({ kind: 'open' }), claim({ kind: 'open-source', stance: 'promised' })], 'open'],
    ['not of the code', [claim({ object: 'code' })], 'none'],
    ['not of the training code', [claim({ object: 'training-code' })], 'none'],
    ['not of the data', [claim({ object: 'data' })], 'none'],
    ['of the weights', [claim({ object: 'weights' })], 'open-source'],
    ['not a tag', [claim({ location: tag })], 'none'],
    ['a gated prompt', [claim({ location: prompt })], 'open-source'],
    [
      'a section called tags is no tag',
      [claim({ location: { ...tag, startLine: 300, endLine: 300, heading: 'tags' } })],
      'open-source',
    ],
    ['only a denial', [claim({ stance: 'denied' })], 'denied'],
    ['a denial beside an assertion', [claim({ stance: 'denied' }), claim({ kind: 'open' })], 'open'],
    ['a denial of the data', [claim({ stance: 'denied', object: 'data' })], 'none'],
    ['a denial and a promise', [claim({ stance: 'denied' }), claim({ stance: 'promised' })], 'none'],
    ['a denial and a tag', [claim({ stance: 'denied' }), claim({ location: tag })], 'denied'],
  ])('%s', (_, claims, expected) => {
    const tagged = parseCard('---\nlicense: mit\ntags: [open-source]\nextra_gated_prompt: open\n---\n# Acme\n');
    expect(claimedLevel(tagged, claims)).toBe(expected);
  });

  test('a claim about the model goes before one of the same kind about its weights', () => {
    const [weights, model] = [claim({ object: 'weights' }), claim()];
    expect(headline(card(), [weights, model])).toBe(model);
  });

  test('of equal ones the first', () => {
    const [first, second] = [claim({ quote: 'a' }), claim({ quote: 'b' })];
    expect(headline(card(), [first, second])).toBe(first);
  });
});

describe('without an assertion', () => {
  const range: [Level, Level] = ['closed', 'closed'];
  test.each<[string, Given, VerdictStatus]>([
    ['no claim', { claims: [], range }, 'no-claim'],
    ['only a denial', { claims: [claim({ stance: 'denied' })], range }, 'disclaimed'],
    ['only a promise', { claims: [claim({ stance: 'promised' })], range }, 'no-claim'],
    ['no README', { claims: [], range, card: { present: false } }, 'no-claim'],
    ['a card that could not be read', { claims: [], range, card: { readable: false } }, 'undetermined'],
  ])('%s', (_, given, expected) => {
    const verdict = judge(given);
    expect([verdict.status, verdict.underOther]).toEqual([expected, expected]);
  });

  test('no README claims nothing; one that could not be read, nothing that is known', () => {
    expect(claimedLevel(card({ present: false }), [])).toBe('none');
    expect(claimedLevel(card({ readable: false }), [])).toBe('unknown');
  });
});

describe('the looser reading: a licence of the OSI on released weights', () => {
  const source = [claim()];
  test.each<[string, Omit<Given, 'standard'>, VerdictStatus]>([
    ['open weights', { claims: source, range: ['open-weights', 'open-weights'] }, 'supported'],
    ['open weights, the rest not known', { claims: source, range: ['open-weights', 'fully-open'] }, 'supported'],
    [
      'open, but not on the list',
      { claims: source, range: ['open-weights', 'open-weights'], category: 'open-other' },
      'overstated',
    ],
    [
      'restricted',
      { claims: source, range: ['restricted-weights', 'restricted-weights'], category: 'community' },
      'overstated',
    ],
    ['closed', { claims: source, range: ['closed', 'closed'], category: 'none' }, 'overstated'],
    [
      'terms not known',
      { claims: source, range: ['restricted-weights', 'fully-open'], category: 'unknown' },
      'undetermined',
    ],
    ['weights not known', { claims: source, range: ['closed', 'fully-open'] }, 'undetermined'],
    [
      '"fully open" says more than a licence',
      { claims: [claim({ kind: 'fully-open' })], range: ['open-weights', 'open-weights'] },
      'overstated',
    ],
    [
      '"open weights" is read as ever',
      { claims: [claim({ kind: 'open-weights' })], range: ['restricted-weights', 'restricted-weights'] },
      'qualified',
    ],
  ])('%s', (_, given, expected) => {
    const loose = judge({ ...given, standard: 'license-only' });
    const strict = judge({ ...given, standard: 'osaid' });
    expect(loose).toMatchObject({ status: expected, standard: 'license-only', underOther: strict.status });
    expect(strict).toMatchObject({ standard: 'osaid', underOther: expected });
  });
});

describe('the reasons', () => {
  const requirements = (given: Given) => judge(given).reasons.map(({ requirement }) => requirement);
  test('overstated: what is known not to be met, up to what the claim needs', () => {
    expect(requirements({ claims: [claim()], range: ['open-weights', 'open-weights'] })).toEqual(['step-open-source']);
  });

  test('an overstated claim always has one', () => {
    for (const kind of ['open', 'open-weights', 'open-source', 'fully-open'] as const) {
      const { status, reasons } = judge({ claims: [claim({ kind })], range: ['closed', 'closed'] });
      expect(status).toBe('overstated');
      expect(reasons.length).toBeGreaterThan(0);
    }
  });

  test('undetermined: what would decide it, first', () => {
    expect(requirements({ claims: [claim()], range: ['open-weights', 'fully-open'] })).toEqual(['step-open-source']);
  });

  test('qualified: the terms', () => {
    const given: Given = { claims: [claim({ kind: 'open' })], range: ['restricted-weights', 'restricted-weights'] };
    expect(requirements(given)).toEqual(['step-open-weights']);
  });

  test.each<VerdictStatus>(['supported', 'qualified', 'overstated', 'undetermined', 'no-claim', 'disclaimed'])(
    'the summary of %s is a sentence that charges nobody unfairly',
    (status) => {
      const range: Record<string, [Level, Level]> = {
        supported: ['fully-open', 'fully-open'],
        qualified: ['restricted-weights', 'restricted-weights'],
        overstated: ['closed', 'closed'],
      };
      const claims: Record<string, Claim[]> = { 'no-claim': [], disclaimed: [claim({ stance: 'denied' })] };
      const verdict = judge({
        claims: claims[status] ?? [claim({ kind: 'open' })],
        range: range[status] ?? ['closed', 'fully-open'],
      });
      expect(verdict.status).toBe(status);
      expect(verdict.summary).toMatch(/^The |^Whether /);
      if (status === 'supported') expect(verdict.summary).toContain('not refuted');
    },
  );
});
