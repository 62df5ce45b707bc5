import { describe, expect, test } from 'vitest';
import {
  addCounts,
  agreement,
  countsOf,
  kappa,
  levelOf,
  matchNames,
  matchOneToOne,
  mean,
  precisionRecall,
  rate,
  severity,
} from '../../scripts/eval/score.ts';

describe('precisionRecall', () => {
  test.each([
    [
      { hits: 8, extra: 2, missed: 8 },
      { precision: 0.8, recall: 0.5, f1: 16 / 26 },
    ],
    [
      { hits: 0, extra: 3, missed: 2 },
      { precision: 0, recall: 0, f1: 0 },
    ],
    [
      { hits: 0, extra: 0, missed: 2 },
      { precision: null, recall: 0, f1: 0 },
    ],
    [
      { hits: 0, extra: 0, missed: 0 },
      { precision: null, recall: null, f1: null },
    ],
  ])('%j gives %j', (counts, expected) => {
    expect(precisionRecall(counts)).toEqual(expected);
  });

  test('counts of cards add up before they are divided', () => {
    const all = addCounts([
      { hits: 1, extra: 0, missed: 0 },
      { hits: 0, extra: 1, missed: 2 },
    ]);
    expect(all).toEqual({ hits: 1, extra: 1, missed: 2 });
  });
});

describe('matchOneToOne', () => {
  const within = (reach: number) => (a: number, b: number) => (Math.abs(a - b) <= reach ? Math.abs(a - b) : null);

  test('one found thing answers for one expected thing only', () => {
    expect(countsOf(matchOneToOne([5, 6], [5], within(1)))).toEqual({ hits: 1, extra: 0, missed: 1 });
  });

  test('the nearest are paired first, whatever their order', () => {
    expect(matchOneToOne([1, 2], [2, 3], within(2)).pairs).toEqual([
      [2, 2],
      [1, 3],
    ]);
  });

  test('what is out of reach is missed on one side and extra on the other', () => {
    expect(matchOneToOne([1], [9], within(2))).toEqual({ pairs: [], missed: [1], extra: [9] });
  });
});

test('names match without regard to case, each once', () => {
  const matching = matchNames(['Org/A', 'org/b'], ['org/a', 'ORG/A', 'org/c']);
  expect(countsOf(matching)).toEqual({ hits: 1, extra: 1, missed: 1 });
  expect(matching.missed).toEqual(['org/b']);
});

describe('kappa', () => {
  const cells = (...counts: [string, string, number][]) =>
    counts.flatMap(([a, b, n]) => Array.from({ length: n }, () => [a, b] as const));

  test('is what is reached beyond chance', () => {
    // 50 applications read by two readers: agreement 0.7, chance 0.5 (25 * 30 + 25 * 20 of 50 * 50).
    const pairs = cells(['yes', 'yes', 20], ['yes', 'no', 5], ['no', 'yes', 10], ['no', 'no', 15]);
    expect(agreement(pairs)).toBeCloseTo(0.7);
    expect(kappa(pairs)).toBeCloseTo(0.4);
  });

  test('is zero for an answer that never varies', () => {
    expect(kappa(cells(['open', 'closed', 3], ['closed', 'closed', 7]))).toBeCloseTo(0);
  });

  test('is below zero when the two disagree more than by chance', () => {
    expect(kappa(cells(['open', 'closed', 2], ['closed', 'open', 2]))).toBeCloseTo(-1);
  });

  test('is one where both say the same throughout, and null without cells', () => {
    expect(kappa(cells(['absent', 'absent', 4]))).toBe(1);
    expect(kappa([])).toBeNull();
  });
});

test('what was left unknown is no disagreement, but is counted as unanswered', () => {
  const rated = rate([
    { expected: 'released', got: 'released' },
    { expected: 'absent', got: 'absent' },
    { expected: 'partial', got: 'absent' },
    { expected: 'absent', got: null },
  ]);
  expect(rated.agreement).toBeCloseTo(2 / 3);
  expect(rated.answered).toBe(0.75);
});

test('a mean leaves out what has no value', () => {
  expect(mean([1, null, 0.5])).toBe(0.75);
  expect(mean([null])).toBeNull();
});

describe('levels', () => {
  test.each([
    ['promised', 'absent'],
    ['closed', 'absent'],
    ['open', 'released'],
    ['not-applicable', 'n/a'],
    ['n/a', 'n/a'],
    ['unknown', null],
  ])('%s is %s', (word, level) => {
    expect(levelOf(word)).toBe(level);
  });

  test('a word that is no level is refused', () => {
    expect(() => levelOf('opne')).toThrow('opne');
  });

  test('two levels apart is worse than one, and that is worse than no answer', () => {
    expect(severity('released', 'absent')).toBeGreaterThan(severity('released', 'partial'));
    expect(severity('absent', 'partial')).toBeGreaterThan(severity('absent', null));
  });
});
