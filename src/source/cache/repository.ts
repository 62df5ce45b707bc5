import { z } from 'zod';
import { isContentOf } from '../http/proof.ts';
import type { Looked, RepoRef, TreeFile } from '../types.ts';
import type { Cache, CacheKey } from './cache.ts';
import { parsed, sha256 } from './entry.ts';

/** What can be kept of a file that was asked for. */
export interface ReadFile {
  content: Looked<Uint8Array | null>;
  /** The git blob SHA-1 or LFS SHA-256 that proved the content; null when nothing did. */
  digest: string | null;
  /** Whether the same commit would answer the same again: not when access was refused. */
  lasting: boolean;
}

/** What never changes about repositories: their files and lists of files at a commit. */
export interface RepositoryCache {
  /** @param read asks the Hub; called when nothing is kept */
  file(repo: RepoRef, path: string, read: () => Promise<ReadFile>): Promise<Looked<Uint8Array | null>>;
  /** @param list asks the Hub; called when nothing is kept */
  tree(repo: RepoRef, list: () => Promise<Looked<TreeFile[]>>): Promise<Looked<TreeFile[]>>;
}

// Numbered, because what is kept outlives a version of the program.
const FILE = 'file-1';
const TREE = 'tree-1';

const COMMIT = /^[0-9a-f]{40}$/;
const NEWLINE = 10;

const treeFiles: z.ZodType<TreeFile[]> = z.array(
  z.strictObject({ path: z.string(), size: z.number().nonnegative().nullable() }),
);
const fileHead = z.union([
  z.strictObject({ digest: z.string() }),
  z.strictObject({ absent: z.literal(true) }),
  z.strictObject({ why: z.string() }),
]);

/**
 * Keeps only what was asked for by commit, so that nothing kept can be out of date, and only files whose content was
 * proven; the proof is made again when a file is taken out.
 *
 * What was read with a token is kept under a hash of that token: it may be private or gated, and nobody else is shown it.
 * @param options.endpoint the Hub or mirror that answered
 * @param options.token what it was asked with; never stored
 */
export function repositoryCache(
  cache: Cache,
  { endpoint, token }: { endpoint: string; token: string | null },
): RepositoryCache {
  const reader = token === null ? 'anonymous' : sha256(`openlitmus cache of ${token}`).slice(0, 32);
  const keyOf = (kind: string, { id, revision }: RepoRef, ...rest: string[]): CacheKey | null =>
    COMMIT.test(revision) ? [kind, endpoint, reader, id, revision, ...rest] : null;

  async function kept<T>(
    key: CacheKey | null,
    {
      decode,
      fresh,
      encode,
    }: { decode: (bytes: Uint8Array) => T | null; fresh: () => Promise<T>; encode: (value: T) => Uint8Array | null },
  ): Promise<T> {
    if (key === null) return fresh();
    const bytes = await cache.get(key);
    const known = bytes && decode(bytes);
    if (known !== null) return known;
    const value = await fresh();
    const encoded = encode(value);
    if (encoded !== null) await cache.set(key, encoded);
    return value;
  }

  return {
    async file(repo, path, read) {
      const file = await kept(keyOf(FILE, repo, path), { decode: decodeFile, fresh: read, encode: encodeFile });
      return file.content;
    },
    tree: (repo, list) => kept(keyOf(TREE, repo), { decode: decodeTree, fresh: list, encode: encodeTree }),
  };
}

function encodeFile({ content, digest, lasting }: ReadFile): Uint8Array | null {
  if (!lasting) return null;
  if (!content.looked) return line({ why: content.why });
  if (content.value === null) return line({ absent: true });
  return digest === null ? null : Buffer.concat([line({ digest }), content.value]);
}

function decodeFile(bytes: Uint8Array): ReadFile | null {
  const end = bytes.indexOf(NEWLINE);
  const head = fileHead.safeParse(parsed(bytes.subarray(0, Math.max(0, end))));
  if (!head.success) return null;
  if ('why' in head.data) return { content: { looked: false, why: head.data.why }, digest: null, lasting: true };
  if ('absent' in head.data) return { content: { looked: true, value: null }, digest: null, lasting: true };
  const { digest } = head.data;
  const value = new Uint8Array(bytes.subarray(end + 1));
  return isContentOf(digest, value) ? { content: { looked: true, value }, digest, lasting: true } : null;
}

const encodeTree = (tree: Looked<TreeFile[]>): Uint8Array | null => (tree.looked ? line(tree.value) : null);

function decodeTree(bytes: Uint8Array): Looked<TreeFile[]> | null {
  const tree = treeFiles.safeParse(parsed(bytes));
  return tree.success ? { looked: true, value: tree.data } : null;
}

const line = (data: unknown): Uint8Array => Buffer.from(`${JSON.stringify(data)}\n`);
