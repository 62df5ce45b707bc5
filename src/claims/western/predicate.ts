/** The candidate is a verb or a predicate: "we open-source X", "X is open source", "X, not yet open-sourced". */
import { nounsIn, objectOf } from '../nouns.ts';
import { accept, firstWords, lastWords, type Reading, reject } from '../reading.ts';
import { readModel, readPart } from './attribute.ts';
import { coordinated, isBlank, type Parts, speaksOfSelf, stanceOf, wordCount } from './parts.ts';

/** What is handed over goes by a name or a pronoun: "we open-source Acme-7B", "we open-source it". */
const goesByName = (target: string, { self }: Parts): boolean =>
  self.test(target) || /^[\s*"“'[]*(?:it|them|this|these|our|both|\p{Lu}|\d)/u.test(target);

function isActive({ clause, rest, word, candidate, lexicon }: Parts): boolean {
  const { words } = lexicon;
  if (candidate.bare || !/^\s+(?:[\p{L}\p{N}*“"']|\[)/u.test(rest)) return false;
  const gerund = /ing$/i.test(word);
  const verb = words['verb-lead'].test(lastWords(clause, 1)) || /(?:ing|s|ed|release|share|all)$/i.test(word);
  return verb && (gerund || !words.copula.test(lastWords(clause, 2)));
}

/** "We open-source the code and the weights": the object is what is open. */
function readActive(parts: Parts): Reading {
  const { clause, rest, lexicon, candidate } = parts;
  const { stance, guard } = stanceOf(parts);
  const target = firstWords(rest, 24);
  const stop = /\b(?:under|for|to|so that|in order|which|that|based on|on top)\b/i.exec(target);
  const classes = coordinated(stop && stop.index > 3 ? target.slice(0, stop.index) : target, parts);
  const maker = lexicon.words['subject-pronoun'].test(clause) || isBlank(clause);
  const ofSelf = (text: string) => speaksOfSelf(text, parts);
  if (!maker && !ofSelf(clause.split(/,/).at(-1) ?? clause) && !ofSelf(target.split(/,/)[0] ?? target)) {
    return reject('subject-other');
  }
  if (lexicon.words.former.test(firstWords(target, 4))) return reject('former');
  const nameless = classes.includes('other') || candidate.plain || !goesByName(target, parts);
  const object = objectOf(classes) ?? (nameless ? null : 'model');
  return object ? accept(stance, object, `verb:${guard}`) : reject('head-other');
}

const PRONOUN = /(?:^|[,;]|\bso|\band|\bbut)\s*(?:it|they|this|these|that)\s*$/i;

/** "It is publicly available": what the pronoun stands for decides; null when that is the model. */
function readPronoun(parts: Parts, subject: string): Reading | null {
  const pronoun = PRONOUN.exec(subject);
  if (!pronoun) return null;
  const antecedent = nounsIn(parts.before.slice(0, pronoun.index), parts.lexicon)[0]?.class ?? parts.topic;
  const meant = antecedent ? objectOf([antecedent]) : 'model';
  const { stance } = stanceOf(parts);
  if (meant === 'data' && stance === 'denied') return accept(stance, meant, 'anaphora');
  return meant === 'model' || meant === 'weights' ? null : reject('anaphora-other');
}

/** "The code of this model is open source": the subject is what is open. */
function readCopula(parts: Parts, subject: string): Reading {
  const { lexicon, candidate } = parts;
  const classes = coordinated(subject.split(/,\s/).at(-1) ?? subject, parts);
  if (lexicon.words.others.test(firstWords(subject.trim(), 2)) && !/^\s*all\b/i.test(subject)) return reject('others');
  const pronoun = readPronoun(parts, subject);
  if (pronoun) return pronoun;
  const object = objectOf(classes);
  const own = (isBlank(subject) && parts.first) || speaksOfSelf(subject, parts);
  if (!object && (candidate.plain || classes.includes('other'))) return reject('head-other');
  if (!object && !own) return reject(classes.length > 0 ? 'head-other' : 'subject-other');
  if (object === 'data' && !own && !/\btrain/i.test(subject)) return reject('subject-other');
  if (object === 'model' && !own && !/^\s*(?:the|both|all)\b/i.test(subject)) return reject('subject-other');
  const { stance, guard } = stanceOf(parts);
  return accept(stance, object ?? 'model', `predicate:${guard}`);
}

/** "We release these models … to use freely", "model conversion, not yet open sourced": no verb at the candidate. */
function readTrailing(parts: Parts): Reading {
  const { clause, before, rest, word, lexicon } = parts;
  const { stance, guard } = stanceOf(parts);
  const verb = lexicon.words['release-verb'].last(clause);
  if (verb && /freely|public$/i.test(word)) {
    const target = clause.slice(verb.end);
    if (lexicon.words.former.test(firstWords(target, 4))) return reject('former');
    const object = objectOf(coordinated(target, parts));
    if (object && speaksOfSelf(clause, parts)) return accept(stance, object, `verb-object:${guard}`);
  }
  if (stance === 'denied' && /ed$/i.test(word)) {
    const object = objectOf(coordinated(clause, parts));
    if (object) return accept(stance, object, 'participle:negation');
  }
  // "modèle open source": in Romance languages the noun stands before.
  const beside = nounsIn(lastWords(clause, 2), lexicon).at(-1);
  const object = beside ? objectOf([beside.class]) : null;
  if (object) return object === 'model' ? readModel(parts, '', object) : readPart(parts, object);
  const alone = wordCount(before) <= 2 && rest.trim().replace(/[\p{P}\p{S}]/gu, '') === '';
  return parts.follows && alone ? accept(stance, 'model', 'anaphora') : reject('unclear');
}

export function readPredicate(parts: Parts): Reading {
  const { clause, rest, lexicon } = parts;
  if (isActive(parts)) return readActive(parts);
  if (lexicon.words['verb-lead'].test(lastWords(clause, 1)) && isBlank(rest) && speaksOfSelf(clause, parts)) {
    const object = objectOf(coordinated(clause, parts));
    const { stance, guard } = stanceOf(parts);
    if (object) return accept(stance, object, `verb:${guard}`);
  }
  if (/\b(?:to|of|in|for|by|with|about|the)\s*$/i.test(clause)) return reject('cause');
  const near = lastWords(clause, 5);
  const copula = lexicon.words.copula.last(near);
  if (copula) return readCopula(parts, clause.slice(0, clause.length - near.length + copula.start));
  return readTrailing(parts);
}
