/**
 * Characters that a stranger's text must not carry to a terminal: C0 and C1 controls (ESC and the 8-bit CSI among
 * them), DEL, the Unicode bidirectional controls (UAX #9, section 2), line and paragraph separators, byte-order marks,
 * invisible tag characters and lone surrogates.
 */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const UNSAFE =
  /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}\p{Cs}]/gu;

/** One line of text that a terminal shows as it is: breaks and tabs become a space, every other control U+FFFD. */
export function safeText(text: string): string {
  return text.replace(BREAKS, ' ').replace(UNSAFE, '\uFFFD');
}

/** The same value with `safeText` applied to every string in it, so that a reporter cannot forget one. */
export function safe<T>(value: T): T;
export function safe(value: unknown): unknown {
  if (typeof value === 'string') return safeText(value);
  if (Array.isArray(value)) return value.map((item) => safe(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [safeText(key), safe(item)]));
}

/** JSON that is safe to print: what `JSON.stringify` leaves raw and a terminal would act upon is `\u`-escaped. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDC7F]/g,
    (found) => [...Array(found.length).keys()].map((i) => `\\u${hex(found.charCodeAt(i))}`).join(''),
  );
}

const hex = (code: number) => code.toString(16).padStart(4, '0');
