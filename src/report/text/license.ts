import type { LicenseRef, Report } from '../v1.ts';
import { categoryWords, conflictWords, restrictionWords } from '../words.ts';
import { cited } from './evidence.ts';
import { type Cell, type Page, section, table } from './page.ts';

/** Where each licence statement stands, which one is effective, what it restricts, and what disagrees. */
export function license({ license }: Report, page: Page): string[] {
  const width = page.width - 2;
  const { effective, conflicts } = license;
  const rows: Cell[][] = [
    ...license.declared.map((ref) => statement('declared', ref, page)),
    ...license.texts.map((ref) => statement('text', ref, page, `${ref.path}, ${Math.round(ref.score * 100)} %`)),
    ...license.prose.map((ref) => statement('prose', ref, page)),
    [
      { text: 'effective', style: page.style.title },
      { text: `${effective.name} ${page.symbol.dot} ${standing(effective)}` },
    ],
    ...(effective.restrictions.length > 0
      ? [[{ text: 'restricts' }, { text: restricted(effective.restrictions), style: page.style.fair }]]
      : []),
    // Each is told once, with its evidence and how to mend it, among the findings.
    ...(conflicts.length > 0
      ? [[{ text: 'conflicts', style: page.style.bad }, { text: `${conflictKinds(conflicts)}; see Findings` }]]
      : []),
  ];
  return section('Licence', table(rows, width), page);
}

function statement(label: string, ref: LicenseRef, page: Page, from?: string): Cell[] {
  const [first] = ref.evidence;
  const said = ref.object === null ? null : `of the ${ref.object}`;
  const where = from ?? (first === undefined ? null : cited(first, page.width - 24, page));
  const limits = ref.restrictions.length === 0 ? null : restricted(ref.restrictions);
  const name = ref.id === 'unknown' ? null : (ref.name ?? ref.spdx ?? ref.id);
  return [
    { text: label },
    { text: [name, said, limits, where].filter((part) => part !== null).join(` ${page.symbol.dot} `) },
  ];
}

const conflictKinds = (conflicts: Report['license']['conflicts']) =>
  [...new Set(conflicts.map(({ kind }) => conflictWords[kind]))].join(', ');

function standing({ category, osiApproved }: Report['license']['effective']): string {
  const words = categoryWords[category];
  return osiApproved || category === 'none' || category === 'open-other' ? words : `${words}, not OSI-approved`;
}

const restricted = (restrictions: LicenseRef['restrictions']) =>
  restrictions.map((restriction) => restrictionWords[restriction]).join(', ');
