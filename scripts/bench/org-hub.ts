/** A fake Hub with an invented organisation, in a process of its own: what it costs is not counted. Forked by `org.ts`. */
import { acme, OWNER } from '../../test/hub/acme.ts';
import { permanent, transient } from '../../test/hub/chaos.ts';
import type { FaultKind } from '../../test/hub/faults.ts';
import type { Quota } from '../../test/hub/quota.ts';
import { drawing, seedOf } from '../../test/hub/random.ts';
import { startHub } from '../../test/hub/server.ts';

export interface HubTask {
  models: number;
  quota?: Partial<Quota>;
  /** Milliseconds before each answer. */
  delay?: number;
  /** `transient`: a tenth of all URLs once or twice; `permanent`: a tenth of all cards for good. */
  chaos?: 'transient' | 'permanent';
}

/** What the hub tells when asked. */
export interface HubState {
  url: string;
  /** Requests since the last time it was asked, hops of redirects left out. */
  asked: number;
  /** Of them, those for files that everybody may read: a refusal is asked for again, because access may be granted. */
  files: number;
  /** Answers that were spoilt. */
  spoilt: number;
  refused: number;
  windows: Record<'api' | 'resolvers' | 'pages', number>[];
  ids: string[];
  licenseFiles: number;
  /** Datasets and base models that cards name and that are there. */
  linked: number;
  /** Codes of the failures that the chaos must lead to, by id. */
  failures: [id: string, code: string][];
}

export type HubOrder = 'tell' | 'calm';

const UNLIMITED = { api: 1e9, resolvers: 1e9, pages: 1e9 };
const SEED = 2026;
const CARD = /^\/(?:api\/resolve-cache\/models\/)?([^/]+\/[^/]+)\/(?:resolve\/)?[0-9a-f]{40}\/README\.md/;

const task: HubTask = JSON.parse(process.argv[2] ?? '');
const { spec, ids, licenseFiles, linked } = acme(task.models);
const failures = new Map<string, string>();
let calm = false;
let spoilt = 0;

const isRedirected = (path: string): boolean => path.startsWith('/api/resolve-cache/');

/** Of a card that is reached by a redirect, the last hop is spoilt; of one that nobody may read, nothing. */
function forGood(path: string): FaultKind | null {
  const id = CARD.exec(path)?.[1];
  if (id === undefined || !drawing(seedOf(id)).chance(0.1)) return null;
  const repo = spec.repos?.[id];
  if (repo?.disabled || (repo?.gated === false && !isRedirected(path))) return null;
  const kind = permanent(path, SEED);
  // What cannot be known of a base model is no failure of those that are built from it.
  if (!id.startsWith(`${OWNER}/`)) return kind;
  failures.set(id, typeof kind === 'object' && 'status' in kind && kind.status === 429 ? 'rate-limited' : 'network');
  return kind;
}

const passing = transient({ share: 0.1, seed: SEED });

const hub = await startHub({
  ...spec,
  quota: { ...UNLIMITED, ...task.quota },
  delay: task.delay ?? 0,
  chaos(path, asked) {
    if (calm || task.chaos === undefined) return null;
    const kind = task.chaos === 'permanent' ? forGood(path) : passing(path, asked);
    if (kind !== null) spoilt += 1;
    return kind;
  },
});

process.on('message', (order: HubOrder) => {
  if (order === 'calm') calm = true;
  const asked = hub.requests.filter(({ path }) => !isRedirected(path));
  const state: HubState = {
    url: hub.url,
    asked: asked.length,
    files: asked.filter(({ path, status }) => path.includes('/resolve/') && status !== 401).length,
    spoilt,
    refused: hub.quota.refused(),
    windows: hub.quota.windows,
    ids,
    licenseFiles,
    linked: linked.datasets.length + linked.bases.length,
    failures: [...failures],
  };
  hub.requests.length = 0;
  process.send?.(state);
});
