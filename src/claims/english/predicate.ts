/** The candidate is a verb or a predicate: "we open-source X", "X is open source", "X, not yet open-sourced". */
import { coordinated, isBlank, type Parts, speaksOfSelf, stanceOf, wordCount } from '../clause.ts';
import { nounsIn, objectOf } from '../nouns.ts';
import { accept, closing, covers, firstWords, lastWords, opening, type Reading, reject } from '../reading.ts';
import { readModel, readPart } from './attribute.ts';

/** What is handed over goes by a name or a pronoun: "we open-source Acme-7B", "we open-source it". */
const goesByName = (target: string, { self, words }: Parts): boolean =>
  self.test(target) ||
  /^[\s*"“'[]*[\p{Lu}\d]/u.test(target) ||
  [words.self, words.pronoun].some((list) => opening(target, list));

const FORMS = ['form-finite', 'form-gerund', 'form-participle'] as const;

function isActive({ clause, rest, word, candidate, words }: Parts): boolean {
  if (candidate.bare || !/^\s+(?:[\p{L}\p{N}*“"']|\[)/u.test(rest)) return false;
  const gerund = words['form-gerund'].test(word);
  const verb = words['verb-lead'].test(lastWords(clause, 1)) || FORMS.some((form) => words[form].test(word));
  return verb && (gerund || !words.copula.test(lastWords(clause, 2)));
}

/** "Foobar, which works like Acme and has open-sourced": what a relative clause is about, by the words before it. */
function antecedentOf({ before, clause, words }: Parts): string | null {
  const relative = opening(clause, words['relative-pronoun']) && !words['subject-pronoun'].test(clause);
  return relative ? lastWords(before.slice(0, -clause.length).replace(/[,\s]+$/, ''), 2) : null;
}

/** The clause is about a name that is not this model's. */
function isOfAnother(parts: Parts): boolean {
  const antecedent = antecedentOf(parts);
  return antecedent !== null && /\p{Lu}\S*$/u.test(antecedent) && !speaksOfSelf(antecedent, parts);
}

/** "We open-source the code and the weights": the object is what is open. */
function readActive(parts: Parts): Reading {
  const { clause, rest, words, candidate } = parts;
  if (isOfAnother(parts)) return reject('subject-other');
  const { stance, guard } = stanceOf(parts);
  const target = firstWords(rest, 24);
  const stop = words.purpose.first(target, 4);
  const classes = coordinated(stop ? target.slice(0, stop.start) : target, parts);
  const maker = words['subject-pronoun'].test(clause) || isBlank(clause);
  // "We encourage others to open-source …"
  if (words.others.test(lastWords(clause, 2))) return reject('others');
  const ofSelf = (text: string) => speaksOfSelf(text, parts);
  const end = words['phrase-end'].first(target, opening(target, words.article)?.end ?? 1)?.start;
  const handed = target.slice(0, end).split(/,/)[0] ?? '';
  if (!maker && !ofSelf(clause.split(/,/).at(-1) ?? clause) && !ofSelf(handed)) {
    return reject('subject-other');
  }
  if (words.former.test(firstWords(target, 4))) return reject('former');
  const nameless = classes.includes('other') || candidate.plain || !goesByName(target, parts);
  const object = objectOf(classes) ?? (nameless ? null : 'model');
  return object ? accept(stance, object, `verb:${guard}`) : reject('head-other');
}

/** "It is publicly available": what the pronoun stands for decides; null when that is the model. */
function readPronoun(parts: Parts, subject: string): Reading | null {
  const { words } = parts;
  const pronoun = closing(subject, words.pronoun);
  const lead = subject.slice(0, pronoun?.start);
  if (!pronoun || !(isBlank(lead) || /[,;]\s*$/.test(lead) || closing(lead, words.conjunction))) return null;
  const [noun] = nounsIn(parts.before.slice(0, pronoun.start), words);
  const antecedent = noun?.class ?? parts.linked ?? parts.topic;
  const meant = antecedent ? objectOf([antecedent]) : 'model';
  const { stance } = stanceOf(parts);
  if (meant === 'data' && stance === 'denied') return accept(stance, meant, 'anaphora');
  return meant === 'model' || meant === 'weights' ? null : reject('anaphora-other');
}

/** "The code to train Foobar": a name within, and the caller knows that it is not the card's own. */
const namesAnother = (subject: string): boolean => /\p{Ll}[\s"“]+(?:the\s+)?\p{Lu}[\p{L}\p{N}-]{2,}/u.test(subject);

/** "Our app, built on Acme-7B, is open": without what the subject was built on. */
const withoutBase = (subject: string, { words }: Parts): string =>
  subject.replace(/,([^,]*),(?=\s)/g, (aside, inner: string) =>
    words['base-relation'].test(firstWords(inner.trim(), 3)) ? ' ' : aside,
  );

/** "The code of this model is open source": the subject is what is open. */
function readCopula(parts: Parts, whole: string): Reading {
  const { words, candidate } = parts;
  const subject = withoutBase(whole, parts);
  const meant = antecedentOf(parts) ?? '';
  if (isOfAnother(parts)) return reject('subject-other');
  // "We have made our report available": what is made so stands between.
  const made = words.copula.last(subject);
  const between = made ? coordinated(subject.slice(made.end), parts) : [];
  const classes = between.length > 0 ? between : coordinated(subject.split(/,\s/).at(-1) ?? subject, parts);
  const definite = opening(subject, words.definite) !== null;
  // "in a way that is open"
  const relative = closing(subject, words['relative-that']);
  const antecedent = nounsIn(lastWords(subject.slice(0, relative?.start), 3), words).map((noun) => noun.class);
  const own = (isBlank(subject) && parts.first) || speaksOfSelf(subject, parts) || parts.self.test(meant);
  if (relative && !objectOf(antecedent) && !parts.self.test(meant)) return reject('head-other');
  // "We are open to …"
  if (candidate.bare && closing(subject, words['subject-pronoun'])) return reject('head-other');
  if (words.others.test(firstWords(subject.trim(), 2)) && !definite) return reject('others');
  if (words.hypothetical.test(subject.split(/,\s/).at(-1) ?? subject)) return reject('hypothetical');
  const pronoun = readPronoun(parts, subject);
  if (pronoun) return pronoun;
  const object = objectOf(classes);
  if (!object && (candidate.plain || classes.includes('other'))) return reject('head-other');
  if (!object && !own) return reject(classes.length > 0 ? 'head-other' : 'subject-other');
  const { stance, guard } = stanceOf(parts);
  if (!own && stance === 'asserted' && namesAnother(subject)) return reject('subject-other');
  const known = own || words.training.test(subject) || (stance !== 'asserted' && definite);
  if (object === 'data' && !known) return reject('subject-other');
  if (object === 'model' && !own && !definite) return reject('subject-other');
  return accept(stance, object ?? 'model', `predicate:${guard}`);
}

/** "**Open source**: We release the code and the weights": a label, and what it stands for. */
function readLabel({ clause, after, words, self, first }: Parts): Reading | null {
  const said = /^\s*[:：]\s*(?=\S)/.exec(after);
  const alone = isBlank(closing(clause, words.totality) ? clause.slice(0, words.totality.last(clause)?.start) : clause);
  if (!first || !said || !alone) return null;
  const text = after.slice(said[0].length);
  const maker = words['subject-pronoun'].test(firstWords(text, 3)) || self.test(firstWords(text, 3));
  const named = objectOf(nounsIn(firstWords(text, 4), words).map((noun) => noun.class)) !== null;
  if (!maker && !named && !opening(text, words['release-verb'])) return null;
  if (!maker && [words.others, words.comparison].some((list) => list.test(text))) return null;
  const verb = maker ? words['release-verb'].first(text) : opening(text, words['release-verb']);
  const object = objectOf(nounsIn(verb ? text.slice(verb.end) : text, words).map((noun) => noun.class));
  return accept('asserted', object ?? 'model', 'label');
}

/** "We release these models … to use freely", "model conversion, not yet open sourced": no verb at the candidate. */
function readTrailing(parts: Parts): Reading {
  const { clause, before, rest, word, words } = parts;
  const { stance, guard } = stanceOf(parts);
  const verb = words['release-verb'].last(clause);
  if (verb && words['form-adverbial'].test(word)) {
    const target = clause.slice(verb.end);
    if (words.former.test(firstWords(target, 4))) return reject('former');
    const object = objectOf(coordinated(target, parts));
    if (object && speaksOfSelf(clause, parts)) return accept(stance, object, `verb-object:${guard}`);
  }
  if (stance === 'denied' && words['form-participle'].test(word)) {
    const object = objectOf(coordinated(clause, parts));
    if (object) return accept(stance, object, 'participle:negation');
  }
  // "modèle open source": in Romance languages the noun stands before.
  const beside = nounsIn(lastWords(clause, 2), words).at(-1);
  const object = beside ? objectOf([beside.class]) : null;
  if (object) return object === 'model' ? readModel(parts, '', object) : readPart(parts, object);
  const led = before.trim() === '' || [words.totality, words['verb-lead']].some((list) => closing(before, list));
  const alone = led && wordCount(before) <= 2 && rest.trim().replace(/[\p{P}\p{S}]/gu, '') === '';
  return parts.follows && alone ? accept(stance, 'model', 'anaphora') : reject('unclear');
}

/** A preposition stands between a verb and what seems to be its predicate. */
const isParted = (gap: string, words: Parts['words']): boolean =>
  words.preposition.all(gap).some(({ start, end }) => !covers(words.article, gap.slice(start, end)));

export function readPredicate(parts: Parts): Reading {
  const { clause, rest, words } = parts;
  const label = readLabel(parts);
  if (label) return label;
  if (isActive(parts)) return readActive(parts);
  if (words['verb-lead'].test(lastWords(clause, 1)) && isBlank(rest) && speaksOfSelf(clause, parts)) {
    const object = objectOf(coordinated(withoutBase(clause, parts), parts));
    const { stance, guard } = stanceOf(parts);
    if (object) return accept(stance, object, `verb:${guard}`);
  }
  if (closing(clause, words.preposition)) return reject('cause');
  const near = lastWords(clause, 5);
  const copula = words.copula.last(near);
  // "was mined from various publicly available sources": the predicate is another.
  if (copula && isParted(near.slice(copula.end), words)) return reject('cause');
  if (copula) return readCopula(parts, clause.slice(0, clause.length - near.length + copula.start));
  return readTrailing(parts);
}
