/**
 * Reading a candidate in a language that sets spaces: find what is called open (head noun, object or subject), who is
 * meant, and how it is said. In doubt the answer is no claim: a false charge is worse than a miss.
 */
import type { ClaimObject, Stance } from '../report/v1.ts';
import { type Noun, type NounClass, nounsIn, objectOf } from './nouns.ts';
import { accept, type Candidate, type Context, firstWords, lastWords, type Reading, reject } from './reading.ts';

/** The parts of a sentence around a candidate. */
interface Parts extends Context {
  candidate: Candidate;
  /** All before and after the candidate. */
  before: string;
  after: string;
  /** The same within the clause. */
  clause: string;
  rest: string;
}

const CLAUSE_START =
  /[;:!?。；：！？]|\.\s|,\s+(?=(?:while|whereas|but|although|though|unlike|which|so|because|since)\b)/g;
const CLAUSE_END =
  /[;:!?。；：！？]|\.(?:\s|$)|,\s+(?=(?:while|whereas|but|although|though|unlike|which|so|because|we|it)\b)/;

function partsOf(context: Context, candidate: Candidate): Parts {
  const before = context.text.slice(0, candidate.start);
  const after = context.text.slice(candidate.end);
  const start = [...before.matchAll(CLAUSE_START)].at(-1);
  const end = CLAUSE_END.exec(after);
  return {
    ...context,
    candidate,
    before,
    after,
    clause: start ? before.slice(start.index + start[0].length) : before,
    rest: end ? after.slice(0, end.index) : after,
  };
}

/** A candidate that is part of a name, an address or a compound of its own. */
function isName({ text, candidate, before, after, block, lexicon }: Parts): boolean {
  if (/[\p{L}\p{N}_@/#.]$/u.test(before) || /^[_@/#]|^-\p{Lu}|^\.\w/u.test(after)) return true;
  if (!candidate.bare) return false;
  const word = text.slice(candidate.start, candidate.end);
  const capital = /^\p{Lu}/u.test(word);
  const starts = before.trim() === '' || block.kind === 'heading';
  // "the Open LLM Leaderboard": a capital within a sentence that runs on in capitals is a name.
  const head = nounsIn(firstWords(after, 4), lexicon).at(-1);
  if (head?.class === 'model' && /models?$|lms?$/i.test(head.text)) return false;
  return (
    capital &&
    !starts &&
    /^\s+\p{Lu}[\p{L}\p{N}-]*(?:\s+\p{Lu})?/u.test(after) &&
    !/[:"“]\s*(?:\p{L}+\s+)?$/u.test(before)
  );
}

/** The noun phrase that the candidate opens: up to a word that ends a phrase. */
function phraseAfter({ rest, lexicon }: Parts): { text: string; nouns: Noun[] } {
  const run = firstWords(
    rest.replace(/\([^()]{0,40}\)/g, (inner) => ' '.repeat(inner.length)),
    12,
  );
  let end = run.length;
  let seen = false;
  for (const match of run.matchAll(/[\p{L}\p{N}'’+&./-]+|[,;()[\]]/gu)) {
    const stops = lexicon.words['phrase-end'].first(match[0]);
    const joins = /^(?:and|or|und|et|y|e|&|,|\/)$/i.test(match[0]);
    if ((stops && stops.start === 0 && stops.end === match[0].length) || /[();[\]]/.test(match[0]) || (joins && seen)) {
      end = match.index;
      break;
    }
    if (!joins && nounsIn(match[0], lexicon).length > 0) seen = true;
  }
  const text = run.slice(0, end);
  return { text, nouns: nounsIn(text, lexicon) };
}

/** Classes named in a coordination, each by the last noun before a preposition: "model code" is code. */
function coordinated(text: string, { lexicon }: Parts): NounClass[] {
  const classes: NounClass[] = [];
  for (const piece of text.split(/,|\band\b|\bor\b|&|\bund\b|\bet\b|\by\b|\be\b|\/|\bas well as\b/i)) {
    const phrase = piece.replace(/^\s*(?:the|our|this|these|all|its|their|a|an)\s+(?:of\s+)?(?:the|our|these)?/i, '');
    const stop = lexicon.words['phrase-end'].first(phrase.trimStart(), 1);
    const head = nounsIn(stop ? phrase.trimStart().slice(0, stop.start) : phrase, lexicon).at(-1);
    if (head) classes.push(head.class);
  }
  return classes;
}

const isWhole = (text: string, within: string): boolean => text.trim().length === within.trim().length;

function stanceOf({ clause, rest, lexicon, candidate }: Parts): { stance: Stance; guard: string } {
  const { words } = lexicon;
  const near = lastWords(clause, 6).replace(/^.*\b(?:and|but)\b/i, '');
  const negation = words.negation.last(near);
  const excepted = words['negation-except'].last(near);
  const past = firstWords(rest, 5);
  if (/\[ \]\s*$|^\s*\[ \]/.test(near)) return { stance: 'promised', guard: 'open-task' };
  if (negation && !(excepted && excepted.start <= negation.start && excepted.end >= negation.end)) {
    return { stance: 'denied', guard: 'negation' };
  }
  if (words['negation-after'].test(past)) return { stance: 'denied', guard: 'negation-after' };
  if (words.promise.test(lastWords(clause, 9)) || words.soon.test(firstWords(rest.replace(/\([^()]*\)/g, ''), 6)))
    return { stance: 'promised', guard: 'promise' };
  return { stance: 'asserted', guard: candidate.bare ? 'adjective' : 'phrase' };
}

/** Something before the candidate that says who: a pronoun, a demonstrative or this model's name. */
const speaksOfSelf = (text: string, { lexicon, self }: Parts): boolean =>
  lexicon.words.self.test(text) || self.test(text);

/** Only small words stand between the end of a relation and the candidate. */
function governs(relation: { end: number } | null, before: string, { lexicon }: Parts): boolean {
  if (!relation) return false;
  const gap = before.slice(relation.end).trim();
  if (gap === '') return true;
  if (gap.split(/\s+/).length > 4) return false;
  const left = lexicon.words.determiner
    .all(gap)
    .reduceRight((rest, hit) => rest.slice(0, hit.start) + rest.slice(hit.end), gap);
  return left.replace(/[\s"'“”‘’([*]/g, '') === '';
}

/** What is handed over goes by a name or a pronoun: "we open-source Acme-7B", "we open-source it". */
const isNamed = (target: string, { self }: Parts): boolean =>
  self.test(target) || /^[\s*"“'[]*(?:it|them|this|these|our|both|\p{Lu}|\d)/u.test(target);

/** A model called open by an adjective: is it this one, one of a group with this one, or another? */
function readModel(parts: Parts, phrase: { text: string }, object: ClaimObject): Reading {
  const { clause, before, rest, after, lexicon, self, block, text, candidate } = parts;
  const { words } = lexicon;
  const near = lastWords(clause, 4);
  const released = /\bthe\s*$/i.test(clause) && /releas/i.test(text.slice(candidate.start, candidate.end));
  const owned = words.possessive.test(lastWords(clause, 2)) || released;
  // "an open-source version of X" says what this model is measured by, not its name.
  const relative = /(?:version|implementation|reproduction|replication|alternative|counterpart)s?\s*$/i.test(
    phrase.text,
  );
  const following = rest.slice(phrase.text.length);
  const named =
    self.test(phrase.text) ||
    (!/^\s*(?:to|from|based|by|than|like)\b/i.test(following) &&
      !relative &&
      self.test(firstWords(following.replace(/^\s*of\b/i, ''), 2))) ||
    self.test(lastWords(clause, 2).replace(/[^\p{L}\p{N}.\s-].*$/u, ''));
  const plural = /s$/i.test(phrase.text.trim().split(/\s+/).at(-1) ?? '');
  const ranking = words.ranking.test(near) || words.ranking.test(phrase.text);
  const based = governs(words['base-relation'].last(clause), clause, parts);
  const others = words.others.test(near);
  const grouped = words.among.test(lastWords(clause, 5));
  const compared = words.comparison.test(clause) || words.ranking.test(clause);

  if (owned && !words.comparison.test(near)) return accept(stanceOf(parts).stance, object, 'possessive');
  if (words.aspiration.test(lastWords(clause, 5))) {
    return speaksOfSelf(before, parts) ? accept('implied', object, 'aspiration') : reject('aspiration');
  }
  if (object === 'weights' && /\bwith\s*$/i.test(clause)) {
    return speaksOfSelf(before, parts) ? accept(stanceOf(parts).stance, object, 'property') : reject('unclear');
  }
  if (grouped && compared && !(ranking && !plural && !/other|among/i.test(near)))
    return accept('implied', object, 'among');
  if (based && !named) return reject('base-relation');
  if (based && named && /\b(?:from|on|with|using)\b/i.test(near)) return reject('base-relation');
  if (others && !(ranking && !plural)) return reject('others');
  if (words.comparison.test(near) || (plural && words.comparison.test(lastWords(clause, 8))))
    return reject('comparison');

  const { stance } = stanceOf(parts);
  if (named && !relative) return accept(stance, object, 'name');
  const verb = words['release-verb'].last(clause);
  const apposition = /[,:–—(-]\s*(?:an?|the|one of the|our)?\s*(?:[\p{L}-]+\s+){0,3}$/iu.exec(before);
  const subject = apposition ? before.slice(0, apposition.index) : verb ? clause.slice(0, verb.start) : '';
  if (relative) {
    // "This dataset is X, an open-source implementation of Y": what the subject is decides what is open.
    const meant = objectOf([nounsIn(subject, lexicon).find((noun) => noun.class !== 'model')?.class ?? 'model']);
    if (meant === null || !/\b(?:is|are|as|introduc\w+|present\w*|releas\w+)\b|,\s*$/i.test(clause))
      return reject('relative');
    if (meant !== 'model' && meant !== 'weights') return readPart(parts, meant);
  }
  if (subject.trim() !== '' && speaksOfSelf(subject, parts)) return accept(stance, object, 'subject');
  if (verb && words['subject-pronoun'].test(after)) return accept(stance, object, 'subject');
  if (verb && speaksOfSelf(clause, parts)) return accept(stance, object, 'subject');
  if (verb && /^\s*$/.test(clause.slice(0, verb.start)) && parts.first) return accept(stance, object, 'fragment');
  const opening = before.trim().split(/\s+/).filter(Boolean).length <= 3;
  const prose = block.kind !== 'table-cell' && block.kind !== 'html';
  if (
    prose &&
    opening &&
    (parts.first || parts.follows) &&
    (!plural || block.kind === 'heading') &&
    (ranking || (block.kind === 'heading' && isWhole(text, block.text)))
  ) {
    return accept(stance, object, 'fragment');
  }
  return reject('unclear');
}

/** Code or data called open by an adjective: a claim only where the card says it is its own. */
function readPart(parts: Parts, object: ClaimObject): Reading {
  const { clause, lexicon, self } = parts;
  const { words } = lexicon;
  const near = lastWords(clause, 4);
  if (words.possessive.test(near)) return accept(stanceOf(parts).stance, object, 'possessive');
  if (governs(words['base-relation'].last(clause), clause, parts)) return reject('base-relation');
  if (words.others.test(near)) return reject('others');
  const verb = words['release-verb'].last(clause);
  if (!verb) return reject('unclear');
  if (object === 'data' && words['base-relation'].test(clause.slice(verb.end))) return reject('base-relation');
  const subject = clause.slice(0, verb.start);
  if (self.test(subject) || words['subject-pronoun'].test(subject) || /^\s*(?:this|these|it)\b/i.test(subject)) {
    return accept(stanceOf(parts).stance, object, 'subject');
  }
  return reject('unclear');
}

function readLicense(parts: Parts): Reading {
  if (parts.block.kind === 'heading') return accept('asserted', 'model', 'license-heading');
  const verb = /\b(?:employs?|uses?|adopts?|under|with|has)\b[^,.]{0,40}$/i.test(parts.clause);
  if (verb && speaksOfSelf(parts.clause, parts)) return accept(stanceOf(parts).stance, 'model', 'license');
  return reject('license');
}

/** The candidate is a verb or a predicate: its object or its subject is what is open. */
function readPredicate(parts: Parts): Reading {
  const { clause, before, rest, lexicon, candidate, text } = parts;
  const { words } = lexicon;
  const word = text.slice(candidate.start, candidate.end);
  const lead = lastWords(clause, 1);
  const gerund = /ing$/i.test(word);
  const active =
    !candidate.bare &&
    (words['verb-lead'].test(lead) || /(?:ing|s|ed|release|share|all)$/i.test(word)) &&
    (gerund || !words.copula.test(lastWords(clause, 2))) &&
    /^\s+(?:[\p{L}\p{N}*“"']|\[)/u.test(rest);
  const { stance, guard } = stanceOf(parts);
  if (active) {
    const target = firstWords(rest, 24);
    const stop = /\b(?:under|for|to|so that|in order|which|that|based on|on top)\b/i.exec(target);
    const classes = coordinated(stop && stop.index > 3 ? target.slice(0, stop.index) : target, parts);
    const doer = clause.split(/,/).at(-1) ?? clause;
    const named = target.split(/,/)[0] ?? target;
    const agent = words['subject-pronoun'].test(clause) || !/[\p{L}\p{N}]/u.test(clause);
    if (!agent && !speaksOfSelf(doer, parts) && !speaksOfSelf(named, parts)) return reject('subject-other');
    if (words.former.test(firstWords(target, 4))) return reject('former');
    const object =
      objectOf(classes) ?? (classes.includes('other') || candidate.plain || !isNamed(target, parts) ? null : 'model');
    return object ? accept(stance, object, `verb:${guard}`) : reject('head-other');
  }
  if (words['verb-lead'].test(lead) && !/[\p{L}\p{N}]/u.test(rest) && speaksOfSelf(clause, parts)) {
    const object = objectOf(coordinated(clause, parts));
    if (object) return accept(stance, object, `verb:${guard}`);
  }
  if (/\b(?:to|of|in|for|by|with|about|the)\s*$/i.test(clause)) return reject('cause');
  const copula = words.copula.last(lastWords(clause, 5));
  const offset = clause.length - lastWords(clause, 5).length;
  if (copula) {
    const subject = clause.slice(0, offset + copula.start);
    const classes = coordinated(subject.split(/,\s/).at(-1) ?? subject, parts);
    if (words.others.test(firstWords(subject.trim(), 2)) && !/^\s*all\b/i.test(subject)) return reject('others');
    const object = objectOf(classes);
    const bareStart = !/[\p{L}\p{N}]/u.test(subject) && parts.first;
    const own = bareStart || speaksOfSelf(subject, parts);
    const pronoun = /(?:^|[,;]|\bso|\band|\bbut)\s*(?:it|they|this|these|that)\s*$/i.exec(subject);
    if (pronoun) {
      const antecedent = nounsIn(before.slice(0, pronoun.index), lexicon)[0]?.class ?? parts.topic;
      const meant = antecedent ? objectOf([antecedent]) : 'model';
      if (meant === 'data' && stance === 'denied') return accept(stance, meant, 'anaphora');
      if (meant !== 'model' && meant !== 'weights') return reject('anaphora-other');
    }
    if (candidate.plain && !object) return reject('head-other');
    if (object === 'data' && !own && !/\btrain/i.test(subject)) return reject('subject-other');
    if (object === 'model' && !own && !/^\s*(?:the|both|all)\b/i.test(subject)) return reject('subject-other');
    if (!object && !own) return reject(classes.length > 0 ? 'head-other' : 'subject-other');
    if (!object && classes.includes('other')) return reject('head-other');
    return accept(stance, object ?? 'model', `predicate:${guard}`);
  }
  const verb = words['release-verb'].last(clause);
  if (verb && /freely|public$/i.test(word)) {
    const target = clause.slice(verb.end);
    if (words.former.test(firstWords(target, 4))) return reject('former');
    const object = objectOf(coordinated(target, parts));
    if (object && speaksOfSelf(clause, parts)) return accept(stance, object, `verb-object:${guard}`);
  }
  if (stance === 'denied' && /ed$/i.test(word)) {
    const object = objectOf(coordinated(clause, parts));
    if (object) return accept(stance, object, 'participle:negation');
  }
  const beside = nounsIn(lastWords(clause, 2), lexicon).at(-1);
  if (beside && beside.class !== 'other' && beside.class !== 'license') {
    const object = objectOf([beside.class]);
    if (object === 'model') return readModel(parts, { text: '' }, object);
    if (object) return readPart(parts, object);
  }
  if (
    parts.follows &&
    before.trim().split(/\s+/).filter(Boolean).length <= 2 &&
    rest.trim().replace(/[\p{P}\p{S}]/gu, '') === ''
  ) {
    return accept(stance, 'model', 'anaphora');
  }
  return reject('unclear');
}

/** @returns what the sentence says with this candidate, and the guard that decided it */
export function readWestern(context: Context, candidate: Candidate): Reading {
  const parts = partsOf(context, candidate);
  if (isName(parts)) return reject('name');
  const { lexicon } = parts;
  const phrase = phraseAfter(parts);
  const head = phrase.nouns.at(-1);
  const lead = lastWords(parts.clause, 1);
  const word = context.text.slice(candidate.start, candidate.end);
  const elided =
    /(?:ed|ing)$/i.test(word) && !/[\p{L}\p{N}]/u.test(parts.clause) && /^\s+(?:the|our|a|an)\b/i.test(parts.rest);
  const verb =
    elided ||
    (!candidate.bare && lexicon.words['subject-pronoun'].test(lead)) ||
    (!candidate.bare &&
      lexicon.words['verb-lead'].test(lead) &&
      !lexicon.words.copula.test(lead) &&
      /^\s+(?:the|our|a|an|its|all|these|this|both|\p{Lu})/u.test(parts.rest));
  const form = /(?:ing|release|releases|share\p{L}*|all|freely)$/iu.test(
    context.text.slice(candidate.start, candidate.end),
  );
  if (candidate.kind === 'open-weights' && /s$/i.test(word) && (!head || /^\s*(?:[\p{P}]|$)/u.test(parts.rest))) {
    return readModel(parts, { text: '' }, 'weights');
  }
  if (!head && !candidate.bare && parts.self.test(firstWords(parts.rest, 1))) return readModel(parts, phrase, 'model');
  const first = phrase.nouns[0];
  if (candidate.bare && first?.class === 'other' && first.start <= 1) return reject('head-other');
  if (head && !verb && !form && !candidate.plain && /^[\s,"*'“-]*[\p{L}\p{N}("“]/u.test(parts.rest)) {
    if (head.class === 'license') return readLicense(parts);
    if (head.class === 'other') return reject('head-other');
    const adjacent =
      !candidate.bare || /^\s+(?:[\p{L}\p{N}&,-]+\s+){0,5}$/u.test(phrase.text.slice(0, head.start) || ' ');
    if (!adjacent) return reject('not-adjacent');
    const object = objectOf([head.class]) ?? 'model';
    return object === 'model' || object === 'weights' ? readModel(parts, phrase, object) : readPart(parts, object);
  }
  if (candidate.bare && !lexicon.words.copula.test(lastWords(parts.clause, 3))) return reject('bare');
  if (candidate.bare && !/^\s*(?:$|[,.;:!)*]|(?:to|for|under|and|pour|für|para|per)\b)/i.test(parts.rest))
    return reject('bare');
  return readPredicate(parts);
}
