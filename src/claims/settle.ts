/** What a claim amounts to in its sentence: "fully open for research" is only open, "weights are open" open weights. */
import type { ClaimKind } from '../report/v1.ts';
import type { Lexicon } from './lexicon.ts';
import { type Candidate, type Context, closing, covers, type Reading } from './reading.ts';

/** How far from the candidate a word of totality and a purpose are looked for, in characters. */
const BEFORE = 14;
const AFTER = 30;

/**
 * @returns the kind of the claim, and the rule for that kind
 */
export function settle(
  candidate: Candidate,
  reading: Extract<Reading, { claim: true }>,
  { text, words }: Context,
  { claims }: Lexicon,
): { kind: ClaimKind; rule: string } {
  const word = text.slice(candidate.start, candidate.end);
  const lead = text.slice(Math.max(0, candidate.start - BEFORE), candidate.start);
  const limited = words['limited-purpose'].test(lead + text.slice(candidate.end, candidate.end + AFTER));
  const says = (kind: ClaimKind) => claims.some((terms) => terms.kind === kind && terms.phrases.test(word));
  const open = words['open-adjective'].test(word) && !covers(words['form-adverbial'], word);
  const kind = ((): ClaimKind => {
    const total = !limited && closing(lead, words.totality) !== null;
    if (total && (candidate.kind === 'open-source' || (candidate.kind === 'open' && open))) return 'fully-open';
    const least = candidate.kind === 'fully-open' && limited && !says('open-source') ? 'open' : candidate.kind;
    return least === 'open' && reading.object === 'weights' && open ? 'open-weights' : least;
  })();
  return { kind, rule: claims.find((terms) => terms.kind === kind)?.rule ?? candidate.rule };
}
