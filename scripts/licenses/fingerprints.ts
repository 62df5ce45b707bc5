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
import type { Catalogue } from '../../src/license/catalogue.ts';
import { spdxText } from '../../src/license/spdx.ts';
import { encodeIndex, LANDMARK_STEP, type ReferenceInfo } from '../../src/license/text/format.ts';
import { shingles, streamHash, WIDTH } from '../../src/license/text/shingles.ts';
import { tokenise } from '../../src/license/text/tokens.ts';
import { loadRules } from '../../src/rules/load.ts';

/** Of an SPDX text that is no shorter than `SHORT` words one shingle in so many is kept. */
const SAMPLE = 4;
const SHORT = 300;
/** Texts of one licence that share more than this are one reference. */
const SAME = 0.985;

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

const FOLDER = fileURLToPath(new URL('../../../shared/data/licenses/texts', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../../rules/fingerprints/texts.bin', import.meta.url));

/** Every SPDX licence under the catalogue's id where it has one; identical texts once, the catalogue's own first. */
function spdxSources({ entries }: Catalogue): Source[] {
  const list = Object.keys(createRequire(import.meta.url)('spdx-license-list') as Record<string, unknown>);
  const byReference = new Map(
    entries.flatMap(({ id, reference, spdx }) => ((reference ?? spdx) ? [[reference ?? spdx, id]] : [])),
  );
  const own = list.filter((spdx) => byReference.has(spdx));
  const others = list.filter((spdx) => !byReference.has(spdx));
  return [...own, ...others].flatMap((spdx) => {
    const text = spdxText(spdx);
    return text === null ? [] : [{ id: byReference.get(spdx) ?? spdx.toLowerCase(), spdx, text }];
  });
}

function aiSources(folder: string, { entries }: Catalogue): Source[] {
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
  const kept =
    spdx === null || words.length < SHORT ? all : new Set([...all].filter((shingle) => shingle % SAMPLE === 0));
  const landmarks = spdx === null ? uniqueAt(run, LANDMARK_STEP) : [];
  const info = {
    id,
    spdx,
    length: words.length,
    kept: kept.size,
    stream: streamHash(words),
    landmarks: landmarks.length,
  };
  return { info, all, kept, landmarks };
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
const { catalogue } = loadRules().license;
const references = distinct([...spdxSources(catalogue), ...aiSources(folder, catalogue)].map(reference));
const bytes = build(references);
writeFileSync(OUTPUT, bytes);
const ai = references.filter(({ info }) => info.spdx === null).length;
console.log(`${references.length} texts (${ai} of AI licences), ${Math.round(bytes.length / 1024)} kB`);
