/** Where the time of an audit goes, by calling its stages one by one. */
import { judgeArtefacts } from '../../src/assess/artefacts.ts';
import { judge } from '../../src/audit.ts';
import { readCard } from '../../src/card/parse.ts';
import { claimsOf, decideClaims } from '../../src/claims/find.ts';
import { readFacts, readNamed } from '../../src/facts/facts.ts';
import { assessLicense } from '../../src/license/effective.ts';
import { licenseInput } from '../../src/license/sentences.ts';
import type { RuleSet } from '../../src/rules/load.ts';
import type { Prepared } from './prepare.ts';

const PHASES = ['card', 'named', 'claims', 'license', 'facts', 'artefacts', 'judge'] as const;
type Phase = (typeof PHASES)[number];

/** @returns shares of a whole audit; `rest` is what `judge` does besides: level, verdict, standards, findings */
export function profilePhases(cards: readonly Prepared[], rules: RuleSet): Record<string, number> {
  const spent: Record<Phase, number> = { card: 0, named: 0, claims: 0, license: 0, facts: 0, artefacts: 0, judge: 0 };
  const run = <T>(phase: Phase, work: () => T): T => {
    const start = performance.now();
    const result = work();
    spent[phase] += performance.now() - start;
    return result;
  };
  for (const { file, repo, linked } of cards) {
    const card = run('card', () => readCard(file));
    const named = run('named', () => readNamed(repo, card, rules));
    run('claims', () => claimsOf(decideClaims(card, repo.model.id, rules.lexicon)));
    const { id, tags, gated } = repo.model;
    run('license', () => {
      const input = licenseInput(card, rules.license.words, { repoId: id, tags, gated, texts: [] });
      return assessLicense(input, rules.license);
    });
    const facts = run('facts', () => readFacts(repo, card, named, linked, rules));
    run('artefacts', () => judgeArtefacts(facts, rules));
    run('judge', () => judge({ repo, card, named, linked }, { rules, standard: 'osaid' }));
  }
  const { card, named, claims, license, facts, artefacts, judge: judged } = spent;
  const whole = card + named + judged;
  const parts = { 'read card': card, 'named ids and links': named, claims, license, artefacts };
  const others = { 'other facts': facts - license, rest: judged - claims - facts - artefacts };
  return Object.fromEntries(Object.entries({ ...parts, ...others }).map(([name, ms]) => [name, ms / whole]));
}
