/** The candidate is a verb or a predicate: "les poids sont disponibles", "publicamos el código en abierto". */
import { isBlank, type Parts, pieces, speaksOfSelf, stanceOf } from '../clause.ts';
import { type NounClass, nounsIn, objectOf } from '../nouns.ts';
import { accept, firstWords, lastWords, opening, type Reading, reject } from '../reading.ts';

/** Classes named in a coordination, each by its first noun: "los pesos del modelo" are weights. */
function headsIn(text: string, { words }: Parts): NounClass[] {
  const joined = new Set(words['and-joined'].all(text).map(({ start }) => start));
  let offset = 0;
  return pieces(text, words).flatMap((piece) => {
    const start = text.indexOf(piece, offset);
    offset = start + piece.length;
    const nouns = nounsIn(piece, words);
    return nouns.filter((noun, i) => i === 0 || joined.has(start + noun.start)).map((noun) => noun.class);
  });
}

/** Where the subject ends: at the first verb of its clause. */
function verbIn({ clause, words }: Parts): { start: number; end: number } | null {
  const verbs = [words.copula, words['release-verb']].flatMap((list) => list.first(clause) ?? []);
  return verbs.toSorted((a, b) => a.start - b.start)[0] ?? null;
}

/** "Nous publions le code en open source", "liberamos los pesos": what the makers hand over. */
function readActive(parts: Parts, verb: { end: number } | null): Reading {
  const { clause, rest, words, candidate } = parts;
  const stop = words.purpose.first(rest, 1);
  const classes = [headsIn(clause.slice(verb?.end ?? 0), parts), headsIn(rest.slice(0, stop?.start), parts)];
  const named = classes.find((found) => found.some((name) => name !== 'license')) ?? [];
  const object =
    objectOf(named) ?? (named.length === 0 && !candidate.plain && parts.self.test(clause + rest) ? 'model' : null);
  const { stance, guard } = stanceOf(parts);
  return object ? accept(stance, object, `verb:${guard}`) : reject('head-other');
}

/** What a sentence without a subject of its own goes on about: that of the sentence before. */
function readAnaphora(parts: Parts): Reading {
  const meant = parts.topic ? objectOf([parts.topic]) : 'model';
  if (!parts.follows && !parts.first) return reject('unclear');
  return meant === 'model' || meant === 'weights'
    ? accept(stanceOf(parts).stance, meant, 'anaphora')
    : reject('anaphora-other');
}

/** A bare adjective is a predicate right after its verb; a verb and an adverb need none. */
function isPredicative({ clause, word, words }: Parts): boolean {
  const forms = ['form-finite', 'form-predicative', 'form-adverbial'] as const;
  return forms.some((form) => words[form].test(word)) || words.copula.test(lastWords(clause, 3));
}

export function readPredicate(parts: Parts): Reading {
  const { clause, rest, words, candidate } = parts;
  const verb = verbIn(parts);
  if (words['subject-pronoun'].test(clause) || words['subject-pronoun'].test(parts.word))
    return readActive(parts, verb);
  if (candidate.bare && !isPredicative(parts)) return reject('bare');
  const subject = clause.slice(0, verb?.start);
  if (words.others.test(firstWords(subject.trim(), 2)) && !opening(subject, words.definite)) return reject('others');
  const places = [
    subject,
    clause.slice(verb?.end ?? clause.length),
    rest.slice(0, words.purpose.first(rest, 1)?.start),
  ];
  const classes = places.map((text) => headsIn(text, parts)).find((found) => found.length > 0) ?? [];
  const object = objectOf(classes);
  const own = speaksOfSelf(clause, parts);
  const { stance, guard } = stanceOf(parts);
  if (classes.length === 0 && isBlank(subject) && verb && !candidate.plain) return readAnaphora(parts);
  if (!object)
    return !own || candidate.plain || classes.length > 0
      ? reject('head-other')
      : accept(stance, 'model', `predicate:${guard}`);
  if (object === 'data' && !own && stance !== 'promised' && !words.training.test(clause))
    return reject('subject-other');
  if (object === 'model' && !own && !opening(subject, words.definite)) return reject('subject-other');
  return accept(stance, object, `predicate:${guard}`);
}
