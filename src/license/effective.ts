import type { Evidence, LicenseRef, LicenseReport, Restriction } from '../report/v1.ts';
import type { CatalogueEntry } from './catalogue.ts';
import {
  type Disagreement,
  findDisagreements,
  isKnown,
  type Named,
  restrictionsSaid,
  type Sources,
  toldOnce,
} from './conflicts.ts';
import { isNameless, readDeclared, resolveDeclared } from './declared.ts';
import { inherit } from './lineage.ts';
import { type Descent, type Inherited, NO_DESCENT, type Terms } from './lineage-types.ts';
import { categoryOf, isEstablished, restrictiveness } from './openness.ts';
import { readProse } from './prose.ts';
import type { LicenseRules } from './refs.ts';
import { readTexts } from './texts.ts';
import type { LicenseInput } from './types.ts';

type Effective = LicenseReport['effective'];

const NONE: Effective = {
  id: 'none',
  spdx: null,
  name: 'no licence',
  category: 'none',
  osiApproved: false,
  restrictions: [],
  evidence: [],
};

export interface LicenseAssessment {
  report: LicenseReport;
  /** What the licences of its base models mean for it. */
  inherited: Inherited;
}

/**
 * What is known of a repository's licence and which licence the weights are under.
 * @param descent the models that it is built on, as far as they were looked up
 * @returns every source's refs, the effective licence, and the conflicts between sources with both sides quoted
 */
export function assessLicense(
  input: LicenseInput,
  rules: LicenseRules,
  descent: Descent = NO_DESCENT,
): LicenseAssessment {
  const { catalogue, matrix } = rules;
  const declared = readDeclared(input, catalogue);
  const prose = readProse(input, rules);
  const texts = readTexts(input.texts, rules);
  const sources: Sources = {
    declared: declared.flatMap((ref) =>
      resolveDeclared(ref, catalogue).map(({ entry, parts }) => ({ ref, entry, parts })),
    ),
    ...ofWeights(prose, rules),
    texts: texts.map((ref) => ({ ref, entry: catalogue.find(ref.id) })),
  };
  const inherited = inherit(ownTerms(sources), descent, { texts, matrix, catalogue });
  const disagreements = findDisagreements(sources, input, rules);
  const conflicts = [
    ...toldOnce(disagreements.map(({ conflict }) => conflict)),
    ...inherited.conflicts.map(({ conflict }) => conflict),
  ];
  const stated = withTerms(effectiveOf(sources, disagreements, inherited), sources, disagreements);
  return { report: { declared, texts, prose, effective: bound(stated, inherited), conflicts }, inherited };
}

/** What the repository says of itself: the declaration, or where that names nothing, the card or the licence file. */
function ownTerms(sources: Sources): Terms[] {
  const found = [...sources.named, ...sources.texts.filter(isOfWeights)];
  const known = sources.declared.some(isKnown) ? sources.declared : found.filter(isKnown);
  if (known.length > 0) return known.map((one) => termsOf(one));
  const hasText = sources.texts.some(isOfWeights);
  return sources.declared.map((one) => ({ ...termsOf(one), unstated: saysNothing(one.ref) && !hasText }));
}

const saysNothing = ({ id, name, link }: LicenseRef): boolean => isNameless(id) && name === null && link === null;
const isOfWeights = ({ ref }: Named): boolean => ref.object !== 'code' && ref.object !== 'data';

const termsOf = ({ ref, entry }: Named): Terms => ({
  written: isNameless(ref.id) && ref.name !== null ? `${ref.id} (${ref.name})` : ref.id,
  entry,
  unstated: false,
  evidence: ref.evidence,
});

/** What the card says of the weights; what it says of the whole repository counts where it names nothing for them. */
function ofWeights(prose: LicenseRef[], { catalogue }: LicenseRules): Pick<Sources, 'named' | 'terms'> {
  const own = prose.filter(({ object }) => object === 'weights' || object === null);
  const split = own.some(({ object, id, name }) => object === 'weights' && (id !== 'unknown' || name !== null));
  const counted = own.filter(({ object, restrictions }) => !split || object === 'weights' || restrictions.length > 0);
  return {
    named: counted.filter(({ id }) => id !== 'unknown').map((ref) => ({ ref, entry: catalogue.find(ref.id) })),
    terms: counted.filter(({ id }) => id === 'unknown'),
  };
}

function effectiveOf(sources: Sources, disagreements: Disagreement[], { binding, copied }: Inherited): Effective {
  const declared = pickChoice(sources);
  if (declared && isKnown(declared)) {
    const rivals = disagreements.flatMap(({ entry, evidence }) => (entry ? [{ entry, evidence }] : []));
    return established(strictest([{ entry: declared.entry, evidence: declared.ref.evidence }, ...rivals, ...binding]));
  }
  const found = [...sources.named, ...sources.texts.filter(isOfWeights)];
  const known = found.filter(isKnown).map(({ ref, entry }) => ({ entry, evidence: ref.evidence }));
  if (known[0] && !putUnderUnknownTerms(sources))
    return established(strictest([known[0], ...known.slice(1), ...binding]));
  // What is declared is not known, or nothing is: what the base lays down is the least that holds.
  const [first, ...others] = declared || binding.length > 0 ? binding : copied;
  if (first) return established(strictest([first, ...others]));
  const unnamed = declared?.ref ?? sources.terms.find(({ name }) => name !== null) ?? sources.texts[0]?.ref;
  return unnamed ? unrecognised(unnamed) : NONE;
}

/** "The code is Apache-2.0, the weights need the Model License": the known name is not that of the weights. */
function putUnderUnknownTerms({ named, terms }: Sources): boolean {
  return (
    terms.some(({ object, name }) => object === 'weights' && name !== null) &&
    named.every(({ ref }) => ref.object === null)
  );
}

/** A list that nothing splits is a choice: the licence that the card confirms, else the freest. */
function pickChoice({ declared, named }: Sources): Named | undefined {
  const known = declared.filter(isKnown);
  const confirmed = known.find(({ entry }) => named.some((other) => other.entry?.id === entry.id));
  const freest = known.toSorted((a, b) => restrictiveness(a.entry.category) - restrictiveness(b.entry.category))[0];
  return confirmed ?? freest ?? declared[0];
}

interface Candidate {
  entry: CatalogueEntry;
  evidence: Evidence[];
}

const strictest = (candidates: [Candidate, ...Candidate[]]): Candidate =>
  candidates.reduce((most, one) =>
    restrictiveness(one.entry.category) > restrictiveness(most.entry.category) ? one : most,
  );

const established = ({ entry, evidence }: Candidate): Effective => ({
  id: entry.id,
  spdx: entry.spdx,
  name: entry.name,
  category: entry.category,
  osiApproved: entry.osiApproved,
  restrictions: [...entry.restrictions],
  evidence: [...evidence],
});

const unrecognised = (ref: LicenseRef): Effective => ({
  id: ref.id,
  spdx: null,
  name: ref.name ?? ref.id,
  category: 'unknown',
  osiApproved: false,
  restrictions: [],
  evidence: [...ref.evidence],
});

/** Adds what is stated for the weights; terms that contradict the licence, or stand where none is known, replace it. */
function withTerms(effective: Effective, { named, terms }: Sources, disagreements: Disagreement[]): Effective {
  const stating = [...terms, ...named.map(({ ref }) => ref)].filter(({ restrictions }) => restrictions.length > 0);
  const restrictions = union([effective.restrictions, ...stating.map((ref) => ref.restrictions)]);
  const evidence = [...effective.evidence, ...stating.flatMap((ref) => ref.evidence)].filter(unique);
  const plain = { ...effective, restrictions, evidence };
  const stated = categoryOf(union(stating.map(restrictionsSaid)));
  if (stated === null) return plain;
  if (!isEstablished(effective.category)) {
    return effective.id === 'none'
      ? { ...plain, id: 'unknown', name: 'terms stated in the card', category: stated }
      : { ...plain, category: stated };
  }
  const contradicted = disagreements.some(({ entry }) => entry === null);
  if (!contradicted || restrictiveness(stated) <= restrictiveness(effective.category)) return plain;
  const name = `${effective.name}, with terms stated in the card`;
  return { ...plain, id: 'unknown', spdx: null, name, category: stated, osiApproved: false };
}

/** Restrictions of the bases stay on the derivative, whichever licence is the strictest. */
function bound(effective: Effective, { binding }: Inherited): Effective {
  if (binding.length === 0) return effective;
  const restrictions = union([effective.restrictions, ...binding.map(({ entry }) => entry.restrictions)]);
  const evidence = [...effective.evidence, ...binding.flatMap((one) => one.evidence)].filter(unique);
  return { ...effective, restrictions, evidence };
}

const union = (lists: readonly (readonly Restriction[])[]): Restriction[] => [...new Set(lists.flat())];
const unique = (evidence: Evidence, index: number, all: Evidence[]) => all.indexOf(evidence) === index;
