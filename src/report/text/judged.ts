import { ARTEFACTS, OSAI_DIMENSIONS, type Report, type Requirement, STANDARD_NAMES } from '../v1.ts';
import { artefactWords, verdictWords } from '../words.ts';
import { cited } from './evidence.ts';
import { type Cell, type Page, section, table } from './page.ts';
import { verdictStyle } from './verdict.ts';

/** The verdict under both readings, and each standard in a line or two. */
export function standards(report: Report, page: Page): string[] {
  const { standard, status, underOther } = report.verdict;
  const { osaid, mof, osai, euAiAct } = report.standards;
  const verdicts = STANDARD_NAMES.map((name): Cell[] => {
    const verdict = name === standard ? status : underOther;
    const shown = name === standard ? `${verdictWords[verdict]} (this report)` : verdictWords[verdict];
    return [{ text: `verdict, ${name}` }, { text: shown, style: verdictStyle(verdict, page) }];
  });
  const rows: Cell[][] = [
    ...verdicts,
    [{ text: 'OSAID 1.0' }, { text: osaidLine(osaid) }],
    [{ text: 'MOF 1.0' }, { text: mofLine(mof) }],
    [{ text: 'OSAI' }, { text: osaiLine(osai) }],
    [{ text: 'EU AI Act 53(2)' }, { text: euLine(euAiAct) }],
  ];
  return section('Standards', table(rows, page.width - 2), page);
}

function osaidLine({ status, requirements }: Report['standards']['osaid']): string {
  return [status.replace('-', ' '), ...open(requirements)].join('; ');
}

function euLine({ status, conditions }: Report['standards']['euAiAct']): string {
  const first = { 'conditions-met': ['conditions met'], 'conditions-not-met': [], undetermined: ['undetermined'] };
  return [...first[status], ...open(conditions), 'not legal advice'].join('; ');
}

/** The requirements that are not met, unknown, or left to a person, each list as one phrase. */
function open(requirements: readonly Requirement[]): string[] {
  const phrases = { 'not-met': 'not met', unknown: 'unknown', manual: 'for a person to judge' };
  return (['not-met', 'unknown', 'manual'] as const).flatMap((status) => {
    const ids = requirements.filter((requirement) => requirement.status === status).map(({ id }) => id);
    return ids.length === 0 ? [] : [`${phrases[status]}: ${ids.join(', ')}`];
  });
}

const percent = (part: number) => `${Math.round(part * 100)} %`;

function mofLine({ class: reached, progress }: Report['standards']['mof']): string {
  const parts = `class III ${percent(progress.III)}, II ${percent(progress.II)}, I ${percent(progress.I)}`;
  return `${reached === null ? 'unclassified' : `class ${reached}`}; ${parts}`;
}

function osaiLine({ score, dimensions }: Report['standards']['osai']): string {
  const count = (value: string) => OSAI_DIMENSIONS.filter((name) => dimensions[name] === value).length;
  const counts = (['open', 'partial', 'closed', 'unknown'] as const)
    .map((value) => ({ value, number: count(value) }))
    .filter(({ number }) => number > 0)
    .map(({ value, number }) => `${number} ${value}`);
  return `${score.toFixed(2)} of 1; ${counts.join(', ')} of ${OSAI_DIMENSIONS.length} dimensions`;
}

/** Findings, gravest first, each with its evidence and how to mend it. */
export function findings(report: Report, page: Page): string[] {
  const width = page.width - 2;
  const styles = { error: page.style.bad, warning: page.style.fair, note: page.style.dim };
  const order = ['error', 'warning', 'note'] as const;
  const rows = order
    .flatMap((level) => report.findings.filter((finding) => finding.level === level))
    .flatMap(({ level, rule, message, remediation, evidence }): Cell[][] => [
      [{ text: level, style: styles[level] }, { text: `${message} (${rule})` }],
      ...evidence
        .slice(0, 2)
        .map((piece): Cell[] => [{ text: '' }, { text: cited(piece, width - 9, page), style: page.style.dim }]),
      ...(remediation === null ? [] : [[{ text: '' }, { text: `To mend: ${remediation}` }]]),
    ]);
  return section('Findings', table(rows, width), page);
}

/** What could not be seen, and why. */
export function unknowns(report: Report, page: Page): string[] {
  const named = (what: string) => ARTEFACTS.find((name) => name === what);
  const rows = report.unknowns.map(({ what, why }): Cell[] => {
    const artefact = named(what);
    return [{ text: artefact === undefined ? what : artefactWords[artefact] }, { text: why }];
  });
  return section('Not known', table(rows, page.width - 2), page);
}

/** What is wrong with the card itself. */
export function problems({ card }: Report, page: Page): string[] {
  const rows = card.problems.map(({ message, location }): Cell[] => [
    { text: location === null ? 'card' : `${location.path}:${location.startLine}`, style: page.style.dim },
    { text: message },
  ]);
  const placeholder: Cell[][] = card.placeholder
    ? [[{ text: 'card' }, { text: 'an unfilled template; it documents nothing' }]]
    : [];
  return section('Card', table([...rows, ...placeholder], page.width - 2), page);
}

/** Where all this comes from: revision, time, source, tool and rules. */
export function provenance({ repo, observedAt, source, tool }: Report, page: Page): string[] {
  const revision = repo.sha === null ? repo.revision : repo.sha.slice(0, 8);
  const from = { hub: 'the Hub', snapshot: 'a snapshot of the Hub', folder: 'a local folder' }[source];
  const parts = [
    `${repo.id}${repo.requestedId === repo.id ? '' : ` (asked for as ${repo.requestedId})`} at ${revision}`,
    `seen ${observedAt.slice(0, 16).replace('T', ' ')} UTC from ${from}`,
    `${tool.name} ${tool.version}, rules ${tool.rules.slice(0, 8)}`,
  ];
  return table([[{ text: parts.join(` ${page.symbol.dot} `), style: page.style.dim }]], page.width);
}
