import type { ReporterOptions } from '../reporter.ts';
import { safe } from '../safe.ts';
import type { Summary } from '../summary.ts';
import { categoryWords, conflictWords, failureWords, levelWords, place, verdictWords } from '../words.ts';
import { type Cell, type Page, pageOf, table } from './page.ts';

/** Overstated models that are named; the others are counted. */
const NAMED = 20;

/** What a batch came to: counts by verdict, level, licence and conflict, what is overstated, what failed and why. */
export function summaryText(given: Summary, options: Pick<ReporterOptions, 'color' | 'unicode' | 'width'>): string {
  const page = pageOf(options);
  const summary = safe(given);
  const { total, failed, verdicts, levels, licenses, conflicts, failures } = summary;
  const rows: Cell[][] = [
    ['Verdicts', counts(verdicts, verdictWords)],
    ['Levels', counts(levels, { ...levelWords, unsettled: 'not settled' })],
    ['Licences', counts(licenses, categoryWords)],
    ['Conflicts', counts(conflicts, conflictWords)],
    ['Failures', counts(failures, failureWords)],
  ].flatMap(([name = '', text = '']): Cell[][] =>
    text === '' ? [] : [[{ text: name, style: page.style.dim }, { text }]],
  );
  const title = `${total - failed} of ${total} audited`;
  return `${[page.style.title(title), ...table([...rows, ...overstated(summary, page)], page.width)].join('\n')}\n`;
}

/** `3 supported, 12 no claim`, the most frequent first; what does not occur is left out. */
function counts<T extends string>(of: Readonly<Record<T, number>>, words: Readonly<Record<T, string>>): string {
  const names = (Object.keys(of) as T[]).filter((name) => of[name] > 0).sort((a, b) => of[b] - of[a]);
  return names.map((name) => `${of[name]} ${words[name]}`).join(', ');
}

function overstated({ overstated: all, verdicts }: Summary, page: Page): Cell[][] {
  const rows = all.slice(0, NAMED).map(({ id, quote, location }, index): Cell[] => {
    const where = location === null ? '' : ` ${place({ source: 'card', quote, location, url: null })}`;
    return [
      { text: index === 0 ? 'Overstated' : '', style: page.style.bad },
      { text: `${id}${where}${quote === null ? '' : ` "${quote}"`}` },
    ];
  });
  const more = verdicts.overstated - rows.length;
  return more > 0 && rows.length > 0 ? [...rows, [{ text: '' }, { text: `and ${more} more` }]] : rows;
}
