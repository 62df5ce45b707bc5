import type { FaultKind } from './faults.ts';
import { drawing, seedOf } from './random.ts';

/** All that can go wrong with an answer, as often each. */
const KINDS: readonly FaultKind[] = [
  { status: 429, body: 'html' },
  { status: 429, body: 'text', headers: { 'retry-after': '0' } },
  { status: 500, body: 'json' },
  { status: 502, body: 'html' },
  { status: 503, body: 'text', headers: { 'retry-after': '0' } },
  { status: 504, body: 'text' },
  { status: 408, body: 'text' },
  'reset',
  'truncate',
  'stall',
  'stall-body',
  'captive-portal',
  'bad-json',
  'other-json',
  'wrong-etag',
  'wrong-commit',
  'no-proof',
];

/**
 * What spoils nothing on some routes: `/api/` answers carry no hash, files are no JSON. There the connection is cut.
 * A redirect proves nothing either; what it leads to does.
 */
const ONLY_FILES: ReadonlySet<FaultKind> = new Set(['wrong-etag', 'wrong-commit', 'no-proof']);
const ONLY_JSON: ReadonlySet<FaultKind> = new Set(['bad-json', 'other-json']);

/** How the answers for a URL are spoilt: the first `times` of them. */
export interface Spoilt {
  kind: FaultKind;
  times: number;
}

/**
 * Spoils a share of all URLs, each in its own way once or twice, whatever the order in which they are asked for.
 * @param share of the URLs, 0 to 1
 */
export function transient({ share, seed }: { share: number; seed: number }): (path: string) => Spoilt | null {
  return (path) => {
    const draw = drawing(seed ^ seedOf(path));
    if (!draw.chance(share)) return null;
    return { kind: fitting(draw.pick(KINDS), path), times: draw.chance(0.5) ? 1 : 2 };
  };
}

/** How a chaos of that kind goes for the n-th request for a path. */
export const spoiling =
  (of: (path: string) => Spoilt | null) =>
  (path: string, asked: number): FaultKind | null => {
    const spoilt = of(path);
    return spoilt !== null && asked <= spoilt.times ? spoilt.kind : null;
  };

/** A way to spoil a file's answers for good, by its path. */
export function permanent(path: string, seed: number): FaultKind {
  return fitting(drawing(seed ^ seedOf(path)).pick(KINDS), path);
}

function fitting(kind: FaultKind, path: string): FaultKind {
  const isJson = path.startsWith('/api/') && !path.startsWith('/api/resolve-cache/');
  const isRedirect = path.includes('/resolve/');
  const harmless = (isJson || isRedirect ? ONLY_FILES.has(kind) : false) || (!isJson && ONLY_JSON.has(kind));
  return harmless ? 'reset' : kind;
}
