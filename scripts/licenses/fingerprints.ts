/**
 * Builds `rules/fingerprints/texts.bin` from the SPDX texts of the package `spdx-license-list` (a sample of their
 * shingles, to find candidates by) and from texts of AI licences that lie outside the project (all their shingles;
 * hashes only). Usage: `tsx scripts/licenses/fingerprints.ts [FOLDER]`, the folder holding the texts and SOURCES.tsv.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeText } from '../../src/card/decode.ts';
import { parseLicense, parseReading } from '../../src/license/schema.ts';
import { spdxText } from '../../src/license/spdx.ts';
import { encodeIndex, LANDMARK_STEP, type ReferenceInfo } from '../../src/license/text/format.ts';
import { indexOf, saysName } from '../../src/license/text/name.ts';
import { shingles, streamHash, WIDTH } from '../../src/license/text/shingles.ts';
import { tokenise, wordsOf } from '../../src/license/text/tokens.ts';
import { shippedRulesDir } from '../../src/rules/compiled.ts';
import { readRule, ruleFiles } from '../../src/rules/files.ts';

/** Of an SPDX text that is no shorter than `SHORT` words one shingle in so many is kept. */
const SAMPLE = 4;
const SHORT = 300;
/** A phrase that ends the terms stands behind this share of the text. */
const LEAST = 0.15;
/** Texts of one licence that share more than this are one reference. */
const SAME = 0.998;

interface Source {
  id: string;
  spdx: string | null;
  text: string;
}

interface Reference {
  info: ReferenceInfo;
  all: Set<number>;
  kept: Set<number>;
  landmarks: number[];
}

const filesOf = (name: string) => ruleFiles(shippedRulesDir(), name);
const entries = filesOf('licenses').map((file) => readRule(file, parseLicense));
const ends = filesOf('fingerprints').flatMap((file) => readRule(file, parseReading).ends.map(wordsOf));
const FOLDER = fileURLToPath(new URL('../../../shared/data/licenses/texts', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../../rules/fingerprints/texts.bin', import.meta.url));

/** SPDX says "only" or "or later" in the id of one text. */
const plain = (spdx: string): string => spdx.replace(/-only$|-or-later$|\+$/u, '');

/**
 * Every SPDX licence under the catalogue's id where it has one; the catalogue's own first, so that of identical texts
 * theirs is kept. Ids "with" an exception are notices, not texts.
 */
function spdxSources(): Source[] {
  const list = Object.keys(createRequire(import.meta.url)('spdx-license-list') as Record<string, unknown>);
  const ids = new Map<string, string>();
  for (const { id, reference, spdx } of entries) if (reference ?? spdx) ids.set(plain(reference ?? spdx ?? ''), id);
  const own = list.filter((spdx) => ids.has(plain(spdx)));
  const others = list.filter((spdx) => !ids.has(plain(spdx)) && !spdx.includes('-with-'));
  return [...own, ...others].flatMap((spdx) => {
    const text = spdxText(spdx);
    return text === null ? [] : [{ id: ids.get(plain(spdx)) ?? spdx.toLowerCase(), spdx, text }];
  });
}

function aiSources(folder: string): Source[] {
  const ids = new Set(entries.filter(({ spdx }) => spdx === null).map(({ id }) => id));
  const rows = readFileSync(join(folder, 'SOURCES.tsv'), 'utf8').trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [file = '', id = ''] = row.split('\t');
    const { text } = decodeText(readFileSync(join(folder, file)));
    return text !== null && ids.has(id) ? [{ id, spdx: null, text }] : [];
  });
}

function reference({ id, spdx, text }: Source): Reference {
  const { words } = tokenise(text);
  const run = shingles(words);
  const all = new Set(run);
  const kept = spdx === null || words.length < SHORT ? all : new Set([...all].filter((one) => one % SAMPLE === 0));
  const landmarks = spdx === null ? uniqueAt(run, LANDMARK_STEP) : [];
  const entry = entries.find((one) => one.id === id);
  return {
    info: {
      id,
      spdx,
      length: words.length,
      core: endOf(words),
      named: spdx === null && entry !== undefined && saysName(text, entry),
      kept: kept.size,
      stream: streamHash(words),
      landmarks: landmarks.length,
    },
    all,
    kept,
    landmarks,
  };
}

/** Where what a copy may leave out begins; else the length of the text. */
function endOf(words: Uint32Array): number {
  const found = ends.map((phrase) => indexOf(words, phrase)).filter((at) => at > words.length * LEAST);
  return Math.min(words.length, ...found);
}

/** Every n-th shingle; one that occurs twice marks no place and stands as 0. */
function uniqueAt(run: Uint32Array, step: number): number[] {
  const counts = new Map<number, number>();
  for (const shingle of run) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  return [...run].filter((_, i) => i % step === 0).map((shingle) => (counts.get(shingle) === 1 ? shingle : 0));
}

function dice(a: Set<number>, b: Set<number>): number {
  let shared = 0;
  for (const shingle of a) if (b.has(shingle)) shared++;
  return (2 * shared) / (a.size + b.size);
}

function distinct(references: Reference[]): Reference[] {
  const kept: Reference[] = [];
  for (const one of references) {
    const isCopy = (other: Reference) =>
      one.info.stream === other.info.stream ||
      (one.info.spdx === null && one.info.id === other.info.id && dice(one.all, other.all) > SAME);
    if (one.info.length >= WIDTH * 4 && !kept.some(isCopy)) kept.push(one);
  }
  return kept;
}

function build(references: Reference[]): Uint8Array {
  const owners = new Map<number, number[]>();
  for (const [i, { kept }] of references.entries()) {
    for (const shingle of kept) owners.set(shingle, [...(owners.get(shingle) ?? []), i]);
  }
  const hashes = [...owners.keys()].sort((a, b) => a - b);
  const sets = new Map<string, number>();
  const setOf = hashes.map((shingle) => {
    const key = (owners.get(shingle) ?? []).join(' ');
    const set = sets.get(key) ?? sets.size;
    sets.set(key, set);
    return set;
  });
  const members = [...sets.keys()].map((key) => key.split(' ').map(Number));
  const setStarts = [0];
  for (const set of members) setStarts.push((setStarts.at(-1) ?? 0) + set.length);
  return encodeIndex(
    {
      about: 'Hashes of word runs of licence texts, to know the texts again; built by scripts/licenses/fingerprints.ts',
      sources: [
        'spdx-license-list (npm, CC0-1.0): https://spdx.org/licenses/',
        'licence texts published by the makers of the models, by catalogue id (spdx: null)',
      ],
      width: WIDTH,
      references: references.map(({ info }) => info),
    },
    {
      references: [],
      shingles: Uint32Array.from(hashes),
      setOf: Uint16Array.from(setOf),
      setStarts: Uint32Array.from(setStarts),
      members: Uint16Array.from(members.flat()),
      landmarks: Uint32Array.from(references.flatMap(({ landmarks }) => landmarks)),
    },
  );
}

const [folder = FOLDER] = process.argv.slice(2);
const references = distinct([...spdxSources(), ...aiSources(folder)].map(reference));
const bytes = build(references);
writeFileSync(OUTPUT, bytes);
const ai = references.filter(({ info }) => info.spdx === null).length;
console.log(`${references.length} texts (${ai} of AI licences), ${Math.round(bytes.length / 1024)} kB`);
