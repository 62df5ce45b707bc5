/** The names that a `say` template may use, and their values for one input. */
import { ARTEFACTS, type ArtefactName } from '../../report/v1.ts';
import type { StandardsInput } from './input.ts';

export const PLACEHOLDER = /\{([^{}]*)\}/g;

// Values come from strangers' cards; one message stays one readable line whatever they hold.
const LONGEST = 160;

type Value = (input: StandardsInput) => string | null;

const ofArtefact = (name: ArtefactName): [string, Value][] => [
  [
    name,
    ({ artefacts: { [name]: artefact } }) => (artefact.promised ? `${artefact.status} (promised)` : artefact.status),
  ],
  [`${name}.license`, ({ artefacts }) => artefacts[name].license],
];

const list = (values: string[]): string | null => (values.length > 0 ? values.join(', ') : null);

export const placeholders: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...ARTEFACTS.flatMap(ofArtefact),
  ['license', ({ license }) => (license.effective.category === 'none' ? null : license.effective.name)],
  ['license.category', ({ license }) => license.effective.category],
  ['restrictions', ({ license }) => list(license.effective.restrictions)],
  ['gateFields', ({ gateFields }) => list(gateFields)],
  ['relation', ({ lineage }) => lineage.relation],
  ['baseModels', ({ lineage }) => list(lineage.baseModels.map(({ id }) => id))],
  ['datasets', ({ datasets }) => list(datasets.filter(({ role }) => role !== 'evaluation').map(({ id }) => id))],
]);

/**
 * Fills a template of a standard's file.
 * @param nothing the words for a value that is not known
 */
export function fill(template: string, input: StandardsInput, nothing: string): string {
  return template.replace(PLACEHOLDER, (_, name: string) => oneLine(placeholders.get(name)?.(input) ?? nothing));
}

function oneLine(value: string): string {
  const letters = [...value.replace(/\s+/g, ' ')];
  return letters.length <= LONGEST ? letters.join('') : `${letters.slice(0, LONGEST - 1).join('')}…`;
}
