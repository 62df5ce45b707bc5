import type { Evidence, LicenseRef, Restriction } from '../report/v1.ts';
import type { Catalogue, CatalogueEntry } from './catalogue.ts';
import type { InheritanceMatrix } from './lineage-rules.ts';
import { findMentions, type Mention } from './mentions.ts';
import { findRestrictions, speaksOfLicence } from './restrictions.ts';
import { objectOf } from './subject.ts';
import type { Reading } from './text/reading.ts';
import type { LicenseObject, ProseSentence, Range } from './types.ts';
import type { LicenseWords } from './words.ts';

/** What the licence part knows: the licences and the ways to speak of them. */
export interface LicenseRules {
  catalogue: Catalogue;
  words: LicenseWords;
  matrix: InheritanceMatrix;
  reading: Reading;
}

/** Licences that a sentence names and restrictions that it states, in that order. */
export function sentenceRefs(
  sentence: ProseSentence,
  { catalogue, words }: Pick<LicenseRules, 'catalogue' | 'words'>,
): LicenseRef[] {
  const stated = findRestrictions(sentence, words);
  const named = speaksOfLicence(sentence, words) || sentence.label !== null || words.relations.test(sentence.text);
  const mentions = named && !words.others.test(sentence.text) ? findMentions(sentence, catalogue, words) : [];
  const refs: LicenseRef[] = mentions.map((mention, i) => mentionRef(sentence, mention, mentions[i - 1], words));
  inheritObjects(refs, mentions, sentence, words);
  for (const { restriction, object, range } of stated) {
    const only = refs.length === 1 ? refs[0] : undefined;
    if (only && only.object === object) addRestriction(only, restriction);
    else refs.push(unnamedRef(restriction, object, evidenceOf(sentence, range)));
  }
  return refs;
}

function mentionRef(
  sentence: ProseSentence,
  mention: Mention,
  previous: Mention | undefined,
  words: LicenseWords,
): LicenseRef {
  return {
    id: mention.entry?.id ?? 'unknown',
    name: mention.entry ? mention.entry.name : mention.name,
    spdx: mention.entry?.spdx ?? null,
    link: mention.link,
    object: objectOf(sentence, mention, previous?.end ?? 0, words),
    restrictions: mention.entry ? restrictionsInName(mention.entry) : [],
    evidence: [evidenceOf(sentence, mention)],
  };
}

/** "The code is under MIT or Apache-2.0": the second name stands for the same thing as the first. */
function inheritObjects(refs: LicenseRef[], mentions: Mention[], sentence: ProseSentence, words: LicenseWords): void {
  refs.forEach((ref, i) => {
    const previous = mentions[i - 1];
    const mention = mentions[i];
    const between = previous && mention ? sentence.text.slice(previous.end, mention.start) : null;
    if (between === null || ref.object !== null) return;
    const silent = Object.values(words.objects).every((matcher) => !matcher.test(between));
    if (silent) ref.object = refs[i - 1]?.object ?? null;
  });
}

/** What "-NC", "-ND" and "-SA" in a licence's own name say. */
function restrictionsInName(entry: CatalogueEntry): Restriction[] {
  const parts = entry.id.split('-');
  if (entry.family !== 'cc') return [];
  const marks: [string, Restriction][] = [
    ['nc', 'non-commercial'],
    ['nd', 'no-derivatives'],
    ['sa', 'share-alike'],
  ];
  return marks.filter(([mark]) => parts.includes(mark)).map(([, restriction]) => restriction);
}

const unnamedRef = (restriction: Restriction, object: LicenseObject, evidence: Evidence): LicenseRef => ({
  id: 'unknown',
  name: null,
  spdx: null,
  link: null,
  object,
  restrictions: [restriction],
  evidence: [evidence],
});

function evidenceOf(sentence: ProseSentence, range: Range): Evidence {
  return { source: sentence.context === 'gate' ? 'front-matter' : 'card', ...sentence.place(range), url: null };
}

function addRestriction(ref: LicenseRef, restriction: Restriction): void {
  if (!ref.restrictions.includes(restriction)) ref.restrictions.push(restriction);
}
