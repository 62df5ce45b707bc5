import type { ChangeKind, Direction } from '../../diff/kinds.ts';
import type { Change, Diff, Side } from '../../diff/schema.ts';
import type { ReporterOptions } from '../reporter.ts';
import { safe } from '../safe.ts';
import { ARTEFACTS } from '../v1.ts';
import { artefactWords } from '../words.ts';
import { cited } from './evidence.ts';
import { type Cell, type Page, pageOf, type Style, table } from './page.ts';

const kindWords: Record<ChangeKind, string> = {
  added: 'new repository',
  removed: 'not there any more',
  renamed: 'renamed',
  failed: 'could not be audited',
  recovered: 'could be audited again',
  verdict: 'verdict',
  level: 'level',
  license: 'licence',
  restriction: 'restriction',
  conflict: 'licence conflict',
  gating: 'gate',
  claim: 'claim',
  artefact: 'artefact',
  dataset: 'data set',
  'base-model': 'base model',
};

/** The text of a diff: what changed, by repository, then how much of what. */
export function diffText(diff: Diff, options: Pick<ReporterOptions, 'color' | 'unicode' | 'width'>): string {
  const page = pageOf(options);
  const shown = safe(diff);
  const byRepo = new Map<string, Change[]>();
  for (const change of shown.changes) byRepo.set(change.repo, [...(byRepo.get(change.repo) ?? []), change]);
  const parts = [...byRepo].map(([repo, changes]) => [
    page.style.title(repo),
    ...table(
      changes.flatMap((change) => rows(change, page)),
      page.width - 2,
    ).map((line) => `  ${line}`),
  ]);
  return `${[...parts, footer(shown, page)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function rows({ kind, subject, from, to, direction, evidence }: Change, page: Page): Cell[][] {
  const arrow = page.symbol.to;
  const what = subject === null ? kindWords[kind] : `${kindWords[kind]} ${nameOf(subject)}`;
  const [piece] = evidence;
  return [
    [
      { text: direction === 'other' ? '' : direction, style: styleOf(direction, page) },
      { text: what },
      { text: `${from ?? 'none'} ${arrow} ${to ?? 'none'}` },
    ],
    ...(piece === undefined ? [] : [[{ text: '' }, { text: '' }, dim(cited(piece, page.width / 2, page), page)]]),
  ];
}

const nameOf = (subject: string): string => {
  const artefact = ARTEFACTS.find((name) => name === subject);
  return artefact === undefined ? subject : artefactWords[artefact];
};

const dim = (text: string, { style }: Page): Cell => ({ text, style: style.dim });

function styleOf(direction: Direction, { style }: Page): Style {
  return { worse: style.bad, better: style.good, other: style.plain }[direction];
}

function footer({ old, new: newer, summary }: Diff, page: Page): string[] {
  const { compared, changed, directions, kinds } = summary;
  const counts = [
    changed === 0 ? `no change in ${compared} compared` : `${changed} of ${compared} compared changed`,
    ...(kinds.added > 0 ? [`${kinds.added} new`] : []),
    ...(kinds.removed > 0 ? [`${kinds.removed} gone`] : []),
    ...(directions.worse > 0 ? [`${directions.worse} for the worse`] : []),
    ...(directions.better > 0 ? [`${directions.better} for the better`] : []),
  ];
  const sides = [old, newer].map((side) => dim(sideLine(side), page));
  const otherRules = old.rules.join() !== newer.rules.join();
  const lines: Cell[] = [
    { text: counts.join(` ${page.symbol.dot} `), style: page.style.title },
    ...sides,
    ...(otherRules
      ? [{ text: 'Other rules judged the two: some changes may be theirs, not the models’.', style: page.style.fair }]
      : []),
  ];
  return table(
    lines.map((line) => [line]),
    page.width,
  );
}

function sideLine({ path, repositories, failures, observedAt }: Side): string {
  const day = (time: string) => time.slice(0, 10);
  const seen = observedAt === null ? '' : `, seen ${day(observedAt.first)}`;
  const until =
    observedAt === null || day(observedAt.first) === day(observedAt.last) ? '' : ` to ${day(observedAt.last)}`;
  return `${path}: ${repositories} repositories, ${failures} not audited${seen}${until}`;
}
