/** The openness dimensions of Liesenfeld & Dingemanse and of the European Open Source AI Index, and their mean. */
import { OSAI_DIMENSIONS, type OsaiDimension, type Standards } from '../../report/v1.ts';
import { firstToHold } from './conditions.ts';
import type { StandardsInput } from './input.ts';
import type { OsaiFile } from './schema.ts';

type Openness = Standards['osai']['dimensions'][OsaiDimension];

export function evaluateOsai(file: OsaiFile, input: StandardsInput): Standards['osai'] {
  const opennessOf = (name: OsaiDimension): Openness =>
    firstToHold(file.dimensions[name].outcomes, input)?.status ?? 'unknown';
  const dimensions = Object.fromEntries(OSAI_DIMENSIONS.map((name) => [name, opennessOf(name)])) as Record<
    OsaiDimension,
    Openness
  >;
  const points = OSAI_DIMENSIONS.map((name) => file.points[dimensions[name]]);
  return { score: points.reduce((sum, each) => sum + each, 0) / points.length, dimensions };
}
