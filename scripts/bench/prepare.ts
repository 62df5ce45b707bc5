import { CARD_PATH, readCard } from '../../src/card/parse.ts';
import { readNamed } from '../../src/facts/facts.ts';
import type { RuleSet } from '../../src/rules/load.ts';
import { collect, type RepoSnapshot, repoRef } from '../../src/source/collect.ts';
import { type Linked, lookUp } from '../../src/source/linked.ts';
import type { Looked } from '../../src/source/types.ts';
import type { Repository } from '../eval/data.ts';
import { cardSource, cardText } from '../eval/source.ts';

/** All that an audit awaits, fetched beforehand: what is timed touches nothing but memory. */
export interface Prepared {
  id: string;
  /** The whole README, front matter included: what the floor parses. */
  text: string;
  file: Looked<Uint8Array | null>;
  repo: RepoSnapshot;
  linked: Linked;
}

export async function prepare(repository: Repository, rules: RuleSet): Promise<Prepared> {
  const { id } = repository;
  const source = cardSource(repository);
  const repo = await collect(source, { id, revision: null });
  const file = repo.files[CARD_PATH] ?? { looked: true, value: null };
  const named = readNamed(repo, readCard(file), rules);
  const linked = await lookUp(source, repoRef(repo), {
    datasets: named.datasets.map((dataset) => dataset.id),
    bases: named.bases.ids,
  });
  return { id, text: cardText(repository), file, repo, linked };
}
