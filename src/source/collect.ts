import { SourceError } from '../errors.ts';
import { licenseFiles } from './license-files.ts';
import type { Looked, ModelInfo, Refs, RepoRef, Source, SourceKind, TreeFile } from './types.ts';

/** The card. The Hub renders exactly this name: `readme.md` or `README.MD` is an ordinary file to it. */
export const CARD = 'README.md';

/** Everything of one repository that an audit reads: plain data, at one commit. */
export interface RepoSnapshot {
  /** The id as the user gave it; `model.id` is the canonical one. */
  requestedId: string;
  /** The branch, tag or sha asked for; `main` when none was. */
  revision: string;
  source: SourceKind;
  /** When the data was fetched from the Hub, ISO 8601. */
  observedAt: string;
  /** What a reader must know of how it was recorded; null for what comes straight from the Hub or a folder. */
  notice: string | null;
  model: ModelInfo;
  tree: Looked<TreeFile[]>;
  refs: Looked<Refs>;
  /** Files by path, without a prototype. `README.md` is always a key; the others are the licence-like files. */
  files: Record<string, Looked<Uint8Array | null>>;
}

/** How the other questions about a repository name it: by its canonical id, at the commit of the first answer. */
export function repoRef({ model, revision }: Pick<RepoSnapshot, 'model' | 'revision'>): RepoRef {
  return { id: model.id, revision: model.sha ?? revision };
}

/**
 * Reads from a source what an audit needs: model info first, then tree, refs, card and licence files at its commit.
 * Tree, refs and licence files that cannot be had are unmade looks; so is a card that is refused or too large.
 * @param options.id as the user gave it
 * @param options.revision branch, tag or sha; null for the default branch
 * @param options.now the clock, asked only when the source has no time of its own
 * @throws SourceError when the model or, for want of a working network, its card cannot be read
 */
export async function collect(
  source: Source,
  { id, revision, now = () => new Date() }: { id: string; revision: string | null; now?: () => Date },
): Promise<RepoSnapshot> {
  const model = await source.model(id, revision);
  const asked = revision ?? 'main';
  const repo = repoRef({ model, revision: asked });
  const observedAt = (await source.observedAt?.(repo)) ?? now().toISOString();
  const notice = (await source.notice?.(repo)) ?? null;
  const treeAndLicenses = source.tree(repo).then(async (tree) => {
    const paths = tree.looked ? licenseFiles(tree.value) : ['LICENSE'];
    return { tree, licenses: await Promise.all(paths.map((path) => licenseFile(source, repo, path))) };
  });
  const [{ tree, licenses }, refs, card] = await Promise.all([
    treeAndLicenses,
    source.refs(repo),
    source.file(repo, CARD),
  ]);
  const files: RepoSnapshot['files'] = Object.create(null);
  files[CARD] = card;
  for (const [path, content] of licenses) files[path] = content;
  return { requestedId: id, revision: asked, source: source.kind, observedAt, notice, model, tree, refs, files };
}

async function licenseFile(source: Source, repo: RepoRef, path: string): Promise<[string, Looked<Uint8Array | null>]> {
  try {
    return [path, await source.file(repo, path)];
  } catch (error) {
    if (error instanceof SourceError && error.code !== 'rate-limited') {
      return [path, { looked: false, why: error.why }];
    }
    throw error;
  }
}
