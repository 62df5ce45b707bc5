/** Where the time of an audit goes, by calling its stages one by one. */
import { judgeArtefacts } from '../../src/assess/artefacts.ts';
import { judge } from '../../src/audit.ts';
import { decodeText } from '../../src/card/decode.ts';
import { readCard } from '../../src/card/parse.ts';
import { claimsOf, decideClaims } from '../../src/claims/find.ts';
import { readFacts, readNamed } from '../../src/facts/facts.ts';
import type { RuleSet } from '../../src/rules/load.ts';
import { parse } from './measure.ts';
import type { Prepared } from './prepare.ts';

/** Milliseconds over all cards. */
export type Phases = Record<'parse' | 'readCard' | 'named' | 'claims' | 'facts' | 'artefacts' | 'judge', number>;

/** `parse` is the body alone and part of `readCard`; claims, facts (with the licence) and artefacts are part of `judge`. */
export function profilePhases(cards: readonly Prepared[], rules: RuleSet): Phases {
  const spent: Phases = { parse: 0, readCard: 0, named: 0, claims: 0, facts: 0, artefacts: 0, judge: 0 };
  const run = <T>(phase: keyof Phases, work: () => T): T => {
    const start = performance.now();
    const result = work();
    spent[phase] += performance.now() - start;
    return result;
  };
  for (const { file, repo, linked } of cards) {
    const card = run('readCard', () => readCard(file));
    const named = run('named', () => readNamed(repo, card, rules));
    run('judge', () => judge({ repo, card, named, linked }, { rules, standard: 'osaid' }));
    run('claims', () => claimsOf(decideClaims(card, repo.model.id, rules.lexicon)));
    const facts = run('facts', () => readFacts(repo, card, named, linked, rules));
    run('artefacts', () => judgeArtefacts(facts, rules));
    const text = file.looked && file.value ? (decodeText(file.value).text ?? '') : '';
    run('parse', () => parse(text.slice(card.frontMatter.bodyStart)));
  }
  return spent;
}

/** @returns shares of a whole audit, and how often parsing the bodies alone would fit into it */
export function phaseLines({ parse, readCard, named, claims, facts, artefacts, judge }: Phases): string[] {
  const whole = readCard + named + judge;
  const shares = {
    'parse the body': parse,
    'read the card besides': readCard - parse,
    'named ids and links': named,
    claims,
    'facts and licence': facts,
    artefacts,
    rest: judge - claims - facts - artefacts,
  };
  return [
    ...Object.entries(shares).map(
      ([name, ms]) => `${name.padEnd(22)} ${((ms / whole) * 100).toFixed(1).padStart(5)} %`,
    ),
    `an audit is ${(whole / parse).toFixed(2)} times the parsing of bodies without their front matter`,
  ];
}
