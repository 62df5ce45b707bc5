/** The vocabulary of a diff. By itself, so that the command line can name it without loading zod. */
export const ASPECT_KINDS = [
  'verdict',
  'level',
  'license',
  'restriction',
  'conflict',
  'gating',
  'claim',
  'artefact',
  'dataset',
  'base-model',
] as const;
export type AspectKind = (typeof ASPECT_KINDS)[number];

/** `added`, `removed`, `renamed`, `failed` and `recovered` are of the repository as a whole. */
export const CHANGE_KINDS = ['added', 'removed', 'renamed', 'failed', 'recovered', ...ASPECT_KINDS] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export const DIRECTIONS = ['worse', 'better', 'other'] as const;
export type Direction = (typeof DIRECTIONS)[number];
