/** The noun phrase that a candidate belongs to. */
import { governs, type Parts, wordCount } from '../clause.ts';
import { type Noun, nounsIn } from '../nouns.ts';
import { closing, covers } from '../reading.ts';

export interface Phrase {
  noun: Noun;
  /** Before the phrase, within the clause. */
  lead: string;
  /** The phrase, candidate included. */
  text: string;
  /** Between noun and candidate. */
  gap: string;
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
  return { noun, lead: clause, text: word + rest.slice(0, noun.end), gap, tail: rest.slice(noun.end) };
}

/** "bobot model", "أوزان النموذج": of nouns that nothing parts the first says what it is. */
function headOf(nouns: readonly Noun[], text: string): Noun | undefined {
  const parted = nouns.findLastIndex((noun, i) => {
    const last = nouns[i - 1];
    return last !== undefined && text.slice(last.end, noun.start).trim() !== '';
  });
  return nouns[Math.max(0, parted)];
}

/** "modelo de lenguaje de código abierto", "модель с открытым исходным кодом" */
function before(parts: Parts): Phrase | null {
  const { rest, clause, word, words } = parts;
  const nouns = nounsIn(clause, words);
  const noun = headOf(nouns, clause);
  if (!noun) return null;
  const gap = clause.slice(nouns.at(-1)?.end);
  const reach = parts.candidate.bare ? 2 : 5;
  // "modelo con pesos abiertos", but not "модель оценивалась на открытых данных".
  if (!isWithin(gap, reach, parts) || (wordCount(gap) > 1 && words['base-relation'].test(gap))) return null;
  return { noun, lead: clause.slice(0, noun.start), text: clause.slice(noun.start) + word, gap, tail: rest };
}

/** Candidates that say how something is handed over, or are a predicate themselves: "en open source". */
function isAdverbial({ candidate, clause, word, words }: Parts): boolean {
  if (candidate.plain || covers(words['form-adverbial'], word) || words['form-predicative'].test(word)) return true;
  return [words.manner, words['verb-lead']].some((list) => closing(clause, list));
}

/** What the noun before a predicate is governed by: "entraîné sur des données accessibles au public". */
export function isGoverned(parts: Parts): boolean {
  const { words } = parts;
  const phrase = before(parts);
  return phrase !== null && governs(words['base-relation'].last(phrase.lead), phrase.lead, parts);
}

/** @returns the phrase in which the candidate is an adjective; null where it is none */
export function nounBeside(parts: Parts): Phrase | null {
  const { language, word, words } = parts;
  if (isAdverbial(parts)) return null;
  if (words['form-finite'].test(word)) return before(parts);
  return ADJECTIVE_FIRST.includes(language) ? (after(parts) ?? before(parts)) : (before(parts) ?? after(parts));
}
