/** `npm run claims:score`: the present rules beside labels of phrases that were drawn after the rules were frozen. */
import { basename } from 'node:path';
import { STANCES } from '../../src/report/v1.ts';
import { loadRules } from '../../src/rules/load.ts';
import { absence, loadUnlabelled, type Repository } from '../eval/data.ts';
import { type Counts, precisionRecall } from '../eval/score.ts';
import { type LabelFile, labelFiles, readLabels } from './labels.ts';
import { assertedCounts, assertedPrecision, interval, MIN_PRECISION, type Outcome, outcomesOf } from './measure.ts';

const number = (value: number | null): string => (value === null ? '-' : value.toFixed(3));

function line(name: string, outcomes: readonly Outcome[]): string {
  const counts: Counts = assertedCounts(outcomes, { withKind: false });
  const found = counts.hits + counts.extra;
  const { precision, recall } = precisionRecall(counts);
  const withKind = precisionRecall(assertedCounts(outcomes, { withKind: true }));
  const range = interval(counts.hits, found);
  const within = range ? ` (${number(range.low)} to ${number(range.high)})` : '';
  const cells = [
    `n ${outcomes.length}`,
    `precision ${number(precision)} = ${counts.hits}/${found}${within}`,
    `recall ${number(recall)} = ${counts.hits}/${counts.hits + counts.missed}`,
    `with kind: precision ${number(withKind.precision)}, recall ${number(withKind.recall)}`,
  ];
  return `  ${name.padEnd(9)} ${cells.join('; ')}`;
}

/** Rows are labels, columns what the rules say. */
function stances(outcomes: readonly Outcome[]): string {
  const all = [...STANCES, 'none'] as const;
  const rows = all.map((label) => [
    label,
    ...all.map((claim) =>
      String(outcomes.filter((one) => one.label.claim === label && one.answer.claim === claim).length),
    ),
  ]);
  return [['label \\ rules', ...all], ...rows]
    .map(([name = '', ...cells]) => `  ${name.padEnd(14)}${cells.map((cell) => cell.padStart(10)).join('')}`)
    .join('\n');
}

const said = (claim: string | null, kind: string | null): string => [claim, kind].filter(Boolean).join(' ');

function disagreements(outcomes: readonly Outcome[]): string[] {
  return outcomes
    .filter(({ label, answer }) => label.claim !== answer.claim || label.kind !== answer.kind)
    .filter(({ label, answer }) => answer.claim !== 'none' || !answer.beside.some((stance) => stance === label.claim))
    .map(({ label, answer }) => {
      const { card, line, term, claim, kind, object, note } = label;
      const rules = `${said(answer.claim, answer.kind)} (${answer.guard})`;
      return `  ${card}:${line} "${term}"\n    rules ${rules}; label ${said(claim, kind)} ${object ?? ''} ${note}`.trimEnd();
    });
}

function report(name: string, { final, labels, ...head }: LabelFile, repositories: readonly Repository[]): boolean {
  const outcomes = outcomesOf(labels, repositories, loadRules().lexicon);
  const languages = new Set(labels.map(({ language }) => language));
  const missed = disagreements(outcomes);
  console.log(`${name}: ${head.date}, seed ${head.seed}, judged by ${head.judge || '?'}${final ? ', final' : ''}`);
  console.log(line('all', outcomes));
  for (const language of languages) {
    const own = outcomes.filter(({ label }) => label.language === language);
    console.log(line(language, own));
  }
  console.log(`\n${stances(outcomes)}\n\n${missed.length} disagreements\n${missed.join('\n')}\n`);
  const precision = assertedPrecision(outcomes);
  return !final || (precision !== null && precision >= MIN_PRECISION);
}

function main(paths: readonly string[]): number {
  const away = absence();
  if (away !== null) {
    console.log(`claims:score skipped: ${away}`);
    return 0;
  }
  const repositories = loadUnlabelled();
  const results = (paths.length > 0 ? paths : labelFiles()).map((path) => ({
    name: basename(path),
    holds: report(basename(path), readLabels(path), repositories),
  }));
  const broken = results.filter(({ holds }) => !holds);
  for (const { name } of broken) console.error(`${name}: precision of asserted claims is below ${MIN_PRECISION}`);
  return broken.length > 0 ? 1 : 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}
