/** Files of fresh labels, `test/claims/fresh-*.json`: where a phrase stands and what we say of it, never its sentence. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CLAIM_KINDS, CLAIM_OBJECTS, STANCES } from '../../src/report/v1.ts';

const text = z.string();

const labelSchema = z
  .strictObject({
    card: text,
    line: z.int().positive(),
    term: text.min(1),
    occurrence: z.int().positive(),
    language: text,
    /** Null until it is judged; `none` where the phrase is no claim. */
    claim: z.enum([...STANCES, 'none']).nullable(),
    kind: z.enum(CLAIM_KINDS).nullable(),
    object: z.enum(CLAIM_OBJECTS).nullable(),
    note: text.describe('in our words'),
  })
  .refine(({ claim, kind, object }) => (claim === null || claim === 'none' ? !kind && !object : kind && object), {
    error: 'a claim has a kind and an object, anything else has neither',
  });

const fileSchema = z
  .strictObject({
    /** Final labels are held against the precision that we promise. */
    final: z.boolean(),
    date: z.iso.date(),
    seed: text,
    commit: text.describe('of the rules, which were frozen before the draw'),
    judge: text,
    drawn: text.describe('how'),
    labels: z.array(labelSchema),
  })
  .refine(({ final, commit, judge }) => !final || (commit !== '' && judge !== ''), {
    error: 'final labels say which rules were frozen and who judged',
  });

export type Label = z.infer<typeof labelSchema>;
export type LabelFile = z.infer<typeof fileSchema>;

const DIR = fileURLToPath(new URL('../../test/claims', import.meta.url));

/** @returns paths of the labels that are kept, in order */
export const labelFiles = (): string[] =>
  readdirSync(DIR)
    .filter((name) => /^fresh-.*\.json$/.test(name))
    .sort()
    .map((name) => join(DIR, name));

export const readLabels = (path: string): LabelFile => fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

/** @throws when the file is there: it may hold hours of judging */
export const writeLabels = (path: string, file: LabelFile): void =>
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { flag: 'wx' });

const eitherSchema = z.union([z.array(text), fileSchema.transform(({ labels }) => labels.map(({ card }) => card))]);

/** @param path a file of labels, or a JSON array of repository ids */
export const cardsIn = (path: string): string[] => eitherSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
