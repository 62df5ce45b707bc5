import type { Evidence } from '../../../src/report/v1.ts';
import { addCounts, countsOf, matchNames, precisionRecall } from '../score.ts';
import { type Case, firstQuote, type Measured, type Miss } from './figure.ts';

interface Named {
  id: string;
  evidence: readonly Evidence[];
}

function measure(
  subject: string,
  cases: readonly Case[],
  sides: (each: Case) => { labelled: string[]; found: Named[] },
): Measured {
  const judged = cases.map((each) => {
    const { labelled, found } = sides(each);
    const names = found.map(({ id }) => id);
    return { id: each.id, found, matching: matchNames(labelled, names) };
  });
  const counts = addCounts(judged.map(({ matching }) => countsOf(matching)));
  const misses = judged.flatMap(({ id, found, matching: { missed, extra } }): Miss[] => [
    ...missed.map((expected) => ({ subject, id, line: null, quote: null, expected, got: 'none', severity: 1 })),
    ...extra.map((got) => {
      const evidence = found.find((each) => each.id === got)?.evidence ?? [];
      return { subject, id, ...firstQuote(evidence), expected: 'none', got, severity: 1 };
    }),
  ]);
  return {
    figures: [{ subject, n: counts.hits + counts.missed, values: precisionRecall(counts), floored: true }],
    misses,
  };
}

/** Hub ids of data sets that the model may have been trained on. */
export const datasets = (cases: readonly Case[]): Measured =>
  measure('datasets', cases, ({ label, report }) => ({
    labelled: label.datasets,
    found: report.datasets.filter(({ role }) => role !== 'evaluation'),
  }));

export const baseModels = (cases: readonly Case[]): Measured =>
  measure('base-models', cases, ({ label, report }) => ({
    labelled: label.baseModels,
    found: report.lineage.baseModels.map(({ id }) => ({ id, evidence: [] })),
  }));
