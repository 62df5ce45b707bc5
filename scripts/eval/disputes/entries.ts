/** `test/experts/disputes.json`: who is right where experts and openlitmus disagree, judged by reading the card. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CORE } from '../figures/experts.ts';

/** Why two careful looks differ, as `disputes.md` explains it. */
export const KINDS = {
  miss: 'openlitmus misreads the card',
  'experts-slip': 'the rating contradicts what the repository or its card plainly shows',
  'other-object': 'the experts rate another thing than design/EVALUATION.md asks for',
  'licence-counted': 'the rating is lowered for the licence of what is released, not for what is released',
  gate: 'the experts count gated weights as open, design/EVALUATION.md as partial',
  'outside-the-card': 'a paper or a linked repository decides, which a look at the card alone does not read',
} as const;

/** Who is right by the definitions of design/EVALUATION.md, as far as is known of the model. */
export const RIGHT = {
  experts: 'experts',
  openlitmus: 'openlitmus',
  both: 'both, each on its own question',
  neither: 'neither',
  unclear: 'cannot be told',
} as const;

const keysOf = <K extends string>(record: Readonly<Record<K, string>>) => z.enum(Object.keys(record) as [K, ...K[]]);

const entrySchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  dimension: z.enum(CORE),
  expert: z.enum(['open', 'partial', 'closed']),
  openlitmus: z.enum(['released', 'partial', 'absent', 'not-applicable']),
  right: keysOf(RIGHT),
  kind: keysOf(KINDS),
  /** Line of the card that decides, 1-based; null where none does. */
  line: z.int().positive().nullable(),
  /** One sentence in our own words. */
  why: z.string().min(1),
});

/** A judged disagreement. It holds for these two answers; another answer wants another judgement. */
export type Entry = z.infer<typeof entrySchema>;

const at = (name: string): string => fileURLToPath(new URL(`../../../test/experts/${name}`, import.meta.url));

export const DISPUTES_MD = at('disputes.md');

/** @throws Error when the file is not a list of entries */
export const loadEntries = (path = at('disputes.json')): Entry[] =>
  z.array(entrySchema).parse(JSON.parse(readFileSync(path, 'utf8')));
