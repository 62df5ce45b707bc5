/** Looks at what the card names elsewhere on the Hub: datasets and base models. */
import { z } from 'zod';
import { ARTEFACTS, STATUSES } from '../report/v1.ts';

const role = z.array(z.enum(['training', 'evaluation', 'unclear']));

export const datasetLook = z.strictObject({
  dataset: z.strictObject({
    role,
    is: z
      .enum(['named', 'looked-at', 'obtainable', 'dead', 'gone', 'empty', 'gated'])
      .describe('`looked-at`, `obtainable` and `dead` (gone or empty) ask it of all that are named, the others of any'),
    of: z.literal('looked-at').optional().describe('those that were not looked up do not count'),
  }),
});

export const datasheetLook = z.strictObject({
  datasheet: z.strictObject({
    role,
    of: z.enum(['every', 'any']).describe('the cards of all these datasets, or of one'),
    topics: z.array(z.string().regex(/^words\/[a-z0-9-]+$/, 'words/<name>')).describe('words of headings'),
    atLeast: z.int().min(0).describe('topics that must be written about; 0: any prose will do'),
    min: z.int().min(1).describe('characters of prose on a topic, placeholders left out'),
  }),
});

export const lineageLook = z.strictObject({
  lineage: z.strictObject({
    is: z
      .enum(['derivative', 'named', 'adapter', 'resolved', 'gone', 'lost', 'gated'])
      .describe('`resolved` and `gone` ask it of all direct parents, `lost` (gone) of any, `gated` of any ancestor'),
  }),
});

export const baseLook = z.strictObject({
  base: z.strictObject({
    artefact: z.enum(ARTEFACTS).describe('judged by its rule on the card and info of each root of the lineage'),
    through: z.enum(ARTEFACTS).describe('judged instead of a base whose own base cannot be read'),
    is: z.union([z.array(z.enum(STATUSES)), z.literal('judged')]).describe('`judged`: none is left unknown'),
  }),
});

/** What an example says of a base model: its licence id, more, or null where the Hub does not have it. */
export const exampleBase = z.union([
  z.string(),
  z.null(),
  z.strictObject({
    license: z.string().optional(),
    gated: z.enum(['auto', 'manual']).optional(),
    bases: z.array(z.string()).optional().describe('what it is built on itself'),
    card: z.string().optional().describe('Markdown body; left out: the card was not read'),
    front: z.record(z.string(), z.unknown()).optional(),
  }),
]);

/** What an example says of a dataset. */
export const exampleDataset = z.union([
  z.enum(['there', 'gated', 'gone', 'empty']),
  z.strictObject({ card: z.string().describe('Markdown body') }),
]);
