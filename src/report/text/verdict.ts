import type { Claim, Report, VerdictStatus } from '../v1.ts';
import { CLAIM_KINDS, type STANCES } from '../v1.ts';
import { claimWords, headline, objectWords, place, stanceWords, verdictWords } from '../words.ts';
import { evidenceLines, isTold } from './evidence.ts';
import { beside, hanging, type Line, lines, type Page, type Style } from './page.ts';

const CLAIMS_SHOWN = 4;
const STANCE_ORDER = [
  'asserted',
  'denied',
  'promised',
  'implied',
] as const satisfies readonly (typeof STANCES)[number][];

export function verdictStyle(status: VerdictStatus, { style }: Page): Style {
  const styles: Record<VerdictStatus, Style> = {
    supported: style.good,
    qualified: style.fair,
    overstated: style.bad,
    undetermined: style.open,
    'no-claim': style.plain,
    disclaimed: style.plain,
  };
  return styles[status];
}

/** The first line: verdict, model, claim and observed level; then the verdict's own summary. */
export function verdict(report: Report, page: Page): string[] {
  const { status, summary } = report.verdict;
  const style: Style = (text) => page.style.title(verdictStyle(status, page)(text));
  const first = hanging({ text: verdictWords[status].toUpperCase(), style }, headline(report), page.width);
  return [...first, '', ...lines({ text: summary }, page.width).map(({ text }) => text)];
}

/** What the card says beside what was found, each with its places and quotes. */
export function claimsAndReasons({ claims, verdict }: Report, page: Page): string[] {
  const gap = 3;
  const parts = [
    { title: 'The card says', items: claims.length, draw: (width: number) => claimLines(claims, width, page) },
    {
      title: 'What was found',
      items: verdict.reasons.length,
      draw: (width: number) => reasonLines(verdict.reasons, width, page),
    },
  ].filter(({ items }) => items > 0);
  const width = Math.floor((page.width - gap * (parts.length - 1)) / parts.length);
  const columns = parts.map(({ title, draw }) => ({
    lines: [{ text: title, style: page.style.title }, ...draw(width - 2).map(indented)],
    width,
  }));
  return beside(columns, gap);
}

const indented = ({ text, style }: Line): Line => ({ text: text === '' ? '' : `  ${text}`, style });

function claimLines(claims: readonly Claim[], width: number, page: Page): Line[] {
  const dim = page.style.dim;
  const shown = [...claims].sort((a, b) => rank(a) - rank(b)).slice(0, CLAIMS_SHOWN);
  const more = claims.length - shown.length;
  return spaced([
    ...shown.map((claim) => [
      ...lines({ text: `"${claim.quote.trim()}"` }, width),
      ...lines(
        { text: `${place({ ...claim, source: 'card', url: null })} ${page.symbol.dot} ${meaning(claim)}`, style: dim },
        width,
      ),
    ]),
    ...(more > 0 ? [lines({ text: `and ${more} more`, style: dim }, width)] : []),
  ]);
}

const rank = ({ stance, kind }: Claim) =>
  STANCE_ORDER.indexOf(stance) * CLAIM_KINDS.length + (CLAIM_KINDS.length - CLAIM_KINDS.indexOf(kind));

/** What a claim was taken for; what goes without saying (asserted, of the model) is not said. */
const meaning = ({ stance, kind, object }: Claim) =>
  [
    claimWords[kind],
    ...(object === 'model' ? [] : [`of ${objectWords[object]}`]),
    ...(stance === 'asserted' ? [] : [`(${stanceWords[stance]})`]),
  ].join(' ');

function reasonLines(reasons: Report['verdict']['reasons'], width: number, page: Page): Line[] {
  return spaced(
    reasons.map(({ requirement, observed, message, evidence }) => [
      ...lines({ text: `${requirement}: ${observed}` }, width),
      ...lines({ text: message }, width),
      ...evidenceLines(
        evidence.filter((piece) => !isTold(piece, message)),
        width,
        page,
      ),
    ]),
  );
}

/** Blocks with an empty line between each two. */
function spaced(blocks: readonly Line[][]): Line[] {
  return blocks.flatMap((block, index) =>
    index === 0 ? block : [{ text: '', style: (text: string) => text }, ...block],
  );
}
