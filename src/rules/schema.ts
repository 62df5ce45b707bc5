/** The shape of a rule file: the zod schema is the documentation of what a rule author may write. */
import { z } from 'zod';
import { ARTEFACTS, CLAIM_KINDS, CLAIM_OBJECTS, LICENSE_CATEGORIES, STANCES, STATUSES } from '../report/v1.ts';
import { baseLook, datasetLook, datasheetLook, exampleBase, exampleDataset, lineageLook } from './linked-looks.ts';

const terms = z.record(
  z.string().regex(/^[a-z]{2,3}$/, 'expected the ISO 639 code of a language'),
  z.array(z.string().regex(/\S/, 'a term cannot be blank')),
);
/** `words/<name>`: a list of `rules/words/`. */
const list = z.string().regex(/^words\/[a-z0-9-]+$/, 'words/<name>');
/** One list, or several whose terms all count. */
const lists = z.union([list, z.array(list).min(2)]);
/** Globs, or `lists/<name>`: a list of `rules/lists/`. */
const globs = z.union([
  z.array(z.string().min(1)).min(1),
  z.string().regex(/^lists\/[a-z0-9-]+$/, 'globs or lists/<name>'),
]);
const blockKind = z.enum(['paragraph', 'heading', 'list-item', 'table-cell', 'html', 'quote', 'front-matter', 'code']);

/** The closed set of detectors. A look names exactly one. */
export const lookSchema = z.union([
  z.strictObject({
    file: z.strictObject({
      match: globs.describe('globs over paths of the tree'),
      not: globs.optional().describe('paths that look like it and are not'),
      complete: z
        .boolean()
        .optional()
        .describe('only if numbered shards (-00001-of-00030) are all there, in one format at least'),
    }),
  }),
  z.strictObject({
    branch: z.strictObject({
      match: globs.describe('globs over branch and tag names'),
      unasked: z.literal('none').optional().describe('where branches were not asked for, none counts as seen'),
    }),
  }),
  z.strictObject({
    link: z.strictObject({
      to: globs.optional().describe('globs over host/path'),
      not: list.optional().describe('terms of host/path that are of no account, such as general libraries'),
      said: list.optional().describe('what the card calls it: in its text, its sentence or its label'),
      under: list.optional().describe('or: words of a heading above it'),
      with: list.optional().describe('what it must be called besides'),
      unless: lists.optional().describe('words near it that make it something else'),
      about: z.literal('self').optional().describe('names this model, its family or its makers'),
      owner: z.literal('self').optional().describe('a place of the makers: by owner, by name, or called "our"'),
      label: z.literal(true).optional().describe('its text or the label before it is all that is said of it'),
      reachable: z.literal(true).optional().describe('followed with --verify-links; one that is gone is no release'),
      holds: z
        .string()
        .optional()
        .describe('the same, and it must hold files of lists/<name>, or those that this look of the rule looks for'),
      is: z.literal('dead').optional().describe('was followed, and what it names is not there'),
    }),
  }),
  z.strictObject({
    phrase: z.strictObject({
      terms: list,
      with: list.optional().describe('words that must stand in the same sentence'),
      under: list.optional().describe('or: words of a heading above it'),
      led: list.optional().describe('or: words of the paragraph that introduces its list, or of its column'),
      outside: list.optional().describe('words of headings under which it does not count'),
      unless: lists.optional().describe('words in the same sentence that take it back'),
      in: z.array(blockKind).optional(),
      about: z.literal('self').optional().describe('the sentence or code names this model'),
      distinct: z.int().min(2).optional().describe('how many different terms there must be'),
    }),
  }),
  z.strictObject({
    section: z.strictObject({
      titled: list.optional().describe('words of a heading above it; without: all prose'),
      min: z.int().min(1).describe('characters of prose, placeholders left out'),
    }),
  }),
  z.strictObject({
    table: z.strictObject({
      titled: list.optional().describe('words of its heading'),
      header: list.optional().describe('words of its header cells or row labels'),
      not: list.optional().describe('words of header cells that make it a table of something else'),
      numbers: z.int().min(1).describe('cells that hold a number'),
      decimals: z.number().min(0).max(1).optional().describe('share of its cells that must hold a decimal alone'),
    }),
  }),
  z.strictObject({
    score: z.strictObject({
      of: list.describe('what is measured: a number must stand near it'),
      titled: list.describe('or: words of a heading above the number'),
      unless: lists.optional().describe('words near the number that make it another number'),
    }),
  }),
  z.strictObject({
    image: z.strictObject({
      titled: list.describe('words of a heading above it'),
      called: list.optional().describe('or: words of its text or file name'),
    }),
  }),
  z.strictObject({
    field: z.strictObject({
      key: z.string(),
      in: z.array(z.union([z.string(), z.boolean(), z.number()])).optional(),
      holds: z.string().optional().describe('a key of its objects that must not be empty'),
    }),
  }),
  z.strictObject({
    api: z.strictObject({
      field: z.enum([
        'gated',
        'private',
        'disabled',
        'libraryName',
        'pipelineTag',
        'tags',
        'architectures',
        'modelType',
        'license',
      ]),
      in: z.array(z.union([z.string(), z.boolean()])).optional(),
    }),
  }),
  z.strictObject({
    parameters: z.strictObject({
      below: z.number().positive().max(1).describe('share of the size in the name that the weight files do not reach'),
      called: list.describe('words for parameters: the card must give the same size beside one'),
      unless: list.optional().describe('parts of a name that make it no whole model'),
      weights: globs.describe('globs over all files that may hold weights'),
    }),
  }),
  z.strictObject({ license: z.strictObject({ category: z.array(z.enum(LICENSE_CATEGORIES)) }) }),
  z.strictObject({
    licenseFile: z.strictObject({
      is: z.enum(['without-text', 'due']).describe('files that hold no licence; or `other` that nothing explains'),
    }),
  }),
  z.strictObject({ inherited: z.strictObject({ is: z.literal('notice-due') }) }),
  datasetLook,
  datasheetLook,
  z.strictObject({
    work: z.strictObject({
      kind: z
        .array(z.enum(['paper', 'post', 'entry', 'named']))
        .describe('a paper; a post or page; cited without a place; named without a link'),
      whose: z.array(z.enum(['self', 'kin', 'other'])).describe('this model; a version or project of its makers'),
    }),
  }),
  lineageLook,
  baseLook,
]);

const conditions = {
  all: z.array(z.string()).optional(),
  any: z.array(z.string()).optional(),
  none: z.array(z.string()).optional(),
};

const base = {
  id: z.string(),
  title: z.string(),
  lifecycle: z.enum(['experimental', 'stable', 'deprecated']),
  observes: z.string(),
  rationale: z.string(),
  references: z.array(z.url()).optional(),
};

const exampleInput = {
  name: z.string().optional(),
  card: z.string().optional().describe('Markdown body'),
  front: z.record(z.string(), z.unknown()).optional(),
  files: z.array(z.string()).optional().describe('left out: the tree was not fetched'),
  sizes: z.record(z.string(), z.int()).optional().describe('more files, with their bytes'),
  branches: z.array(z.string()).optional(),
  texts: z.record(z.string(), z.string()).optional().describe('contents of licence-like files by path'),
  bases: z.record(z.string(), exampleBase).optional().describe('looked-up base models by their id'),
  datasets: z.record(z.string(), exampleDataset).optional().describe('looked-up datasets by their id'),
  links: z
    .record(z.string(), z.union([z.int(), z.array(z.string())]))
    .optional()
    .describe('followed links by address: status of the page, or paths in the repository; others were not followed'),
  api: z
    .strictObject({
      gated: z.union([z.literal(false), z.enum(['auto', 'manual'])]),
      disabled: z.boolean(),
      libraryName: z.string(),
      tags: z.array(z.string()),
      config: z.record(z.string(), z.unknown()),
      parametersByType: z.record(z.string(), z.int()),
    })
    .partial()
    .optional()
    .describe('what the Hub says of the model'),
  model: z.string().optional().describe('repository id'),
  todo: z.boolean().optional().describe('a known fault: the example must fail'),
};

export const claimRuleSchema = z.strictObject({
  ...base,
  claim: z.strictObject({
    kind: z.enum(CLAIM_KINDS),
    terms,
    adjectives: terms.optional(),
    plain: terms.optional(),
  }),
  examples: z
    .array(
      z.strictObject({
        ...exampleInput,
        language: z.string().optional().describe('of the sentence: ISO 639-1, with a script where there are two'),
        expect: z.array(z.strictObject({ stance: z.enum(STANCES), object: z.enum(CLAIM_OBJECTS) })),
      }),
    )
    .min(1),
});

interface Named {
  all?: string[] | undefined;
  any?: string[] | undefined;
  none?: string[] | undefined;
  say: string;
}

/** A condition or a placeholder that names no look would never hold and never say anything. */
function onlyKnownLooks(
  look: Readonly<Record<string, unknown>>,
  { say, ...conditions }: Named,
  path: PropertyKey[],
  context: z.RefinementCtx,
): void {
  const check = (name: string, at: PropertyKey[]) => {
    if (!Object.hasOwn(look, name))
      context.addIssue({ code: 'custom', path: at, message: `there is no look “${name}”` });
  };
  for (const key of ['all', 'any', 'none'] as const) {
    for (const [index, name] of (conditions[key] ?? []).entries()) check(name, [...path, key, index]);
  }
  for (const [, names = ''] of say.matchAll(/\{([a-z0-9|-]+)\}/g)) {
    for (const name of names.split('|')) check(name, [...path, 'say']);
  }
}

/** A link held against no files would be confirmed by anything. */
function onlyKnownFiles(
  looks: Readonly<Record<string, Look>>,
  name: string,
  look: Look,
  context: z.RefinementCtx,
): void {
  const files = 'link' in look ? look.link.holds : undefined;
  if (
    files === undefined ||
    files.startsWith('lists/') ||
    (Object.hasOwn(looks, files) && 'file' in (looks[files] ?? {}))
  )
    return;
  const path = ['look', name, 'link', 'holds'];
  context.addIssue({ code: 'custom', path, message: `there is no look “${files}” for files` });
}

export const artefactRuleSchema = z
  .strictObject({
    ...base,
    artefact: z.enum(ARTEFACTS),
    look: z.record(z.string(), lookSchema),
    outcomes: z
      .array(
        z.strictObject({
          status: z.enum(STATUSES),
          ...conditions,
          verified: z.boolean().optional().describe('the thing itself was looked at'),
          promised: z.boolean().optional(),
          inherited: z.boolean().optional().describe('it comes with the library that `api` names'),
          say: z.string(),
        }),
      )
      .min(1),
    remediation: z.string().optional(),
    examples: z
      .array(
        z.strictObject({
          ...exampleInput,
          expect: z.enum(STATUSES),
          promised: z.boolean().optional(),
          verified: z.boolean().optional(),
          at: z.string().optional().describe('part of the evidence that is quoted'),
        }),
      )
      .min(1),
  })
  .superRefine((rule, context) => {
    for (const [name, look] of Object.entries(rule.look)) onlyKnownFiles(rule.look, name, look, context);
    for (const [index, outcome] of rule.outcomes.entries()) {
      onlyKnownLooks(rule.look, outcome, ['outcomes', index], context);
    }
  });

export const findingRuleSchema = z
  .strictObject({
    ...base,
    finding: z.enum(['error', 'warning', 'note']),
    look: z.record(z.string(), lookSchema),
    when: z.strictObject(conditions),
    say: z.string(),
    remediation: z.string(),
    examples: z.array(z.strictObject({ ...exampleInput, expect: z.boolean() })).min(2),
  })
  .superRefine((rule, context) => {
    onlyKnownLooks(rule.look, { ...rule.when, say: rule.say }, ['when'], context);
  });

export const listSchema = z.strictObject({
  title: z.string(),
  source: z.string(),
  items: z.array(z.string().min(1)).min(1),
});

export const wordsSchema = z.strictObject({ title: z.string(), source: z.string(), terms });

export type Look = z.infer<typeof lookSchema>;
export type ClaimRule = z.infer<typeof claimRuleSchema>;
export type ArtefactRule = z.infer<typeof artefactRuleSchema>;
export type FindingRule = z.infer<typeof findingRuleSchema>;
export type Rule = ClaimRule | ArtefactRule | FindingRule;
export type WordList = z.infer<typeof wordsSchema>;
