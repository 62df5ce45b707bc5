import type { Restriction } from '../report/v1.ts';
import { objectOf } from './subject.ts';
import type { ProseSentence, Stated } from './types.ts';
import type { LicenseWords, StatementRule } from './words.ts';

/** Words that qualify a statement stand this near to it. */
const WINDOW = 120;

/** Restrictions that a sentence states, each with what it is said of. */
export function findRestrictions(sentence: ProseSentence, words: LicenseWords): Stated[] {
  if (words.others.test(sentence.text)) return [];
  const inLicence = speaksOfLicence(sentence, words);
  return words.restrictions.flatMap(({ restriction, says }) =>
    says
      .filter((rule) => inLicence || !rule.inLicence)
      .flatMap((rule) => statements(sentence, restriction, rule, words)),
  );
}

/** Whether a look at the text is worth its cost: it has a telling word or stands where licences are named. */
export function mayConcern(sentence: Pick<ProseSentence, 'text' | 'headings' | 'label'>, words: LicenseWords): boolean {
  return words.mayMatter(sentence.text) || words.nouns.test(sentence.label ?? sentence.headings.at(-1) ?? '');
}

export function speaksOfLicence(sentence: ProseSentence, words: LicenseWords): boolean {
  return (
    sentence.context === 'gate' ||
    sentence.headings.some((heading) => words.nouns.test(heading)) ||
    words.nouns.test(sentence.text)
  );
}

function statements(
  sentence: ProseSentence,
  restriction: Restriction,
  rule: StatementRule,
  words: LicenseWords,
): Stated[] {
  const { text } = sentence;
  return rule.terms.all(text).flatMap(({ start, end }) => {
    const before = text.slice(Math.max(0, start - WINDOW), start);
    const after = text.slice(end, end + WINDOW);
    if (rule.unless?.test(before + text.slice(start, end) + after)) return [];
    if (rule.with && !rule.with.test(before) && !rule.with.test(after)) return [];
    const range = { start, end };
    return [{ restriction, range, object: objectOf(sentence, range, 0, words) }];
  });
}
