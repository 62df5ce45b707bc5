/**
 * The door to the world. A `Source` answers eight questions about repositories; everything after it is pure.
 * The Hub, a recorder around another source, the replay of `snapshots/` and a local folder all have this shape.
 */

/** A look that was made (and what it saw) or could not be made (and why). "Not seen" is never "not there". */
export type Looked<T> = { looked: true; value: T } | { looked: false; why: string };

export type SourceKind = 'hub' | 'snapshot' | 'folder';

/** A repository at one commit. Every question after the first is asked of `revision`. */
export interface RepoRef {
  /** Canonical id, `org/name`. */
  id: string;
  /** The commit sha where known, else the branch or tag asked for. */
  revision: string;
}

/** What the Hub's API says of a model (HUB.md section 1), with absent values as null. */
export interface ModelInfo {
  /** Canonical id; differs from the id asked for after a rename. */
  id: string;
  sha: string | null;
  author: string | null;
  /** ISO 8601. */
  createdAt: string | null;
  /** ISO 8601. */
  lastModified: string | null;
  gated: false | 'auto' | 'manual';
  private: boolean;
  disabled: boolean;
  pipelineTag: string | null;
  libraryName: string | null;
  tags: string[];
  /** Downloads of the last 30 days. */
  downloads: number | null;
  likes: number | null;
  /** Front matter as the Hub parsed it; null when the card has none or it is not an object. */
  cardData: Record<string, unknown> | null;
  /** The Hub's digest of config.json. */
  config: Record<string, unknown> | null;
  /** Parameter count that the Hub read from safetensors headers. */
  parameters: number | null;
  /** The same by the files' types (`BF16`, `I32`); null where the Hub does not say or a snapshot is older. */
  parametersByType: Record<string, number> | null;
  /** Parents as the Hub computes them. */
  baseModels: { relation: string; ids: string[] } | null;
}

export interface TreeFile {
  /** Path from the repository root, `/` between folders. */
  path: string;
  /** Bytes, LFS resolved. Null where a snapshot does not know it. */
  size: number | null;
}

export interface Refs {
  branches: string[];
  tags: string[];
}

export interface DatasetInfo {
  /** Canonical id; differs from the id asked for after a rename. */
  id: string;
  /** Commit of the default branch; null where a snapshot does not know it. */
  sha: string | null;
  gated: false | 'auto' | 'manual';
  private: boolean;
  disabled: boolean;
  /** Licence id from the dataset's tags, null when it declares none. */
  license: string | null;
  tags: string[];
  /** Number of files besides README and .gitattributes; null when not known. */
  files: number | null;
}

export interface Source {
  readonly kind: SourceKind;
  /**
   * When what this source answers about `repo` was fetched from the Hub, ISO 8601; null: now.
   * A method, because one replay holds repositories recorded at different times.
   */
  observedAt?(repo: RepoRef): Promise<string | null>;
  /** What a reader must know of how the repository was recorded: that its card is a paraphrase. Null: nothing. */
  notice?(repo: RepoRef): Promise<string | null>;
  /**
   * Metadata of a model repository.
   * @param id as the user gave it; renamed and legacy ids are followed
   * @param revision branch, tag or sha; null for the default branch
   * @throws SourceError
   */
  model(id: string, revision: string | null): Promise<ModelInfo>;
  /** Every file of the repository, sub-folders included. */
  tree(repo: RepoRef): Promise<Looked<TreeFile[]>>;
  refs(repo: RepoRef): Promise<Looked<Refs>>;
  /** Content of one file; `value: null` when the repository has no such file. */
  file(repo: RepoRef, path: string): Promise<Looked<Uint8Array | null>>;
  /**
   * Metadata of a dataset that the card of `from` names; `value: null` when it does not exist (or is private).
   * A replay answers from what was recorded with `from`.
   */
  dataset(id: string, from: RepoRef): Promise<Looked<DatasetInfo | null>>;
  /**
   * Metadata of a model that `from` is built on, directly or through others: `from` is always the audited repository.
   * Like `dataset`, a failure is an unmade look and never throws.
   */
  base(id: string, from: RepoRef): Promise<Looked<ModelInfo | null>>;
  /** The card of a dataset, at the commit that `dataset` answered; `value: null` when it has none. Never throws. */
  datasetCard(id: string, from: RepoRef): Promise<Looked<Uint8Array | null>>;
  /** The card of a base model, at the commit that `base` answered; `value: null` when it has none. Never throws. */
  baseCard(id: string, from: RepoRef): Promise<Looked<Uint8Array | null>>;
}
