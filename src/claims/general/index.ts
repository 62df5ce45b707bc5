/**
 * Reading a candidate in a language that sets spaces, other than English: the noun that is called open stands beside
 * the candidate, mostly before it ("modelo de código abierto"), or is the subject or object of a verb near it. In doubt
 * the answer is no claim.
 */
import { aboutOthers, isName, partsOf } from '../clause.ts';
import { type Candidate, type Context, type Reading, reject } from '../reading.ts';
import { readAttribute } from './attribute.ts';
import { isGoverned, nounBeside } from './phrase.ts';
import { readPredicate } from './predicate.ts';

/** @returns what the sentence says with this candidate, and the guard that decided it */
export function readGeneral(context: Context, candidate: Candidate): Reading {
  const parts = partsOf(context, candidate);
  if (isName(parts)) return reject('name');
  const aside = aboutOthers(parts);
  if (aside) return reject(aside);
  const phrase = nounBeside(parts);
  if (phrase) return readAttribute(parts, phrase);
  return isGoverned(parts) ? reject('base-relation') : readPredicate(parts);
}
