/** What changed between two audits. Pure: the same two audits give the same changes in the same order. */
import { SCHEMA_VERSION } from '../report/v1.ts';
import { type Aspect, RANK_WITHOUT } from './aspects.ts';
import type { Audited, Standing } from './audited.ts';
import { CHANGE_KINDS, DIRECTIONS, type Direction } from './kinds.ts';
import type { Change, Diff } from './schema.ts';

/** @returns every change, by repository in the order of the newer audit, those that are gone at the end */
export function diffOf(older: Audited, newer: Audited): Diff {
  const unmatched = new Map(older.standings);
  const changes: Change[] = [];
  let compared = 0;
  let changed = 0;
  for (const now of newer.standings.values()) {
    const before = take(unmatched, now);
    const found = before === null ? [whole(now.id, 'added', { from: null, to: was(now) })] : changesOf(before, now);
    changes.push(...found);
    if (before?.aspects && now.aspects) {
      compared += 1;
      if (found.length > 0) changed += 1;
    }
  }
  for (const gone of unmatched.values()) changes.push(whole(gone.id, 'removed', { from: was(gone), to: null }));
  return {
    schemaVersion: SCHEMA_VERSION,
    kind: 'diff',
    old: older.side,
    new: newer.side,
    summary: {
      compared,
      changed,
      directions: counted(DIRECTIONS, (name) => changes.filter(({ direction }) => direction === name).length),
      kinds: counted(CHANGE_KINDS, (name) => changes.filter(({ kind }) => kind === name).length),
    },
    changes,
  };
}

/** A renamed repository is found again by the id that it was asked for. */
function take(unmatched: Map<string, Standing>, { id, requestedId }: Standing): Standing | null {
  for (const name of [id, requestedId]) {
    const key = name.toLowerCase();
    const before = unmatched.get(key);
    if (before === undefined) continue;
    unmatched.delete(key);
    return before;
  }
  return null;
}

const was = ({ failure }: Standing): string => failure ?? 'audited';

function changesOf(before: Standing, now: Standing): Change[] {
  const renamed = before.id === now.id ? [] : [whole(now.id, 'renamed', { from: before.id, to: now.id })];
  if (before.aspects === null || now.aspects === null) {
    if (before.failure === now.failure) return renamed;
    const kind = now.aspects === null ? 'failed' : 'recovered';
    return [...renamed, whole(now.id, kind, { from: was(before), to: was(now) })];
  }
  const keys = new Set([...before.aspects.keys(), ...now.aspects.keys()]);
  const aspects = { before: before.aspects, now: now.aspects };
  return [
    ...renamed,
    ...[...keys].flatMap((key) => aspectChange(now.id, aspects.before.get(key), aspects.now.get(key)) ?? []),
  ];
}

function aspectChange(repo: string, before: Aspect | undefined, now: Aspect | undefined): Change | null {
  const either = now ?? before;
  if (either === undefined || before?.value === now?.value) return null;
  const { kind, subject } = either;
  const [from, to] = [before, now].map((aspect) => (aspect === undefined ? RANK_WITHOUT[kind] : aspect.rank));
  return {
    repo,
    kind,
    subject,
    from: before?.value ?? null,
    to: now?.value ?? null,
    direction: directionOf(from ?? null, to ?? null),
    evidence: either.evidence,
  };
}

function directionOf(from: number | null, to: number | null): Direction {
  if (from === null || to === null || from === to) return 'other';
  return to < from ? 'worse' : 'better';
}

/** A repository that is gone is a loss; one that could not be read this time may be there all the same. */
function whole(
  repo: string,
  kind: 'added' | 'removed' | 'renamed' | 'failed' | 'recovered',
  { from, to }: { from: string | null; to: string | null },
): Change {
  const gone = kind === 'removed' || to === 'not-found';
  return { repo, kind, subject: null, from, to, direction: gone ? 'worse' : 'other', evidence: [] };
}

function counted<T extends string>(names: readonly T[], count: (name: T) => number): Record<T, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<T, number>;
}
