/** Counts of parameters as names and cards write them: `7B`, `1.3b`, `350M`. */

const SCALE: Readonly<Record<string, number>> = { b: 1e9, m: 1e6 };

/** Letters right before or after a number make it something else: `A3B` (active), `E2B`, `laion2B`, `b79K`. */
const SIZE = /(?<![\p{L}\p{N}.])(?:\d{1,3}x)?(\d{1,4}(?:\.\d{1,3})?)([bm])(?![\p{L}\p{N}])/giu;
/** A decimal point is also written `_` or `-` (`1_6b`, `0-5b`); or the digit is that of a version (`Acme-3-8B`). */
const BEFORE_POINT = /(?<![\p{L}\p{N}.])(\d)[-_]$/u;

export interface NamedSize {
  /** As written. */
  said: string;
  /** Parameters that it can mean, one reading or two; of `8x7B` one expert, as experts share the rest. */
  readings: number[];
  /** Offsets in the text. */
  start: number;
  end: number;
}

/** @returns every count of parameters in a text, in order */
export function sizesIn(text: string): NamedSize[] {
  return [...text.matchAll(SIZE)].map(({ 0: said, 1: number = '', 2: unit = '', index }) => {
    const scale = SCALE[unit.toLowerCase()] ?? 1;
    const whole = number.length === 1 ? BEFORE_POINT.exec(text.slice(Math.max(0, index - 3), index))?.[1] : undefined;
    const readings = whole === undefined ? [number] : [number, `${whole}.${number}`];
    const end = index + said.length;
    return { said, readings: readings.map((reading) => Number(reading) * scale), start: index, end };
  });
}

/**
 * @param id `org/name`
 * @returns the count of parameters in a model's name; null where there is none, or several and one cannot tell which
 */
export function sizeInName(id: string): NamedSize | null {
  const [size, ...more] = sizesIn(id.slice(id.indexOf('/') + 1));
  return size !== undefined && more.length === 0 ? size : null;
}
