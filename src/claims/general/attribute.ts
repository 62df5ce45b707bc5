/** The candidate is an adjective of a noun: is that this model, one of a group with it, or another? */
import type { ClaimObject } from '../../report/v1.ts';
import { appositionOf, governs, type Parts, speaksOfSelf, stanceOf, wordCount } from '../clause.ts';
import { objectOf } from '../nouns.ts';
import { accept, closing, firstWords, lastWords, opening, type Reading, reject } from '../reading.ts';
import type { Phrase } from './phrase.ts';
import { readSubject, saysMakers } from './predicate.ts';

/** "notre modèle open source", "mô hình mã nguồn mở này" */
const isOwned = ({ lead, text, tail }: Phrase, { words: { possessive } }: Parts): boolean =>
  possessive.test(lastWords(lead, 2)) || possessive.test(text) || opening(tail, possessive) !== null;

const isNamed = ({ lead, text, tail }: Phrase, { self }: Parts): boolean =>
  self.test(text) || self.test(firstWords(tail, 2)) || self.test(lastWords(lead, 2));

/** "du modèle open source Foobar": a name right after the phrase. In German any noun may stand there. */
const namesAnother = ({ tail }: Phrase, { self, language }: Parts): boolean =>
  language !== 'de' && /^\s*["“«'*[]*\p{Script=Latin}(?<=\p{Lu})/u.test(tail) && !self.test(firstWords(tail, 2));

/** "une version affinée du modèle", "дообученная версия открытой модели" */
function isRelative({ lead }: Phrase, { words }: Parts): boolean {
  const relative = words['relative-noun'].last(lastWords(lead, 4));
  return relative !== null && (closing(lead, words.genitive) ?? closing(lead, words['relative-noun'])) !== null;
}

/** Guards that take a model away: it is placed among others, it is a base, it is what this one is compared with. */
function readOthers(phrase: Phrase, object: ClaimObject, parts: Parts): Reading | null {
  const { words, clause } = parts;
  const { lead, text, tail } = phrase;
  const near = `${lastWords(lead, 4)}${text}${firstWords(tail, 3)}`;
  const ranked = words.ranking.test(lastWords(lead, 2)) && !words.plural.test(text);
  const compared = words.comparison.test(clause) || words.ranking.test(clause);
  if (words.among.test(near) && compared && !(ranked && !words['set-apart'].test(near))) {
    return object === 'model' || object === 'weights' ? accept('implied', object, 'among') : reject('comparison');
  }
  if (governs(words['base-relation'].last(lead), lead, parts)) return reject('base-relation');
  if (isRelative(phrase, parts)) return reject('relative');
  if ((words.others.test(near) && !ranked) || namesAnother(phrase, parts)) return reject('others');
  return words.comparison.test(lastWords(lead, 5)) ? reject('comparison') : null;
}

/** What speaks for this model: its name, a subject that means it, a fragment that is its heading. */
function readSelf(phrase: Phrase, object: ClaimObject, parts: Parts): Reading {
  const { words, block, text, first } = parts;
  const say = (guard: string) => accept(stanceOf(parts).stance, object, guard);
  const own = object === 'model' || object === 'weights';
  if (own && isNamed(phrase, parts)) return say('name');
  const verb = words['release-verb'].last(phrase.lead) ?? words.copula.last(phrase.lead);
  const makers = saysMakers(phrase.lead, words);
  const subject = appositionOf(phrase.lead, words) ?? (verb ? phrase.lead.slice(0, verb.start) : '');
  if (verb && makers) return say('subject');
  if (own && subject.trim() !== '' && speaksOfSelf(subject, parts)) return say('subject');
  const whole = block.kind === 'heading' && text.trim().length === block.text.trim().length;
  const ranked = words.ranking.test(phrase.lead) && !words.plural.test(phrase.text);
  if (own && first && wordCount(phrase.lead) <= 3 && (whole || ranked)) return say('fragment');
  return reject('unclear');
}

/** Languages that leave out "is". */
const NO_COPULA: readonly string[] = ['ar', 'ru'];

/** "النموذج مفتوح المصدر", "Модель открытая": the noun is the subject of a verb that is left out. */
function isSubject({ lead, text, gap }: Phrase, { words, word, language }: Parts): boolean {
  if (!NO_COPULA.includes(language) || gap.trim() !== '' || !text.endsWith(word)) return false;
  const verbal = [words['release-verb'], words['base-relation'], words.comparison].some((list) => list.test(lead));
  const copula = opening(lead, words.copula);
  return !verbal && opening((lead + text).slice(copula?.end ?? 0), words.definite) !== null;
}

export function readAttribute(parts: Parts, phrase: Phrase): Reading {
  const { noun, lead } = phrase;
  const { block, words } = parts;
  if (noun.class === 'license') {
    if (block.kind === 'heading') return accept('asserted', 'model', 'license-heading');
    const relation = closing(lead, words['license-relation']);
    return relation && speaksOfSelf(lead, parts)
      ? accept(stanceOf(parts).stance, 'model', 'license')
      : reject('license');
  }
  const object = words['form-noun'].test(parts.word) ? 'weights' : objectOf([noun.class]);
  if (!object) return reject('head-other');
  if (isSubject(phrase, parts)) return readSubject(parts);
  const others = readOthers(phrase, object, parts);
  if (isOwned(phrase, parts) && others?.claim !== true) return accept(stanceOf(parts).stance, object, 'possessive');
  return others ?? readSelf(phrase, object, parts);
}
