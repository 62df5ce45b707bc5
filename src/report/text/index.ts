import type { Reporter } from '../reporter.ts';
import { safe } from '../safe.ts';
import type { Failure, Report } from '../v1.ts';
import { findings, problems, provenance, standards, unknowns } from './judged.ts';
import { license } from './license.ts';
import { hanging, type Page, pageOf } from './page.ts';
import { artefacts, datasets, lineage } from './released.ts';
import { claimsAndReasons, verdict } from './verdict.ts';

const SECTIONS = [
  verdict,
  claimsAndReasons,
  artefacts,
  license,
  datasets,
  lineage,
  findings,
  unknowns,
  problems,
  standards,
  provenance,
] as const;

/** `--format text`: what a person reads first. The verdict is in the first line; empty sections are left out. */
export const text: Reporter = (results, options) => {
  const page = pageOf(options);
  return safe(results)
    .map((result) => (result.kind === 'report' ? reportText(result, page) : failureText(result, page)))
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n\n');
};

function reportText(report: Report, page: Page): string[] {
  return SECTIONS.map((draw) => draw(report, page))
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function failureText({ id, code, message }: Failure, page: Page): string[] {
  return hanging({ text: 'NOT AUDITED', style: page.style.bad }, `${id}: ${message} (${code})`, page.width);
}
