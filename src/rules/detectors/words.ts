import type { Tools } from './types.ts';

/** @returns whether a text has a term of any of the lists; false for no list */
export function anyOf(lists: string | readonly string[] | undefined, words: Tools['words']): (text: string) => boolean {
  const matchers = (typeof lists === 'string' ? [lists] : (lists ?? [])).map(words);
  return (text) => matchers.some((matcher) => matcher.test(text));
}
