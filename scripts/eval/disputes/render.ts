import { CORE, type CoreCell } from '../figures/experts.ts';
import { type Cell, rate } from '../score.ts';
import { type Entry, KINDS, RIGHT } from './entries.ts';
import type { Dispute, Matched } from './match.ts';

const HEAD = `# Disputes with the experts

Written by \`npm run eval -- --disputes\` from \`disputes.json\`; edit that file, not this one.

Where the ratings of the development part and openlitmus disagree on weights, base data, end data or training code, each
disagreement is listed here with who is right and why. Every card was read for it; for many rows also what the experts
noted and what the linked repository holds. "Right" is by the definitions of design/EVALUATION.md, of the model as far
as it is known: the experts are right where a paper or a repository bears them out that no card shows. Both are right
where the experts ask another question by their own criteria and answer that one rightly.

Ratings: \`osai_index\` and \`opening_up_chatgpt\` by Liesenfeld, Lopez & Dingemanse (European Open Source AI Index,
<https://osai-index.eu>; <https://opening-up-chatgpt.github.io>; CC-BY-4.0), \`mot\` from the Model Openness Tool
(<https://github.com/lfai/model_openness_tool>). Line numbers are of the stored card's README.md.`;

const NAMES: Readonly<Record<CoreCell['dimension'], string>> = {
  weights: 'weights',
  data_base: 'base data',
  data_tuning: 'end data',
  training_code: 'training code',
};

/** The experts answer another question than ours, or know what no card shows. */
const ASIDE: readonly Entry['kind'][] = ['other-object', 'licence-counted', 'outside-the-card'];

const escaped = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => escaped(String(cell))).join(' | ')} |`)
    .join('\n');

const shown = (value: number | null): string => (value === null ? '-' : value.toFixed(2));

function ratesOf(name: string, cells: readonly Cell[]): (string | number)[] {
  const { agreement, kappa, answered } = rate(cells);
  return [name, cells.length, shown(answered), shown(agreement), shown(kappa)];
}

const sourcesOf = (cells: readonly CoreCell[]): string[] => [...new Set(cells.map(({ source }) => source))].sort();

function agreement({ cells, disputes }: Matched): string {
  const aside = new Set(disputes.filter(({ entry }) => ASIDE.includes(entry.kind)).map(({ cell }) => cell));
  const parts = sourcesOf(cells).flatMap((source) =>
    CORE.map((dimension) => {
      const some = cells.filter((each) => each.source === source && each.dimension === dimension);
      return ratesOf(`${source}, ${NAMES[dimension]}`, some);
    }),
  );
  const rows = [
    ...parts.filter(([, count]) => count !== 0),
    ...CORE.map((dimension) =>
      ratesOf(
        `all, ${NAMES[dimension]}`,
        cells.filter((each) => each.dimension === dimension),
      ),
    ),
    ratesOf('**all**', cells),
    ratesOf(
      `all, but ${aside.size} rows set aside`,
      cells.filter((each) => !aside.has(each)),
    ),
  ];
  return `## Agreement

${table(['cells', 'n', 'answered', 'agreement', 'kappa'], rows)}

The last line sets aside the disagreements of kind ${ASIDE.map((kind) => `\`${kind}\``).join(', ')}. It is an upper
bound: cells of the same making in which both sides happen to say the same stay in.`;
}

function summary({ disputes, unanswered, missing, cells }: Matched): string {
  const ways = Object.keys(RIGHT) as Entry['right'][];
  const count = (some: readonly Dispute[], right: Entry['right']) =>
    some.filter(({ entry }) => entry.right === right).length;
  const rows = (Object.keys(KINDS) as Entry['kind'][]).map((kind) => {
    const some = disputes.filter(({ entry }) => entry.kind === kind);
    return [`\`${kind}\``, KINDS[kind], some.length, ...ways.map((right) => count(some, right))];
  });
  const total = ['**all**', '', disputes.length, ...ways.map((right) => count(disputes, right))];
  const unjudged = missing.length === 0 ? '' : `, ${missing.length} of them not judged yet`;
  return `## Summary

${cells.length} cells: ${disputes.length + missing.length} disagreements${unjudged}, ${unanswered.length} not answered.

${table(['kind', 'meaning', 'rows', ...ways.map((right) => `right: ${RIGHT[right]}`)], [...rows, total])}`;
}

function disagreements({ disputes }: Matched): string {
  const head = ['model', 'experts', 'openlitmus', 'right', 'kind', 'card line', 'why'];
  return sourcesOf(disputes.map(({ cell }) => cell))
    .flatMap((source) =>
      CORE.flatMap((dimension) => {
        const own = disputes.filter(({ cell }) => cell.source === source && cell.dimension === dimension);
        if (own.length === 0) return [];
        const rows = own
          .toSorted((a, b) => (a.cell.id < b.cell.id ? -1 : 1))
          .map(({ entry }) => [
            ...[entry.id, entry.expert, entry.openlitmus, entry.right, entry.kind],
            ...[entry.line ?? '-', entry.why],
          ]);
        return [`## ${source}: ${NAMES[dimension]}\n\n${table(head, rows)}`];
      }),
    )
    .join('\n\n');
}

function leftOpen({ unanswered }: Matched): string {
  const rows = unanswered.map(({ id, source, dimension, expert, why }) => [
    ...[id, source, NAMES[dimension], expert, why ?? '-'],
  ]);
  return `## Not answered

Unknown is never absent: these stay out of agreement and kappa. In the evaluation only a model's own card is known, so
what stands on the card of its base is not read; an audit on the Hub reads it.

${table(['model', 'source', 'dimension', 'experts', 'why'], rows)}`;
}

/** The whole of `test/experts/disputes.md`. */
export const render = (matched: Matched): string =>
  `${[HEAD, summary(matched), agreement(matched), disagreements(matched), leftOpen(matched)].join('\n\n')}\n`;
