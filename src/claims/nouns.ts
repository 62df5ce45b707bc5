/** What is called open: the class of the nouns around a claim's word. */
import type { ClaimObject } from '../report/v1.ts';
import type { WordName, Words } from './lexicon.ts';

/** `other` and `license` are no artefacts: open source said of them is no claim about one. */
export type NounClass = 'model' | 'weights' | 'training-code' | 'code' | 'data' | 'everything' | 'license' | 'other';

export interface Noun {
  class: NounClass;
  start: number;
  end: number;
  text: string;
}

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const LISTS: readonly [NounClass, WordName][] = [
  ['training-code', 'noun-training-code'],
  ['other', 'noun-other'],
  ['license', 'noun-license'],
  ['everything', 'noun-everything'],
  ['data', 'noun-data'],
  ['weights', 'noun-weights'],
  ['code', 'noun-code'],
  ['model', 'noun-model'],
];

/** @returns nouns of a known class in order; where lists overlap, the longer match */
export function nounsIn(text: string, words: Words): Noun[] {
  const found = LISTS.flatMap(([name, list]) =>
    words[list].all(text).map((hit) => ({
      class: name,
      start: hit.start,
      end: hit.end,
      text: text.slice(hit.start, hit.end),
    })),
  );
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Noun[] = [];
  for (const noun of found) {
    const last = kept.at(-1);
    // 模型权重 is one compound: its last noun says what it is.
    if (last && noun.start === last.end && UNSPACED.test(noun.text) && UNSPACED.test(last.text)) {
      if (noun.class !== 'model') kept[kept.length - 1] = noun;
    } else if (!last || noun.start >= last.end) kept.push(noun);
    else if (noun.end - noun.start > last.end - last.start) kept[kept.length - 1] = noun;
  }
  return kept;
}

const GROUP: Record<NounClass, 'model' | 'code' | 'data' | 'everything' | null> = {
  model: 'model',
  weights: 'model',
  'training-code': 'code',
  code: 'code',
  data: 'data',
  everything: 'everything',
  license: null,
  other: null,
};

/** Objects of a coordination: "the code, data and weights" is everything. Null when no artefact is named. */
export function objectOf(classes: readonly NounClass[]): ClaimObject | null {
  const groups = new Set(classes.map((name) => GROUP[name]).filter((group) => group !== null));
  // "the dataset and related resources" is of the dataset.
  const kinds = [...groups].filter((group) => group !== 'everything');
  if (kinds.length !== 1 && groups.size > 0) return 'everything';
  const has = (name: NounClass) => classes.includes(name);
  if (has('model')) return 'model';
  if (has('weights')) return 'weights';
  if (has('training-code')) return 'training-code';
  if (has('code')) return 'code';
  return has('data') ? 'data' : null;
}
