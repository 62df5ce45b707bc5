/** The floors under the figures: `test/eval-floors.json`, by `subject.value`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Figure } from './figures/figure.ts';

export type Floors = Readonly<Record<string, number>>;

const PATH = fileURLToPath(new URL('../../test/eval-floors.json', import.meta.url));

export const readFloors = (): Floors => z.record(z.string(), z.number()).parse(JSON.parse(readFileSync(PATH, 'utf8')));

export const writeFloors = (floors: Floors): void => writeFileSync(PATH, `${JSON.stringify(floors, null, 2)}\n`);

/** @returns the present values as floors, rounded down to two decimals; a figure without a value gets none */
export function floorsOf(figures: readonly Figure[]): Floors {
  const named = figures
    .filter(({ floored }) => floored)
    .flatMap(({ subject, values }) =>
      Object.entries(values).flatMap(([name, value]) =>
        value === null ? [] : [[`${subject}.${name}`, roundDown(value)] as const],
      ),
    );
  return Object.fromEntries(named);
}

/** A value a hair below a hundredth is that hundredth: 0.29 is 0.28999... in binary. */
const roundDown = (value: number): number => Math.floor(value * 100 + 1e-9) / 100;

/** @returns what to say of each floor that does not hold, a floor of a figure that is no longer there included */
export function brokenFloors(figures: readonly Figure[], floors: Floors): string[] {
  const values = new Map<string, number | null>(
    figures.flatMap((figure) =>
      Object.entries(figure.values).map(([name, value]) => [`${figure.subject}.${name}`, value] as const),
    ),
  );
  return Object.entries(floors).flatMap(([name, floor]) => {
    const value = values.get(name);
    if (value === undefined) return [`${name}: there is a floor but no such figure`];
    if (value === null) return [`${name}: nothing to measure, floor ${floor}`];
    return value < floor - 1e-9 ? [`${name}: ${value.toFixed(4)} is under its floor ${floor}`] : [];
  });
}
