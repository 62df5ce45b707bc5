import { type FakeRepo, fakeRepo, type RepoSpec, type RepoType } from './repos.ts';

export type ListingOrder = 'createdAt' | 'lastModified';

/** The repositories of a fake Hub: found at once by id, however many there are. */
export interface RepoStore {
  /** By id in any case. */
  find(type: RepoType, id: string): FakeRepo | null;
  all(): Iterable<FakeRepo>;
  /** The owner of any repository, in its own spelling, by its name in any case. */
  owner(name: string): string | null;
  /** Public models of an owner, those with the latest date first. */
  modelsOf(owner: string, order: ListingOrder): readonly FakeRepo[];
  /** Adds a model. */
  add(id: string, spec: RepoSpec): void;
  /** A repository has changed. */
  changed(): void;
}

export type RepoSpecs = Partial<Record<RepoType, Record<string, RepoSpec>>>;

export function createStore(specs: RepoSpecs): RepoStore {
  const repos = new Map<string, FakeRepo>();
  const owners = new Map<string, string>();
  const listings = new Map<string, readonly FakeRepo[]>();
  const add = (type: RepoType, id: string, spec: RepoSpec): void => {
    repos.set(keyOf(type, id), fakeRepo(type, id, spec));
    const [owner = ''] = id.split('/');
    if (!owners.has(owner.toLowerCase())) owners.set(owner.toLowerCase(), owner);
    listings.clear();
  };
  for (const type of ['models', 'datasets', 'spaces'] as const) {
    for (const [id, spec] of Object.entries(specs[type] ?? {})) add(type, id, spec);
  }
  return {
    find: (type, id) => repos.get(keyOf(type, id)) ?? null,
    all: () => repos.values(),
    owner: (name) => owners.get(name.toLowerCase()) ?? null,
    modelsOf(owner, order) {
      const key = `${order} ${owner}`;
      const known = listings.get(key);
      if (known !== undefined) return known;
      const when = ({ info }: FakeRepo): string => String(info[order] ?? '');
      const found = [...repos.values()]
        .filter(({ type, id, private: hidden }) => type === 'models' && !hidden && id.startsWith(`${owner}/`))
        .sort((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : 0));
      listings.set(key, found);
      return found;
    },
    add: (id, spec) => add('models', id, spec),
    changed: () => listings.clear(),
  };
}

const keyOf = (type: RepoType, id: string): string => `${type}/${id.toLowerCase()}`;
