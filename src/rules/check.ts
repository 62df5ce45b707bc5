/** Runs the examples in every rule: `openlitmus rules check`, and the tests. */
import { claimsOfExample, factsOfExample } from './example.ts';
import type { RuleSet } from './load.ts';
import { judgeArtefact, judgeFinding } from './run.ts';
import type { ArtefactRule, ClaimRule, FindingRule, Rule } from './schema.ts';

export interface RuleProblem {
  rule: string;
  message: string;
}

const named = (example: { name?: string | undefined; card?: string | undefined }): string =>
  `“${(example.name ?? example.card ?? '').slice(0, 80)}”`;

/** A known fault is to fail: when it holds, somebody should say so. */
function outcome(example: { todo?: boolean | undefined }, name: string, wrong: string | null): string[] {
  if (example.todo) return wrong ? [] : [`example ${name} is marked todo and holds; take the mark away`];
  return wrong ? [`example ${name}: ${wrong}`] : [];
}

function checkClaims(rule: ClaimRule, rules: RuleSet): string[] {
  const say = (claims: readonly { stance: string; object: string }[]) =>
    claims.map(({ stance, object }) => `${stance} ${object}`).join(', ') || 'no claim';
  return rule.examples.flatMap((example) => {
    const got = say(claimsOfExample(example, rules).filter((claim) => claim.rule === rule.id));
    const want = say(example.expect);
    return outcome(example, named(example), got === want ? null : `expected ${want}, found ${got}`);
  });
}

function checkArtefact(rule: ArtefactRule, rules: RuleSet): string[] {
  const reached = new Set<number>();
  const problems = rule.examples.flatMap((example) => {
    const { artefact, outcome: index } = judgeArtefact(rule, factsOfExample(example, rules), rules.tools);
    if (index !== null) reached.add(index);
    const seen = artefact.evidence.map((each) => `${each.quote ?? ''} ${each.url ?? ''}`).join('\n');
    const wrong =
      artefact.status !== example.expect
        ? `expected ${example.expect}, found ${artefact.status} (${artefact.note ?? ''})`
        : artefact.promised !== (example.promised ?? false)
          ? `expected promised ${example.promised ?? false}, found ${artefact.promised}`
          : example.verified !== undefined && artefact.verified !== example.verified
            ? `expected verified ${example.verified}, found ${artefact.verified}`
            : example.at !== undefined && !seen.includes(example.at)
              ? `expected evidence with “${example.at}”, found “${seen}”`
              : null;
    return outcome(example, named(example), wrong);
  });
  const last = rule.outcomes.at(-1);
  if (last && (last.all || last.any || last.none))
    problems.push('the last outcome has a condition, so the rule is not total');
  return problems;
}

function checkFinding(rule: FindingRule, rules: RuleSet): string[] {
  return rule.examples.flatMap((example) => {
    const found = judgeFinding(rule, factsOfExample(example, rules), rules.tools) !== null;
    const wrong = found === example.expect ? null : `expected ${example.expect}, found ${found}`;
    return outcome(example, named(example), wrong);
  });
}

function problemsOf(rule: Rule, rules: RuleSet): string[] {
  if ('claim' in rule) return checkClaims(rule, rules);
  return 'artefact' in rule ? checkArtefact(rule, rules) : checkFinding(rule, rules);
}

/** @returns what does not hold, by rule; empty when every example does */
export function checkRules(rules: RuleSet): RuleProblem[] {
  return rules.rules.flatMap((rule) => problemsOf(rule, rules).map((message) => ({ rule: rule.id, message })));
}
