import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SourceError } from '../errors.ts';
import { repoRef } from './collect.ts';
import { isMissing, isSafePath } from './paths.ts';
import {
  canStore,
  formatSnapshot,
  type LinkedType,
  linkedCardPath,
  SNAPSHOT_FILE,
  type StoredSnapshot,
  snapshotFolder,
} from './snapshot-format.ts';
import type { DatasetInfo, Looked, ModelInfo, Refs, RepoRef, Source, TreeFile } from './types.ts';

interface Recording {
  requestedId: string;
  asked: string | null;
  observedAt: string;
  model: ModelInfo;
  tree: Looked<TreeFile[]>;
  refs: Looked<Refs>;
  files: Map<string, Looked<Uint8Array | null>>;
  datasets: Map<string, Looked<DatasetInfo | null>>;
  bases: Map<string, Looked<ModelInfo | null>>;
  datasetCards: Map<string, Looked<Uint8Array | null>>;
  baseCards: Map<string, Looked<Uint8Array | null>>;
}

/** A source that remembers every answer it handed on. */
export interface Recorder extends Source {
  /**
   * Writes what was answered about a repository to its folder below `dir`, replacing an earlier snapshot of it as a
   * whole or not at all.
   * @param asked id and revision as they were asked of `model`
   * @returns the folder written
   * @throws SourceError `invalid` when the repository was not asked for
   */
  save(dir: string, asked: { id: string; revision: string | null }): Promise<string>;
}

/**
 * Records the answers of another source, to be replayed by `replaySource`.
 * @param options.now the clock, for sources that have no time of their own
 */
export function recording(inner: Source, { now = () => new Date() }: { now?: () => Date } = {}): Recorder {
  const recordings = new Map<string, Recording>();
  const of = (repo: RepoRef): Recording | undefined => recordings.get(keyOf(repo));

  return {
    kind: inner.kind,
    async model(id, revision) {
      const model = await inner.model(id, revision);
      const repo = repoRef({ model, revision: revision ?? 'main' });
      const observedAt = (await inner.observedAt?.(repo)) ?? now().toISOString();
      recordings.set(keyOf(repo), {
        requestedId: id,
        asked: revision,
        observedAt,
        model,
        tree: notAsked('tree'),
        refs: notAsked('refs'),
        files: new Map(),
        datasets: new Map(),
        bases: new Map(),
        datasetCards: new Map(),
        baseCards: new Map(),
      });
      return model;
    },
    async observedAt(repo) {
      return of(repo)?.observedAt ?? null;
    },
    async tree(repo) {
      const tree = await inner.tree(repo);
      const recorded = of(repo);
      if (recorded) recorded.tree = tree;
      return tree;
    },
    async refs(repo) {
      const refs = await inner.refs(repo);
      const recorded = of(repo);
      if (recorded) recorded.refs = refs;
      return refs;
    },
    async file(repo, path) {
      const content = await inner.file(repo, path);
      of(repo)?.files.set(path, content);
      return content;
    },
    async dataset(id, from) {
      const info = await inner.dataset(id, from);
      of(from)?.datasets.set(id, info);
      return info;
    },
    async base(id, from) {
      const info = await inner.base(id, from);
      of(from)?.bases.set(id, info);
      return info;
    },
    async datasetCard(id, from) {
      const card = await inner.datasetCard(id, from);
      of(from)?.datasetCards.set(id, card);
      return card;
    },
    async baseCard(id, from) {
      const card = await inner.baseCard(id, from);
      of(from)?.baseCards.set(id, card);
      return card;
    },
    async save(dir, { id, revision }) {
      const found = [...recordings.values()].find((entry) => entry.requestedId === id && entry.asked === revision);
      if (found === undefined) {
        throw new SourceError('invalid', `${id} was not audited, so there is nothing to record`, { attempts: 0 });
      }
      return write(found, dir);
    },
  };
}

const keyOf = (repo: RepoRef): string => `${repo.id}@${repo.revision}`;

const notAsked = (what: string): { looked: false; why: string } => ({
  looked: false,
  why: `${what} not asked for when the snapshot was recorded`,
});

async function write(recorded: Recording, dir: string): Promise<string> {
  const { requestedId, asked, files, datasetCards, baseCards, ...rest } = recorded;
  const target = join(dir, snapshotFolder(requestedId, asked));
  await mkdir(dirname(target), { recursive: true });
  // Beside the target, because a rename is atomic only within one file system; replay skips names with a dot.
  const work = await mkdtemp(join(dir, '.recording-'));
  try {
    const fresh = join(work, 'new');
    await mkdir(fresh);
    const contents: StoredSnapshot['files'] = new Map();
    for (const [path, content] of files) {
      contents.set(path, await store(fresh, path, canStore(path) ? content : refused(path, content)));
    }
    const stored: StoredSnapshot = inFormatOrder({
      ...rest,
      requestedId,
      revision: asked ?? 'main',
      files: contents,
      datasetCards: await storeCards(fresh, 'datasets', datasetCards),
      baseCards: await storeCards(fresh, 'models', baseCards),
    });
    await writeFile(join(fresh, SNAPSHOT_FILE), formatSnapshot(stored));
    await rename(target, join(work, 'old')).catch((error) => {
      if (!isMissing(error)) throw error;
    });
    await rename(fresh, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return target;
}

function inFormatOrder(data: Omit<StoredSnapshot, 'format'>): StoredSnapshot {
  const { requestedId, revision, observedAt, model, tree, refs, files, datasets, bases } = data;
  const { datasetCards, baseCards } = data;
  return {
    format: 1,
    requestedId,
    revision,
    observedAt,
    model,
    tree,
    refs,
    files,
    datasets,
    bases,
    datasetCards,
    baseCards,
  };
}

const refused = (path: string, content: Looked<Uint8Array | null>): Looked<Uint8Array | null> =>
  content.looked && content.value !== null
    ? { looked: false, why: `not recorded: ${JSON.stringify(path)} cannot name a file here` }
    : content;

async function storeCards(
  folder: string,
  type: LinkedType,
  cards: ReadonlyMap<string, Looked<Uint8Array | null>>,
): Promise<StoredSnapshot['baseCards']> {
  const stored: StoredSnapshot['baseCards'] = new Map();
  for (const [id, card] of cards) {
    const path = linkedCardPath(type, id);
    stored.set(id, await store(folder, path, isSafePath(path) ? card : refused(path, card)));
  }
  return stored;
}

async function store(
  folder: string,
  path: string,
  content: Looked<Uint8Array | null>,
): Promise<Looked<'present' | null>> {
  if (!content.looked) return content;
  if (content.value === null) return { looked: true, value: null };
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content.value);
  return { looked: true, value: 'present' };
}
