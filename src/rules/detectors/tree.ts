/** `file` and `branch`: what the repository holds. */
import { bare, type Detector, type Globs, seen, some, type Tools, unlooked, unseen } from './types.ts';

const SHARD = /^(.*?)-(\d{2,6})-of-(\d{2,6})(\.[^/]+)$/;

interface ShardSet {
  /** Folder and name before the numbers. */
  prefix: string;
  of: number;
  format: string;
  seen: Set<number>;
}

const isWhole = ({ seen, of }: ShardSet): boolean => seen.size >= of;

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The same model twice: a folder's set in another format, or the same set cut into more or fewer shards. */
const isCopyOf = (set: ShardSet, other: ShardSet): boolean =>
  set.format === other.format ? set.prefix === other.prefix : folderOf(set.prefix) === folderOf(other.prefix);

/**
 * Whether what the shards make up can be had whole: `-00003-of-00030` asks for thirty. A set with holes is of no account
 * beside a whole copy.
 */
export function shardsComplete(paths: readonly string[]): boolean {
  const sets = new Map<string, ShardSet>();
  for (const path of paths) {
    const [, prefix, index, of, format] = SHARD.exec(path) ?? [];
    if (prefix === undefined || format === undefined) continue;
    const key = `${prefix}\0${of}\0${format}`;
    const set = sets.get(key) ?? { prefix, of: Number(of), format, seen: new Set<number>() };
    set.seen.add(Number(index));
    sets.set(key, set);
  }
  const [whole, holed] = [[...sets.values()].filter(isWhole), [...sets.values()].filter((set) => !isWhole(set))];
  return holed.every((set) => whole.some((other) => isCopyOf(set, other)));
}

export interface FileOptions {
  match: Globs;
  not?: Globs | undefined;
  complete?: boolean | undefined;
}

/** @returns whether a path is one of the files that are looked for */
export function matching({ match, not }: FileOptions, { globs }: Tools): (path: string) => boolean {
  const matches = globs(match);
  const excluded = not ? globs(not) : () => false;
  return (path) => matches(path) && !excluded(path);
}

export const file: Detector<FileOptions> = (options, facts, tools) => {
  if (!facts.tree.looked) return unlooked(`the file tree: ${facts.tree.why}`);
  const found = facts.tree.value.map((entry) => entry.path).filter(matching(options, tools));
  if (options.complete && !shardsComplete(found)) return unseen;
  return seen(
    some(found).map((path) => bare('tree', path)),
    found.length > 3 ? [`${found[0]} and ${found.length - 1} more`] : found,
  );
};

interface BranchOptions {
  match: Globs;
  /** An organisation's audit asks for branches only where the card speaks of them. */
  unasked?: 'none' | undefined;
}

export const branch: Detector<BranchOptions> = ({ match, unasked }, facts, { globs }) => {
  if (!facts.refs.looked && unasked) return unseen;
  if (!facts.refs.looked) return unlooked(`branches and tags: ${facts.refs.why}`);
  const found = [...facts.refs.value.branches, ...facts.refs.value.tags].filter(globs(match));
  return seen(
    some(found).map((name) => bare('api', name)),
    found.length > 3 ? [`${found[0]} and ${found.length - 1} more`] : found,
  );
};
