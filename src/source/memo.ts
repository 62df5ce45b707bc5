import type { Looked } from './types.ts';

/** Answers kept at most, so that memory does not grow with the length of a batch. */
const MAX_KEPT = 2000;

/**
 * Remembers looks that were made, also while they are under way; unmade ones are tried again when asked for again.
 * @param look by id
 */
export function memoised<T>(look: (id: string) => Promise<Looked<T>>): (id: string) => Promise<Looked<T>> {
  const kept = new Map<string, Promise<Looked<T>>>();
  return (id) => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    const forget = (): void => {
      if (kept.get(id) === answer) kept.delete(id);
    };
    const answer = look(id);
    answer.then((made) => made.looked || forget(), forget);
    kept.set(id, answer);
    return answer;
  };
}
