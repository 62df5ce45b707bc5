import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { memoised } from '../../src/source/memo.ts';
import type { Looked } from '../../src/source/types.ts';

/** A look that counts how often it was made, by id. */
function counting<T>(answer: (id: string) => Looked<T>) {
  const asked: string[] = [];
  const look = async (id: string): Promise<Looked<T>> => {
    asked.push(id);
    await delay(1);
    return answer(id);
  };
  return { asked, look };
}

const made = <T>(value: T): Looked<T> => ({ looked: true, value });

describe('a look', () => {
  test('that was made is made once, also while it is under way', async () => {
    const { asked, look } = counting((id) => made(id));
    const ask = memoised(look);
    expect(await Promise.all([ask('a'), ask('a')])).toEqual([made('a'), made('a')]);
    await ask('a');
    expect(asked).toEqual(['a']);
  });

  test('that could not be made is tried again', async () => {
    const { asked, look } = counting<string>(() => ({ looked: false, why: 'refused' }));
    const ask = memoised(look);
    await ask('a');
    await ask('a');
    expect(asked).toEqual(['a', 'a']);
  });

  test('that throws is tried again', async () => {
    let times = 0;
    const ask = memoised<number>(async () => {
      times += 1;
      if (times === 1) throw new Error('broken');
      return made(times);
    });
    await expect(ask('a')).rejects.toThrow('broken');
    expect(await ask('a')).toEqual(made(2));
  });
});

describe('what is kept', () => {
  test('weighs no more than the capacity: the oldest goes first', async () => {
    const { asked, look } = counting((id) => made(id));
    const ask = memoised(look, { capacity: 10, weigh: (value) => value.length });
    await ask('aaaa');
    await ask('bbbb');
    await ask('cccc');
    await ask('bbbb');
    expect(asked).toEqual(['aaaa', 'bbbb', 'cccc']);
    await ask('aaaa');
    expect(asked.at(-1)).toBe('aaaa');
  });

  test('is nothing of one that is heavier than all', async () => {
    const { asked, look } = counting((id) => made(id));
    const ask = memoised(look, { capacity: 3, weigh: (value) => value.length });
    await ask('aaaa');
    await ask('a');
    await ask('aaaa');
    await ask('a');
    expect(asked).toEqual(['aaaa', 'a', 'aaaa', 'a']);
  });

  test('leaves room again once forgotten', async () => {
    const { asked, look } = counting((id) => made(id));
    const ask = memoised(look, { capacity: 2 });
    for (const id of ['a', 'b', 'c', 'd', 'd', 'c']) await ask(id);
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
  });
});
