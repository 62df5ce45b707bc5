/** Reading a candidate in Chinese: clauses are short and end in marks; a modifier stands before its noun, a verb before its object. */
import type { ClaimObject } from '../../report/v1.ts';
import { isBlank } from '../clause.ts';
import { nounsIn, objectOf } from '../nouns.ts';
import { accept, type Candidate, type Context, closing, opening, type Reading, reject } from '../reading.ts';
import { compoundOf, heads, type Parts, partsOf, reaches, speaksOfSelf, stanceOf, withoutParticle } from './parts.ts';

const speaks = (parts: Parts): boolean => speaksOfSelf(parts.before, parts) || speaksOfSelf(parts.earlier, parts);

/** `Meta开源了`, `在 GitHub 上开源`: a name in Latin letters right before, and what stands around it. */
const NAME = /(?<lead>.{0,3}?)\s*(?<name>\p{Lu}[\p{Script=Latin}\p{N}.-]+)\s*(?<tail>\p{Script=Han}{0,4})$/u;

/** Others' deeds: the name right before is neither this model's nor its makers', and no place or licence. */
function isAnothers({ before, words, self, isMaker }: Parts): boolean {
  const { lead = '', name = '', tail = '' } = NAME.exec(before)?.groups ?? {};
  if (name === '' || self.test(name) || isMaker(name) || self.test(before.slice(-24))) return false;
  return nounsIn(tail, words).length === 0 && !words.preposition.test(lead);
}

/** `Acme-7B 系列开源模型`: the own name, and at most a word between it and the candidate, which joins nothing to it. */
function isNamed(whose: string, { words, self }: Parts): boolean {
  const { name = '', tail = '' } =
    /(?<name>[\p{Script=Latin}\p{N}. -]*)[)）*\]】」\s]*(?<tail>\p{Script=Han}{0,4})$/u.exec(whose)?.groups ?? {};
  const joined = [words.and, words.among, words.comparison, words['base-relation']].some((list) => list.test(tail));
  return !joined && (self.test(name) || self.test(whose.slice(-8)));
}

/** `开源X`: the noun decides what is open, the words before it whose it is. */
function readAttribute(parts: Parts, object: ClaimObject): Reading {
  const { before, after, earlier, words, self, block, candidate } = parts;
  const near = before.slice(-12);
  const whose = withoutParticle(before, parts);
  const named = isNamed(whose, parts);
  const stance = stanceOf(parts);
  const around = `${earlier}，${before}${after}`;
  const ranked = words.among.test(near + after) && words.ranking.test(around);
  const compared = words['set-apart'].test(near) && words.comparison.test(around + parts.later);
  if (object === 'model' && (ranked || compared)) return accept('implied', object, 'among');
  if (words.comparison.test(near) && !named) return reject('comparison');
  if (words.others.test(near)) return reject('others');
  if (words.hypothetical.test(before) && !named) return reject('hypothetical');
  if (words.aspiration.test(before) || words.aspiration.test(earlier)) {
    return speaks(parts) ? accept('implied', object, 'aspiration') : reject('aspiration');
  }
  if (opening(after, words.genitive) && isAnothers(parts)) return reject('others');
  if (object !== 'model' && object !== 'weights') {
    return closing(whose, words.self) ? accept(stance, object, 'possessive') : reject('unclear');
  }
  if (reaches(before, words.copula, 40) && speaks(parts)) return accept(stance, object, 'subject');
  if (named) return accept(stance, object, 'name');
  const based = words['base-relation'].test(near) || isBase(parts);
  if (self.test(after.slice(0, 30)) && !based) return accept(stance, object, 'name');
  if (based) return reject('base-relation');
  const owner = closing(whose, words.self) ?? (whose === before ? null : words.self.last(before.slice(-10)));
  // 我们以及最近的开源模型: others beside the makers.
  const tied = owner && !words.and.test(before.slice(-10).slice(owner.end));
  if (tied) return accept(stance, object, 'possessive');
  if (words['release-verb'].test(near) && speaks(parts)) return accept(stance, object, 'subject');
  if (
    (block.kind === 'heading' && isBlank(before)) ||
    (parts.first && candidate.start <= 4 && words.ranking.test(before + after))
  ) {
    return accept(stance, object, 'fragment');
  }
  return reject('unclear');
}

/** `基于 Zephyr 最新发布的新一代开源模型`: what others have released, and this model is built on. */
function isBase({ before, words }: Parts): boolean {
  const relation = words['base-relation'].last(before);
  const gap = relation ? before.slice(relation.end) : '';
  return /^\s*\p{Lu}/u.test(gap) && words['release-verb'].test(gap);
}

/** `依照 X 协议开源`: what stands before the licence is what is open. */
function isLicensed({ before, words }: Parts): boolean {
  const license = words['noun-license'].last(before);
  const ends = license !== null && before.length - license.end <= 3;
  return ends && reaches(before.slice(0, license.start), words['license-relation'], 40);
}

/** Text that goes on with a word, whatever marks stand before it. */
const WORDY = /^[\s"“《【*]*[\p{Script=Han}\p{Lu}]/u;

/** `开源了 Foobar`, `开源清单`, `开源体系`: what follows is of no known class and not this model by name. */
function hasOtherObject({ after, words, self }: Parts): boolean {
  // 是开源的。
  const particle = opening(after, words.aspect) ?? closing(after, words.genitive);
  const object = after.slice(particle?.end ?? 0);
  if (!WORDY.test(object) || self.test(object)) return false;
  return ![words.soon, words.promise, words.purpose, words.self, words.and].some((list) => opening(object, list));
}

/** `某公司开源了 Foobar 系列模型`: a subject that is not known, and what goes by another name than this model's. */
function handsOverAnothers(parts: Parts): boolean {
  const { before, earlier, words, self } = parts;
  const name = handedName(parts);
  // 我们提供了工具，并开源了 Int4 模型: the subject stands in the clause before.
  const led = words['verb-lead'].last(before);
  const subject = led && led.end === before.length && led.start === 0 ? earlier : before;
  return name !== undefined && /\p{L}/u.test(subject) && !speaksOfSelf(subject, parts) && !self.test(name);
}

/** `开源了 Acme-7B`: what is handed over, by a name in Latin letters. */
function handedName({ after, words }: Parts): string | undefined {
  const object = after.slice(opening(after, words.aspect)?.end ?? 0);
  return /^[\s"“《【]*(\p{Lu}[\p{Script=Latin}\p{N}.-]+)/u.exec(object)?.[1];
}

/** `开源了X`, `X已开源`, `将X开源`: a verb with an object after it or a subject before it. */
function readVerb(parts: Parts): Reading {
  const { before, after, words, block } = parts;
  const stance = stanceOf(parts);
  if (words['base-relation'].test(before.slice(-3)) && words.among.test(after)) return reject('others');
  if (words.hypothetical.test(before)) return reject('hypothetical');
  if ([words['base-relation'], words.preposition].some((list) => closing(before, list))) return reject('base-relation');
  if (handsOverAnothers(parts)) return reject('others');
  if (isAnothers(parts)) return reject('others');
  const objects = nounsIn(after, words);
  if (objects.length > 0 && opening(parts.later, words.and)) objects.push(...nounsIn(parts.later, words));
  const licensed = isLicensed(parts);
  const classes = (licensed || objects.length === 0 ? heads(before, parts) : objects)
    .map((noun) => noun.class)
    .filter((name) => name !== 'license');
  if (classes.length > 0 && classes.every((name) => name === 'other')) return reject('head-other');
  // 对所有人开放: those whom it is open to are no others.
  const receiver = words.toward.last(before);
  const owner = receiver ? before.slice(0, receiver.start) : before.slice(-10);
  if (words.others.test(owner) && !speaksOfSelf(before, parts)) return reject('others');
  const object = objectOf(classes);
  if (!object && hasOtherObject(parts)) return reject('head-other');
  if (object) return accept(stance, object, licensed ? 'license-verb' : 'verb');
  if (speaks(parts) || parts.follows || parts.self.test(handedName(parts) ?? '')) {
    return accept(stance, 'model', 'verb');
  }
  if (block.kind === 'list-item' && parts.first && /^\s*(?:[、和]|$)/.test(after))
    return accept(stance, 'model', 'fragment');
  return reject('unclear');
}

/** `[2023.09.28] 开源了`, `8月3日，开源` */
const DATED = /(?:\d[./年月-]\d{1,2}|\d[\])】日月号])[^\p{L}\p{N}]*$/u;

/** `我们将开源训练代码`: an adverb of time or the plain subject right before makes it a verb. */
function isVerbal({ before, words, block }: Parts, gap: number): boolean {
  if ((DATED.test(before) && block.kind !== 'heading') || closing(before, words['verb-lead'])) return true;
  return gap > 1 && words.promise.test(before.slice(-4));
}

/** A bare `开放` or `公开` is a verb after its adverb, and at the end of its clause after what is open. */
function isBareVerb(parts: Parts): boolean {
  const { before, after, words } = parts;
  const total = words.totality.test(before.slice(-3)) || reaches(before, words.toward, 12);
  const led = [words['verb-lead'], words.negation].some((list) => closing(before, list));
  const ends = after.trim() === '';
  const verbal = led ? ends || opening(after, words.aspect) !== null : ends && words.promise.test(before);
  return total || (verbal && heads(before, parts).length > 0);
}

function readLicense(parts: Parts): Reading {
  const { before, earlier, words, self, follows, block } = parts;
  if ([words.others, words.request].some((list) => list.test(before) || list.test(earlier))) return reject('license');
  if (block.kind === 'heading') return accept('asserted', 'model', 'license-heading');
  if (nounsIn(before, words).some((noun) => noun.class === 'code')) return accept(stanceOf(parts), 'code', 'license');
  const own = self.test(before) || self.test(earlier) || follows;
  const taken = own && reaches(before, words['license-relation'], 9);
  return taken ? accept(stanceOf(parts), 'model', 'license') : reject('license');
}

/** `我们开源的、用于评估的基准`: of several modifiers the last stands before the noun. */
function readChain(parts: Parts): Reading | null {
  const { before, after, words } = parts;
  const first = opening(after, words.genitive);
  const last = words.genitive.last(after);
  if (!first || !last || after[first.end] !== '、' || !closing(before, words['subject-pronoun'])) return null;
  const head = compoundOf(nounsIn(after.slice(last.end), words)).at(-1);
  const object = head ? objectOf([head.class]) : null;
  return object && accept(stanceOf(parts), object, 'verb');
}

/** @returns what the sentence says with this candidate, and the guard that decided it */
export function readChinese(context: Context, candidate: Candidate): Reading {
  const parts = partsOf(context, candidate);
  const { before, after, words } = parts;
  if (/[@/_#.]$/.test(before) || /^[_@/]/.test(after)) return reject('name');
  const chained = readChain(parts);
  if (chained) return chained;
  const objects = nounsIn(after.slice(0, 24), words);
  const nearest = objects[0];
  const compound = compoundOf(objects);
  const head = compound.at(-1);
  if (candidate.bare) {
    if (isBareVerb(parts) && (!nearest || nearest.start > 3)) return readVerb(parts);
    if (!head || head.start > 10) return reject('bare');
  }
  if (candidate.plain && !opening(after, words.genitive)) return readVerb(parts);
  // 为当前开源SOTA
  if (opening(after, words.ranking)) return speaks(parts) ? accept('implied', 'model', 'among') : reject('others');
  if (opening(after, words.aspect) && !opening(after, words.genitive)) return readVerb(parts);
  if (!nearest || !head) return readVerb(parts);
  if (head.class === 'license' && nearest.start <= 3) return readLicense(parts);
  if (nearest.class === 'other' && nearest.start <= 1 && compound.length === 1) return reject('head-other');
  if (head.class === 'other' && head.start <= 6) return reject('head-other');
  const beside = nearest.start <= 1 || (nearest.start <= 15 && !words.aspect.test(after.slice(0, nearest.start)));
  const object = objectOf([head.class]);
  return beside && object && !isVerbal(parts, nearest.start) ? readAttribute(parts, object) : readVerb(parts);
}
