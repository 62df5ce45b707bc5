/** The auditor over the cards of `../shared/data`. */
import { audit } from '../../src/audit.ts';
import { loadRules } from '../../src/rules/load.ts';
import { loadDevelopment, loadExperts, loadLabels, loadUnlabelled } from './data.ts';
import type { Rated } from './figures/experts.ts';
import type { Case } from './figures/figure.ts';
import { byId, cardSource, cardText, splitCard } from './source.ts';

/** Audited cards beside what is known of them. */
export interface Corpus {
  cases: Case[];
  rated: Rated[];
}

/**
 * Audits every card that is wanted and has a label or a rating.
 * @throws Error when a wanted label has no card
 */
export async function auditCorpus(isWanted: (id: string) => boolean): Promise<Corpus> {
  const rules = loadRules();
  const labels = loadLabels();
  const ratings = loadExperts();
  const cases: Case[] = [];
  const rated: Rated[] = [];
  const repositories = [...loadDevelopment(), ...loadUnlabelled()];
  const others = byId(repositories);
  for (const repository of repositories) {
    const { id } = repository;
    const label = labels.get(id);
    const rating = ratings.get(id);
    if (!isWanted(id) || (!label && !rating)) continue;
    const report = await audit(
      cardSource(repository, others),
      { id, revision: null },
      { rules, standard: 'osaid', lineage: true, now: () => new Date() },
    );
    if (label) cases.push({ id, label, report, bodyLine: splitCard(cardText(repository)).bodyLine });
    if (rating) rated.push({ id, report, ratings: rating });
  }
  const unread = [...labels.keys()].filter((id) => isWanted(id) && !cases.some((each) => each.id === id));
  if (unread.length > 0) throw new Error(`labels without a card: ${unread.join(', ')}`);
  return { cases, rated };
}
