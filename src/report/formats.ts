/** The formats that `--format` takes. Apart from the reporters, so that the command line can name them unloaded. */
export const FORMATS = ['text', 'json', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

/** Formats in which every result is complete by itself and may be written as soon as it is there. */
export const STREAMED: ReadonlySet<Format> = new Set<Format>(['jsonl']);
