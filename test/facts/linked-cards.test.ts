import { expect, test } from 'vitest';
import type { Card } from '../../src/card/types.ts';
import { linkedCard } from '../../src/facts/linked-cards.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function cardOf(value: Uint8Array): Card {
  const look = linkedCard({ looked: true, value });
  if (!look.looked) throw new Error(look.why);
  return look.value;
}

test('a card that many models share is parsed once', () => {
  const bytes = bytesOf('# Base\n\nTrained on poems.\n');
  expect(cardOf(bytes)).toBe(cardOf(bytes));
});

test('a card that was not asked for long is parsed again, to the same', () => {
  const bytes = bytesOf('# Base\n\nTrained on songs.\n');
  const first = cardOf(bytes);
  for (let index = 0; index < 12; index++) cardOf(bytesOf(`# Other ${index}\n\n${'word '.repeat(10_000)}\n`));
  expect(cardOf(bytes)).not.toBe(first);
  expect(cardOf(bytes).blocks).toEqual(first.blocks);
});
