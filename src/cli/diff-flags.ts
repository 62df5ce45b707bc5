import { CHANGE_KINDS } from '../diff/kinds.ts';
import type { FormatFlags } from './flags.ts';

/** What `diff --fail-on` can watch for: any change, one for the worse, or one of a kind. */
export const DIFF_FAIL_ON = ['any', 'worse', ...CHANGE_KINDS] as const;
export type DiffFailOn = (typeof DIFF_FAIL_ON)[number];

export interface DiffFlags extends FormatFlags {
  failOn: DiffFailOn[];
}
