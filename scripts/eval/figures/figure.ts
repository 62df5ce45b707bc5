import type { Evidence, Report } from '../../../src/report/v1.ts';
import type { Label } from '../data.ts';

/** One audited card beside its labels. */
export interface Case {
  id: string;
  label: Label;
  report: Report;
  /** 1-based line at which the body of the card begins. */
  bodyLine: number;
}

/** One row of the table: what was measured, over how much, and the values by name. */
export interface Figure {
  subject: string;
  /** Cards, claims or cells. */
  n: number;
  values: Readonly<Record<string, number | null>>;
  /** Parts too small to hold a floor are shown only. */
  floored: boolean;
}

export interface Miss {
  subject: string;
  id: string;
  line: number | null;
  quote: string | null;
  expected: string;
  got: string;
  /** The larger, the worse. */
  severity: number;
}

export interface Measured {
  figures: Figure[];
  misses: Miss[];
}

/** Languages are grouped as there are cards for them. */
export const LANGUAGES = ['en', 'mixed-en-zh', 'other'] as const;

export const languageOf = ({ label }: Case): (typeof LANGUAGES)[number] =>
  LANGUAGES.find((each) => each === label.lang) ?? 'other';

/** @returns the first quoted evidence of a judgement, as a miss shows it */
export function firstQuote(evidence: readonly Evidence[]): Pick<Miss, 'line' | 'quote'> {
  const quoted = evidence.find((each) => each.quote !== null);
  return { line: quoted?.location?.startLine ?? null, quote: quoted?.quote ?? null };
}
