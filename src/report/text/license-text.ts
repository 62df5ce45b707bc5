import type { LicenseText } from '../license-text.ts';
import { safe } from '../safe.ts';
import { type Cell, lines, type Page } from './page.ts';

const INDENT = '  ';

const MATCHES: Readonly<Record<LicenseText['match'], string>> = {
  'full-text': 'full text',
  modified: 'modified',
  header: 'file header',
  notice: 'notice',
  reference: 'reference',
  multiple: 'several licences',
  none: 'no licence',
};

/** A file's licence for people: what it is, where, and what was changed in it. */
export function licenseTextPage(given: LicenseText, page: Page): string {
  const said = safe(given);
  const { style } = page;
  const rows: Cell[] = [{ text: headline(said), style: isKnown(said) ? style.plain : style.bad }];
  if (said.licenses.length > 1) {
    for (const one of said.licenses) rows.push({ text: `${one.id}: ${MATCHES[one.match]}, ${placeOf(one)}` });
  }
  for (const quote of said.modified?.added ?? []) rows.push({ text: `+ ${quote}`, style: style.good });
  for (const quote of said.modified?.removed ?? []) rows.push({ text: `- ${quote}`, style: style.bad });
  if (said.similar)
    rows.push({ text: `nearest: ${said.similar.id}, ${percent(said.similar.score)}`, style: style.dim });
  const wrapped = rows.flatMap((row) => lines(row, page.width - INDENT.length));
  return [style.title(said.path), ...wrapped.map((line) => INDENT + line.style(line.text))]
    .map((line) => `${line}\n`)
    .join('');
}

const isKnown = ({ id, modified }: LicenseText): boolean => id !== 'other' && modified === null;

function headline(said: LicenseText): string {
  const [first] = said.licenses;
  if (said.id === null) return said.licenses.length > 0 ? 'no licence of its own' : 'no licence';
  if (said.modified && said.id === 'other') return `not ${said.modified.of}: a modified copy, ${percent(said.score)}`;
  if (said.id === 'other') return 'a licence that is not known';
  const name = `${said.name ?? said.id} (${[said.id, said.spdx ? `SPDX ${said.spdx}` : null].filter(Boolean).join(', ')})`;
  const place = first && said.licenses.length === 1 ? `, ${placeOf(first)}` : '';
  return `${name}: ${said.category}, ${MATCHES[said.match]}${place}`;
}

const placeOf = ({ startLine, endLine, score }: LicenseText['licenses'][number]): string =>
  `${startLine === endLine ? `line ${startLine}` : `lines ${startLine}-${endLine}`}, ${percent(score)}`;

const percent = (score: number): string => `${Math.round(score * 100)} %`;
