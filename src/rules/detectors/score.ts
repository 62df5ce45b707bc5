/** `score`: numbers that prose and code give as results. */
import { sentencesOf } from '../../card/sentences.ts';
import type { CodeBlock } from '../../card/types.ts';
import type { Facts } from '../../facts/types.ts';
import type { Evidence } from '../../report/v1.ts';
import type { Hit, Matcher } from '../terms.ts';
import { citeCode } from './prose.ts';
import { type Detector, seen, unlooked, unseen } from './types.ts';
import { isUnder } from './under.ts';
import { anyOf } from './words.ts';

interface ScoreOptions {
  of: string;
  titled: string;
  unless?: string | readonly string[] | undefined;
}

/** A percentage (but for "100 %") or a decimal that is no part of a version, an address, a date or a large number. */
const NUMBER =
  /(?<![\p{L}\p{N}._/-])(?:(?!100\s?%)\d{1,3}(?:[.,]\d{1,4})?\s?%|\d{1,3}(?:\.\d{1,4}|,\d{1,2})(?![\p{L}\p{N}]|[.,]\d))/gu;
/** The word before a number; a name there makes it a version. */
const WORD_BEFORE = /(\p{L}[\p{L}\p{N}@+]*)\s{1,2}$/u;
/** Characters between what is measured and its value: in a sentence, and in code. */
const NEAR = 60;
const CLOSE = 12;
/** Longer code is data. */
const MAX_CODE = 20_000;
/** Characters around a number that say what it is. */
const CONTEXT = 32;
/** Metrics whose numbers code must give: one may be a setting. */
const SEVERAL = 2;
const MANY = 4;

function numbersIn(text: string, metric: Matcher): { start: number; end: number }[] {
  return [...text.matchAll(NUMBER)].flatMap(({ 0: number, index }) => {
    const before = WORD_BEFORE.exec(text.slice(Math.max(0, index - 40), index))?.[1] ?? '';
    const isVersion = /^\p{Lu}/u.test(before) && !metric.test(before) && !number.includes('%');
    return isVersion ? [] : [{ start: index, end: index + number.length }];
  });
}

const apart = (a: { start: number; end: number }, b: Hit): number => Math.max(a.start - b.end, b.start - a.end);

const around = (text: string, { start, end }: { start: number; end: number }): string =>
  text.slice(Math.max(0, start - CONTEXT), end + CONTEXT);

export const score: Detector<ScoreOptions> = (options, facts, { words }) => {
  if (!facts.card.readable) return unlooked('the card could not be read');
  const metric = words(options.of);
  const title = words(options.titled);
  const unless = anyOf(options.unless, words);
  const prose = inProse(facts, { metric, title, unless });
  if (prose) return prose;
  const code = facts.card.code.find(
    (each) => each.value.length <= MAX_CODE && (isReport(each, metric) || isUnderTitle(each, title, metric)),
  );
  return code ? seen([citeCode(facts, code, metric.first(code.value)?.start ?? 0)], [code.heading ?? 'code']) : unseen;
};

interface Words {
  metric: Matcher;
  title: Matcher;
  unless: (text: string) => boolean;
}

function inProse(facts: Facts, { metric, title, unless }: Words): ReturnType<typeof seen> | null {
  for (const block of facts.card.blocks) {
    if (block.kind === 'table-cell' || block.kind === 'front-matter') continue;
    const titled = isUnder(title, block.headings);
    // What is quoted elsewhere may be of others.
    if (!titled && (block.kind === 'quote' || !metric.test(block.text))) continue;
    for (const { text, start } of sentencesOf(block)) {
      const hits = metric.all(text);
      const number = numbersIn(text, metric).find(
        (each) => (titled || hits.some((hit) => apart(each, hit) <= NEAR)) && !unless(around(text, each)),
      );
      if (!number) continue;
      const at = { start: start + number.start, end: start + number.end };
      const evidence: Evidence = facts.cite(block, at, { start, end: start + text.length });
      return seen([evidence], [text.trim().slice(0, 80)]);
    }
  }
  return null;
}

/** A report of a test run, such as that of scikit-learn. */
const isUnderTitle = ({ value, heading }: CodeBlock, title: Matcher, metric: Matcher): boolean =>
  isUnder(title, [heading ?? '']) && metric.test(value) && numbersIn(value, metric).length >= MANY;

/** A log or an object of results, such as `"acc": 0.41`. */
function isReport({ value }: CodeBlock, metric: Matcher): boolean {
  const hits = metric.all(value);
  const numbers = hits.length === 0 ? [] : numbersIn(value, metric);
  const given = hits.filter((hit) => numbers.some((each) => apart(each, hit) <= CLOSE));
  return new Set(given.map(({ start, end }) => value.slice(start, end).toLowerCase())).size >= SEVERAL;
}
