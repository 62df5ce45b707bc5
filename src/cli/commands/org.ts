import { SourceError, UsageError } from '../../errors.ts';
import { orgReporters } from '../../report/index.ts';
import { loadRules, type RuleSet } from '../../rules/load.ts';
import { endpointOf, isOffline } from '../../source/endpoint.ts';
import { listedSource } from '../../source/listed.ts';
import { listingOf } from '../../source/listing.ts';
import { replaySource } from '../../source/snapshot.ts';
import { auditAndWrite } from '../deliver.ts';
import type { Io } from '../io.ts';
import type { OrgFlags } from '../org-flags.ts';
import { quotaWords } from '../progress.ts';
import { heldIn, snapshotDirs } from '../snapshots.ts';
import { type Job, onlineSource } from '../sources.ts';

/** `openlitmus org <name>`: every model of an organisation or user; returns the exit code. */
export async function org(name: string, flags: OrgFlags, io: Io): Promise<number> {
  const rules = loadRules({ extra: flags.rules });
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
    command: `org ${name}`,
  });
}

interface Models {
  jobs: Iterable<Job> | AsyncIterable<Job>;
  total: () => number | null;
  budget?: () => string | null;
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
  async function* jobs(): AsyncIterable<Job> {
    try {
      const owner = await listing.owner(name);
      const counts = task === undefined && since === undefined && owner.models !== null;
      if (counts) total = Math.min(owner.models ?? 0, limit ?? Number.POSITIVE_INFINITY);
      for await (const one of listing.models(owner.name, { task, since, limit })) {
        yield { id: one.info.id, revision: null, source: listedSource(source, one, { speaksOfCheckpoints }) };
      }
    } catch (error) {
      // What the listing could not tell is a failure of its own: the batch is not complete, and must not look so.
      if (!(error instanceof SourceError)) throw error;
      yield { id: name, revision: null, source: { ...source, model: () => Promise.reject(error) } };
    }
  }
  return { jobs: jobs(), total: () => total, budget: () => quotaWords(source.client.quotas()) };
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
