import { type Command, InvalidArgumentError, Option } from 'commander';
import { ONLY, type Selection } from '../report/claims-selection.ts';
import { GUARDS } from '../report/guard-words.ts';
import { isRepoId } from '../source/repo-id.ts';
import {
  choice,
  oneOf,
  type RepoFlags,
  type RulesFlags,
  withColor,
  withOffline,
  withRepo,
  withRules,
} from './flags.ts';

/** A table or a page of sentences would be no use to anybody. */
const CLAIMS_FORMATS = ['text', 'json', 'jsonl'] as const;

export interface ClaimsFlags extends RepoFlags, RulesFlags, Selection {
  format: (typeof CLAIMS_FORMATS)[number];
  output?: string;
  id?: string;
}

export const withClaims = (command: Command): Command =>
  withColor(
    withRules(withOffline(withRepo(command)))
      .option('--id <org/name>', 'whose names are the own ones of a file, a folder or standard input', repoId)
      .addOption(choice('--only <which>', 'only the candidates that became claims, or that did not', ONLY))
      .addOption(
        new Option('--guard <name>', 'only the candidates that this guard decided').argParser((name: string) =>
          oneOf(name, GUARDS),
        ),
      )
      .addOption(choice('-f, --format <format>', 'jsonl: one candidate a line', CLAIMS_FORMATS).default('text'))
      .option('-o, --output <file>', 'write the result to a file, whole or not at all'),
  );

function repoId(value: string): string {
  if (!isRepoId(value)) throw new InvalidArgumentError('Expected org/name.');
  return value;
}
