import { lstat, opendir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SourceError } from '../errors.ts';
import { CARD } from './collect.ts';
import { MAX_FILE_BYTES } from './hub.ts';
import { byCodeUnit, isMissing, readInside } from './paths.ts';
import type { Looked, ModelInfo, Source, TreeFile } from './types.ts';
import { unknownModel } from './unknown-model.ts';

/** Files and folders that one walk visits at most. */
const MAX_ENTRIES = 100_000;

/** What `hf upload` leaves out, by path from the root. */
const isSkipped = (path: string): boolean => /(?:^|\/)\.git$/.test(path) || path === '.cache/huggingface';

const FRONT_MATTER = /^\uFEFF?\s*---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/**
 * A local checkout, as it would be audited after its upload. What only the Hub knows is null or empty.
 * @param path the folder
 * @param options.hub where datasets and base models are looked up; without it they are unmade looks
 * @returns a source whose `model` ignores its id; it throws SourceError `not-found` when there is no such folder,
 *   `invalid` when a revision is asked for
 */
export function folderSource(path: string, { hub }: { hub?: Source } = {}): Source {
  const notAsked = { looked: false, why: 'not asked: local folder' } as const;

  const file = async (name: string): Promise<Looked<Uint8Array | null>> => {
    try {
      const content = await readInside(path, name, { maxBytes: MAX_FILE_BYTES });
      if (content === 'too-large') return { looked: false, why: `too large: more than ${MAX_FILE_BYTES} bytes` };
      if (content === 'outside') return { looked: false, why: `${name} leads out of the folder` };
      return { looked: true, value: content };
    } catch (error) {
      return unreadable(error);
    }
  };

  return {
    kind: 'folder',
    async model(_id, revision) {
      if (revision !== null) {
        throw new SourceError('invalid', 'a folder has no revisions; leave out --revision', { attempts: 0 });
      }
      return folderInfo(await nameOf(path), await file(CARD));
    },
    async tree() {
      try {
        const files = await walk(path);
        return files === null
          ? { looked: false, why: `more than ${MAX_ENTRIES} files in the folder` }
          : { looked: true, value: files };
      } catch (error) {
        return unreadable(error);
      }
    },
    async refs() {
      return { looked: false, why: 'a folder has no refs' };
    },
    file: (_repo, name) => file(name),
    dataset: async (id, from) => hub?.dataset(id, from) ?? notAsked,
    base: async (id, from) => hub?.base(id, from) ?? notAsked,
    datasetCard: async (id, from) => hub?.datasetCard(id, from) ?? notAsked,
    baseCard: async (id, from) => hub?.baseCard(id, from) ?? notAsked,
  };
}

function unreadable(error: unknown): { looked: false; why: string } {
  if (error instanceof Error && 'code' in error) return { looked: false, why: `cannot be read: ${error.message}` };
  throw error;
}

async function nameOf(path: string): Promise<string> {
  try {
    const folder = await realpath(path);
    if ((await lstat(folder)).isDirectory()) return basename(folder);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  throw new SourceError('not-found', `there is no folder ${path}; for a repository write org/name`, { attempts: 0 });
}

function folderInfo(name: string, card: Looked<Uint8Array | null>): ModelInfo {
  const text = card.looked && card.value !== null ? new TextDecoder().decode(card.value) : '';
  const [, frontMatter = ''] = FRONT_MATTER.exec(text) ?? [];
  return { ...unknownModel(name), gated: /^extra_gated_\w+[ \t]*:/m.test(frontMatter) ? 'auto' : false };
}

/**
 * Every file below a folder, in the order of their paths. Links are listed as what git makes of them, files, and never
 * followed.
 * @returns null when there are too many
 */
async function walk(root: string): Promise<TreeFile[] | null> {
  const files: TreeFile[] = [];
  const pending = [''];
  let visited = 0;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for await (const entry of await opendir(join(root, folder))) {
      visited += 1;
      if (visited > MAX_ENTRIES) return null;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (isSkipped(path)) continue;
      if (entry.isDirectory()) pending.push(path);
      else if (entry.isSymbolicLink()) files.push({ path, size: null });
      else if (entry.isFile()) files.push({ path, size: (await lstat(join(root, path))).size });
    }
  }
  return files.sort((a, b) => byCodeUnit(a.path, b.path));
}
