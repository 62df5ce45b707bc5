import { ARTEFACTS, type Artefact, type Dataset, type Report, type Status } from '../v1.ts';
import { artefactWords, statusWords } from '../words.ts';
import { cited, isTold } from './evidence.ts';
import { type Cell, type Page, section, table } from './page.ts';

/** Artefact table: symbol, name, status, how far it was checked, what and where. Names that need no words end it. */
export function artefacts(report: Report, page: Page): string[] {
  const width = page.width - 2;
  const told = ARTEFACTS.filter((name) => !isSilent(report.artefacts[name]));
  const rows = told.map((name): Cell[] => {
    const artefact = report.artefacts[name];
    const { symbol, style } = statusSign(artefact.status, page);
    return [
      { text: symbol, style },
      { text: artefactWords[name] },
      { text: statusWords[artefact.status], style },
      { text: check(artefact), style: page.style.dim },
      { text: detail(artefact, width, page) },
    ];
  });
  const rest = (['absent', 'not-applicable'] as const).flatMap((status): Cell[][] => {
    const names = ARTEFACTS.filter(
      (name) => isSilent(report.artefacts[name]) && report.artefacts[name].status === status,
    );
    const { symbol, style } = statusSign(status, page);
    const list = names.map((name) => artefactWords[name]).join(', ');
    return names.length === 0 ? [] : [[{ text: symbol, style }, { text: `${statusWords[status]}: ${list}` }]];
  });
  return section('Artefacts', [...table(rows, width), ...table(rest, width)], page);
}

/** Nothing to tell but the status. */
function isSilent({ status, promised, note, evidence }: Artefact): boolean {
  if (status === 'not-applicable') return true;
  return status === 'absent' && !promised && note === null && evidence.length === 0;
}

export function statusSign(
  status: Status,
  { symbol, style }: Page,
): { symbol: string; style: (text: string) => string } {
  const signs: Record<Status, { symbol: string; style: (text: string) => string }> = {
    released: { symbol: symbol.full, style: style.good },
    partial: { symbol: symbol.half, style: style.fair },
    absent: { symbol: symbol.empty, style: style.bad },
    unknown: { symbol: symbol.unknown, style: style.open },
    'not-applicable': { symbol: symbol.none, style: style.dim },
  };
  return signs[status];
}

function check({ status, verified, promised, inheritedFrom }: Artefact): string {
  if (promised) return 'promised';
  if (inheritedFrom !== null) return 'inherited';
  if (verified) return 'verified';
  return status === 'released' || status === 'partial' ? 'as said' : '';
}

function detail({ note, evidence, inheritedFrom, license }: Artefact, width: number, page: Page): string {
  const [first] = evidence.filter((piece) => !isTold(piece, note ?? ''));
  const parts = [
    note,
    inheritedFrom === null || note?.includes(inheritedFrom) ? null : `from ${inheritedFrom}`,
    license === null ? null : `under ${license}`,
    first === undefined ? null : cited(first, Math.floor(width / 2), page),
  ];
  return parts.filter((part) => part !== null).join(` ${page.symbol.dot} `);
}

/** Data sets of this model: id, role, whether they are there, licence, where the card names them. */
export function datasets(report: Report, page: Page): string[] {
  const rows = report.datasets.map(({ id, resolvedId, role, license, evidence, ...state }): Cell[] => [
    { text: id },
    { text: role, style: page.style.dim },
    existence(state, page),
    {
      text: [
        resolvedId === null || resolvedId === id ? null : `now ${resolvedId}`,
        license,
        ...evidence.slice(0, 1).map((piece) => cited({ ...piece, quote: null }, page.width, page)),
      ]
        .filter(Boolean)
        .join(', '),
    },
  ]);
  return section('Data sets', table(rows, page.width - 2), page);
}

function existence({ exists, empty, gated }: Pick<Dataset, 'exists' | 'empty' | 'gated'>, { style }: Page): Cell {
  if (exists === null) return { text: 'unknown', style: style.open };
  if (!exists) return { text: 'missing', style: style.bad };
  if (empty) return { text: 'empty', style: style.bad };
  return gated === true ? { text: 'gated', style: style.fair } : { text: 'there', style: style.good };
}

/** Direct parents with their relation, then the ancestors. */
export function lineage({ lineage }: Report, page: Page): string[] {
  const chain = new Map(lineage.chain.map((link) => [link.id, link]));
  const parents = lineage.baseModels.map(({ id, resolvedId, relation, license, resolved }): Cell[] => [
    { text: relation },
    { text: id },
    { text: terms(license, chain.get(resolvedId ?? id)?.gated ?? null, resolved), style: page.style.dim },
  ]);
  const direct = new Set(lineage.baseModels.map(({ id, resolvedId }) => resolvedId ?? id));
  const ancestors = lineage.chain
    .filter(({ id }) => !direct.has(id))
    .map(({ id, license, gated, resolved }): Cell[] => [
      { text: 'ancestor' },
      { text: id },
      { text: terms(license, gated, resolved), style: page.style.dim },
    ]);
  const problems = table(
    lineage.problems.map(({ message }): Cell[] => [{ text: message }]),
    page.width - 2,
  );
  return section('Lineage', [...table([...parents, ...ancestors], page.width - 2), ...problems], page);
}

function terms(license: string | null, gated: boolean | null, resolved: boolean): string {
  if (!resolved) return 'could not be looked up';
  return [license ?? 'no licence declared', ...(gated === true ? ['gated'] : [])].join(', ');
}
