/** `rules/` to a `RuleSet`: every file checked, word lists compiled, the whole with one digest. */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import {
  euAiActFileSchema,
  mofFileSchema,
  osaidFileSchema,
  osaiFileSchema,
  type StandardFiles,
} from '../assess/standards/schema.ts';
import { createLexicon, LEXICON_WORDS, type Lexicon, type Places } from '../claims/lexicon.ts';
import { RuleFileError } from '../errors.ts';
import { createCatalogue } from '../license/catalogue.ts';
import { createMatrix, type InheritanceMatrix } from '../license/lineage-rules.ts';
import { parseLineageGrammar, parseLineageRow } from '../license/lineage-schema.ts';
import type { LicenseRules } from '../license/refs.ts';
import { parseGrammar, parseLicense, parseReading, parseRestriction } from '../license/schema.ts';
import { compileReading, type Reading } from '../license/text/reading.ts';
import { compileWords, type LicenseWords } from '../license/words.ts';
import { shippedRulesDir } from './compiled.ts';
import type { Judged, Tools } from './detectors/types.ts';
import { type RuleFile, readRule, ruleFiles } from './files.ts';
import { compileGlobs } from './globs.ts';
import { judgeArtefact } from './run.ts';
import {
  type ArtefactRule,
  artefactRuleSchema,
  type ClaimRule,
  claimRuleSchema,
  type FindingRule,
  findingRuleSchema,
  listSchema,
  type Rule,
  wordsSchema,
} from './schema.ts';
import { compileTerms, type Terms } from './terms.ts';
import { UNJUDGED } from './unjudged.ts';

/** Everything that data says, ready for the pipeline. */
export interface RuleSet {
  /** SHA-256 over all files, bare hex: two reports with the same digest were judged alike. */
  digest: string;
  /** All rules that look at something, for lists. */
  rules: readonly Rule[];
  claims: readonly ClaimRule[];
  artefacts: readonly ArtefactRule[];
  findings: readonly FindingRule[];
  lexicon: Lexicon;
  tools: Tools;
  license: LicenseRules;
  standards: StandardFiles;
}

/** The folders of a rules folder that are read. */
export const FOLDERS = [
  'claims',
  'artefacts',
  'findings',
  'words',
  'lists',
  'licenses',
  'prose',
  'lineage',
  'fingerprints',
  'standards',
] as const;
type Folder = (typeof FOLDERS)[number];

/**
 * @param options.extra folders of the user's own (`--rules`): a file replaces the shipped one of the same id
 * @throws RuleFileError naming file, line and what was expected
 */
export function loadRules({ extra = [] }: { extra?: readonly string[] } = {}): RuleSet {
  const files = Object.fromEntries(
    FOLDERS.map((name) => [name, merged(name, [shippedRulesDir(), ...extra])]),
  ) as Record<Folder, RuleFile[]>;
  const lists = wordLists(files.words);
  const globLists = Object.fromEntries(files.lists.map((file) => [file.id, read(file, listSchema).items]));
  const claims = files.claims.map((file) => ruleOf(file, claimRuleSchema));
  const artefacts = files.artefacts.map((file) => ruleOf(file, artefactRuleSchema));
  const findings = files.findings.map((file) => ruleOf(file, findingRuleSchema));
  for (const file of [...files.artefacts, ...files.findings])
    checkLists(file, { ...prefixed('words', lists), ...globLists });
  return {
    digest: digestOf(Object.values(files).flat()),
    rules: [...claims, ...artefacts, ...findings],
    claims,
    artefacts,
    findings,
    lexicon: createLexicon(claims, pick(lists, LEXICON_WORDS), placesOf(globLists)),
    tools: toolsOf(lists, globLists, artefacts),
    license: {
      catalogue: createCatalogue(files.licenses.map((file) => readRule(file, parseLicense))),
      words: proseWords(files.prose),
      matrix: matrixOf(files.lineage),
      reading: readingOf(files.fingerprints),
    },
    standards: standardsOf(files.standards),
  };
}

function merged(folder: Folder, dirs: readonly string[]): RuleFile[] {
  const byId = new Map<string, RuleFile>();
  for (const dir of dirs) for (const file of ruleFiles(dir, folder)) byId.set(file.id, file);
  return [...byId.values()];
}

const read = <T extends z.ZodType>(file: RuleFile, schema: T): z.infer<T> =>
  readRule(file, (data) => schema.parse(data));

function ruleOf<T extends z.ZodType<{ id: string }>>(file: RuleFile, schema: T): z.infer<T> {
  const rule = read(file, schema);
  // A finding is named for what it is about (`license/undeclared`), not for its folder.
  const expected = file.id.replace(/^findings\//, '');
  if (rule.id !== expected) throw new RuleFileError(file.path, 1, `id: expected ${expected}, as the file is named`);
  return rule;
}

function wordLists(files: readonly RuleFile[]): Record<string, Terms> {
  return Object.fromEntries(files.map((file) => [file.id.replace('words/', ''), read(file, wordsSchema).terms]));
}

const prefixed = (folder: string, lists: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(lists).map(([name, list]) => [`${folder}/${name}`, list]));

/** A rule that names a list which is not there would silently look at nothing. */
function checkLists(file: RuleFile, lists: Readonly<Record<string, unknown>>): void {
  for (const [index, line] of file.source.split('\n').entries()) {
    for (const [id] of line.matchAll(/\b(?:words|lists)\/[a-z0-9-]+/g)) {
      if (!(id in lists)) throw new RuleFileError(file.path, index + 1, `${id}: there is no such list`);
    }
  }
}

const pick = (lists: Readonly<Record<string, Terms>>, names: readonly string[]): Record<string, Terms> =>
  Object.fromEntries(names.flatMap((name) => (lists[name] ? [[name, lists[name]]] : [])));

/** Lists are compiled when a look first asks for them. */
function toolsOf(
  lists: Readonly<Record<string, Terms>>,
  globLists: Readonly<Record<string, string[]>>,
  artefacts: readonly ArtefactRule[],
): Tools {
  const own = <T>(record: Readonly<Record<string, T>>, key: string) =>
    Object.hasOwn(record, key) ? record[key] : undefined;
  const words = remember((name) => compileTerms(own(lists, basename(name)) ?? {}));
  const globs = remember((key) => compileGlobs(own(globLists, key) ?? key.split('\0')));
  const tools: Tools = {
    words,
    globs: (given) => globs(typeof given === 'string' ? given : given.join('\0')),
    judge: judging(artefacts, () => tools),
  };
  return tools;
}

const NO_RULE: Judged = { artefact: UNJUDGED, outcome: null, why: 'no rule looks for it' };

/** Several looks of a rule ask the same of a base model. */
function judging(artefacts: readonly ArtefactRule[], tools: () => Tools): Tools['judge'] {
  const made = new WeakMap<object, Map<string, Judged>>();
  return (name, facts) => {
    const rule = artefacts.find((each) => each.artefact === name && each.lifecycle !== 'deprecated');
    if (!rule) return NO_RULE;
    const known = made.get(facts) ?? new Map<string, Judged>();
    made.set(facts, known);
    const judged = known.get(name) ?? judgeArtefact(rule, facts, tools());
    known.set(name, judged);
    return judged;
  };
}

function remember<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

function proseWords(files: readonly RuleFile[]): LicenseWords {
  const grammar = files.find((file) => file.id === 'prose/license');
  if (!grammar) throw new RuleFileError(join('rules', 'prose', 'license.yml'), 1, 'the file is missing');
  const others = files.filter((file) => file !== grammar);
  return compileWords(
    readRule(grammar, parseGrammar),
    others.map((file) => readRule(file, parseRestriction)),
  );
}

function readingOf(files: readonly RuleFile[]): Reading {
  const file = files.find((each) => each.id === 'fingerprints/reading');
  if (!file) throw new RuleFileError(join('rules', 'fingerprints', 'reading.yml'), 1, 'the file is missing');
  return compileReading(readRule(file, parseReading));
}

function matrixOf(files: readonly RuleFile[]): InheritanceMatrix {
  const grammar = files.find((file) => file.id === 'lineage/matrix');
  if (!grammar) throw new RuleFileError(join('rules', 'lineage', 'matrix.yml'), 1, 'the file is missing');
  const rows = files.filter((file) => file !== grammar);
  return createMatrix(
    readRule(grammar, parseLineageGrammar),
    rows.map((file) => readRule(file, parseLineageRow)),
  );
}

function standardsOf(files: readonly RuleFile[]): StandardFiles {
  const one = <T extends z.ZodType>(name: string, schema: T): z.infer<T> => {
    const file = files.find((each) => each.id === `standards/${name}`);
    if (!file) throw new RuleFileError(join('rules', 'standards', `${name}.yml`), 1, 'the file is missing');
    return read(file, schema);
  };
  return {
    osaid: one('osaid-1.0', osaidFileSchema),
    mof: one('mof-1.0', mofFileSchema),
    osai: one('osai', osaiFileSchema),
    euAiAct: one('eu-ai-act-53-2', euAiActFileSchema),
  };
}

function digestOf(files: readonly RuleFile[]): string {
  const hash = createHash('sha256');
  for (const { id, source } of files.toSorted((a, b) => (a.id < b.id ? -1 : 1))) hash.update(`${id}\0${source}\0`);
  return hash.digest('hex');
}

/** The lists of places that the claim analyser asks. */
function placesOf(globLists: Readonly<Record<string, string[]>>): Places {
  const listed = (id: string) => compileGlobs(globLists[id] ?? []);
  return { isMakers: listed('lists/model-families'), isPaperSite: listed('lists/paper-sites') };
}
