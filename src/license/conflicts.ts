import type { Evidence, LicenseRef, LicenseReport, Restriction } from '../report/v1.ts';
import { restrictionWords } from '../report/words.ts';
import type { Catalogue, CatalogueEntry } from './catalogue.ts';
import { nameEvidence, textAt } from './declared.ts';
import { isCompanion } from './files.ts';
import type { InheritanceMatrix } from './lineage-rules.ts';
import { agree, categoryOf, contradictions, isOpen, restrictiveness } from './openness.ts';
import type { LicenseRules } from './refs.ts';
import type { LicenseInput } from './types.ts';

export type Conflict = LicenseReport['conflicts'][number];
type Text = LicenseReport['texts'][number];

/** A card that says the same of several versions contradicts its licence once, in several places. */
export function toldOnce(conflicts: readonly Conflict[]): Conflict[] {
  const told = new Map<string, Conflict>();
  for (const conflict of conflicts) {
    const key = `${conflict.kind} ${conflict.message}`;
    const evidence = [...(told.get(key)?.evidence ?? []), ...conflict.evidence];
    told.set(key, { ...conflict, evidence: [...new Set(evidence)] });
  }
  return [...told.values()];
}

/** A ref with the licence that it stands for. */
export interface Named<T extends LicenseRef = LicenseRef> {
  ref: T;
  entry: CatalogueEntry | null;
  /** Of an expression, every licence that it names: the text of one of them contradicts nothing. */
  parts?: readonly CatalogueEntry[];
}

/** Sources that disagree about the licence of the weights, and what they put in place of the declared one. */
export interface Disagreement {
  conflict: Conflict;
  /** The licence named; null when terms without a known name are stated. */
  entry: CatalogueEntry | null;
  evidence: Evidence[];
}

export interface Sources {
  declared: readonly Named[];
  /** Licences that body and gate name for the weights. */
  named: readonly Named[];
  /** Terms that they state for the weights without a licence that the catalogue knows. */
  terms: readonly LicenseRef[];
  texts: readonly Named<Text>[];
}

/**
 * Where the declared licence is contradicted. Two names of one licence, a name beside `other`, duties such as naming or
 * share-alike, and a form to fill in are no contradiction.
 */
export function findDisagreements(
  sources: Sources,
  input: LicenseInput,
  { catalogue, matrix }: Pick<LicenseRules, 'catalogue' | 'matrix'>,
): Disagreement[] {
  const declared = sources.declared.filter(isKnown);
  if (declared.length === 0) return [];
  const named = byProse(declared, sources);
  const told = new Set(named.map(({ evidence }) => evidence));
  return [
    ...byName(declared, input, catalogue),
    ...named,
    ...byTerms(declared, sources).filter(({ evidence }) => !told.has(evidence)),
    ...byText(declared, sources.texts, matrix),
  ];
}

type Known<T extends LicenseRef = LicenseRef> = Named<T> & { entry: CatalogueEntry };

export function isKnown<T extends LicenseRef>(named: Named<T>): named is Known<T> {
  return named.entry !== null && named.entry.category !== 'unknown';
}

const refsOf = (named: readonly Named[]) => [...new Set(named.map(({ ref }) => ref))];
const sideOf = (named: readonly Named[]) => refsOf(named).flatMap(({ evidence }) => evidence);
const idsOf = (named: readonly Named[]) =>
  refsOf(named)
    .map(({ id }) => id)
    .join(', ');
const partsOf = ({ entry, parts }: Known): readonly CatalogueEntry[] => [entry, ...(parts ?? [])];
const agreeing = (declared: readonly Known[], other: CatalogueEntry, written: string | null = null) =>
  declared.some((one) => partsOf(one).some((part) => agree(part, other, written)));
const where = (ref: LicenseRef) => (ref.evidence.every(({ source }) => source === 'front-matter') ? 'gate' : 'prose');
const kindOf = (ref: LicenseRef): Conflict['kind'] => (where(ref) === 'gate' ? 'declared-gate' : 'declared-prose');
const PLACE = { gate: 'the gated prompt', prose: 'the card' };

function byName(declared: Known[], input: LicenseInput, catalogue: Catalogue): Disagreement[] {
  const name = textAt(input, 'license_name');
  const link = textAt(input, 'license_link');
  const entry = (name === null ? null : catalogue.find(name)) ?? (link === null ? null : catalogue.findLink(link));
  if (!entry || entry.category === 'unknown' || agreeing(declared, entry, name)) return [];
  const evidence = nameEvidence(input);
  const message = `The licence is declared as ${idsOf(declared)}, but license_name or license_link gives ${entry.name}.`;
  return [
    { entry, evidence, conflict: { kind: 'declared-name', message, evidence: [...sideOf(declared), ...evidence] } },
  ];
}

function byProse(declared: Known[], { named, terms }: Sources): Disagreement[] {
  const known = named.filter(isKnown);
  const agrees = ({ ref, entry }: Known) => agreeing(declared, entry, ref.evidence[0]?.quote ?? null);
  const freest = Math.min(...declared.map(({ entry }) => restrictiveness(entry.category)));
  const confirmed = known.some(agrees) || terms.some((ref) => repeats(ref, declared));
  return known
    .filter((one) => !agrees(one) && (!confirmed || restrictiveness(one.entry.category) > freest))
    .map(({ ref, entry }) => {
      const message = `The licence is declared as ${idsOf(declared)}, but ${PLACE[where(ref)]} puts the model under ${entry.name}.`;
      const evidence = [...sideOf(declared), ...ref.evidence];
      return { entry, evidence: ref.evidence, conflict: { kind: kindOf(ref), message, evidence } };
    });
}

/** "CC-BY-NC" without a version beside a declared cc-by-nc-4.0: terms that say what the declared licence says. */
function repeats(ref: LicenseRef, declared: Known[]): boolean {
  const said = restrictionsSaid(ref);
  return (
    categoryOf(said) !== null && declared.some(({ entry }) => said.every((one) => entry.restrictions.includes(one)))
  );
}

function byTerms(declared: Known[], sources: Sources): Disagreement[] {
  const stating = [...sources.terms, ...sources.named.map(({ ref }) => ref)];
  return stating.flatMap((ref) => {
    const taken = leastTaken(declared, restrictionsSaid(ref));
    const foreign = taken.length === 0 && isForeignName(ref, declared, sources.named);
    if (taken.length === 0 && !foreign) return [];
    const what = foreign
      ? `puts the weights under "${ref.name}"`
      : `states: ${taken.map((term) => restrictionWords[term]).join(', ')}`;
    const message = `The licence is declared as ${idsOf(declared)}, but ${PLACE[where(ref)]} ${what}.`;
    const evidence = [...sideOf(declared), ...ref.evidence];
    return [{ entry: null, evidence: ref.evidence, conflict: { kind: kindOf(ref), message, evidence } }];
  });
}

/** Of a choice of licences one may allow what is stated; then nothing is taken away. */
function leastTaken(declared: Known[], stated: readonly Restriction[]): Restriction[] {
  const taken = declared.map(({ entry }) => contradictions(stated, entry));
  return taken.reduce((least, one) => (one.length < least.length ? one : least));
}

/** A form to fill in decides who gets access, not what they may do: it contradicts no licence. */
export function restrictionsSaid(ref: LicenseRef): Restriction[] {
  const asksOnly = ref.evidence.every(({ source }) => source !== 'card');
  return ref.restrictions.filter((restriction) => !(asksOnly && restriction === 'needs-application'));
}

/** The card puts the weights, and them alone, under terms by a name that is not the declared licence's. */
function isForeignName(ref: LicenseRef, declared: Known[], named: readonly Named[]): boolean {
  if (ref.id !== 'unknown' || ref.name === null || ref.object !== 'weights') return false;
  if (!declared.every(({ entry }) => isOpen(entry.category, 'weights'))) return false;
  const name = ref.name.toLowerCase();
  const confirmed = named.some(({ entry }) => entry !== null && agreeing(declared, entry));
  return !confirmed && declared.every(({ entry }) => !name.includes(entry.family));
}

/**
 * Texts that are not those of the declared licence. Beside a text that is, others are taken for those of third parties
 * or of the base, unless their name says that they are the weights', or the same file adds stricter ones.
 */
function byText(declared: Known[], all: readonly Named<Text>[], matrix: InheritanceMatrix): Disagreement[] {
  const texts = all.filter(({ ref }) => ref.object !== 'code' && ref.object !== 'data' && !isCompanion(ref.path));
  const isDeclared = ({ ref }: Named<Text>) =>
    declared.some((one) => partsOf(one).some(({ id }) => matrix.covers(id, ref.id)));
  const confirming = texts.filter((text) => text.ref.object === null && isDeclared(text)).map(({ ref }) => ref.path);
  const strictest = Math.max(...declared.map(({ entry }) => restrictiveness(entry.category)));
  const counts = ({ ref, entry }: Named<Text>) =>
    ref.object === 'weights' ||
    confirming.length === 0 ||
    (confirming.includes(ref.path) && entry !== null && restrictiveness(entry.category) > strictest);
  return texts
    .filter((text) => !isDeclared(text) && counts(text))
    .flatMap((text) => {
      const { ref } = text;
      const entry = isKnown(text) ? text.entry : null;
      if (!entry && !isAnother(ref, declared)) return [];
      const what = entry
        ? `holds the text of ${entry.name}`
        : `holds other terms (${ref.name ?? 'not in the catalogue'})`;
      const message = `The licence is declared as ${idsOf(declared)}, but ${ref.path} ${what}.`;
      const evidence = [...sideOf(declared), ...ref.evidence];
      return [{ entry, evidence: ref.evidence, conflict: { kind: 'declared-text' as const, message, evidence } }];
    });
}

/** A text that is not in the catalogue is another than the declared one if that is at hand, or if it is one changed. */
function isAnother({ name }: Text, declared: Known[]): boolean {
  const parts = declared.flatMap(partsOf);
  return parts.every((part) => part.reference !== null || (name?.startsWith(part.name) ?? false));
}
