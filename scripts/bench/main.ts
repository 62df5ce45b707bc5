/**
 * `npm run bench`: a whole audit beside the floor, remark + gfm parsing alone, over all real cards; with `--org` whole
 * organisations over HTTP.
 */
import { parseArgs } from 'node:util';
import { loadRules } from '../../src/rules/load.ts';
import { absence, loadDevelopment, loadUnlabelled } from '../eval/data.ts';
import { measure, type Timing } from './measure.ts';
import { phaseLines, profilePhases } from './phases.ts';
import { type Prepared, prepare } from './prepare.ts';

/** An audit may cost this much of the floor (DESIGN.md section 8), and one card this long. */
const MAX_RATIO = 1.6;
const MAX_CARD_MS = 1000;

const USAGE = `npm run bench -- [options]
  --passes N         timed passes over all cards (default 2)
  --limit N          the first N cards only
  --profile-phases   where the time of an audit goes
  --org [part...]    a whole organisation over HTTP: faults, requests, quotas, kills, memory (half an hour)`;

interface Options {
  passes: number;
  limit: number;
  /** Parts to run of an organisation; null: none. */
  org: string[] | null;
  phases: boolean;
  help: boolean;
}

function optionsOf(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      passes: { type: 'string', default: '2' },
      limit: { type: 'string', default: String(Number.MAX_SAFE_INTEGER) },
      'profile-phases': { type: 'boolean', default: false },
      org: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [passes, limit] = [values.passes, values.limit].map((value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1) throw new Error(`${value}: expected a whole number from 1`);
    return number;
  }) as [number, number];
  if (!values.org && positionals.length > 0) throw new Error(`${positionals.join(' ')}: expected options only`);
  const org = values.org ? positionals : null;
  return { passes, limit, org, phases: values['profile-phases'], help: values.help };
}

/** Whatever else the machine does only ever adds time. */
const best = (times: readonly number[]): number => Math.min(...times);

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

/** @returns the sum over all cards, each by the best of its passes */
const total = (timings: readonly Timing[], part: 'floor' | 'audit'): number =>
  timings.reduce((sum, timing) => sum + best(timing[part]), 0);

const perSecond = (timings: readonly Timing[], ms: number): string => ((timings.length / ms) * 1000).toFixed(0);

function printSlowest(timings: readonly Timing[]): void {
  console.log('\nslowest cards (ms, best of passes)\n   audit    floor       KB  card');
  const slowest = timings.toSorted((a, b) => best(b.audit) - best(a.audit)).slice(0, 10);
  for (const { id, bytes, audit, floor } of slowest) {
    const cells = [best(audit), best(floor), bytes / 1024].map((value) => value.toFixed(1).padStart(8));
    console.log(`${cells.join(' ')}  ${id}`);
  }
}

async function main({ passes, limit, org, phases, help }: Options): Promise<number> {
  if (help) {
    console.log(USAGE);
    return 0;
  }
  if (org !== null) return (await import('./org.ts')).benchOrg(org);
  const away = absence();
  if (away !== null) {
    console.log(`bench skipped: ${away}`);
    return 0;
  }
  const rules = loadRules();
  const repositories = [...loadDevelopment(), ...loadUnlabelled()].slice(0, limit);
  const cards: Prepared[] = [];
  const failures: string[] = [];
  for (const repository of repositories) {
    const preparation = await prepare(repository, rules);
    if (preparation.ready) cards.push(preparation.card);
    else failures.push(preparation.why);
  }
  const before = process.memoryUsage().rss;
  const timings = measure(cards, rules, { passes });

  const [floor, audit] = [total(timings, 'floor'), total(timings, 'audit')];
  const ratio = audit / floor;
  const slow = timings.filter((timing) => best(timing.audit) > MAX_CARD_MS);
  console.log(`cards       ${cards.length}, ${passes} timed passes by turns, after one to check and warm up`);
  console.log(`floor       ${perSecond(timings, floor)} cards/s (remark + gfm parsing alone)`);
  console.log(`audit       ${perSecond(timings, audit)} cards/s`);
  console.log(`ratio       ${ratio.toFixed(2)} (at most ${MAX_RATIO})`);
  console.log(`peak RSS    ${megabytes(process.resourceUsage().maxRSS * 1024)} (${megabytes(before)} before timing)`);
  console.log(`over 1 s    ${slow.length}`);
  console.log(`failures    ${failures.length}`);
  printSlowest(timings);
  if (phases) {
    console.log('\nshare of an audit (every fourth card)');
    const some = cards.filter((_, index) => index % 4 === 0);
    for (const line of phaseLines(profilePhases(some, rules))) console.log(`  ${line}`);
  }
  for (const failure of failures) console.error(failure);
  for (const { id, audit: ms } of slow) console.error(`${id}: ${best(ms).toFixed(0)} ms`);
  if (ratio > MAX_RATIO)
    console.error(`an audit costs ${ratio.toFixed(2)} times the floor; at most ${MAX_RATIO} is promised`);
  return failures.length > 0 || slow.length > 0 || ratio > MAX_RATIO ? 1 : 0;
}

try {
  process.exitCode = await main(optionsOf(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}
