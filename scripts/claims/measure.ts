/** What the rules say of labelled phrases beside the labels. */

import type { Decision } from '../../src/claims/find.ts';
import type { Lexicon } from '../../src/claims/lexicon.ts';
import { CLAIM_KINDS, type ClaimKind, type Stance } from '../../src/report/v1.ts';
import type { Repository } from '../eval/data.ts';
import { type Counts, precisionRecall } from '../eval/score.ts';
import { readRepository } from './cards.ts';
import type { Label } from './labels.ts';
import { type Decided, decidedAt } from './phrases.ts';

/** Of final labels, what share of the asserted claims has to be right at least. */
export const MIN_PRECISION = 0.95;

/** What the rules say of one phrase. */
export interface Answer {
  claim: Stance | 'none';
  kind: ClaimKind | null;
  /** Why, in the words of the rules. */
  guard: string;
  /** What other words of the sentence claim: a sentence counts once, so it need not be found in each of them. */
  beside: readonly Stance[];
}

export interface Outcome {
  label: Label;
  answer: Answer;
}

/** An assertion is what harms when it is wrong, so it goes before what else is read from the same words. */
const STRENGTH: readonly Stance[] = ['implied', 'promised', 'denied', 'asserted'];

const stancesOf = (decisions: readonly Decision[]): Stance[] =>
  decisions.flatMap(({ claim }) => (claim ? [claim.stance] : []));

/** @returns one answer of all decisions about the same words: the strongest claim, else why there is none */
export function answerOf({ here, beside }: Decided): Answer {
  const claims = here
    .flatMap(({ claim, reading }) => (claim ? [{ claim: claim.stance, kind: claim.kind, guard: reading.guard }] : []))
    .sort(
      (a, b) =>
        STRENGTH.indexOf(b.claim) - STRENGTH.indexOf(a.claim) ||
        CLAIM_KINDS.indexOf(b.kind) - CLAIM_KINDS.indexOf(a.kind),
    );
  const guards = [...new Set(here.map(({ reading }) => reading.guard))];
  const none = { claim: 'none', kind: null, guard: guards.join(', ') || 'no candidate' } as const;
  return { ...(claims[0] ?? none), beside: stancesOf(beside) };
}

/** @throws when a card or a place in it is not there, or a label is not judged */
export function outcomesOf(labels: readonly Label[], repositories: readonly Repository[], lexicon: Lexicon): Outcome[] {
  const unjudged = labels.filter(({ claim }) => claim === null);
  if (unjudged.length > 0) throw new Error(`${unjudged.length} labels are not judged yet`);
  const outcomes = new Map<Label, Outcome>();
  for (const repository of repositories) {
    const own = labels.filter(({ card }) => card === repository.id);
    if (own.length === 0) continue;
    const { card, phrases } = readRepository(repository, lexicon);
    for (const label of own) {
      try {
        outcomes.set(label, { label, answer: answerOf(decidedAt(card, phrases, label)) });
      } catch (error) {
        throw new Error(`${label.card}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
  return labels.map((label) => {
    const outcome = outcomes.get(label);
    if (!outcome) throw new Error(`${label.card} is not among the unlabelled cards`);
    return outcome;
  });
}

/** Assertions: found and right, found and wrong, right and not found. */
export function assertedCounts(outcomes: readonly Outcome[], { withKind }: { withKind: boolean }): Counts {
  const counts = { hits: 0, extra: 0, missed: 0 };
  for (const { label, answer } of outcomes) {
    const found = answer.claim === 'asserted';
    const right = label.claim === 'asserted';
    if (found && right && (!withKind || answer.kind === label.kind)) counts.hits++;
    else {
      if (found) counts.extra++;
      if (right && (found || !answer.beside.includes('asserted'))) counts.missed++;
    }
  }
  return counts;
}

/** @returns the precision of asserted claims, null where none is found */
export const assertedPrecision = (outcomes: readonly Outcome[]): number | null =>
  precisionRecall(assertedCounts(outcomes, { withKind: false })).precision;

/**
 * The range in which a share lies, from a sample: Wilson's score interval at 95 %.
 * @see Wilson, JASA 22 (1927) 209-212
 */
export function interval(part: number, whole: number): { low: number; high: number } | null {
  if (whole === 0) return null;
  const z = 1.96;
  const share = part / whole;
  const scale = 1 + z ** 2 / whole;
  const middle = (share + z ** 2 / (2 * whole)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
