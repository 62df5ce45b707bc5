/** Kleene's three-valued logic: what could not be looked at is neither true nor false, and that spreads. */
export type Truth = true | false | 'unknown';

export const all = (values: readonly Truth[]): Truth =>
  values.includes(false) ? false : values.includes('unknown') ? 'unknown' : true;

export const any = (values: readonly Truth[]): Truth =>
  values.includes(true) ? true : values.includes('unknown') ? 'unknown' : false;

export const not = (value: Truth): Truth => (value === 'unknown' ? 'unknown' : !value);
