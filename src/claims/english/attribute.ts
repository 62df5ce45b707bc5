/** The candidate is an adjective of a noun: "an open-source model", "our open data", "the open source licence". */
import type { ClaimObject } from '../../report/v1.ts';
import { appositionOf, governs, type Parts, speaksOfSelf, stanceOf, withoutBrackets, wordCount } from '../clause.ts';
import { nounsIn, objectOf } from '../nouns.ts';
import { accept, closing, covers, firstWords, lastWords, opening, type Reading, reject } from '../reading.ts';

const asSaid = (parts: Parts, object: ClaimObject, guard: string): Reading =>
  accept(stanceOf(parts).stance, object, guard);

/** "an open-source version of X" says what this model is measured by, not its name. */
const isRelative = (phrase: string, { words }: Parts): boolean => closing(phrase, words['relative-noun']) !== null;

/** The model's own name stands in the phrase, right after it, or right before the candidate. */
function isNamed(parts: Parts, phrase: string): boolean {
  const { clause, rest, self, words } = parts;
  if (self.test(phrase)) return true;
  if (self.test(lastWords(clause, 2).replace(/[^\p{L}\p{N}.\s-].*$/u, ''))) return true;
  const following = rest.slice(phrase.length);
  if (isRelative(phrase, parts) || opening(following, words.relation)) return false;
  // "Unlike Foobar, which is an open-source model, Acme is fast."
  if (/^\s*,/.test(following) && opening(clause, words['relative-pronoun'])) return false;
  const of = opening(following, words.genitive);
  return self.test(firstWords(of ? following.slice(of.end) : following, 2));
}

/** "our", "this"; "the publicly released models" are the card's own too. */
function isOwned({ clause, word, words }: Parts): boolean {
  const released = words['form-participle'].test(word) && words['release-verb'].test(word);
  return (released && closing(clause, words.definite) !== null) || words.possessive.test(lastWords(clause, 2));
}

interface Phrased {
  text: string;
  named: boolean;
  plural: boolean;
  /** "the best", "the first": a superlative right at the candidate. */
  ranking: boolean;
}

function phrased(parts: Parts, text: string): Phrased {
  const { words, clause } = parts;
  return {
    text,
    named: isNamed(parts, text),
    plural: words.plural.test(lastWords(text, 1)),
    ranking: words.ranking.test(lastWords(clause, 4)) || words.ranking.test(text),
  };
}

/** Guards that take a model away: it is placed among others, it is a base, it is what this one is compared with. */
function readOthers(parts: Parts, { named, plural, ranking }: Phrased, object: ClaimObject): Reading | null {
  const { clause, before, words } = parts;
  const near = lastWords(clause, 4);
  const single = ranking && !plural;
  if (words.aspiration.test(lastWords(clause, 8))) {
    return speaksOfSelf(before, parts) ? accept('implied', object, 'aspiration') : reject('aspiration');
  }
  if (object === 'weights' && closing(clause, words.having)) {
    return speaksOfSelf(before, parts) ? asSaid(parts, object, 'property') : reject('unclear');
  }
  const compared = words.comparison.test(clause) || words.ranking.test(clause);
  if (words.among.test(lastWords(clause, 5)) && compared && !(single && !words['set-apart'].test(near))) {
    return accept('implied', object, 'among');
  }
  const based = governs(words['base-relation'].last(clause), clause, parts);
  if (based && !(named && !words['base-strict'].test(near))) return reject('base-relation');
  if (words.others.test(near) && !single) return reject('others');
  if (words.comparison.test(near) || (plural && words.comparison.test(lastWords(clause, 8)))) {
    return reject('comparison');
  }
  return null;
}

/** "tasks that open models have failed at": a plural without an article, subject of a verb of its own, is any. */
function isGeneric({ clause, rest, words }: Parts, { named }: Phrased): boolean {
  const [noun] = nounsIn(rest, words);
  if (!noun || named || !words.plural.test(noun.text)) return false;
  const following = withoutBrackets(rest.slice(noun.end));
  const verb = /^\s/.test(following) && [words.copula, words.perfect].some((list) => opening(following, list) !== null);
  // "Acme is a family of open models made for …": here they are what is said of a subject.
  return verb && closing(clause, words.definite) === null && !words.genitive.test(lastWords(clause, 5));
}

/** "the abilities of open models": any of them; "a family of open models" is what the subject is. */
function isAmongAny({ clause, words }: Parts, { plural }: Phrased): boolean {
  const near = lastWords(clause, 3);
  const isWord = ({ start, end }: { start: number; end: number }): boolean =>
    near[start - 1] !== '-' && near[end] !== '-' && !covers(words.article, near.slice(start, end));
  const preposition = words.preposition.all(near).findLast(isWord);
  if (!plural || !preposition) return false;
  const kind = lastWords(clause.slice(0, clause.length - near.length + preposition.start), 2);
  const tied = closing(near.slice(0, preposition.end), words.genitive) !== null;
  return !tied || !words['group-noun'].test(kind);
}

/** What speaks for this model: its name, a subject that means it, a fragment at the head of the card. */
function readSelf(parts: Parts, phrase: Phrased, object: ClaimObject): Reading {
  const { clause, before, after, words, block, text } = parts;
  const relative = isRelative(phrase.text, parts);
  if (phrase.named && !relative) return asSaid(parts, object, 'name');
  if (isGeneric(parts, phrase)) return reject('subject-other');
  if (isAmongAny(parts, phrase)) return reject('unclear');
  const verb = words['release-verb'].last(clause);
  const subject = appositionOf(before, words) ?? (verb ? clause.slice(0, verb.start) : '');
  if (relative) {
    // "This dataset is X, an open-source implementation of Y": what the subject is decides what is open.
    const meant = objectOf([nounsIn(subject, words).find((noun) => noun.class !== 'model')?.class ?? 'model']);
    const said = words.introducing.test(clause) || /,\s*$/.test(clause);
    if (meant === null || !said) return reject('relative');
    if (meant !== 'model' && meant !== 'weights') return readPart(parts, meant);
  }
  if (subject.trim() !== '' && speaksOfSelf(subject, parts)) return asSaid(parts, object, 'subject');
  if (verb && words['subject-pronoun'].test(after)) return asSaid(parts, object, 'subject');
  if (verb && speaksOfSelf(clause, parts)) return asSaid(parts, object, 'subject');
  if (verb && clause.slice(0, verb.start).trim() === '' && parts.first) return asSaid(parts, object, 'fragment');
  const heading = block.kind === 'heading';
  const ends = !/\p{L}/u.test(parts.rest.slice(phrase.text.length));
  const whole = heading && ends && text.trim().length === block.text.trim().length;
  const prose = block.kind !== 'table-cell' && block.kind !== 'html';
  const opens = prose && wordCount(before) <= 3 && (parts.first || parts.follows);
  if (opens && (!phrase.plural || heading) && (phrase.ranking || whole)) return asSaid(parts, object, 'fragment');
  return reject('unclear');
}

/** A model called open by an adjective: is it this one, one of a group with this one, or another? */
export function readModel(parts: Parts, phrase: string, object: ClaimObject): Reading {
  const { clause, words } = parts;
  const near = lastWords(clause, 4);
  const taken = governs(words['base-relation'].last(clause), clause, parts);
  if (isOwned(parts) && !words.comparison.test(near) && !(taken && words['base-strict'].test(near)))
    return asSaid(parts, object, 'possessive');
  if (parts.self.spells(parts.text)) return asSaid(parts, object, 'expansion');
  const read = phrased(parts, phrase);
  return readOthers(parts, read, object) ?? readSelf(parts, read, object);
}

/** Code or data called open by an adjective: a claim only where the card says it is its own. */
export function readPart(parts: Parts, object: ClaimObject): Reading {
  const { clause, words, self } = parts;
  const near = lastWords(clause, 4);
  const owned = object === 'data' ? words['maker-possessive'] : words.possessive;
  if (owned.test(lastWords(clause, object === 'data' ? 2 : 4))) return asSaid(parts, object, 'possessive');
  if (governs(words['base-relation'].last(clause), clause, parts)) return reject('base-relation');
  if (words.others.test(near)) return reject('others');
  const verb = words['release-verb'].last(clause);
  if (!verb) return reject('unclear');
  if (object === 'data' && words['base-relation'].test(clause.slice(verb.end))) return reject('base-relation');
  const subject = clause.slice(0, verb.start);
  const own = self.test(subject) || words['subject-pronoun'].test(subject) || opening(subject, words.pronoun) !== null;
  return own ? asSaid(parts, object, 'subject') : reject('unclear');
}

/** "### Open Source License" calls the model's licence so; in prose only the card's own licence counts. */
export function readLicense(parts: Parts): Reading {
  const { clause, words, candidate, rest } = parts;
  // "The Open Acme License" is the name of a licence.
  if (candidate.bare && (words['noun-license'].first(rest)?.start ?? 0) > 1) return reject('name');
  if (parts.block.kind === 'heading') return accept('asserted', 'model', 'license-heading');
  const relation = words['license-relation'].last(clause);
  const taken = relation !== null && /^[^,.]{0,40}$/.test(clause.slice(relation.end));
  return taken && speaksOfSelf(clause, parts) ? asSaid(parts, 'model', 'license') : reject('license');
}
