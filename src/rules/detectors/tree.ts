/** `file` and `branch`: what the repository holds. */
import { bare, type Detector, type Globs, seen, some, type Tools, unlooked, unseen } from './types.ts';

const SHARD = /^(.*?)-(\d{2,6})-of-(\d{2,6})(\.[^/]+)$/;

/** Whether every numbered shard of every set is there: `-00003-of-00030` asks for thirty. */
export function shardsComplete(paths: readonly string[]): boolean {
  const sets = new Map<string, { of: number; seen: Set<number> }>();
  for (const path of paths) {
    const match = SHARD.exec(path);
    if (!match) continue;
    const key = `${match[1]}\0${match[3]}\0${match[4]}`;
    const set = sets.get(key) ?? { of: Number(match[3]), seen: new Set<number>() };
    set.seen.add(Number(match[2]));
    sets.set(key, set);
  }
  return [...sets.values()].every((set) => set.seen.size >= set.of);
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
