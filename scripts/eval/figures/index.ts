import { artefacts } from './artefacts.ts';
import { claims, headlines, openSourceAsserted } from './claims.ts';
import { experts, type Rated } from './experts.ts';
import type { Case, Measured } from './figure.ts';
import { licenseConflicts, restrictions } from './license.ts';
import { baseModels, datasets } from './names.ts';

/** Every figure of EVALUATION.md, in its order, with what was missed. */
export function measureAll(cases: readonly Case[], rated: readonly Rated[]): Measured {
  const ofCards = [
    headlines,
    openSourceAsserted,
    claims,
    licenseConflicts,
    restrictions,
    artefacts,
    datasets,
    baseModels,
  ].map((measure) => measure(cases));
  const all = [...ofCards, experts(rated)];
  return { figures: all.flatMap(({ figures }) => figures), misses: all.flatMap(({ misses }) => misses) };
}
