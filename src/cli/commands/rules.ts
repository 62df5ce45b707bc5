import { UsageError } from '../../errors.ts';
import { safe } from '../../report/safe.ts';
import { pageOf, table } from '../../report/text/page.ts';
import { ruleText } from '../../report/text/rule.ts';
import { checkRules } from '../../rules/check.ts';
import { loadRules } from '../../rules/load.ts';
import { EXIT } from '../exit-code.ts';
import type { RulesFlags } from '../flags.ts';
import { columnsOf, type Io, showsUnicode, wantsColor } from '../io.ts';
import { suggest } from '../suggest.ts';

/** `openlitmus rules list`: one line a rule. Returns the exit code. */
export function listRules(flags: RulesFlags, io: Io): number {
  const { width } = page(flags, io);
  const rows = safe(loadRules({ extra: flags.rules }).rules).map(({ id, title }) => [{ text: id }, { text: title }]);
  io.out(`${table(rows, width).join('\n')}\n`);
  return EXIT.done;
}

/**
 * `openlitmus rules show <id>`: what a rule looks at, why, and its examples. Returns the exit code.
 * @throws UsageError when there is no such rule
 */
export function showRule(id: string, flags: RulesFlags, io: Io): number {
  const { rules } = loadRules({ extra: flags.rules });
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const meant = suggest(
      id,
      rules.map((candidate) => candidate.id),
    );
    const hint = meant === null ? 'see "openlitmus rules list"' : `did you mean ${meant}?`;
    throw new UsageError(`there is no rule ${id}; ${hint}`);
  }
  io.out(ruleText(rule, page(flags, io)));
  return EXIT.done;
}

/** `openlitmus rules check`: runs the examples in every rule. Returns the exit code, 2 when one does not hold. */
export function checkAllRules(flags: RulesFlags, io: Io): number {
  const set = loadRules({ extra: flags.rules });
  const problems = checkRules(set);
  for (const { rule, message } of problems) io.note(`${rule}: ${message}`);
  if (problems.length === 0) io.out(`${set.rules.length} rules, every example holds\n`);
  return problems.length === 0 ? EXIT.done : EXIT.usage;
}

function page({ color }: RulesFlags, io: Io) {
  return pageOf({ color: color && wantsColor(io), unicode: showsUnicode(io), width: columnsOf(io) });
}
