/** Inputs of the assessment, each with only what a test is about. */
import type { Card } from '../../src/card/types.ts';
import type { Facts } from '../../src/facts/types.ts';
import {
  ARTEFACTS,
  type Artefact,
  type ArtefactName,
  type Artefacts,
  type Claim,
  type LicenseCategory,
  type LicenseReport,
  type Lineage,
  type Restriction,
} from '../../src/report/v1.ts';
import { factsOfExample } from '../../src/rules/example.ts';
import { loadRules } from '../../src/rules/load.ts';

export const rules = loadRules();

export const artefact = (fields: Partial<Artefact> = {}): Artefact => ({
  status: 'absent',
  verified: false,
  promised: false,
  inheritedFrom: null,
  license: null,
  evidence: [],
  note: null,
  ...fields,
});

const code = artefact({ status: 'released', verified: true, license: 'apache-2.0' });

/** Everything is there, under open terms, unless said otherwise. */
export function artefacts(given: Partial<Record<ArtefactName, Partial<Artefact>>> = {}): Artefacts {
  const open: Partial<Artefacts> = {
    weights: artefact({ status: 'released', verified: true, license: 'apache-2.0' }),
    trainingCode: code,
    inferenceCode: code,
    trainingData: artefact({ status: 'released', verified: true }),
    baseData: artefact({ status: 'not-applicable' }),
  };
  return Object.fromEntries(
    ARTEFACTS.map((name) => [name, { ...(open[name] ?? artefact()), ...given[name] }]),
  ) as Artefacts;
}

export function license(category: LicenseCategory, restrictions: Restriction[] = []): LicenseReport {
  const effective = {
    id: category,
    spdx: null,
    name: category,
    category,
    osiApproved: category === 'osi-approved',
    restrictions,
    evidence: [],
  };
  return { declared: [], texts: [], prose: [], effective, conflicts: [] };
}

export interface Base {
  license?: string | null;
  gated?: boolean;
  resolved?: boolean;
}

/** A chain of ancestors, the direct parent first. */
export function lineage(relation: string, bases: Base[]): Lineage {
  const chain = bases.map(({ license: id = 'apache-2.0', gated = false, resolved = true }, index) => ({
    id: `base/${index}`,
    license: resolved ? id : null,
    gated: resolved ? gated : null,
    resolved,
  }));
  const baseModels = chain
    .slice(0, 1)
    .map(({ id, license: terms, resolved }) => ({ id, relation, license: terms, resolved }));
  return { relation, baseModels, chain, problems: [] };
}

export interface FactsGiven {
  license?: LicenseReport;
  lineage?: Lineage;
  model?: Partial<Facts['model']>;
  front?: Record<string, unknown>;
  tree?: boolean;
}

/** Facts of a repository under Apache-2.0, trained from scratch, without a gate, unless said otherwise. */
export function facts({
  license: terms = license('osi-approved'),
  lineage: from,
  model,
  front = {},
  tree = true,
}: FactsGiven): Facts {
  const plain = factsOfExample({ ...(tree ? { files: ['model.safetensors'] } : {}), front }, rules);
  return {
    ...plain,
    license: terms,
    model: { ...plain.model, ...model },
    ...(from ? { lineage: from, derivative: true } : {}),
  };
}

export const claim = (fields: Partial<Claim> = {}): Claim => ({
  kind: 'open-source',
  stance: 'asserted',
  object: 'model',
  quote: 'open source',
  language: 'en',
  rule: 'claims/open-source',
  location: { path: 'README.md', startLine: 1, endLine: 1, heading: null },
  ...fields,
});

export const card = (fields: Partial<Card> = {}): Card => ({ ...facts({}).card, ...fields });
