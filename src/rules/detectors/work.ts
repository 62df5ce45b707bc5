/** `work`: papers, posts and the like that the card links, cites or names. */
import type { About, WorkKind } from '../../facts/works/index.ts';
import { type Detector, seen, some, unlooked, unseen } from './types.ts';

interface WorkOptions {
  kind: WorkKind[];
  whose: About[];
}

export const work: Detector<WorkOptions> = ({ kind, whose }, { card, works }) => {
  if (!card.readable) return unlooked('the card could not be read');
  const found = works().filter((each) => kind.includes(each.kind) && whose.includes(each.about));
  if (found.length === 0) return unseen;
  return seen(
    some(found).map((each) => each.evidence),
    some(found).map((each) => each.shown),
  );
};
