/**
 * Reading a candidate in Chinese or Japanese (and Korean, whose order is alike): clauses are short and end in marks,
 * the modifier stands before its noun, the verb before (zh) or after (ja, ko) its object.
 */
import type { ClaimObject, Stance } from '../report/v1.ts';
import { type Noun, nounsIn, objectOf } from './nouns.ts';
import { accept, type Candidate, type Context, type Reading, reject } from './reading.ts';

interface Parts extends Context {
  candidate: Candidate;
  /** Before and after within the clause. */
  before: string;
  after: string;
  /** The clause before, which often holds the subject, and the one after, which may go on with the object. */
  earlier: string;
  later: string;
}

const MARK = /[，,。；;：:！!？?\n]|\.\s/g;

function partsOf(context: Context, candidate: Candidate): Parts {
  const before = context.text.slice(0, candidate.start);
  const after = context.text.slice(candidate.end);
  const marks = [...before.matchAll(MARK)];
  const last = marks.at(-1);
  const previous = marks.at(-2);
  const end = after.search(MARK);
  return {
    ...context,
    candidate,
    before: last ? before.slice(last.index + last[0].length) : before,
    after: end === -1 ? after : after.slice(0, end),
    earlier: last ? before.slice(previous ? previous.index + 1 : 0, last.index) : '',
    later: end === -1 ? '' : (after.slice(end + 1).split(/[。；;！!？?\n]/)[0] ?? ''),
  };
}

function stanceOf({ before, after, lexicon, text }: Parts): Stance {
  const { words } = lexicon;
  const near = before.slice(-8);
  const negation = words.negation.last(near);
  const excepted = words['negation-except'].last(near);
  if (words['negation-after'].test(after)) return 'denied';
  if (negation && !(excepted && excepted.end >= negation.end)) return 'denied';
  if (words.promise.test(before) || words.soon.test(after) || /待开放|待发布/.test(text)) return 'promised';
  return 'asserted';
}

const speaksOfSelf = (text: string, { lexicon, self }: Parts): boolean =>
  lexicon.words.self.test(text) || self.test(text);

/** `开源X`: the noun decides what is open, the words before it whose it is. */
function readAttribute(parts: Parts, object: ClaimObject): Reading {
  const { before, after, earlier, lexicon, self, block, candidate } = parts;
  const { words } = lexicon;
  const near = before.slice(-12);
  const named = self.test(before.slice(-24).replace(/的$/, '')) && /[\p{L}\p{N})）*\]】」]\s*的?\s*$/u.test(before);
  if (words.among.test(near + after) && words.ranking.test(`${earlier}，${before}${after}`) && object === 'model') {
    return accept('implied', object, 'among');
  }
  if (words.comparison.test(near) && !named) return reject('comparison');
  if (words.others.test(near)) return reject('others');
  const own = words.self.test(before.slice(-10));
  const is = /(?:是|为|作为|は)[^，。]{0,40}$/u.test(before);
  if (object !== 'model' && object !== 'weights') {
    const mine = words.self.test(before.replace(/(?:的|の)?\s*$/u, '').slice(-3));
    return mine ? accept(stanceOf(parts), object, 'possessive') : reject('unclear');
  }
  const stance = stanceOf(parts);
  if (is && (speaksOfSelf(before, parts) || speaksOfSelf(earlier, parts))) return accept(stance, object, 'subject');
  if (named) return accept(stance, object, 'name');
  if (self.test(after.slice(0, 30)) && !words['base-relation'].test(near)) return accept(stance, object, 'name');
  if (words['base-relation'].test(near)) return reject('base-relation');
  if (own) return accept(stance, object, 'possessive');
  if (words['release-verb'].test(near) && (speaksOfSelf(before, parts) || speaksOfSelf(earlier, parts))) {
    return accept(stance, object, 'subject');
  }
  if (block.kind === 'heading' || (parts.first && candidate.start <= 4 && words.ranking.test(before + after))) {
    return accept(stance, object, 'fragment');
  }
  return reject('unclear');
}

/** What each part of an enumeration is, by its last noun: 代码和模型权重 is code and weights. */
const heads = (text: string, { lexicon }: Parts): Noun[] =>
  text.split(/、|和|与|及|以及|跟|或/).flatMap((piece) => {
    const nouns = nounsIn(piece, lexicon);
    return nouns.findLast((noun) => noun.class !== 'license') ?? nouns.at(-1) ?? [];
  });

/** `开源了X`, `X已开源`, `将X开源`: a verb with an object after it or a subject before it. */
function readVerb(parts: Parts): Reading {
  const { before, after, earlier, lexicon, block } = parts;
  const { words } = lexicon;
  const stance = stanceOf(parts);
  if (words['base-relation'].test(before.slice(-3)) && words.among.test(after)) return reject('others');
  const subject = heads(before, parts);
  const objects = nounsIn(after, lexicon);
  if (objects.length > 0 && /^(?:以及|和|及|并|与)/.test(parts.later)) objects.push(...nounsIn(parts.later, lexicon));
  const licensed = /(?:依照|遵循|基于|采用|按照|under|以)[^，。]{0,40}(?:协议|许可|license)\S{0,3}\s*$/i.test(before);
  const classes = (licensed || objects.length === 0 ? subject : objects)
    .map((noun) => noun.class)
    .filter((name) => name !== 'license');
  if (classes.length > 0 && classes.every((name) => name === 'other')) return reject('head-other');
  if (words.others.test(before.slice(-10)) && !speaksOfSelf(before, parts)) return reject('others');
  const object = objectOf(classes);
  if (object) return accept(stance, object, licensed ? 'license-verb' : 'verb');
  if (speaksOfSelf(before, parts) || speaksOfSelf(earlier, parts) || parts.follows)
    return accept(stance, 'model', 'verb');
  if (block.kind === 'list-item' && parts.first) return accept(stance, 'model', 'fragment');
  return reject('unclear');
}

/** @returns what the sentence says with this candidate, and the guard that decided it */
export function readEastern(context: Context, candidate: Candidate): Reading {
  const parts = partsOf(context, candidate);
  const { before, after, lexicon, block } = parts;
  const { words } = lexicon;
  if (/[@/_#.]$/.test(before) || /^[_@/]/.test(after)) return reject('name');
  const done = words.aspect.first(after.trimStart());
  const objects = nounsIn(after.slice(0, 24), lexicon);
  const nearest = objects[0];
  // Up to the first noun, or to the last one of an unbroken compound (开源评测工具).
  const compound = objects.filter((noun, i) => i === 0 || noun.start - (objects[i - 1]?.end ?? 0) <= 1);
  const head = compound.at(-1);
  if (candidate.bare) {
    const total = words.totality.test(before.slice(-3)) || /对[^，。]{0,12}$/u.test(before);
    if (total && (!nearest || nearest.start > 3)) return readVerb(parts);
    if (!head || head.start > 10) return reject('bare');
  }
  if (done && done.start === 0 && !/^的/.test(after)) return readVerb(parts);
  if (head?.class === 'license' && (nearest?.start ?? 9) <= 3) {
    if (block.kind === 'heading') return accept('asserted', 'model', 'license-heading');
    if (/(?:源码|代码)/.test(before)) return accept(stanceOf(parts), 'code', 'license');
    if (
      /(?:使用|采用|具体)的?[^，。]{0,8}$/.test(before) &&
      (parts.self.test(before) || parts.self.test(parts.earlier) || parts.follows)
    ) {
      return accept(stanceOf(parts), 'model', 'license');
    }
    return reject('license');
  }
  if (nearest?.class === 'other' && nearest.start <= 1 && compound.length === 1) return reject('head-other');
  if (head?.class === 'other' && head.start <= 6) return reject('head-other');
  const attribute =
    nearest && (nearest.start <= 1 || /^(?:的|の)?[^，。了]{0,14}$/.test(after.slice(0, nearest.start)));
  if (attribute && head && head.class !== 'license' && !verbal(parts, nearest.start)) {
    const object = objectOf([head.class]);
    if (object) return readAttribute(parts, object);
  }
  return readVerb(parts);
}

/** `我们将开源训练代码`: an adverb of time or the plain subject right before makes it a verb. */
function verbal({ before, lexicon }: Parts, gap: number): boolean {
  if (/(?:将|已|已经|同时|共同|陆续|正式|还|会|并|全面|完全|逐步|即将|们|上旬|中旬|下旬|底|\d)\s*$/u.test(before))
    return true;
  return gap > 1 && lexicon.words.promise.test(before.slice(-4));
}
