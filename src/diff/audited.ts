/** One audit's results, kept as small as a comparison allows: an organisation may have thousands. */
import { type Aspect, aspectsOf } from './aspects.ts';
import type { Compared } from './compared.ts';
import type { Side } from './schema.ts';

export interface Standing {
  id: string;
  /** The id as it was asked for: after a rename it is the older one. */
  requestedId: string;
  /** Null when the repository could not be audited. */
  aspects: ReadonlyMap<string, Aspect> | null;
  failure: string | null;
}

export interface Audited {
  side: Side;
  /** By id in lower case, in the order of the file. */
  standings: ReadonlyMap<string, Standing>;
}

/** Reads results one at a time; of several about one repository the last counts, as after a resumed run. */
export async function auditedOf(path: string, results: AsyncIterable<Compared>): Promise<Audited> {
  const standings = new Map<string, Standing>();
  const rules = new Set<string>();
  const times: { first: string | null; last: string | null } = { first: null, last: null };
  for await (const result of results) {
    const standing = standingOf(result);
    standings.set(standing.id.toLowerCase(), standing);
    if (result.kind === 'failure') continue;
    rules.add(result.tool.rules);
    if (times.first === null || result.observedAt < times.first) times.first = result.observedAt;
    if (times.last === null || result.observedAt > times.last) times.last = result.observedAt;
  }
  const { first, last } = times;
  const failures = [...standings.values()].filter(({ failure }) => failure !== null).length;
  return {
    side: {
      path,
      repositories: standings.size,
      failures,
      rules: [...rules].sort(),
      observedAt: first === null || last === null ? null : { first, last },
    },
    standings,
  };
}

function standingOf(result: Compared): Standing {
  if (result.kind === 'failure') {
    const { id, code } = result;
    return { id, requestedId: id, aspects: null, failure: code };
  }
  const { id, requestedId } = result.repo;
  return { id, requestedId, aspects: aspectsOf(result), failure: null };
}
