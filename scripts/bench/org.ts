/** `npm run bench -- --org [part...]`: a whole organisation against a fake Hub over HTTP, in full size. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { drawing } from '../../test/hub/random.ts';
import { build, newFolder, orgProgram, resultsIn, type Told, withHub } from './org-program.ts';

/** Says what was measured, and what of it is not as promised (empty: all is). */
type Part = () => Promise<string[]>;

const MODELS = 2000;
const MANY = 20_000;
const MAX_PEAK = 300;
const MAX_GROWTH = 1.2;
const PAGE = 100;

const say = (name: string, words: string): void => console.log(`${name.padEnd(11)} ${words}`);
const unless = (holds: boolean, problem: string): string[] => (holds ? [] : [problem]);
const sorted = (ids: readonly string[]): string => ids.toSorted().join('\n');

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = newFolder();
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function different(one: readonly Told[], two: readonly Told[]): string[] {
  const other = new Map(two.map(({ id, digest }) => [id, digest]));
  return one.filter(({ id, digest }) => other.get(id) !== digest).map(({ id }) => id);
}

const passing: Part = () =>
  inFolder((folder) =>
    withHub({ models: MODELS, chaos: 'transient' }, async (hub) => {
      const [rough, smooth] = [join(folder, 'rough'), join(folder, 'smooth')];
      const first = await orgProgram(['-o', rough, '--timeout', '2'], { hub, home: join(folder, '1') });
      const { spoilt, asked, ids } = await hub.tell('calm');
      const second = await orgProgram(['-o', smooth], { hub, home: join(folder, '2') });
      const [one, two] = [await resultsIn(rough), await resultsIn(smooth)];
      const others = different(one, two);
      say('passing', `${spoilt} of ${asked} answers spoilt; ${one.length} results in ${first.seconds.toFixed(0)} s, `);
      say('', `${two.length} in ${second.seconds.toFixed(0)} s without; ${others.length} differ`);
      return [
        ...unless(first.status === 0 && second.status === 0, `exit codes ${first.status} and ${second.status}`),
        ...unless(sorted(one.map(({ id }) => id)) === sorted(ids), 'not every model has one result'),
        ...unless(others.length === 0 && one.length === two.length, `reports differ: ${others.slice(0, 5).join(', ')}`),
      ];
    }),
  );

const lasting: Part = () =>
  inFolder((folder) =>
    withHub({ models: MODELS, chaos: 'permanent' }, async (hub) => {
      const output = join(folder, 'out');
      const { seconds, status } = await orgProgram(['-o', output, '--timeout', '1'], { hub, home: folder });
      const { failures, ids } = await hub.tell();
      const told = await resultsIn(output);
      const got = told.flatMap(({ id, code }) => (code === null ? [] : [`${id} ${code}`]));
      say('lasting', `${failures.length} cards spoilt for good, ${got.length} failures in ${seconds.toFixed(0)} s`);
      return [
        ...unless(status === 3, `exit code ${status}`),
        ...unless(sorted(told.map(({ id }) => id)) === sorted(ids), 'not every model has one result'),
        ...unless(
          sorted(got) === sorted(failures.map(([id, code]) => `${id} ${code}`)),
          'failures are not as expected',
        ),
      ];
    }),
  );

const requests: Part = () =>
  inFolder((folder) =>
    withHub({ models: MODELS }, async (hub) => {
      await hub.tell();
      const first = await orgProgram(['-o', join(folder, '1')], { hub, home: folder });
      const { asked, licenseFiles, linked } = await hub.tell();
      const second = await orgProgram(['-o', join(folder, '2')], { hub, home: folder });
      const again = await hub.tell();
      const most = MODELS / PAGE + 1.15 * MODELS + licenseFiles + 2 * linked;
      say('requests', `${asked} (at most ${most}) in ${first.seconds.toFixed(1)} s; again ${again.asked}, of them `);
      say('', `${again.files} for files, in ${second.seconds.toFixed(1)} s`);
      return [...unless(asked <= most, 'too many requests'), ...unless(again.files === 0, 'files are asked for again')];
    }),
  );

/** The anonymous plan, scaled to windows of ten seconds. */
const ANONYMOUS = { api: 17, resolvers: 100, pages: 3, window: 10 };

const quota: Part = () =>
  inFolder((folder) =>
    withHub({ models: 250, quota: ANONYMOUS, delay: 20 }, async (hub) => {
      const { status, seconds } = await orgProgram(['-o', join(folder, 'out')], { hub, home: folder });
      const { windows, refused } = await hub.tell();
      const used = windows.map(({ api, resolvers }) => Math.max(api / ANONYMOUS.api, resolvers / ANONYMOUS.resolvers));
      const full = used.slice(0, -1);
      const shares = full.map((share) => `${(share * 100).toFixed(0)} %`).join(' ');
      say(
        'quota',
        `${refused} refused in ${windows.length} windows, ${seconds.toFixed(0)} s; used of the binding one: ${shares}`,
      );
      return [
        ...unless(status === 0 && refused === 0, `${refused} requests were refused, exit code ${status}`),
        ...unless(Math.min(...full) >= 0.9, 'a window was not used'),
      ];
    }),
  );

const KILLS = 10;

const kills: Part = () =>
  inFolder((folder) =>
    withHub({ models: MODELS }, async (hub) => {
      const journal = join(folder, 'acme.jsonl');
      const lines = (): number => (existsSync(journal) ? readFileSync(journal, 'latin1').split('\n').length - 1 : 0);
      const draw = drawing(7);
      const at: number[] = [];
      while (at.length < KILLS) {
        const enough = lines() + Math.floor((draw.next() * MODELS) / (KILLS + 2));
        await orgProgram(['--resume', journal], {
          hub,
          home: folder,
          onStart(child) {
            const timer = setInterval(() => {
              if (lines() < enough) return;
              clearInterval(timer);
              void delay(draw.next() * 50).then(() => child.kill('SIGKILL'));
            }, 20);
            child.once('close', () => clearInterval(timer));
          },
        });
        at.push(lines());
      }
      const { status } = await orgProgram(['--resume', journal], { hub, home: folder });
      const told = await resultsIn(journal);
      const { ids } = await hub.tell();
      say('kills', `killed with ${at.join(', ')} lines written; ${told.length} results at the end`);
      return [
        ...unless(status === 0, `exit code ${status}`),
        ...unless(sorted(told.map(({ id }) => id)) === sorted(ids), 'not every model has one line'),
      ];
    }),
  );

const shared: Part = () =>
  inFolder((folder) =>
    withHub({ models: 500 }, async (hub) => {
      const outputs = ['1', '2'].map((name) => join(folder, name));
      const runs = await Promise.all(outputs.map((output) => orgProgram(['-o', output], { hub, home: folder })));
      const [one = [], two = []] = await Promise.all(outputs.map(resultsIn));
      const { ids } = await hub.tell();
      const others = different(one, two);
      say('shared', `two at once on one cache: ${one.length} and ${two.length} results, ${others.length} differ`);
      return [
        ...unless(
          runs.every(({ status }) => status === 0),
          'one of them failed',
        ),
        ...unless(others.length === 0 && sorted(one.map(({ id }) => id)) === sorted(ids), 'results differ'),
      ];
    }),
  );

const memory: Part = async () => {
  const peaks: number[] = [];
  for (const models of [MODELS, MANY]) {
    await inFolder((folder) =>
      withHub({ models }, async (hub) => {
        const { peak, seconds, status } = await orgProgram(['-o', join(folder, 'out')], { hub, home: folder });
        peaks.push(status === 0 ? (peak ?? Number.NaN) : Number.NaN);
        const rate = (models / seconds).toFixed(0);
        say('memory', `${models} models: peak RSS ${peak?.toFixed(0)} MB, ${seconds.toFixed(0)} s (${rate} a second)`);
      }),
    );
  }
  const [few = Number.NaN, many = Number.NaN] = peaks;
  return [
    ...unless(many <= MAX_PEAK, `more than ${MAX_PEAK} MB`),
    ...unless(
      many <= few * MAX_GROWTH,
      `${(many / few).toFixed(2)} times as much for ${MANY / MODELS} times the models`,
    ),
  ];
};

const PARTS: Record<string, Part> = { passing, lasting, requests, quota, kills, shared, memory };

/**
 * @param names parts to run; none: all
 * @returns the exit code
 */
export async function benchOrg(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => PARTS[name] === undefined);
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: expected some of ${Object.keys(PARTS).join(', ')}`);
  build();
  let problems = 0;
  for (const [name, part] of Object.entries(PARTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    for (const problem of await part()) {
      problems += 1;
      console.error(`${name}: ${problem}`);
    }
  }
  return problems === 0 ? 0 : 1;
}
