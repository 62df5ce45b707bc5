import type { Looked } from './types.ts';

/** Answers kept at most, so that memory does not grow with the length of a batch. */
const MAX_KEPT = 2000;

interface Limits<T> {
  /** Sum of the weights of the answers kept, at most. */
  capacity?: number;
  /** What an answer weighs; default 1. */
  weigh?: (value: T) => number;
}

interface Entry<T> {
  /** A promise only while it is under way: one keeps alive all that was going on when it was made. */
  answer: Promise<Looked<T>> | Looked<T>;
  weight: number;
}

/**
 * Remembers looks that were made, also while they are under way; unmade ones are tried again when asked for again.
 * Beyond the capacity those longest not asked for are forgotten.
 * @param look by id
 */
export function memoised<T>(
  look: (id: string) => Promise<Looked<T>>,
  { capacity = MAX_KEPT, weigh = () => 1 }: Limits<T> = {},
): (id: string) => Promise<Looked<T>> {
  const kept = new Map<string, Entry<T>>();
  let total = 0;
  const forget = (id: string): void => {
    total -= kept.get(id)?.weight ?? 0;
    kept.delete(id);
  };
  return (id) => {
    const known = kept.get(id);
    if (known !== undefined) {
      // To the end of the line: what many share is asked for once however long the batch.
      kept.delete(id);
      kept.set(id, known);
      return known.answer instanceof Promise ? known.answer : Promise.resolve(known.answer);
    }
    const answer = look(id);
    const entry: Entry<T> = { answer, weight: 0 };
    kept.set(id, entry);
    const settle = (made: Looked<T> | null): void => {
      if (kept.get(id) !== entry) return;
      if (!made?.looked) {
        forget(id);
        return;
      }
      entry.answer = made;
      entry.weight = weigh(made.value);
      total += entry.weight;
      for (const oldest of kept.keys()) {
        if (total <= capacity) break;
        forget(oldest);
      }
    };
    answer.then(settle, () => settle(null));
    return answer;
  };
}
