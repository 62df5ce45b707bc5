/** Which part of the raw text each part of a node's value comes from. */
import type { Span } from './types.ts';

const REFERENCE = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i;

/**
 * Markdown leaves out of a value the backslash of an escape and what stands before the text on each line (indentation,
 * `>`), and puts one character for a reference such as `&amp;`. Everything else is there in order, so a walk along both
 * finds the places.
 * @param value of a text or code node
 * @param raw what it was made of
 * @param at where `value` begins in the prose, and `raw` in the file
 */
export function align(value: string, raw: string, at: { prose: number; raw: number }): Span[] {
  const span = (from: { value: number; raw: number }, to: { value: number; raw: number }): Span => ({
    start: at.prose + from.value,
    length: to.value - from.value,
    raw: at.raw + from.raw,
    rawLength: to.raw - from.raw,
  });
  if (value === raw) return [span({ value: 0, raw: 0 }, { value: value.length, raw: raw.length })];
  const spans: Span[] = [];
  let from = { value: 0, raw: 0 };
  const here = { value: 0, raw: 0 };
  const close = (): void => {
    if (here.value > from.value) spans.push(span(from, here));
    from = { ...here };
  };
  while (here.value < value.length && here.raw < raw.length) {
    const reference = raw[here.raw] === '&' ? REFERENCE.exec(raw.slice(here.raw, here.raw + 40))?.[0] : undefined;
    if (reference && !value.startsWith(reference, here.value)) {
      close();
      here.value += (value.codePointAt(here.value) ?? 0) > 0xffff ? 2 : 1;
      here.raw += reference.length;
      close();
    } else if (value[here.value] === raw[here.raw]) {
      here.value++;
      here.raw++;
    } else {
      close();
      here.raw++;
      from = { ...here };
    }
  }
  close();
  if (here.value < value.length) spans.push(span(here, { value: value.length, raw: raw.length }));
  return spans;
}
