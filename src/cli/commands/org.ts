import { setFlagsFromString } from 'node:v8';
import { SourceError, UsageError } from '../../errors.ts';
import { orgReporters } from '../../report/index.ts';
import { loadRules, type RuleSet } from '../../rules/load.ts';
import { endpointOf, isOffline } from '../../source/endpoint.ts';
import { listedSource } from '../../source/listed.ts';
import { listingOf } from '../../source/listing.ts';
import { replaySource } from '../../source/snapshot.ts';
import { parseTarget } from '../../source/target.ts';
import type { LinkSource } from '../../source/verify/types.ts';
import { auditAndWrite } from '../deliver.ts';
import type { Io } from '../io.ts';
import type { OrgFlags } from '../org-flags.ts';
import { quotaWords } from '../progress.ts';
import { heldIn, snapshotDirs } from '../snapshots.ts';
import { type Job, linksOf, onlineSource } from '../sources.ts';

/** Models that are asked for before their turn: less than the listing has on a page, so that it is read as it is used. */
const AHEAD = 50;

/**
 * Garbage that may pile up, in percent of what is in use: V8 by itself lets it grow to three times as much where there is
 * plenty of memory, which is most of what a batch takes.
 */
const MAX_GARBAGE = 150;

/** `openlitmus org <name>`: every model of an organisation or user; returns the exit code. */
export async function org(
  given: string,
  flags: OrgFlags,
  io: Io,
  rules: RuleSet = loadRules({ extra: flags.rules }),
): Promise<number> {
  const name = ownerIn(given, endpointOf(io.env));
  setFlagsFromString(`--heap-growing-percent=${MAX_GARBAGE}`);
  const models =
    flags.offline === true || isOffline(io.env) ? recorded(name, flags) : await listed(name, { flags, rules, io });
  const { jobs, ...known } = models;
  return auditAndWrite(jobs, {
    rules,
    flags,
    io,
    batch: true,
    summed: true,
    written: orgReporters,
    ...known,
    listed: name,
  });
}

/**
 * The name in what the user gave: itself, or the address of its page.
 * @throws UsageError for a model and for what can be no name
 */
function ownerIn(given: string, endpoint: string): string {
  const name = given.trim();
  if (/^\w[\w.-]*$/.test(name)) return name;
  const target = parseTarget(name, { endpoint });
  if (target.kind === 'folder') throw new UsageError(`${given} is a folder; expected an organisation or user`);
  const [owner = '', model] = target.id.split('/');
  if (model === undefined) return owner;
  throw new UsageError(
    `${target.id} is one model: "openlitmus audit ${target.id}"; "openlitmus org ${owner}" audits all`,
  );
}

interface Models {
  jobs: Iterable<Job> | AsyncIterable<Job>;
  total: () => number | null;
  budget?: () => string | null;
  links?: LinkSource | undefined;
}

async function listed(
  name: string,
  { flags, rules, io }: { flags: OrgFlags; rules: RuleSet; io: Io },
): Promise<Models> {
  const source = await onlineSource(flags, io);
  const listing = listingOf(endpointOf(io.env), source.client);
  const { task, since, limit } = flags;
  const words = rules.tools.words('intermediate-checkpoint');
  const speaksOfCheckpoints = (card: string) => words.test(card);
  let total: number | null = null;
  async function* jobs(): AsyncGenerator<Job> {
    let any = false;
    try {
      const owner = await listing.owner(name);
      const counts = task === undefined && since === undefined && owner.models !== null;
      if (counts) total = Math.min(owner.models ?? 0, limit ?? Number.POSITIVE_INFINITY);
      for await (const one of listing.models(owner.name, { task, since, limit })) {
        any = true;
        yield { id: one.info.id, revision: null, source: listedSource(source, one, { speaksOfCheckpoints }) };
      }
      if (!any) io.note(`openlitmus: ${owner.name} has no public model${counts ? '' : ' of that task or date'}`);
    } catch (error) {
      // What the listing could not tell is a failure of its own: the batch is not complete, and must not look so.
      if (!(error instanceof SourceError)) throw error;
      yield { id: name, revision: null, source: { ...source, model: () => Promise.reject(error) } };
    }
  }
  const budget = () => quotaWords(source.client.quotas());
  return { jobs: ahead(jobs()), total: () => total, budget, links: linksOf(source, flags, io) };
}

/** Asks for items before they are needed: the next page of a listing comes while the models of the last are audited. */
async function* ahead<T>(items: AsyncGenerator<T>): AsyncIterable<T> {
  const asked: Promise<IteratorResult<T>>[] = [];
  for (;;) {
    while (asked.length < AHEAD) {
      const next = items.next();
      // It is thrown when its turn comes.
      next.catch(() => {});
      asked.push(next);
    }
    const next = await asked.shift();
    if (next === undefined || next.done) return;
    yield next.value;
  }
}

/** Offline: the models of that name of which there is a snapshot. */
function recorded(name: string, { snapshots, limit }: OrgFlags): Models {
  const dirs = snapshotDirs(snapshots);
  const source = replaySource(dirs);
  const prefix = `${name.toLowerCase()}/`;
  const held = dirs.flatMap((dir) => heldIn([dir])).filter(({ id }) => id.toLowerCase().startsWith(prefix));
  const once = new Map(held.map((one) => [`${one.id}@${one.revision}`, one]));
  const jobs = [...once.values()].slice(0, limit).map((one) => ({ ...one, source }));
  if (jobs.length === 0) throw new UsageError(`there is no snapshot of a model of ${name}`);
  return { jobs, total: () => jobs.length };
}
