/** The noun phrase that a candidate belongs to. */
import { type Parts, wordCount } from '../clause.ts';
import { type Noun, nounsIn } from '../nouns.ts';
import { closing } from '../reading.ts';

export interface Phrase {
  noun: Noun;
  /** Before the phrase, within the clause. */
  lead: string;
  /** The phrase, candidate included. */
  text: string;
  /** After the phrase, within the clause. */
  tail: string;
}

/** Languages that put their adjectives before the noun. */
const ADJECTIVE_FIRST: readonly string[] = ['de', 'ru'];

/** Adjectives and the like may stand between a candidate and its noun, but no verb and no mark. */
function isWithin(gap: string, reach: number, { words }: Parts): boolean {
  const verb = [words.copula, words['release-verb'], words['subject-pronoun'], words.and].some((list) =>
    list.test(gap),
  );
  return !verb && wordCount(gap) <= reach && !/[,;:()[\]|–—]/.test(gap);
}

/** "quelloffenes Modell", "Open-Source-Modell", "открытая языковая модель" */
function after(parts: Parts): Phrase | null {
  const { rest, clause, word, words } = parts;
  const [noun] = nounsIn(rest, words);
  const reach = parts.candidate.bare ? 1 : 2;
  if (!noun) return null;
  const gap = rest.slice(0, noun.start);
  if (!isWithin(gap, reach, parts) || words['phrase-end'].test(gap)) return null;
  return { noun, lead: clause, text: word + rest.slice(0, noun.end), tail: rest.slice(noun.end) };
}

/** "modelo de lenguaje de código abierto", "модель с открытым исходным кодом" */
function before(parts: Parts): Phrase | null {
  const { rest, clause, word, words } = parts;
  const noun = nounsIn(clause, words).at(-1);
  if (!noun) return null;
  const gap = clause.slice(noun.end);
  const reach = parts.candidate.bare ? 2 : 5;
  // "modelo con pesos abiertos", but not "модель оценивалась на открытых данных".
  if (!isWithin(gap, reach, parts) || (wordCount(gap) > 1 && words['base-relation'].test(gap))) return null;
  return { noun, lead: clause.slice(0, noun.start), text: clause.slice(noun.start) + word, tail: rest };
}

/** Candidates that say how something is handed over, or are a verb themselves, belong to no noun: "en open source". */
function isAdverbial({ candidate, clause, word, words }: Parts): boolean {
  const forms = ['form-adverbial', 'form-finite', 'form-predicative'] as const;
  return candidate.plain || forms.some((form) => words[form].test(word)) || closing(clause, words.manner) !== null;
}

/** @returns the phrase in which the candidate is an adjective; null where it is none */
export function nounBeside(parts: Parts): Phrase | null {
  if (isAdverbial(parts)) return null;
  const first = ADJECTIVE_FIRST.includes(parts.language);
  return first ? (after(parts) ?? before(parts)) : (before(parts) ?? after(parts));
}
