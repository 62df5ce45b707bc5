import { statSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS, type Format } from '../report/formats.ts';
import type { StandardName } from '../report/v1.ts';
import { FAIL_ON, type FailOn } from './exit-code.ts';
import { suggest } from './suggest.ts';

const STANDARDS = ['osaid', 'license-only'] as const satisfies readonly StandardName[];

/** Which repository is read, and how. */
export interface RepoFlags {
  offline?: boolean;
  snapshots?: string;
  revision?: string;
  timeout: number;
  cache: boolean;
}

/** Which repositories are read, and how. */
export interface SourceFlags extends RepoFlags {
  concurrency: number;
}

/** How they are judged. */
export interface JudgeFlags {
  standard: StandardName;
  rules: string[];
  lineage: boolean;
  verifyLinks?: boolean;
}

/** Where results go, and in what shape. */
export interface FormatFlags {
  format: Format;
  output?: string;
  color: boolean;
}

/** And what is done about them. */
export interface OutputFlags extends FormatFlags {
  failOn: FailOn[];
  quiet?: boolean;
  progress: boolean;
}

/** Flags of the commands below `rules`. */
export interface RulesFlags {
  rules: string[];
  color: boolean;
}

export type AuditFlags = SourceFlags & JudgeFlags & OutputFlags & { resume?: string };

export const withRepo = (command: Command): Command =>
  withNetwork(command.option('--revision <rev>', 'branch, tag or commit to read'));

export const withNetwork = (command: Command): Command =>
  command
    .option('--snapshots <dir>', 'folder of snapshots (default: ./snapshots, then the shipped ones)')
    .option('--timeout <sec>', 'seconds without a byte before a request is tried again', positive, 10)
    .option('--no-cache', 'neither use nor keep what was read of the Hub before');

export const withSource = (command: Command): Command => withConcurrency(withRepo(command), 4);

export const withConcurrency = (command: Command, usual: number): Command =>
  command.option('--concurrency <n>', 'targets read at the same time', wholePositive, usual);

export const withOffline = (command: Command): Command =>
  command.option('--offline', 'read snapshots only, never the network (also: HF_HUB_OFFLINE=1)');

export const withJudging = (command: Command): Command =>
  withRules(
    command
      .addOption(choice('--standard <name>', 'reading of "open source"', STANDARDS).default('osaid'))
      .option('--no-lineage', 'do not look up base models')
      .option('--verify-links', 'look at the links that the card presents as its code or data (GITHUB_TOKEN helps)'),
  );

export const withRules = (command: Command): Command =>
  command.addOption(
    new Option('--rules <dir>', 'folder of further rules (repeatable)').argParser(folders).default([], 'none'),
  );

export const withFormat = (command: Command): Command =>
  command
    .addOption(choice('-f, --format <format>', 'shape of the result', FORMATS).default('text'))
    .option('-o, --output <file>', 'write the result to a file, whole or not at all');

export const withOutput = (command: Command): Command =>
  withColor(withQuiet(withFailOn(withFormat(command), FAIL_ON))).option(
    '--no-progress',
    'nothing on stderr about how far it is (also: HF_HUB_DISABLE_PROGRESS_BARS=1)',
  );

export const withResume = (command: Command): Command =>
  command.option('--resume <file>', 'write JSON lines to a file, and go on where an earlier run left it');

export const withFailOn = (command: Command, conditions: readonly string[]): Command =>
  command.addOption(
    new Option('--fail-on <list>', `exit 1 when a result is any of: ${conditions.join(', ')}`)
      .argParser(listOf(conditions))
      .default([], 'none'),
  );

export const withColor = (command: Command): Command => command.option('--no-color', 'no colours (also: NO_COLOR=1)');

export const withQuiet = (command: Command): Command => command.option('--quiet', 'nothing on stderr but failures');

/** An option with a closed set of values, which says what was probably meant. */
export function choice<T extends string>(flags: string, description: string, values: readonly T[]): Option {
  return new Option(flags, description).choices(values).argParser((value: string) => oneOf(value, values));
}

export function oneOf<T extends string>(value: string, values: readonly T[]): T {
  const found = values.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const meant = suggest(value, values);
  throw new InvalidArgumentError(`Expected ${values.join(', ')}.${meant === null ? '' : `\n(Did you mean ${meant}?)`}`);
}

const listOf =
  <T extends string>(values: readonly T[]) =>
  (list: string): T[] =>
    list.split(',').map((value) => oneOf(value.trim(), values));

function folders(value: string, earlier: string[]): string[] {
  const there = statSync(value, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!there) throw new InvalidArgumentError('There is no such folder.');
  return [...earlier, value];
}

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('Expected a number above 0.');
  return number;
}

export function wholePositive(value: string): number {
  const number = positive(value);
  if (!Number.isInteger(number)) throw new InvalidArgumentError('Expected a whole number.');
  return number;
}
