/**
 * Scores the identification of licence texts on `../shared/data/licenses/testset`: by group, with the misses, beside
 * Debian's `licensee` and `licensecheck` where they are installed. Exits 1 below the floors in
 * `test/license-floors.json`; says so and exits 0 where the test set is not there.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeText } from '../../src/card/decode.ts';
import { identifyText } from '../../src/license/identify.ts';
import { loadRules } from '../../src/rules/load.ts';
import { type Answer, type Case, GROUPS, groupOf, type Mark, markOf, readCases } from './cases.ts';
import { peers } from './peers.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const FOLDER = process.argv[2] ?? at('../shared/data/licenses/testset');

type Tally = Record<string, { right: number; of: number; mustNot: number }>;

function tallyOf(marks: readonly { group: string; mark: Mark }[]): Tally {
  const tally: Tally = {};
  for (const { group, mark } of marks) {
    const { right, of, mustNot } = tally[group] ?? { right: 0, of: 0, mustNot: 0 };
    tally[group] = {
      right: right + (mark === 'right' ? 1 : 0),
      of: of + 1,
      mustNot: mustNot + (mark === 'must not' ? 1 : 0),
    };
  }
  return tally;
}

const percent = (right: number, of: number): string => `${((100 * right) / of).toFixed(1)} %`;

function print(name: string, tally: Tally): void {
  console.log(`\n${name}`);
  for (const group of GROUPS) {
    const row = tally[group];
    if (!row) continue;
    const wrong = row.mustNot > 0 ? `, ${row.mustNot} taken for what they are not` : '';
    console.log(`  ${group.padEnd(18)} ${`${row.right}/${row.of}`.padStart(8)}  ${percent(row.right, row.of)}${wrong}`);
  }
}

function ours(cases: readonly Case[]): { answers: Answer[]; seconds: number } {
  const rules = loadRules().license;
  const start = performance.now();
  const answers = cases.map(({ bytes }): Answer => {
    const { id, match } = identifyText(decodeText(bytes).text ?? '', rules);
    return { id, reference: match === 'reference' || match === 'notice' };
  });
  return { answers, seconds: (performance.now() - start) / 1000 };
}

const marked = (cases: readonly Case[], answers: readonly Answer[]) =>
  cases.map((one, i) => {
    const answer = answers[i] ?? { id: null, reference: false };
    return {
      name: one.name,
      answer,
      group: groupOf(one.expected),
      mark: markOf(answer, one.expected),
      expected: one.expected,
    };
  });

function belowFloors(tally: Tally): string[] {
  const floors = JSON.parse(readFileSync(at('test/license-floors.json'), 'utf8')) as Record<string, number>;
  return Object.entries(floors).flatMap(([group, floor]) => {
    const { right, of } = tally[group] ?? { right: 0, of: 1 };
    return right / of < floor ? [`${group}: ${percent(right, of)} is below the floor of ${percent(floor, 1)}`] : [];
  });
}

function main(): number {
  if (!existsSync(FOLDER)) {
    console.log(`skipped: there is no test set at ${FOLDER}`);
    return 0;
  }
  const cases = readCases(FOLDER);
  const { answers, seconds } = ours(cases);
  const results = marked(cases, answers);
  const tally = tallyOf(results);
  print(`openlitmus (${cases.length} files, ${Math.round(cases.length / seconds)} a second)`, tally);
  for (const { name, answer, mark, expected } of results) {
    if (mark !== 'right') console.log(`    ${mark.padEnd(9)} ${name}: ${answer.id}, expected ${expected.id}`);
  }
  for (const { name, answers: theirs } of peers(cases)) {
    if (theirs === null) console.log(`\n${name}: not installed`);
    else print(`${name}, on the same files`, tallyOf(marked(cases, theirs)));
  }
  const below = belowFloors(tally);
  const mustNot = results.filter(({ mark }) => mark === 'must not').length;
  if (mustNot > 0) below.push(`${mustNot} texts taken for what they must not be`);
  for (const line of below) console.error(line);
  return below.length > 0 ? 1 : 0;
}

process.exitCode = main();
