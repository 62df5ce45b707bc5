import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '../errors.ts';
import { byCodeUnit, isMissing, readInside } from './paths.ts';
import { checkRepoId } from './repo-id.ts';
import {
  type LinkedType,
  linkedCardPath,
  parseSnapshot,
  SNAPSHOT_FILE,
  type StoredSnapshot,
  snapshotFolder,
} from './snapshot-format.ts';
import type { Looked, RepoRef, Source } from './types.ts';

/** A card of this size is refused elsewhere already; a snapshot may hold what was let through. */
const MAX_STORED_BYTES = 16 * 1024 * 1024;

interface Opened {
  folder: string;
  stored: StoredSnapshot;
}

/**
 * Answers an audit from recorded snapshots, as it was answered when they were recorded. No network.
 * @param dirs directories of snapshots, the first one that has the repository wins
 * @returns a source whose `model` throws SourceError `not-found` for what is in none of them, `invalid` for a snapshot
 *   that cannot be read; what a snapshot did not record is an unmade look
 */
export function replaySource(dirs: readonly string[]): Source {
  const opened = new Map<string, Promise<Opened>>();
  const indexes = new Map<string, Promise<Opened[]>>();

  const open = async (id: string, revision: string | null): Promise<Opened> => {
    checkRepoId(id);
    for (const dir of dirs) {
      const folder = join(dir, snapshotFolder(id, revision));
      const stored = await readSnapshot(folder);
      if (stored !== null) return { folder, stored };
      const index = indexes.get(dir) ?? readAll(dir);
      indexes.set(dir, index);
      const found = (await index).find((entry) => answers(entry.stored, id, revision));
      if (found !== undefined) return found;
    }
    throw new SourceError('not-found', notRecorded(id, revision, dirs), { attempts: 0 });
  };

  const of = (repo: RepoRef): Promise<Opened> => opened.get(keyOf(repo)) ?? open(repo.id, repo.revision);

  return {
    kind: 'snapshot',
    async model(id, revision) {
      const found = await open(id, revision);
      const { model } = found.stored;
      opened.set(keyOf({ id: model.id, revision: model.sha ?? revision ?? 'main' }), Promise.resolve(found));
      return model;
    },
    async notice(repo) {
      return (await of(repo)).stored.notice ?? null;
    },
    async observedAt(repo) {
      return (await of(repo)).stored.observedAt;
    },
    async tree(repo) {
      return (await of(repo)).stored.tree;
    },
    async refs(repo) {
      return (await of(repo)).stored.refs;
    },
    async file(repo, path) {
      return readStoredFile(await of(repo), path);
    },
    async dataset(id, from) {
      const { stored } = await of(from);
      return stored.datasets.get(id) ?? notInSnapshot(`dataset ${id}`, stored);
    },
    async base(id, from) {
      const { stored } = await of(from);
      return stored.bases.get(id) ?? notInSnapshot(`base model ${id}`, stored);
    },
    async datasetCard(id, from) {
      return readLinkedCard(await of(from), 'datasets', id);
    },
    async baseCard(id, from) {
      return readLinkedCard(await of(from), 'models', id);
    },
  };
}

const keyOf = (repo: RepoRef): string => `${repo.id}@${repo.revision}`;

function notInSnapshot(what: string, stored: StoredSnapshot): { looked: false; why: string } {
  return { looked: false, why: `${what} was not recorded in the snapshot of ${stored.requestedId}` };
}

/** Whether a snapshot holds the repository, by either of its names, at the revision. */
function answers(stored: StoredSnapshot, id: string, revision: string | null): boolean {
  if (stored.requestedId !== id && stored.model.id !== id) return false;
  return stored.revision === (revision ?? 'main') || (revision !== null && stored.model.sha === revision);
}

function notRecorded(id: string, revision: string | null, dirs: readonly string[]): string {
  const what = revision === null ? id : `${id} at revision ${revision}`;
  const where = dirs.length === 0 ? 'no directory of snapshots was given' : `looked in ${dirs.join(', ')}`;
  const command = `openlitmus snapshot ${id}${revision === null ? '' : ` --revision ${revision}`}`;
  return `${what} has no snapshot (${where}). Record one with "${command}", or run without --offline`;
}

/** @returns null when the folder holds no snapshot */
async function readSnapshot(folder: string): Promise<StoredSnapshot | null> {
  const path = join(folder, SNAPSHOT_FILE);
  try {
    return parseSnapshot(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Every readable snapshot of a directory; a broken one is reported when it is asked for by its own name. */
async function readAll(dir: string): Promise<Opened[]> {
  const all: Opened[] = [];
  for (const org of await folders(dir)) {
    for (const folder of await folders(join(dir, org))) {
      const path = join(dir, org, folder);
      const stored = await readSnapshot(path).catch(() => null);
      if (stored !== null) all.push({ folder: path, stored });
    }
  }
  return all;
}

async function folders(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort(byCodeUnit);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readStoredFile({ folder, stored }: Opened, path: string): Promise<Looked<Uint8Array | null>> {
  const recorded = stored.files.get(path);
  if (recorded === undefined) {
    const listed = !stored.tree.looked || stored.tree.value.some((file) => file.path === path);
    return listed ? notInSnapshot(path, stored) : { looked: true, value: null };
  }
  return readContent(folder, path, recorded);
}

async function readLinkedCard(
  { folder, stored }: Opened,
  type: LinkedType,
  id: string,
): Promise<Looked<Uint8Array | null>> {
  const recorded = (type === 'datasets' ? stored.datasetCards : stored.baseCards).get(id);
  if (recorded === undefined) return notInSnapshot('it', stored);
  try {
    return await readContent(folder, linkedCardPath(type, id), recorded);
  } catch (error) {
    if (error instanceof SourceError) return { looked: false, why: error.message };
    throw error;
  }
}

/** @throws SourceError `invalid` when a snapshot promises a file that is not there */
async function readContent(
  folder: string,
  path: string,
  recorded: Looked<'present' | null>,
): Promise<Looked<Uint8Array | null>> {
  if (!recorded.looked || recorded.value === null) return recorded.looked ? { looked: true, value: null } : recorded;
  const content = await readInside(folder, path, { maxBytes: MAX_STORED_BYTES });
  if (content instanceof Uint8Array) return { looked: true, value: content };
  const why = content === null ? 'it is not there' : content === 'outside' ? 'it lies outside' : 'it is too large';
  throw new SourceError('invalid', `${folder}: ${SNAPSHOT_FILE} promises ${path}, but ${why}; record it again`, {
    attempts: 0,
  });
}
