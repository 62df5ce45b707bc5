/** What was found out about the datasets that a card names. */
import type { Card } from '../card/types.ts';
import type { Dataset } from '../report/v1.ts';
import type { Linked } from '../source/linked.ts';
import type { DatasetInfo, Looked } from '../source/types.ts';
import type { NamedDataset } from './datasets.ts';
import { linkedCard } from './linked-cards.ts';

/** What was found out about each dataset on the Hub; a look that was not made leaves nulls. */
export function resolvedDatasets(
  named: readonly NamedDataset[],
  looks: ReadonlyMap<string, Looked<DatasetInfo | null>>,
): Dataset[] {
  return named.map((each) => {
    const look = looks.get(each.id);
    const unknown = { ...each, resolvedId: null, exists: null, empty: null, gated: null, license: null };
    if (!look?.looked) return unknown;
    const info = look.value;
    if (!info || info.disabled) return { ...unknown, resolvedId: info?.id ?? null, exists: false };
    const empty = info.files === null ? null : info.files === 0;
    return { ...each, resolvedId: info.id, exists: true, empty, gated: info.gated !== false, license: info.license };
  });
}

/** The card of a dataset; one that the Hub does not have has none. */
export function datasetCard(id: string, { datasets, datasetCards }: Linked): Looked<Card> {
  const look = datasets.get(id);
  if (!look) return { looked: false, why: 'it was not looked up' };
  if (!look.looked) return look;
  return linkedCard(look.value === null ? { looked: true, value: null } : datasetCards.get(id));
}
