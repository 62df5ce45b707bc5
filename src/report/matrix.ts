import { isFailure, isReport, type Reporter } from './reporter.ts';
import { safe } from './safe.ts';
import { type Cell, flow, type Page, pageOf, type Style, table } from './text/page.ts';
import { statusSign } from './text/released.ts';
import { verdictStyle } from './text/verdict.ts';
import { type ArtefactName, type Level, type LicenseCategory, type Report, STATUSES, type Status } from './v1.ts';
import { displayWidth, truncate } from './width.ts';
import { verdictWords } from './words.ts';

/** The artefacts that have a column, with the letter above it. The licence has its own column among them. */
const COLUMNS: readonly { letter: string; name: ArtefactName | 'license'; words: string }[] = [
  { letter: 'W', name: 'weights', words: 'weights' },
  { letter: 'I', name: 'inferenceCode', words: 'inference code' },
  { letter: 'C', name: 'trainingCode', words: 'training code' },
  { letter: 'T', name: 'trainingData', words: 'training data' },
  { letter: 'B', name: 'baseData', words: "base model's data" },
  { letter: 'L', name: 'license', words: 'licence' },
  { letter: 'P', name: 'paper', words: 'paper' },
  { letter: 'M', name: 'modelCard', words: 'model card' },
];

const SHORT_CLAIM: Record<Report['level']['claimed'], string> = {
  none: 'nothing',
  denied: 'not open',
  unknown: '?',
  open: 'open',
  'open-weights': 'weights',
  'open-source': 'source',
  'fully-open': 'fully',
};

const SHORT_LEVEL: Record<Level, string> = {
  closed: 'closed',
  'restricted-weights': 'restricted',
  'open-weights': 'weights',
  'open-source': 'source',
  'fully-open': 'fully',
};

/** How open a licence of each category is, on the scale of the artefacts. */
const LICENSE_STATUS: Record<LicenseCategory, Status> = {
  'osi-approved': 'released',
  'open-other': 'released',
  'behavioural-use': 'partial',
  community: 'partial',
  'non-commercial': 'partial',
  'no-derivatives': 'partial',
  'research-only': 'partial',
  proprietary: 'absent',
  unknown: 'unknown',
  none: 'absent',
};

/** `compare`: one row a model in the order given, with a legend; targets that failed are named below the rows. */
export const matrix: Reporter = (results, options) => {
  const page = pageOf(options);
  const shown = safe(results);
  const reports = shown.filter(isReport);
  const failed = shown.filter(isFailure).map(({ id, code }) => `${id} could not be audited: ${code}`);
  const parts = [
    reports.length === 0 ? [] : rows(reports, page),
    table(
      failed.map((text) => [{ text }]),
      page.width,
    ),
    reports.length === 0 ? [] : legend(page),
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
};

function rows(reports: readonly Report[], page: Page): string[] {
  const letters = COLUMNS.map(({ letter }) => letter).join(' ');
  const header = ['says', 'is', 'verdict', letters, 'OSAI'].map((text): Cell => ({ text, style: page.style.dim }));
  const body = reports.map((report) => cells(report, page));
  const taken = header
    .map((_, column) => Math.max(...[header, ...body].map((row) => displayWidth(row[column]?.text ?? ''))))
    .reduce((sum, width) => sum + width + 2, 0);
  const names = reports.map(({ repo }) => shortName(repo.id, Math.max(12, page.width - taken), page.symbol.ellipsis));
  return table(
    [
      [{ text: 'model', style: page.style.dim }, ...header],
      ...body.map((row, index): Cell[] => [{ text: names[index] ?? '' }, ...row]),
    ],
    page.width,
  );
}

function cells({ level, verdict, artefacts, license, standards }: Report, page: Page): Cell[] {
  const { atLeast, atMost } = level.observed;
  const statuses = COLUMNS.map(({ name }) =>
    name === 'license' ? LICENSE_STATUS[license.effective.category] : artefacts[name].status,
  );
  return [
    { text: SHORT_CLAIM[level.claimed] },
    { text: SHORT_LEVEL[atLeast] + (atLeast === atMost ? '' : '+') },
    { text: verdictWords[verdict.status], style: verdictStyle(verdict.status, page) },
    { text: statuses.map((status) => statusSign(status, page).symbol).join(' '), style: symbolStyle(page) },
    { text: standards.osai.score.toFixed(2) },
  ];
}

/** Each symbol of a row in its own colour. */
function symbolStyle(page: Page): Style {
  const styles = new Map(
    STATUSES.map((status) => statusSign(status, page)).map(({ symbol, style }) => [symbol, style]),
  );
  return (text) => Array.from(text, (sign) => styles.get(sign)?.(sign) ?? sign).join('');
}

/** An id in at most `width` columns; the organisation gives way before the name of the model. */
function shortName(id: string, width: number, ellipsis: string): string {
  if (displayWidth(id) <= width) return id;
  const slash = id.indexOf('/');
  const room = width - displayWidth(id.slice(slash));
  if (slash < 0 || room < ellipsis.length) return truncate(id.slice(slash + 1), width, ellipsis);
  return truncate(id.slice(0, slash), room, ellipsis) + id.slice(slash);
}

function legend(page: Page): string[] {
  const { symbol, width, style } = page;
  const signs = [
    `${symbol.full} open`,
    `${symbol.half} partial`,
    `${symbol.empty} closed`,
    `${symbol.unknown} unknown`,
    `${symbol.none} not applicable`,
    '+ at least; more may be there',
  ];
  const letters = COLUMNS.map(({ letter, words }) => `${letter} ${words}`);
  const score = ['OSAI mean of its 14 dimensions, 0 to 1'];
  return [signs, letters, score].flatMap((items) => flow(items, width)).map(style.dim);
}
