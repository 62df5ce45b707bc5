import type { Matcher } from '../terms.ts';

/** Longer headings are titles of papers and sentences, and name no section. */
const MAX_WORDS = 6;

/** @returns whether one of the headings above is that of a section so called */
export const isUnder = (title: Matcher, headings: readonly string[]): boolean =>
  headings.some((heading) => heading.trim().split(/\s+/).length <= MAX_WORDS && title.test(heading));
