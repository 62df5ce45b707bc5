import { expect, test } from 'vitest';
import type { Figure } from '../../scripts/eval/figures/figure.ts';
import { brokenFloors, floorsOf } from '../../scripts/eval/floors.ts';

const figures: Figure[] = [
  { subject: 'headline', n: 112, values: { accuracy: 0.919 }, floored: true },
  { subject: 'headline.en', n: 90, values: { accuracy: 0.9 }, floored: false },
  { subject: 'claims', n: 0, values: { precision: null, recall: 0.29 }, floored: true },
];

test('floors are the values rounded down, where there is a value and it is to be held', () => {
  expect(floorsOf(figures)).toEqual({ 'headline.accuracy': 0.91, 'claims.recall': 0.29 });
});

test('floors just made hold', () => {
  expect(brokenFloors(figures, floorsOf(figures))).toEqual([]);
});

test.each([
  ['headline.accuracy', 0.92, 'under its floor'],
  ['claims.precision', 0.5, 'nothing to measure'],
  ['claim.recall', 0.1, 'no such figure'],
])('%s with a floor of %d is said to be broken', (name, floor, why) => {
  expect(brokenFloors(figures, { [name]: floor })).toEqual([expect.stringContaining(why)]);
});
