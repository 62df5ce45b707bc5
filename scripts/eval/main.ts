/** `npm run eval`: the auditor beside hand labels and experts (design/EVALUATION.md). */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { audit } from '../../src/audit.ts';
import type { Report } from '../../src/report/v1.ts';
import { loadRules } from '../../src/rules/load.ts';
import { absence, loadDevelopment, loadExperts, loadLabels, loadUnlabelled, type Repository } from './data.ts';
import type { Rated } from './figures/experts.ts';
import type { Case, Measured } from './figures/figure.ts';
import { measureAll } from './figures/index.ts';
import { brokenFloors, floorsOf, readFloors, writeFloors } from './floors.ts';
import { missList, table } from './print.ts';
import { cardSource, cardText, splitCard } from './source.ts';

const USAGE = `npm run eval -- [options]
  --only SUBJECT   figures whose name begins so (claims, artefacts.weights, experts ...)
  --misses N       worst misses shown of each figure (default 3)
  --json FILE      figures and all misses as JSON
  --half tune|held one half of the repositories, always the same: look at misses in one, measure on the other
  --update-floors  the present values, rounded down to two decimals, become the floors`;

const HALVES = ['tune', 'held'] as const;
type Half = (typeof HALVES)[number];

interface Options {
  only: string;
  misses: number;
  json: string | undefined;
  half: Half | undefined;
  updateFloors: boolean;
  help: boolean;
}

function optionsOf(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: '' },
      misses: { type: 'string', default: '3' },
      json: { type: 'string' },
      half: { type: 'string' },
      'update-floors': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const misses = Number(values.misses);
  if (!Number.isInteger(misses) || misses < 0) throw new Error(`--misses ${values.misses}: expected a whole number`);
  const { only, json, help, 'update-floors': updateFloors } = values;
  const half = HALVES.find((name) => name === values.half);
  if (values.half !== undefined && !half) throw new Error(`--half ${values.half}: expected ${HALVES.join(' or ')}`);
  if (half && updateFloors) throw new Error('--update-floors: floors are of all repositories; leave --half out');
  return { only, misses, json, half, updateFloors, help };
}

const halfOf = (id: string): Half =>
  createHash('sha256').update(id).digest().readUInt8(0) % 2 === 0 ? 'tune' : 'held';

async function measure(half: Half | undefined): Promise<Measured> {
  const rules = loadRules();
  const run = (repository: Repository): Promise<Report> =>
    audit(
      cardSource(repository),
      { id: repository.id, revision: null },
      { rules, standard: 'osaid', lineage: true, now: () => new Date() },
    );
  const labels = loadLabels();
  const ratings = loadExperts();
  const cases: Case[] = [];
  const rated: Rated[] = [];
  for (const repository of [...loadDevelopment(), ...loadUnlabelled()]) {
    const { id } = repository;
    const label = labels.get(id);
    const rating = ratings.get(id);
    if (!label && !rating) continue;
    if (half && halfOf(id) !== half) continue;
    const report = await run(repository);
    if (label) cases.push({ id, label, report, bodyLine: splitCard(cardText(repository)).bodyLine });
    if (rating) rated.push({ id, report, ratings: rating });
  }
  const wanted = [...labels.keys()].filter((id) => !half || halfOf(id) === half);
  const unread = wanted.filter((id) => !cases.some((each) => each.id === id));
  if (unread.length > 0) throw new Error(`labels without a card: ${unread.join(', ')}`);
  return measureAll(cases, rated);
}

async function main(options: Options): Promise<number> {
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const away = absence();
  if (away !== null) {
    console.log(`eval skipped: ${away}`);
    return 0;
  }
  const isChosen = (name: string) => name.startsWith(options.only);
  const all = await measure(options.half);
  const figures = all.figures.filter(({ subject }) => isChosen(subject));
  const misses = all.misses.filter(({ subject }) => isChosen(subject));
  if (figures.length === 0) throw new Error(`--only ${options.only}: no figure begins so`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ figures, misses }, null, 2)}\n`);
  if (options.updateFloors) {
    const others = Object.entries(readFloors()).filter(([name]) => !isChosen(name));
    writeFloors({ ...Object.fromEntries(others), ...floorsOf(figures) });
  }
  const kept = options.half ? {} : readFloors();
  const floors = Object.fromEntries(Object.entries(kept).filter(([name]) => isChosen(name)));
  console.log(table(figures, floors));
  if (options.misses > 0 && misses.length > 0) console.log(`\n${missList(figures, misses, options.misses)}`);
  const broken = brokenFloors(figures, floors);
  if (broken.length > 0) console.error(`\n${broken.join('\n')}`);
  return broken.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main(optionsOf(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}
