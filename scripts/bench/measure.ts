import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { judge } from '../../src/audit.ts';
import { readCard } from '../../src/card/parse.ts';
import { readNamed } from '../../src/facts/facts.ts';
import type { Report } from '../../src/report/v1.ts';
import type { RuleSet } from '../../src/rules/load.ts';
import type { Prepared } from './prepare.ts';

const markdown = remark().use(remarkGfm).freeze();

/** The floor: parsing alone. */
export const parse = (text: string): unknown => markdown.parse(text);

function auditOf({ file, repo, linked }: Prepared, rules: RuleSet): Report {
  const card = readCard(file);
  const named = readNamed(repo, card, rules);
  return judge({ repo, card, named, linked }, { rules, standard: 'osaid' });
}

/** Milliseconds of one card, one for each pass. */
export interface Timing {
  id: string;
  bytes: number;
  floor: number[];
  audit: number[];
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Times floor and audit of each card, one after the other and by turns first: both meet the same heat and heap. */
export function measure(cards: readonly Prepared[], rules: RuleSet, { passes }: { passes: number }): Timing[] {
  const timings = cards.map((card) => {
    const timing: Timing = { id: card.id, bytes: Buffer.byteLength(card.text), floor: [], audit: [] };
    return { card, timing };
  });
  for (let pass = 0; pass < passes; pass++) {
    for (const [index, { card, timing }] of timings.entries()) {
      const floor = () => timing.floor.push(timed(() => parse(card.text)));
      const audit = () => timing.audit.push(timed(() => auditOf(card, rules)));
      for (const step of (index + pass) % 2 === 0 ? [floor, audit] : [audit, floor]) step();
    }
  }
  return timings.map(({ timing }) => timing);
}
