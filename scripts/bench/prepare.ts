import { judge } from '../../src/audit.ts';
import { CARD_PATH, readCard } from '../../src/card/parse.ts';
import { readNamed } from '../../src/facts/facts.ts';
import { type Report, reportSchema } from '../../src/report/v1.ts';
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

/** A card ready to be timed, or what is wrong: an exception, or a report that its own schema refuses. */
export type Preparation = { ready: true; card: Prepared } | { ready: false; why: string };

/** Audits a card once, so that the code is hot and every report is checked before anything is timed. */
export async function prepare(repository: Repository, rules: RuleSet): Promise<Preparation> {
  const { id } = repository;
  const source = cardSource(repository);
  try {
    const repo = await collect(source, { id, revision: null });
    const file = repo.files[CARD_PATH] ?? { looked: true, value: null };
    const card = readCard(file);
    const named = readNamed(repo, card, rules);
    const linked = await lookUp(source, repoRef(repo), {
      datasets: named.datasets.map((dataset) => dataset.id),
      bases: named.bases.ids,
    });
    const problem = invalidity(judge({ repo, card, named, linked }, { rules, standard: 'osaid' }));
    if (problem !== null) return { ready: false, why: `${id}: invalid report: ${problem}` };
    return { ready: true, card: { id, text: cardText(repository), file, repo, linked } };
  } catch (error) {
    return { ready: false, why: `${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` };
  }
}

function invalidity(report: Report): string | null {
  const [issue] = reportSchema.safeParse(report).error?.issues ?? [];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : null;
}
