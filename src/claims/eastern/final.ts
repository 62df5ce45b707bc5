/** Reading a candidate in Japanese or Korean: the verb comes last, particles follow their nouns, the subject is mostly left out. */
import type { ClaimObject, Stance } from '../../report/v1.ts';
import { type Noun, nounsIn, objectOf } from '../nouns.ts';
import { accept, type Candidate, type Context, closing, opening, type Reading, reject } from '../reading.ts';
import { compoundOf, heads, type Parts, partsOf, speaksOfSelf, stanceOf } from './parts.ts';

/** A noun that the candidate modifies, and what follows it: particles, then the verb. */
interface Modified {
  object: ClaimObject | null;
  license: boolean;
  tail: string;
}

/** How much after a noun tells what is done with it: 「モデルをベースに」. */
const NEAR = 14;

/** How much after it tells that it is only used: 「エンジン Foobar v2 をバックエンドとして利用」. */
const FAR = 40;

/** `オープンソースの大規模言語モデル`: up to the noun no particle that ends a phrase. */
function modified({ after, words }: Parts): Modified | null {
  const nouns = nounsIn(after, words);
  const head = compoundOf(nouns).at(-1);
  if (!head || (nouns[0]?.start ?? 0) > NEAR) return null;
  const gap = after.slice(0, nouns[0]?.start);
  if ([words.particle, words.soon, words['negation-after']].some((list) => list.test(gap))) return null;
  return { object: objectOf([head.class]), license: head.class === 'license', tail: after.slice(head.end) };
}

/** 「非公開」: a negation right before, or one after the verb. */
const stance = (parts: Parts): Stance => (closing(parts.before, parts.words.negation) ? 'denied' : stanceOf(parts));

function readAttribute(parts: Parts, { object, license, tail }: Modified): Reading {
  const { before, earlier, words, self, block, first } = parts;
  const near = before.slice(-NEAR);
  const following = tail.slice(0, NEAR);
  const say = (guard: string): Reading => (object ? accept(stance(parts), object, guard) : reject('head-other'));
  if (license && block.kind === 'heading') return accept('asserted', 'model', 'license-heading');
  if (!object) return reject(license ? 'license' : 'head-other');
  const own = object === 'model' || object === 'weights';
  const compared = words.comparison.test(tail) || words.ranking.test(tail);
  if (own && words.among.test(near + following) && compared) return accept('implied', object, 'among');
  if (words.others.test(near)) return reject('others');
  if (words['base-relation'].test(tail.slice(0, FAR))) return reject('base-relation');
  if (words.comparison.test(following)) return reject('comparison');
  if (words.possessive.test(near.slice(-5))) return say('possessive');
  if (words['release-verb'].test(tail) && !opening(tail, words.copula)) return say('subject');
  if (own && (speaksOfSelf(before, parts) || speaksOfSelf(earlier, parts))) return say('subject');
  if (own && self.test(following)) return say('name');
  const fragment = block.kind === 'heading' || (first && words.ranking.test(before));
  return own && fragment ? say('fragment') : reject('unclear');
}

/** What is open stands before the verb, its last noun nearest: 「モデルの重みと学習コードを公開」. */
function objectsBefore(parts: Parts): Noun[] {
  const found = heads(parts.before, parts);
  return found.length > 0 ? found : heads(parts.earlier, parts).slice(-1);
}

function readVerb(parts: Parts): Reading {
  const { before, earlier, words } = parts;
  const nouns = objectsBefore(parts);
  const classes = nouns.map((noun) => noun.class).filter((name) => name !== 'license');
  if (classes.length > 0 && classes.every((name) => name === 'other')) return reject('head-other');
  if (words.others.test(before.slice(-20)) && !speaksOfSelf(before, parts)) return reject('others');
  const object = objectOf(classes);
  if (object) return accept(stance(parts), object, 'verb');
  if (speaksOfSelf(before, parts) || speaksOfSelf(earlier, parts) || parts.follows) {
    return accept(stance(parts), 'model', 'verb');
  }
  return reject('unclear');
}

/** 「공개된 한국어 BERT는」: a verb that modifies a noun of no known class, which is not this model. */
function isAttributive({ after, words, self }: Parts): boolean {
  const ending = opening(after, words.attributive);
  const noun = ending ? after.slice(ending.end) : '';
  return /^\s+\p{L}/u.test(noun) && !words.soon.test(noun) && !self.test(noun.slice(0, NEAR));
}

/** 「Foobar社が公開した」: who has done it, where no artefact is what the particle marks. */
function isTheirs(parts: Parts): boolean {
  const { before, words, isMaker } = parts;
  const particle = closing(before, words['subject-particle']);
  const name = before.slice(0, particle?.start).trimEnd();
  if (!particle || name === '' || speaksOfSelf(name, parts)) return false;
  const noun = nounsIn(name, words).at(-1);
  return noun?.end !== name.length && !isMaker(name);
}

/** @returns what the sentence says with this candidate, and the guard that decided it */
export function readFinal(context: Context, candidate: Candidate): Reading {
  const parts = partsOf(context, candidate);
  const { before, after, words, text } = parts;
  if (/[@/_#.]$/.test(before) || /^[_@/]/.test(after)) return reject('name');
  if (words.thanks.test(text)) return reject('thanks');
  if (words.hypothetical.test(after.slice(0, NEAR))) return reject('hypothetical');
  if (isTheirs(parts)) return reject('others');
  const noun = modified(parts);
  if (noun) return readAttribute(parts, noun);
  const verbal = opening(after, words.aspect) ?? opening(after, words.soon) ?? opening(after, words['negation-after']);
  if (isAttributive(parts)) return reject('unclear');
  if (candidate.bare && !verbal && after.trim() !== '') return reject('bare');
  if (closing(before, words['base-relation'])) return reject('base-relation');
  return readVerb(parts);
}
