import type { Restriction } from '../report/v1.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { type DutyInput, unmetDuties } from './lineage-duties.ts';
import { type InheritanceMatrix, OUTCOMES, type Outcome, SEVERITIES, type Severity } from './lineage-rules.ts';
import type { LineageCase, LineageRow } from './lineage-schema.ts';
import type { Ancestor, Descent, Inherited, Terms } from './lineage-types.ts';

interface Verdict {
  outcome: Outcome;
  severity: Severity;
  clause: string | null;
  because: string;
}

interface Side {
  id: string | null;
  kind: string | null;
  restrictions: readonly Restriction[];
}

/**
 * Holds what a repository declares against the licences of the models that it is built on.
 * @param own what it declares, a choice if several; empty: nothing is declared and nothing found
 * @returns conflicts with both sides quoted, duties that were looked for in vain, and what binds the derivative
 */
export function inherit(
  own: readonly Terms[],
  descent: Descent,
  { matrix, ...seen }: Omit<DutyInput, 'descent'>,
): Inherited {
  const inherited: Inherited = { conflicts: [], notices: [], unknowns: [], binding: [], copied: [] };
  const told = new Set<string>();
  for (const ancestor of descent.ancestors) {
    const base = leastBinding(ancestor, own, matrix);
    if (!base) {
      inherited.unknowns.push(unknownTerms(ancestor));
      continue;
    }
    const { terms, entry, row, verdict } = base;
    const side = { entry, evidence: terms.evidence };
    if (binds(row, entry, ancestor.relation, matrix)) inherited.binding.push(side);
    else if (own.length === 0 && ancestor.through.length === 0 && matrix.relation(ancestor.relation).copies)
      inherited.copied.push(side);
    // A merge of ten Llamas is one conflict, not ten.
    const key = `${entry.id} ${verdict.outcome}`;
    if (told.has(key)) continue;
    told.add(key);
    if (verdict.outcome === 'conflict') inherited.conflicts.push(conflictOf(own, ancestor, base, matrix));
    if (verdict.outcome === 'unknown' && own.length > 0) {
      inherited.unknowns.push({ what: `what ${ancestor.id} (${entry.name}) asks of this model`, why: verdict.because });
    }
    if (verdict.outcome === 'notice') {
      const notice = unmetDuties(row.duties, { ancestor, entry }, { descent, matrix, ...seen });
      if (notice) inherited.notices.push({ ...notice, evidence: [...ancestor.evidence, ...terms.evidence] });
    }
  }
  return inherited;
}

interface BaseTerms {
  terms: Terms;
  entry: CatalogueEntry;
  row: LineageRow;
  verdict: Verdict;
}

/** Of licences that a base offers as a choice, the one that says least against the derivative. */
function leastBinding(ancestor: Ancestor, own: readonly Terms[], matrix: InheritanceMatrix): BaseTerms | null {
  const read = ancestor.terms.flatMap((terms): BaseTerms[] => {
    const { entry } = terms;
    const row = entry && matrix.rowOf(entry);
    return entry && row ? [{ terms, entry, row, verdict: judge(row, entry, own, ancestor.relation, matrix) }] : [];
  });
  if (read.length === 0 || read.length < ancestor.terms.length) return null;
  return read.reduce((least, one) => (grade(one.verdict) < grade(least.verdict) ? one : least));
}

const grade = ({ outcome }: Verdict): number => OUTCOMES.indexOf(outcome);

/** The most favourable of what is declared counts. Where nothing is declared nothing contradicts: duties stand alone. */
function judge(
  row: LineageRow,
  upstream: CatalogueEntry,
  own: readonly Terms[],
  relation: string,
  matrix: InheritanceMatrix,
): Verdict {
  const verdicts = own.map((terms) => decide(row, upstream, sideOf(terms, matrix), relation, matrix));
  const [first, ...others] = verdicts;
  if (first) return others.reduce((least, one) => (grade(one) < grade(least) ? one : least), first);
  const silent = decide(row, upstream, { id: null, kind: 'unstated', restrictions: [] }, relation, matrix);
  return silent.outcome === 'conflict' ? { ...silent, outcome: 'notice' } : silent;
}

function sideOf({ entry, unstated }: Terms, matrix: InheritanceMatrix): Side {
  if (!entry || entry.category === 'unknown')
    return { id: entry?.id ?? null, kind: unstated ? 'unstated' : 'unrecognised', restrictions: [] };
  return { id: entry.id, kind: matrix.kindOf(entry), restrictions: entry.restrictions };
}

function decide(
  row: LineageRow,
  upstream: CatalogueEntry,
  side: Side,
  relation: string,
  matrix: InheritanceMatrix,
): Verdict {
  const found = row.cases.find((one) => fits(one, upstream, side, relation, matrix));
  const because = found?.because ?? row.because;
  const severity = found?.severity ?? row.severity;
  const clause = found?.clause === undefined ? row.clause : found.clause;
  if (found?.outcome !== 'unknown')
    return { outcome: found?.outcome ?? 'unknown', severity: lowered(severity, relation, matrix), clause, because };
  const why =
    found.because ?? 'the declared licence is not in the catalogue, so whether it carries them on is not known';
  return { outcome: 'unknown', severity, clause, because: why };
}

function fits(
  one: LineageCase,
  upstream: CatalogueEntry,
  { id, kind, restrictions }: Side,
  relation: string,
  { covers, matches }: InheritanceMatrix,
): boolean {
  return (
    (one.same === undefined || one.same === (id !== null && covers(id, upstream.id))) &&
    (one.upstream === undefined || matches(one.upstream, upstream.id)) &&
    (one.licenses === undefined || (id !== null && matches(one.licenses, id))) &&
    (one.kinds === undefined || (kind !== null && one.kinds.includes(kind))) &&
    (one.carries === undefined || one.carries.every((restriction) => restrictions.includes(restriction))) &&
    (one.relations === undefined || (one.relations as readonly string[]).includes(relation))
  );
}

function lowered(severity: Severity, relation: string, matrix: InheritanceMatrix): Severity {
  const step = matrix.relation(relation).lowers ? 1 : 0;
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - step)] ?? severity;
}

/** Terms that plain permissive ones may not replace stay on the derivative, whatever it declares. */
function binds(row: LineageRow, upstream: CatalogueEntry, relation: string, matrix: InheritanceMatrix): boolean {
  const free: Side = { id: null, kind: matrix.free, restrictions: [] };
  return decide(row, upstream, free, relation, matrix).outcome === 'conflict';
}

function conflictOf(
  own: readonly Terms[],
  ancestor: Ancestor,
  { terms, entry, verdict }: BaseTerms,
  matrix: InheritanceMatrix,
): Inherited['conflicts'][number] {
  const { note } = matrix.relation(ancestor.relation);
  const declared = own.map(({ written }) => written).join(', ');
  const message = [
    `The licence is declared as ${declared}, but ${baseName(ancestor)} is under ${entry.name}.`,
    `${capital(verdict.clause ?? 'Its terms')}: ${verdict.because}.`,
    ...(note ? [note] : []),
  ].join(' ');
  const evidence = [...own.flatMap((one) => one.evidence), ...ancestor.evidence, ...terms.evidence];
  return { conflict: { kind: 'lineage', message, evidence }, severity: verdict.severity };
}

function baseName({ id, through }: Ancestor): string {
  return through.length === 0 ? `the base model ${id}` : `${id} (a base of ${through.at(-1)})`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function unknownTerms({ id, terms }: Ancestor): Inherited['unknowns'][number] {
  const why =
    terms.length === 0
      ? 'it declares no licence, and so grants nothing that is known'
      : `it is declared as ${terms.map(({ written }) => written).join(', ')}, which the catalogue does not know`;
  return { what: `licence of the base model ${id}`, why };
}
