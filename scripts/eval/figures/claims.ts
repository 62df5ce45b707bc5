import { CLAIM_KINDS, type Claim, type ClaimKind, type Report } from '../../../src/report/v1.ts';
import type { Label } from '../data.ts';
import {
  addCounts,
  agreement,
  type Counts,
  countsOf,
  type Matching,
  matchOneToOne,
  precisionRecall,
} from '../score.ts';
import { type Case, type Figure, LANGUAGES, languageOf, type Measured, type Miss } from './figure.ts';

type Labelled = Label['claims'][number];

const rank = (level: string): number => (CLAIM_KINDS as readonly string[]).indexOf(level);

/** How far a wrong claim leads astray: by its kind, and most when it is asserted. */
const severityOf = ({ kind, stance }: { kind: ClaimKind; stance: string }): number =>
  1 + rank(kind) + (stance === 'asserted' ? 2 : 0);

export function headlines(cases: readonly Case[]): Measured {
  const pairOf = ({ label, report }: Case) => [label.headline, report.level.claimed] as const;
  const figure = (subject: string, some: readonly Case[]): Figure => ({
    subject,
    n: some.length,
    values: { accuracy: agreement(some.map(pairOf)) },
    floored: subject === 'headline',
  });
  const misses = cases.flatMap((each): Miss[] => {
    const [expected, got] = pairOf(each);
    if (expected === got) return [];
    const labelled = each.label.claims.find(({ kind }) => kind === expected);
    const found = each.report.claims.find(({ kind, stance }) =>
      stance === 'asserted' ? kind === got : stance === got,
    );
    const line = labelled?.line ?? found?.location.startLine ?? null;
    const quote = labelled?.quote ?? found?.quote ?? null;
    const severity = Math.abs(rank(expected) - rank(got));
    return [{ subject: 'headline', id: each.id, line, quote, expected, got, severity }];
  });
  return { figures: [figure('headline', cases), ...byLanguage('headline', cases, figure)], misses };
}

function byLanguage(
  subject: string,
  cases: readonly Case[],
  figure: (subject: string, cases: readonly Case[]) => Figure,
): Figure[] {
  return LANGUAGES.map((language) =>
    figure(
      `${subject}.${language}`,
      cases.filter((each) => languageOf(each) === language),
    ),
  );
}

interface OpenSource {
  kind: ClaimKind;
  stance: string;
  object: string;
}

const isOpenSource = ({ kind, stance, object }: OpenSource): boolean =>
  (kind === 'open-source' || kind === 'fully-open') &&
  stance === 'asserted' &&
  (object === 'model' || object === 'everything');

/** Over cards: whether any claim asserts that the model is open source. */
export function openSourceAsserted(cases: readonly Case[]): Measured {
  const subject = 'open-source';
  const judged = cases.map(({ id, label, report }) => ({
    id,
    labelled: label.claims.find(isOpenSource),
    found: report.claims.find(isOpenSource),
  }));
  const counts: Counts = {
    hits: judged.filter(({ labelled, found }) => labelled && found).length,
    extra: judged.filter(({ labelled, found }) => !labelled && found).length,
    missed: judged.filter(({ labelled, found }) => labelled && !found).length,
  };
  const misses = judged.flatMap(({ id, labelled, found }): Miss[] => {
    if (labelled && !found) {
      const { line, quote } = labelled;
      return [{ subject, id, line, quote, expected: saidOf(labelled), got: 'none', severity: 1 }];
    }
    if (!found || labelled) return [];
    const { quote, location } = found;
    return [{ subject, id, line: location.startLine, quote, expected: 'none', got: saidOf(found), severity: 2 }];
  });
  return { figures: [{ subject, n: cases.length, values: precisionRecall(counts), floored: true }], misses };
}

const saidOf = ({ kind, stance, object }: OpenSource): string => `${kind} ${stance} ${object}`;

const isScored = ({ stance }: { stance: string }): boolean => stance !== 'implied';

/** How near a found claim is to the labelled line; null when they do not overlap. */
function apart(labelled: Labelled, { location, quote }: Claim): number | null {
  if (labelled.line < location.startLine || labelled.line > location.endLine) return null;
  const sameWords = quote.includes(labelled.quote) || labelled.quote.includes(quote);
  return labelled.line - location.startLine + (sameWords ? 0 : 0.5);
}

type ClaimMatching = Matching<Labelled, Claim>;

/** Claims of the body that are asserted, denied or promised. */
function matchClaims({ label, report, bodyLine }: Case, { kinds }: { kinds: 'agree' | 'any' }): ClaimMatching {
  const labelled = label.claims.filter((claim) => isScored(claim) && claim.line >= bodyLine);
  const found = report.claims.filter((claim) => isScored(claim) && claim.location.startLine >= bodyLine);
  return matchOneToOne(labelled, found, (a, b) =>
    a.stance === b.stance && (kinds === 'any' || a.kind === b.kind) ? apart(a, b) : null,
  );
}

export function claims(cases: readonly Case[]): Measured {
  const figure =
    (kinds: 'agree' | 'any') =>
    (subject: string, some: readonly Case[]): Figure => {
      const counts = addCounts(some.map((each) => countsOf(matchClaims(each, { kinds }))));
      const floored = subject === 'claims' || subject === 'claims-any-kind';
      return { subject, n: counts.hits + counts.missed, values: precisionRecall(counts), floored };
    };
  return {
    figures: [
      figure('agree')('claims', cases),
      ...byLanguage('claims', cases, figure('agree')),
      figure('any')('claims-any-kind', cases),
      ...byLanguage('claims-any-kind', cases, figure('any')),
    ],
    misses: cases.flatMap((each) => claimMisses(each, matchClaims(each, { kinds: 'agree' }))),
  };
}

function claimMisses({ id, label, report }: Case, { missed, extra }: ClaimMatching): Miss[] {
  const subject = 'claims';
  return [
    ...missed.map((claim): Miss => {
      const { line, quote } = claim;
      const got = nearby(report.claims, (other) => apart(claim, other) !== null);
      return { subject, id, line, quote, expected: saidOf(claim), got, severity: severityOf(claim) };
    }),
    ...extra.map((claim): Miss => {
      const { quote, location } = claim;
      const expected = nearby(label.claims, (other) => apart(other, claim) !== null);
      const got = saidOf(claim);
      return { subject, id, line: location.startLine, quote, expected, got, severity: severityOf(claim) };
    }),
  ];
}

/** What the other side says of the same lines. */
const nearby = <T extends Labelled | Report['claims'][number]>(all: readonly T[], isNear: (claim: T) => boolean) =>
  all.filter(isNear).map(saidOf).join(' | ') || 'none';
