import { describe, expect, test } from 'vitest';
import { all, any, not, type Truth } from '../../src/rules/logic.ts';

const U = 'unknown' as const;

describe("Kleene's tables", () => {
  test.each<[Truth, Truth, Truth, Truth]>([
    [true, true, true, true],
    [true, false, false, true],
    [false, true, false, true],
    [false, false, false, false],
    [true, U, U, true],
    [U, true, U, true],
    [false, U, false, U],
    [U, false, false, U],
    [U, U, U, U],
  ])('%s, %s: all %s, any %s', (a, b, both, either) => {
    expect(all([a, b])).toBe(both);
    expect(any([a, b])).toBe(either);
    expect(not(all([not(a), not(b)]))).toBe(either);
  });

  test('of nothing', () => {
    expect(all([])).toBe(true);
    expect(any([])).toBe(false);
  });

  test.each<[Truth, Truth]>([
    [true, false],
    [false, true],
    [U, U],
  ])('not %s is %s', (value, expected) => {
    expect(not(value)).toBe(expected);
  });
});
