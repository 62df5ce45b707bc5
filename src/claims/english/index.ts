/**
 * Reading a candidate in English: find what is called open (head noun, object or subject), who is meant, and how it is
 * said. In doubt the answer is no claim: a false charge is worse than a miss.
 */
import { aboutOthers, isBlank, isName, type Parts, type Phrase, partsOf, phraseAfter } from '../clause.ts';
import { objectOf } from '../nouns.ts';
import {
  accept,
  type Candidate,
  type Context,
  closing,
  firstWords,
  lastWords,
  opening,
  type Reading,
  reject,
} from '../reading.ts';
import { readLicense, readModel, readPart } from './attribute.ts';
import { readPredicate } from './predicate.ts';

/** "We open-source", "to open-source the", "Open-sourced the scripts": a verb, whatever noun follows. */
function isVerb({ candidate, clause, rest, word, words }: Parts): boolean {
  if (candidate.plain || words['form-finite'].test(word) || words['form-gerund'].test(word)) return true;
  if (words['form-adverbial'].test(word)) return true;
  const article = opening(rest, words.article) !== null;
  if (words['form-participle'].test(word) && isBlank(clause) && article) return true;
  const lead = lastWords(clause, 1);
  const manner = closing(clause, words.totality);
  if (candidate.bare || closing(clause.slice(0, manner?.start), words.article)) return false;
  if (words['subject-pronoun'].test(lead)) return true;
  const object = article || /^\s+\p{Lu}/u.test(rest);
  return object && words['verb-lead'].test(lead) && !words.copula.test(lead);
}

function readAttribute(parts: Parts, phrase: Phrase): Reading | null {
  const head = phrase.nouns.at(-1);
  if (!head || isVerb(parts) || !/^[\s,"*'“-]*[\p{L}\p{N}("“]/u.test(parts.rest)) return null;
  if (head.class === 'license') return readLicense(parts);
  if (head.class === 'other') return reject('head-other');
  const object = objectOf([head.class]) ?? 'model';
  return object === 'model' || object === 'weights' ? readModel(parts, phrase.text, object) : readPart(parts, object);
}

/** "the Openly Available Acme Embeddings paper": a title in capitals, and what is called by it. */
function isTitled({ word, before, rest, words }: Parts): boolean {
  const run = /^(?:\s+\p{Lu}[\p{L}\p{N}-]*)+/u.exec(rest)?.[0] ?? '';
  if (!/^\p{Lu}/u.test(word) || isBlank(before) || run === '') return false;
  return opening(rest.slice(run.length), words['noun-other']) !== null;
}

/** @returns what the sentence says with this candidate, and the guard that decided it */
export function readEnglish(context: Context, candidate: Candidate): Reading {
  const parts = partsOf(context, candidate);
  const { words } = parts;
  if (isName(parts)) return reject('name');
  const aside = aboutOthers(parts);
  if (aside) return reject(aside);
  const minded = words['open-minded'].test(firstWords(parts.rest, 5));
  if (candidate.bare && (minded || opening(parts.rest, words.maturity))) return reject('head-other');
  // "open your browser"
  if (candidate.bare && words['open-adjective'].test(parts.word) && opening(parts.rest, words.article))
    return reject('bare');
  const phrase = phraseAfter(parts);
  const [first] = phrase.nouns;
  // "an open licence-filtered subset": the licence is what it was filtered by.
  if (first?.class === 'license' && first.start <= 1 && parts.rest[first.end] === '-') return reject('license');
  if (isTitled(parts)) return reject('head-other');
  // "with open weights, …": the candidate holds its own noun.
  const closed = !first || /^\s*(?:\p{P}|$)/u.test(parts.rest);
  if (closed && words['form-noun'].test(parts.word)) return readModel(parts, '', 'weights');
  if (!first && !candidate.bare && parts.self.test(firstWords(parts.rest, 1))) {
    return readModel(parts, phrase.text, 'model');
  }
  if (candidate.bare && first?.class === 'other' && first.start <= 1) return reject('head-other');
  // "- [ ] Open-source the encoder"
  const planned =
    parts.task && isBlank(parts.clause) && !candidate.bare ? objectOf(phrase.nouns.map((noun) => noun.class)) : null;
  if (planned) return accept('promised', planned, 'verb:open-task');
  const attribute = readAttribute(parts, phrase);
  if (attribute) return attribute;
  if (candidate.bare && !isPredicateAdjective(parts)) return reject('bare');
  return readPredicate(parts);
}

/** "our weights are open to research": after a verb that gives a property, before nothing or a purpose. */
const isPredicateAdjective = ({ clause, rest, words }: Parts): boolean =>
  words.copula.test(lastWords(clause, 3)) &&
  (/^\s*(?:$|[,.;:!)*])/.test(rest) || opening(rest, words.purpose) !== null || opening(rest, words.and) !== null);
