import { createHash } from 'node:crypto';

/** Content of a file: plain, or stored by LFS and served by the second origin. */
export type FileSpec = string | Uint8Array | { lfs: string | Uint8Array };

/** A repository as a test describes it; everything has a default. */
export interface RepoSpec {
  files?: Record<string, FileSpec>;
  /** Commit of `main`; by default computed from the files. */
  sha?: string;
  gated?: false | 'auto' | 'manual';
  private?: boolean;
  disabled?: boolean;
  /** Branches besides `main`, and tags, each with its own files. */
  branches?: Record<string, Record<string, FileSpec>>;
  tags?: Record<string, Record<string, FileSpec>>;
  /** Fields of the API (`cardData`, `tags`, `config`, ...); `undefined` leaves one out. */
  info?: Record<string, unknown>;
}

export type RepoType = 'models' | 'datasets' | 'spaces';

export interface FakeFile {
  path: string;
  content: Buffer;
  /** Git blob SHA-1; of the pointer for LFS. */
  oid: string;
  sha256: string;
  lfs: boolean;
}

export interface FakeRepo {
  type: RepoType;
  id: string;
  gated: false | 'auto' | 'manual';
  private: boolean;
  disabled: boolean;
  commits: Map<string, Map<string, FakeFile>>;
  branches: Map<string, string>;
  tags: Map<string, string>;
  info: Record<string, unknown>;
}

export const hash = (algorithm: 'sha1' | 'sha256', ...parts: (string | Uint8Array)[]): string =>
  parts.reduce((sum, part) => sum.update(part), createHash(algorithm)).digest('hex');

const gitSha1 = (content: Buffer): string => hash('sha1', `blob ${content.length}\0`, content);

function fakeFile(path: string, spec: FileSpec): FakeFile {
  const lfs = typeof spec === 'object' && 'lfs' in spec;
  const content = Buffer.from(lfs ? spec.lfs : spec);
  const sha256 = hash('sha256', content);
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${content.length}\n`;
  return { path, content, oid: gitSha1(lfs ? Buffer.from(pointer) : content), sha256, lfs };
}

/** Adds a commit and moves a branch to it. */
export function commit(
  repo: FakeRepo,
  { files, branch = 'main', sha }: { files: Record<string, FileSpec>; branch?: string; sha?: string | undefined },
): string {
  const tree = new Map(Object.entries(files).map(([path, spec]) => [path, fakeFile(path, spec)]));
  const listing = [...tree.values()].map(({ path, oid }) => `${oid} ${path}`).join('\n');
  const id = sha ?? hash('sha1', repo.id, String(repo.commits.size), listing);
  repo.commits.set(id, tree);
  repo.branches.set(branch, id);
  return id;
}

export function fakeRepo(type: RepoType, id: string, spec: RepoSpec): FakeRepo {
  const repo: FakeRepo = {
    type,
    id,
    gated: spec.gated ?? false,
    private: spec.private ?? false,
    disabled: spec.disabled ?? false,
    commits: new Map(),
    branches: new Map(),
    tags: new Map(),
    info: spec.info ?? {},
  };
  for (const [name, files] of Object.entries(spec.tags ?? {})) {
    repo.tags.set(name, commit(repo, { files, branch: 'main' }));
  }
  commit(repo, { files: spec.files ?? {}, sha: spec.sha });
  for (const [branch, files] of Object.entries(spec.branches ?? {})) commit(repo, { files, branch });
  return repo;
}

/** The commit of a branch, tag, sha or short sha; null when there is none. */
export function resolveRevision(repo: FakeRepo, revision: string): string | null {
  const named = revision === 'HEAD' ? 'main' : revision;
  const sha = repo.branches.get(named) ?? repo.tags.get(named);
  if (sha !== undefined) return sha;
  return /^[0-9a-f]{7,40}$/.test(named)
    ? ([...repo.commits.keys()].find((key) => key.startsWith(named)) ?? null)
    : null;
}
