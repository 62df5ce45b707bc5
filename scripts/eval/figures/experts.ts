import type { ArtefactName, Evidence, OsaiDimension, Report } from '../../../src/report/v1.ts';
import type { Rating } from '../data.ts';
import { type Cell, type Level, levelOf, rate, severity } from '../score.ts';
import { type Figure, firstQuote, type Measured, type Miss } from './figure.ts';

/** One audited card beside the ratings of its system. */
export interface Rated {
  id: string;
  report: Report;
  ratings: readonly Rating[];
}

interface Judgement {
  status: string;
  evidence: readonly Evidence[];
  /** Why it was left unknown, as the report says it. */
  why: string | null;
}

const artefact =
  (name: ArtefactName) =>
  (report: Report): Judgement => ({
    ...report.artefacts[name],
    why: report.unknowns.find(({ what }) => what === name)?.why ?? null,
  });

/** Of a model that was trained from scratch, experts rate the model itself as its own base. */
const base =
  (name: ArtefactName, fromScratch: ArtefactName) =>
  (report: Report): Judgement =>
    artefact(report.artefacts[name].status === 'not-applicable' ? fromScratch : name)(report);

const osai =
  (name: OsaiDimension) =>
  (report: Report): Judgement => ({
    status: report.standards.osai.dimensions[name],
    evidence: name === 'licenses' ? report.license.effective.evidence : [],
    why: null,
  });

/** What of a report answers each dimension that experts rate. */
const DIMENSIONS = {
  weights: artefact('weights'),
  base_weights: base('baseWeights', 'weights'),
  data_base: base('baseData', 'trainingData'),
  data_tuning: artefact('trainingData'),
  training_code: artefact('trainingCode'),
  licence: osai('licenses'),
  modelcard: osai('modelcard'),
  datasheet: osai('datasheet'),
  preprint: osai('preprint'),
} satisfies Partial<Record<keyof Rating, (report: Report) => Judgement>>;

export type Dimension = keyof typeof DIMENSIONS;

/** The dimensions that decide whether a model can be called open: what is released, not how it is described. */
export const CORE = ['weights', 'data_base', 'data_tuning', 'training_code'] as const satisfies readonly Dimension[];

/** A flag of the Model Openness Tool's rows says that they may rate another release than the id's, or none. */
const isUsable = ({ quality_flags = [] }: Rating): boolean => quality_flags.length === 0;

/** One rating beside the status of the same thing. */
export interface RatedCell extends Cell, Pick<Judgement, 'why'>, Pick<Miss, 'line' | 'quote'> {
  id: string;
  source: string;
  dimension: Dimension;
  /** The rating, in the experts' word. */
  expert: string;
  /** The status, in the report's word. */
  openlitmus: string;
  /** The rating on three levels. */
  expected: Level;
  /** The status on three levels; null where it was left unknown. */
  got: Level | null;
}

function cellOf({ id, report }: Rated, rating: Rating, dimension: Dimension): RatedCell | null {
  const expert = rating[dimension];
  const expected = expert ? levelOf(expert) : null;
  if (!expert || expected === null) return null;
  const { status, evidence, why } = DIMENSIONS[dimension](report);
  const named = { id, source: rating.source, dimension, expert, openlitmus: status };
  return { ...named, expected, got: levelOf(status), why, ...firstQuote(evidence) };
}

/** Every cell once, also where a group lists a system twice with the same ratings. */
function cellsOfOne(rated: Rated): RatedCell[] {
  const once = new Map<string, RatedCell>();
  for (const rating of rated.ratings.filter(isUsable)) {
    for (const dimension of Object.keys(DIMENSIONS) as Dimension[]) {
      const cell = cellOf(rated, rating, dimension);
      if (cell) once.set(`${cell.source} ${dimension} ${cell.expert}`, cell);
    }
  }
  return [...once.values()];
}

/** @returns every usable rating beside the status that answers it, in the order of the cards */
export const ratedCells = (rated: readonly Rated[]): RatedCell[] => rated.flatMap(cellsOfOne);

export interface CoreCell extends RatedCell {
  dimension: (typeof CORE)[number];
}

export const isCore = (cell: RatedCell): cell is CoreCell => CORE.some((each) => each === cell.dimension);

function missOf({ id, source, dimension, expert, openlitmus, expected, got, line, quote }: RatedCell): Miss[] {
  if (expected === got) return [];
  const subject = `experts.${source}.${dimension}`;
  return [{ subject, id, line, quote, expected: expert, got: openlitmus, severity: severity(expected, got) }];
}

/** Statuses beside the ratings of each group of experts. */
export function experts(rated: readonly Rated[]): Measured {
  const cells = ratedCells(rated);
  const figure = (subject: string, some: readonly RatedCell[], options: { floored: boolean }): Figure => ({
    subject,
    n: some.length,
    values: rate(some),
    ...options,
  });
  const sources = [...new Set(cells.map(({ source }) => source))].sort();
  const figures = sources.flatMap((source) => {
    const own = cells.filter((each) => each.source === source);
    const dimensions = [...new Set(own.map(({ dimension }) => dimension))];
    return [
      figure(`experts.${source}`, own, { floored: true }),
      ...dimensions.map((dimension) => {
        const some = own.filter((each) => each.dimension === dimension);
        return figure(`experts.${source}.${dimension}`, some, { floored: false });
      }),
    ];
  });
  const all = figure('experts', cells, { floored: true });
  const core = figure('experts.core', cells.filter(isCore), { floored: true });
  return { figures: [all, core, ...figures], misses: cells.flatMap(missOf) };
}
