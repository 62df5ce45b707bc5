import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { judge } from '../../src/audit.ts';
import { readCard } from '../../src/card/parse.ts';
import { readNamed } from '../../src/facts/facts.ts';
import { type Report, reportSchema } from '../../src/report/v1.ts';
import type { RuleSet } from '../../src/rules/load.ts';
import type { Prepared } from './prepare.ts';

const markdown = remark().use(remarkGfm).freeze();

/** The floor: parsing alone. */
const parse = ({ text }: Prepared): unknown => markdown.parse(text);

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

const timed = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

/**
 * Does everything once, untimed: the code is hot afterwards, and what fails is known.
 * @returns what is wrong, by card: an exception, or a report that its own schema refuses
 */
export function warmUp(cards: readonly Prepared[], rules: RuleSet): string[] {
  return cards.flatMap((card) => {
    try {
      parse(card);
      const { success, error } = reportSchema.safeParse(auditOf(card, rules));
      return success
        ? []
        : [`${card.id}: invalid report: ${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}`];
    } catch (error) {
      return [`${card.id}: ${error instanceof Error ? error.stack : String(error)}`];
    }
  });
}

/** Times floor and audit of each card, one after the other and by turns first, so that both meet the same heat and heap. */
export function measure(cards: readonly Prepared[], rules: RuleSet, { passes }: { passes: number }): Timing[] {
  const timings = cards.map(({ id, text }): Timing => ({ id, bytes: Buffer.byteLength(text), floor: [], audit: [] }));
  for (let pass = 0; pass < passes; pass++) {
    for (const [index, card] of cards.entries()) {
      const floor = () => timings[index]?.floor.push(timed(() => parse(card)));
      const audit = () => timings[index]?.audit.push(timed(() => auditOf(card, rules)));
      for (const step of (index + pass) % 2 === 0 ? [floor, audit] : [audit, floor]) step();
    }
  }
  return timings;
}
