import type { Candidate, ClaimsReport } from '../claims.ts';
import { safe, safeText } from '../safe.ts';
import type { Location } from '../v1.ts';
import { displayWidth, truncate } from '../width.ts';
import { claimWords, objectWords, place } from '../words.ts';
import { excerpt } from './excerpt.ts';
import { lines, type Page } from './page.ts';

const INDENT = 2;
/** Columns below which a heading says nothing. */
const MIN_HEADING = 10;

const SOURCES: Readonly<Record<ClaimsReport['source'], string>> = {
  hub: ' from the Hub',
  snapshot: ' from a snapshot of the Hub',
  folder: ' from a local folder',
  file: '',
  stdin: '',
};

/** `openlitmus claims` for people: the candidates by line, the phrase marked, and what was decided of each. */
export function claimsText(report: ClaimsReport, page: Page): string {
  const shown = safe({ ...report, candidates: [] });
  const blocks = [
    [...title(shown, page), ...problems(shown, page)],
    ...byLine(report.candidates).map((group) => drawGroup(group, page)),
    lines({ text: summary(shown, report.candidates.length) }, page.width).map(({ text }) => text),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** Which card it is, and whose names are its own. */
function title({ id, source, revision, card }: ClaimsReport, { style, width }: Page): string[] {
  const commit = revision === null ? '' : ` at ${/^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 8) : revision}`;
  const whose = id === null ? "; without --id no name is the card's own" : ` of ${id}`;
  return lines({ text: `${card.path}${whose}${commit}${SOURCES[source]}` }, width).map(({ text }) => style.title(text));
}

/** What is to be known of the card before its sentences are read. */
function problems({ card }: ClaimsReport, { style, width }: Page): string[] {
  const missing = card.present ? [] : [`There is no ${card.path}.`];
  const told = card.problems.map(({ message, location }) =>
    location === null ? message : `${card.path}:${location.startLine}: ${message}`,
  );
  return [...missing, ...told].flatMap((text) => lines({ text }, width).map((line) => style.dim(line.text)));
}

/** Neighbours on one line of the card, together. */
function byLine(candidates: readonly Candidate[]): Candidate[][] {
  const groups: Candidate[][] = [];
  for (const candidate of candidates) {
    const last = groups.at(-1);
    if (last?.[0]?.location.startLine === candidate.location.startLine) last.push(candidate);
    else groups.push([candidate]);
  }
  return groups;
}

function drawGroup(group: readonly Candidate[], page: Page): string[] {
  const heads = group.slice(0, 1).flatMap(({ location }) => header(location, page));
  const bodies = group.flatMap((candidate, index) => [...(index === 0 ? [] : ['']), ...drawCandidate(candidate, page)]);
  return [...heads, ...bodies];
}

/** The line, and, where there is room, the heading that it stands under. */
function header(location: Location, { style, symbol, width }: Page): string[] {
  const where = safeText(at(location));
  const room = width - displayWidth(where) - INDENT;
  if (location.heading === null || room < MIN_HEADING) {
    return lines({ text: where }, width).map(({ text }) => style.title(text));
  }
  const heading = truncate(safeText(location.heading).trim(), room, symbol.ellipsis);
  return [`${style.title(where)}${' '.repeat(INDENT)}${style.dim(heading)}`.trimEnd()];
}

const at = (location: Location): string => place({ source: 'card', quote: null, url: null, location });

/** The sentence with its phrase marked; below it what was decided, by which guard, and why. */
function drawCandidate(candidate: Candidate, page: Page): string[] {
  const { claim, guard, why } = candidate;
  const { style, symbol } = page;
  const arrow = `  ${symbol.to} `;
  const width = page.width - INDENT - arrow.length;
  const decided = claim === null ? 'no claim' : `${claim.kind} ${claim.stance} ${claim.object}`;
  const passed = claim?.counted === false ? 'not counted: its sentence claims as much already' : '';
  const told = [
    ...lines({ text: `${decided}  (guard: ${guard})`, style: claim === null ? style.plain : style.title }, width),
    ...lines({ text: why, style: style.dim }, width),
    ...lines({ text: passed, style: style.dim }, width),
  ].map((line, index) => (index === 0 ? arrow : ' '.repeat(arrow.length)) + line.style(line.text));
  return [...excerpt(candidate.sentence, candidate, page.width - INDENT, page), ...told].map(
    (line) => ' '.repeat(INDENT) + line,
  );
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function summary({ summary }: ClaimsReport, shown: number): string {
  const { candidates, claims } = summary;
  const filtered = shown < candidates ? ` (${shown} shown)` : '';
  return `${counted(candidates, 'candidate')}${filtered}, ${counted(claims, 'claim')}; ${headlineWords(summary)}`;
}

/** What the whole card is held to. */
function headlineWords({ claimed, headline }: ClaimsReport['summary']): string {
  if (headline !== null) {
    const { kind, object, location } = headline;
    return `headline: ${claimWords[kind]}, said of ${objectWords[object]} at ${at(location)}`;
  }
  if (claimed === 'denied') return 'no headline: the card only says that it is not open';
  return claimed === 'unknown' ? 'the card could not be read' : 'no headline';
}
