/** Claim against level, by a fixed formula (README.md, “How a verdict is formed”). */
import type { Card } from '../card/types.ts';
import { isTag } from '../claims/find.ts';
import {
  CLAIM_KINDS,
  type Claim,
  type ClaimKind,
  LEVELS,
  type Level,
  type LicenseReport,
  type Report,
  type StandardName,
  type VerdictStatus,
} from '../report/v1.ts';
import { observedLevel, type Step } from './level.ts';

const rank = (level: Level): number => LEVELS.indexOf(level);

/** A claim needs the level of its name; "open" needs open weights, as does any claim that is only of the weights. */
function needOf(claim: Claim): Level {
  if (claim.object === 'weights' || claim.kind === 'open') return 'open-weights';
  return claim.kind;
}

const OF_MODEL = ['model', 'weights', 'everything'];

const raises = (claim: Claim, card: Card): boolean => OF_MODEL.includes(claim.object) && !isTag(claim, card);

/** @returns the strongest claim that the card asserts of the model, or null */
export function headline(card: Card, claims: readonly Claim[]): Claim | null {
  const asserted = claims.filter((claim) => claim.stance === 'asserted' && raises(claim, card));
  const strength = (claim: Claim) => CLAIM_KINDS.indexOf(claim.kind) * 2 + (claim.object === 'weights' ? 0 : 1);
  return asserted.reduce<Claim | null>(
    (best, claim) => (best && strength(best) >= strength(claim) ? best : claim),
    null,
  );
}

/** @returns what the card claims of the model: the headline's kind, or why there is none */
export function claimedLevel(card: Card, claims: readonly Claim[]): Report['level']['claimed'] {
  if (card.present && !card.readable) return 'unknown';
  const claim = headline(card, claims);
  if (claim) return claim.kind;
  const ofModel = claims.filter((each) => raises(each, card));
  const denies = ofModel.some((other) => other.stance === 'denied');
  return denies && ofModel.every((other) => other.stance === 'denied') ? 'denied' : 'none';
}

interface Case {
  claim: Claim;
  steps: readonly Step[];
  license: LicenseReport;
}

/** The looser reading of "open source": released weights under a licence that the OSI has approved suffice. */
const LOOSE_LEVELS: readonly Level[] = ['restricted-weights', 'open-weights'];

function statusOf({ claim, steps, license }: Case, standard: StandardName): VerdictStatus {
  const loose = standard === 'license-only' && needOf(claim) === 'open-source';
  const need: Level = loose ? 'open-weights' : needOf(claim);
  const counted = loose ? steps.filter((step) => LOOSE_LEVELS.includes(step.level)) : steps;
  const { atLeast, atMost } = observedLevel(counted);
  // Terms that are open but not on the OSI's list satisfy "open weights", not "open source".
  const listed = !loose || license.effective.osiApproved;
  if (rank(atLeast) >= rank(need) && listed) return 'supported';
  if (need === 'open-weights' && !loose) {
    if (atLeast === 'restricted-weights' && atMost === 'restricted-weights') return 'qualified';
    return atMost === 'closed' ? 'overstated' : 'undetermined';
  }
  if (rank(atMost) < rank(need)) return 'overstated';
  return loose && !listed && license.effective.category !== 'unknown' ? 'overstated' : 'undetermined';
}

const KIND_WORDS: Record<ClaimKind, string> = {
  open: 'open',
  'open-weights': 'open-weight',
  'open-source': 'open source',
  'fully-open': 'fully open',
};

const SUMMARY: Record<VerdictStatus, (words: string) => string> = {
  supported: (words) => `The claim “${words}” is not refuted by what was found.`,
  qualified: (words) => `The weights can be had, but on terms that the word “${words}” hides.`,
  overstated: (words) => `The claim “${words}” goes beyond what is released.`,
  undetermined: (words) => `Whether “${words}” holds could not be decided with what could be looked at.`,
  'no-claim': () => 'The card does not say that the model is open.',
  disclaimed: () => 'The card says that the model is not open.',
};

/** What speaks for the verdict: the steps up to the claim's need that fail, else those not known, else all of them. */
function reasonsFor(steps: readonly Step[], need: Level, status: VerdictStatus): Report['verdict']['reasons'] {
  const asked = steps.filter((step) => rank(step.level) <= rank(need));
  const failed = asked.filter((step) => step.value === false);
  const open = asked.filter((step) => step.value === 'unknown');
  const shown = status === 'supported' ? asked : status === 'undetermined' ? [...open, ...failed] : failed;
  return shown.map(({ requirement, observed, message, evidence }) => ({
    requirement,
    observed,
    message: message.trim(),
    evidence: evidence.slice(0, 3),
  }));
}

interface Input {
  card: Card;
  claims: readonly Claim[];
  steps: readonly Step[];
  license: LicenseReport;
  standard: StandardName;
}

/** @returns the verdict under the standard asked for, with its status under the other one */
export function verdictOf({ card, claims, steps, license, standard }: Input): Report['verdict'] {
  const claim = headline(card, claims);
  const other: StandardName = standard === 'osaid' ? 'license-only' : 'osaid';
  if (!claim) {
    const claimed = claimedLevel(card, claims);
    const status = claimed === 'unknown' ? 'undetermined' : claimed === 'denied' ? 'disclaimed' : 'no-claim';
    const summary =
      claimed === 'unknown' ? 'The card could not be read, so what it claims is not known.' : SUMMARY[status]('');
    return { status, standard, summary, underOther: status, reasons: reasonsFor(steps, 'open-weights', 'overstated') };
  }
  const status = statusOf({ claim, steps, license }, standard);
  return {
    status,
    standard,
    summary: SUMMARY[status](KIND_WORDS[claim.kind]),
    underOther: statusOf({ claim, steps, license }, other),
    reasons: reasonsFor(steps, needOf(claim), status),
  };
}
