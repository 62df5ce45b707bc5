/** The first steps of an audit by themselves: a card to its candidate sentences, each with what was decided of it. */
import { claimedLevel, headline } from './assess/verdict.ts';
import { readCard } from './card/parse.ts';
import type { Card } from './card/types.ts';
import { claimsOf, type Decision, decideClaims, problemsOf } from './claims/find.ts';
import type { Candidate, ClaimsReport } from './report/claims.ts';
import { guardWords } from './report/guard-words.ts';
import { noticeOf } from './report/repo.ts';
import type { Claim, Problem } from './report/v1.ts';
import type { RuleSet } from './rules/load.ts';
import type { CardFile } from './source/card-file.ts';
import { version } from './version.ts';

/**
 * @param file the card, and whose it is
 * @param options.target the card as the user named it
 * @returns every candidate of the card with the guard that decided; pure and synchronous, defects of the card are its
 *   `problems`
 */
export function examine(
  file: CardFile,
  { target, rules }: { target: string; rules: Pick<RuleSet, 'digest' | 'lexicon'> },
): ClaimsReport {
  const card: Card = { ...readCard(file.content), path: file.path };
  const decisions = decideClaims(card, file.id ?? '', rules.lexicon);
  const claims = claimsOf(decisions);
  return {
    kind: 'claims',
    tool: { name: 'openlitmus', version, rules: rules.digest },
    target,
    id: file.id,
    source: file.source,
    revision: file.revision,
    card: {
      path: file.path,
      present: card.present,
      language: card.language,
      problems: [...noticeOf(file), ...problemsOf(card, decisions)].map((problem) => placed(problem, file.path)),
    },
    candidates: decisions.map((decision) => candidateOf(decision, claims)),
    summary: {
      candidates: decisions.length,
      claims: claims.length,
      claimed: claimedLevel(card, claims),
      headline: headline(card, claims),
    },
  };
}

function candidateOf({ sentence, candidate, at, reading, claim }: Decision, counted: readonly Claim[]): Candidate {
  const { start, end, rule, language } = candidate;
  return {
    ...at,
    sentence,
    phrase: sentence.slice(start, end),
    start,
    end,
    rule: claim?.rule ?? rule,
    language: claim?.language ?? language,
    guard: reading.guard,
    why: guardWords(reading),
    claim: claim && { kind: claim.kind, stance: claim.stance, object: claim.object, counted: counted.includes(claim) },
  };
}

/** Problems are placed in README.md, whatever the file is called. */
const placed = ({ location, ...problem }: Problem, path: string): Problem => ({
  ...problem,
  location: location && { ...location, path },
});
