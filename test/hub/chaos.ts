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
 * Spoils a share of all URLs, each in its own way once or twice, whatever the order in which they are asked for.
 * @param share of the URLs, 0 to 1
 */
export function transient({ share, seed }: { share: number; seed: number }) {
  return (path: string, asked: number): FaultKind | null => {
    const draw = drawing(seed ^ seedOf(path));
    if (!draw.chance(share)) return null;
    const kind = fitting(draw.pick(KINDS), path);
    return asked <= (draw.chance(0.5) ? 1 : 2) ? kind : null;
  };
}

/** A way to spoil a file's answers for good, by its path. */
export function permanent(path: string, seed: number): FaultKind {
  return fitting(drawing(seed ^ seedOf(path)).pick(KINDS), path);
}

/**
 * Cuts the connection where a kind would spoil nothing: only files carry hashes, only the API is JSON, and what a redirect
 * has named by its hash needs no headers of its own.
 */
function fitting(kind: FaultKind, path: string): FaultKind {
  const isRedirected = path.startsWith('/api/resolve-cache/');
  const isJson = path.startsWith('/api/') && !isRedirected;
  switch (kind) {
    case 'wrong-etag':
    case 'wrong-commit':
      return isRedirected ? kind : 'reset';
    case 'no-proof':
      return path.includes('/resolve/') ? kind : 'reset';
    case 'bad-json':
    case 'other-json':
      return isJson ? kind : 'reset';
    default:
      return kind;
  }
}
