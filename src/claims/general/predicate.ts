/** The candidate is a verb or a predicate: "les poids sont disponibles", "publicamos el código en abierto". */
import { isBlank, type Parts, pieces, speaksOfSelf, stanceOf } from '../clause.ts';
import type { Words } from '../lexicon.ts';
import { type NounClass, nounsIn, objectOf } from '../nouns.ts';
import { accept, closing, covers, firstWords, lastWords, opening, type Reading, reject } from '../reading.ts';

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
  return forms.some((form) => covers(words[form], word)) || words.copula.test(lastWords(clause, 3));
}

/** The makers as a subject: "chúng tôi công khai", but not "mô hình của chúng tôi", "model kami". */
export function saysMakers(text: string, words: Words): boolean {
  const nouns = nounsIn(text, words);
  return words['subject-pronoun'].all(text).some(({ start }) => {
    const lead = text.slice(0, start).trimEnd();
    return closing(lead, words.genitive) === null && !nouns.some(({ end }) => end === lead.length);
  });
}

/** Subject or object of the sentence: "los pesos están disponibles", "se publican los pesos". */
export function readSubject(parts: Parts): Reading {
  const { clause, rest, words, candidate } = parts;
  const verb = verbIn(parts);
  const subject = clause.slice(0, verb?.start);
  const definite = opening(subject, words.definite) !== null;
  if (words.others.test(firstWords(subject.trim(), 2)) && !definite) return reject('others');
  const object = clause.slice(verb?.end ?? clause.length);
  const places = [subject, object, rest.slice(0, words.purpose.first(rest, 1)?.start)];
  const classes = places.map((text) => headsIn(text, parts)).find((found) => found.length > 0) ?? [];
  if (classes.length === 0 && isBlank(subject) && verb && !candidate.plain) return readAnaphora(parts);
  const open = objectOf(classes);
  const own = speaksOfSelf(clause, parts);
  const { stance, guard } = stanceOf(parts);
  if (!open) {
    const said = own && !candidate.plain && classes.length === 0;
    return said ? accept(stance, 'model', `predicate:${guard}`) : reject('head-other');
  }
  const known = own || words.training.test(clause) || stance !== 'asserted';
  if ((open === 'data' && !known) || (open === 'model' && !own && !definite)) return reject('subject-other');
  return accept(stance, open, `predicate:${guard}`);
}

export function readPredicate(parts: Parts): Reading {
  const { clause, word, words, candidate } = parts;
  if (saysMakers(clause, words) || words['subject-pronoun'].test(word)) return readActive(parts, verbIn(parts));
  return candidate.bare && !isPredicative(parts) ? reject('bare') : readSubject(parts);
}
