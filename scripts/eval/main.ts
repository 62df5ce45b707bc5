/** `npm run eval`: the auditor beside hand labels and experts (design/EVALUATION.md). */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { auditCorpus, type Corpus } from './corpus.ts';
import { absence } from './data.ts';
import { DISPUTES_MD, loadEntries } from './disputes/entries.ts';
import { match, openEnds } from './disputes/match.ts';
import { render } from './disputes/render.ts';
import { ratedCells } from './figures/experts.ts';
import { measureAll } from './figures/index.ts';
import { brokenFloors, floorsOf, readFloors, writeFloors } from './floors.ts';
import { missList, table } from './print.ts';

const USAGE = `npm run eval -- [options]
  --only SUBJECT   figures whose name begins so (claims, artefacts.weights, experts ...)
  --misses N       worst misses shown of each figure (default 3)
  --json FILE      figures and all misses as JSON
  --half tune|held one half of the repositories, always the same: look at misses in one, measure on the other
  --update-floors  the present values, rounded down to two decimals, become the floors
  --disputes       writes test/experts/disputes.md: each disagreement with the experts, and who is right`;

const HALVES = ['tune', 'held'] as const;
type Half = (typeof HALVES)[number];

interface Options {
  only: string;
  misses: number;
  json: string | undefined;
  half: Half | undefined;
  updateFloors: boolean;
  disputes: boolean;
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
      disputes: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const misses = Number(values.misses);
  if (!Number.isInteger(misses) || misses < 0) throw new Error(`--misses ${values.misses}: expected a whole number`);
  const { only, json, disputes, help, 'update-floors': updateFloors } = values;
  const half = HALVES.find((name) => name === values.half);
  if (values.half !== undefined && !half) throw new Error(`--half ${values.half}: expected ${HALVES.join(' or ')}`);
  if (half && updateFloors) throw new Error('--update-floors: floors are of all repositories; leave --half out');
  if (half && disputes) throw new Error('--disputes: they are of all repositories; leave --half out');
  return { only, misses, json, half, updateFloors, disputes, help };
}

const halfOf = (id: string): Half =>
  createHash('sha256').update(id).digest().readUInt8(0) % 2 === 0 ? 'tune' : 'held';

function writeDisputes({ rated }: Corpus): number {
  const matched = match(ratedCells(rated), loadEntries());
  writeFileSync(DISPUTES_MD, render(matched));
  console.log([`${matched.disputes.length} disputes judged`, ...openEnds(matched)].join('\n'));
  return matched.missing.length > 0 ? 1 : 0;
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
  const corpus = await auditCorpus((id) => !options.half || halfOf(id) === options.half);
  if (options.disputes) return writeDisputes(corpus);
  const all = measureAll(corpus.cases, corpus.rated);
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
