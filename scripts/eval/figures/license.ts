import type { CONFLICT_KINDS, Report } from '../../../src/report/v1.ts';
import { addCounts, type Counts, countsOf, matchNames, precisionRecall } from '../score.ts';
import { type Case, firstQuote, type Measured, type Miss } from './figure.ts';

/** What a reader of the card alone can see; `declared-text` and `lineage` need more. */
const SEEN_ON_CARD: readonly (typeof CONFLICT_KINDS)[number][] = ['declared-prose', 'declared-gate', 'declared-name'];

const conflictOf = ({ license }: Report): Report['license']['conflicts'][number] | undefined =>
  license.conflicts.find(({ kind }) => SEEN_ON_CARD.includes(kind));

export function licenseConflicts(cases: readonly Case[]): Measured {
  const subject = 'license-conflict';
  const judged = cases.map(({ id, label, report }) => ({ id, label: label.license, found: conflictOf(report) }));
  const counts: Counts = {
    hits: judged.filter(({ label, found }) => label.conflict && found).length,
    extra: judged.filter(({ label, found }) => !label.conflict && found).length,
    missed: judged.filter(({ label, found }) => label.conflict && !found).length,
  };
  const misses = judged.flatMap(({ id, label, found }): Miss[] => {
    if (label.conflict === (found !== undefined)) return [];
    const expected = label.conflict ? `conflict: ${label.conflictNote}` : 'none';
    const got = found ? `${found.kind}: ${found.message}` : 'none';
    const place = firstQuote(found?.evidence.toReversed() ?? []);
    return [{ subject, id, ...place, expected, got, severity: found ? 2 : 1 }];
  });
  return { figures: [{ subject, n: cases.length, values: precisionRecall(counts), floored: true }], misses };
}

/** Those that prose or the gate states of the weights or of the repository; where the law of which country holds is not labelled. */
export function restrictions(cases: readonly Case[]): Measured {
  const subject = 'restrictions';
  const judged = cases.map(({ id, label, report }) => {
    const refs = report.license.prose.filter(({ object }) => object === 'weights' || object === null);
    const isScored = (name: string) => name !== 'geographic';
    const found = refs.flatMap((ref) => ref.restrictions).filter(isScored);
    return { id, refs, matching: matchNames(label.license.restrictions.filter(isScored), found) };
  });
  const counts = addCounts(judged.map(({ matching }) => countsOf(matching)));
  const misses = judged.flatMap(({ id, refs, matching }): Miss[] => [
    ...matching.missed.map((name) => ({
      ...{ subject, id, line: null, quote: null, expected: name, got: 'none', severity: 1 },
    })),
    ...matching.extra.map((name) => {
      const ref = refs.find((each) => (each.restrictions as string[]).includes(name));
      return { subject, id, ...firstQuote(ref?.evidence ?? []), expected: 'none', got: name, severity: 2 };
    }),
  ]);
  return {
    figures: [{ subject, n: counts.hits + counts.missed, values: precisionRecall(counts), floored: true }],
    misses,
  };
}
