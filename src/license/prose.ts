import type { LicenseRef } from '../report/v1.ts';
import { gateRefs } from './gate.ts';
import { type LicenseRules, sentenceRefs } from './refs.ts';
import { mayConcern } from './restrictions.ts';
import type { LicenseInput } from './types.ts';

const MAX_EVIDENCE = 5;

/**
 * Licences and restrictions that the card's body and its gated prompt state, one ref a licence (or unnamed terms) and
 * object, in the order of first mention. Restrictions are those said, and those that a Creative Commons name says.
 */
export function readProse(input: LicenseInput, rules: LicenseRules): LicenseRef[] {
  const refs = new Map<string, LicenseRef>();
  for (const sentence of input.sentences) {
    if (!mayConcern(sentence, rules.words)) continue;
    for (const ref of sentenceRefs(sentence, rules)) add(refs, ref);
  }
  for (const ref of gateRefs(input, rules)) add(refs, ref);
  return [...refs.values()];
}

function add(refs: Map<string, LicenseRef>, ref: LicenseRef): void {
  const terms = ref.name?.toLowerCase() ?? ref.restrictions.join(' ');
  const key = `${ref.id} ${ref.id === 'unknown' ? terms : ''} ${ref.object}`;
  const known = refs.get(key);
  if (!known) {
    refs.set(key, ref);
    return;
  }
  const news = ref.restrictions.filter((restriction) => !known.restrictions.includes(restriction));
  known.restrictions.push(...news);
  known.link ??= ref.link;
  if (news.length > 0 || known.evidence.length < MAX_EVIDENCE) known.evidence.push(...ref.evidence);
}
