/** What counts of parameters names give: readings in millions. */
import { describe, expect, test } from 'vitest';
import { sizeInName, sizesIn } from '../../src/facts/name-size.ts';

describe('a size in a name', () => {
  test.each<[string, number[]]>([
    ['acme/Acme-7B', [7000]],
    ['acme/acme-1.3b-chat', [1300]],
    ['acme/acme_350M', [350]],
    ['Acme-70b', [70_000]],
    ['acme/Acme-8x7B', [7000]],
    ['acme/Acme-30B-A3B', [30_000]],
    ['acme/Acme-3-8B', [8000, 3800]],
    ['acme/acme-1_6b', [6000, 1600]],
    ['acme/Acme-2-70b', [70_000]],
    ['7b/acme-13b', [13_000]],
  ])('%s', (id, millions) => {
    expect(sizeInName(id)?.readings.map((each) => Math.round(each / 1e6))).toEqual(millions);
  });

  test.each([
    ['none', 'acme/Acme'],
    ['of another name, in the owner', 'org-7b/acme'],
    ['several', 'acme/Acme-7B-chat-1m'],
    ['active parameters alone', 'acme/Acme-A3B'],
    ['effective parameters', 'acme/Acme-E2B'],
    ['samples of a data set', 'acme/CLIP-laion2B-s13B-b82K'],
    ['a version', 'acme/acme-v2.b'],
    ['a patch size', 'acme/vit7b16'],
  ])('%s: %s', (_, id) => {
    expect(sizeInName(id)).toBeNull();
  });
});

test('sizes in a text stand where they say', () => {
  const text = 'Acme comes with 7B and 1.3B parameters, not 2B2.';
  expect(sizesIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(['7B', '1.3B']);
});
