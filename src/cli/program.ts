import { Command } from 'commander';
import { version } from '../version.ts';
import { type ClaimsFlags, withClaims } from './claims-flags.ts';
import { DIFF_FAIL_ON, type DiffFlags } from './diff-flags.ts';
import {
  type AuditFlags,
  type FormatFlags,
  type RulesFlags,
  type SourceFlags,
  withColor,
  withConcurrency,
  withFailOn,
  withFormat,
  withJudging,
  withNetwork,
  withOffline,
  withOutput,
  withQuiet,
  withResume,
  withRules,
  withSource,
} from './flags.ts';
import type { Io } from './io.ts';
import { type OrgFlags, withModels } from './org-flags.ts';

const EXIT_CODES = `
Exit codes:
  0 done   1 a --fail-on condition was met   2 wrong use or a bad rule file
  3 a target could not be audited   130 interrupted`;

/**
 * The command line. Every command is loaded when it is called, so that help and version are there at once.
 * @param done takes the exit code of the command that was called
 */
export function createProgram(io: Io, done: (code: number) => void): Command {
  const program = new Command('openlitmus')
    .description('A litmus test for "open source" AI models: what a card claims, and what is really released.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: (text) => io.note(text.trimEnd().replace(/^error:/, 'openlitmus:')),
    })
    .addHelpText('after', `${EXIT_CODES}\n\nExample:\n  $ openlitmus audit bigscience/bloomz`);

  withResume(withOutput(withJudging(withOffline(withSource(program.command('audit'))))))
    .description('say what each model claims, what is released, and how the two compare')
    .argument('<target...>', 'org/name, legacy name (gpt2), Hub URL, or ./folder')
    .addHelpText('after', example('audit allenai/OLMo-7B ./my-model --format json'))
    .action(async (targets: string[], flags: AuditFlags) => {
      const { audits } = await import('./commands/audit.ts');
      done(await audits(targets, flags, io));
    });

  withResume(withModels(withOutput(withJudging(withOffline(withConcurrency(withNetwork(program.command('org')), 8))))))
    .description('audit every model of an organisation or user')
    .argument('<name>', 'organisation or user, as allenai')
    .addHelpText('after', example('org allenai --resume allenai.jsonl'))
    .action(async (name: string, flags: OrgFlags) => {
      const { org } = await import('./commands/org.ts');
      done(await org(name, flags, io));
    });

  withOutput(withJudging(withOffline(withSource(program.command('compare')))))
    .description('put models side by side, one row a model')
    .argument('[target...]', 'as of audit; none: every model of which there is a snapshot')
    .addHelpText('after', example('compare google/gemma-7b mistralai/Mistral-7B-v0.1'))
    .action(async (targets: string[], flags: AuditFlags) => {
      const { compare } = await import('./commands/compare.ts');
      done(await compare(targets, flags, io));
    });

  withQuiet(withSource(program.command('snapshot')))
    .description('record what an audit reads, for replay with --offline; prints the folder written')
    .argument('<target...>', 'org/name, legacy name (gpt2) or Hub URL')
    .addHelpText('after', example('snapshot allenai/OLMo-7B --snapshots ./snapshots'))
    .action(async (targets: string[], flags: SourceFlags & { quiet?: boolean }) => {
      const { snapshot } = await import('./commands/snapshot.ts');
      done(await snapshot(targets, flags, io));
    });

  withColor(withFormat(program.command('license')))
    .description('say what licence each text is, and what was changed in it')
    .argument('<file...>', 'licence texts; - reads standard input')
    .addHelpText('after', example('license LICENSE NOTICE.md --format json'))
    .action(async (files: string[], flags: FormatFlags) => {
      const { license } = await import('./commands/license.ts');
      done(await license(files, flags, io));
    });

  withClaims(program.command('claims'))
    .description('say of each sentence that speaks of openness whether it is a claim, and why')
    .argument('<target>', 'as of audit, a Markdown file, or - for standard input')
    .addHelpText('after', example('claims ./my-model --only rejected'))
    .action(async (target: string, flags: ClaimsFlags) => {
      const { claims } = await import('./commands/claims.ts');
      done(await claims(target, flags, io));
    });

  addRules(program, io, done);

  withColor(withFailOn(withFormat(program.command('diff')), DIFF_FAIL_ON))
    .description('say what changed between two audits: licences, claims, artefacts, data gone')
    .argument('<old>', 'the earlier audit, as --format json or jsonl wrote it')
    .argument('<new>', 'the later one; - reads standard input')
    .addHelpText('after', example('diff before.jsonl after.jsonl --fail-on worse'))
    .action(async (older: string, newer: string, flags: DiffFlags) => {
      const { diff } = await import('./commands/diff.ts');
      done(await diff([older, newer], flags, io));
    });

  program
    .command('schema')
    .description('print the JSON Schema of a report')
    .addHelpText('after', example('schema > report.schema.json'))
    .action(async () => {
      const { schema } = await import('./commands/schema.ts');
      done(schema(io));
    });

  return program;
}

function addRules(program: Command, io: Io, done: (code: number) => void): void {
  const rules = program
    .command('rules')
    .description('the rules that judge')
    .addHelpText('after', example('rules list'));
  const load = () => import('./commands/rules.ts');

  withColor(withRules(rules.command('list')))
    .description('id and title of every rule')
    .addHelpText('after', example('rules list --rules ./my-rules'))
    .action(async (flags: RulesFlags) => done((await load()).listRules(flags, io)));

  withColor(withRules(rules.command('show')))
    .description('what one rule looks at, why, and its examples')
    .argument('<id>', 'id of the rule')
    .addHelpText('after', example('rules show claims/open-source'))
    .action(async (id: string, flags: RulesFlags) => done((await load()).showRule(id, flags, io)));

  withColor(withRules(rules.command('check')))
    .description('run the examples in every rule file')
    .addHelpText('after', example('rules check --rules ./my-rules'))
    .action(async (flags: RulesFlags) => done((await load()).checkAllRules(flags, io)));
}

const example = (line: string) => `\nExample:\n  $ openlitmus ${line}`;
