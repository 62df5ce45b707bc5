import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { StandardFiles, StandardsInput } from '../../src/assess/standards/index.ts';
import { standardFilesSchema } from '../../src/assess/standards/schema.ts';
import {
  ARTEFACTS,
  type Artefact,
  type ArtefactName,
  type Artefacts,
  type LicenseCategory,
  type LicenseReport,
  type Restriction,
  type Status,
} from '../../src/report/v1.ts';

export const readStandard = (file: string): unknown =>
  parse(readFileSync(new URL(`../../rules/standards/${file}`, import.meta.url), 'utf8'));

export const files: StandardFiles = standardFilesSchema.parse({
  osaid: readStandard('osaid-1.0.yml'),
  mof: readStandard('mof-1.0.yml'),
  osai: readStandard('osai.yml'),
  euAiAct: readStandard('eu-ai-act-53-2.yml'),
});

/** A little catalogue: ids as a card may write them, lower-cased. */
export const CATALOGUE: Record<string, LicenseCategory> = {
  'apache-2.0': 'osi-approved',
  'odc-by': 'open-other',
  'openmdw-1.1': 'open-other',
  'llama3.1': 'community',
  'openrail++': 'behavioural-use',
  'cc-by-nc-4.0': 'non-commercial',
};

type Given = Status | Partial<Artefact>;

export interface Case {
  /** Status of every artefact that `artefacts` does not name. */
  otherwise: Status;
  artefacts?: Partial<Record<ArtefactName, Given>>;
  license?: { id: string; category: LicenseCategory; restrictions?: Restriction[] };
  gated?: false | 'auto' | 'manual';
  gateFields?: string[];
  euDisallowed?: boolean;
  relation?: string | null;
}

export function inputOf(given: Case): StandardsInput {
  const relation = given.relation ?? null;
  const base = { id: 'acme/base', relation: relation ?? 'finetune', license: null, resolved: true };
  return {
    artefacts: artefactsOf(given),
    license: licenseOf(given.license ?? { id: 'unknown', category: 'unknown' }),
    repo: { gated: given.gated ?? false },
    lineage: { relation, baseModels: relation === null ? [] : [base], chain: [], problems: [] },
    datasets: [],
    gateFields: given.gateFields ?? [],
    euDisallowed: given.euDisallowed ?? false,
    licenseCategory: (id) => CATALOGUE[id] ?? 'unknown',
  };
}

function artefactsOf({ otherwise, artefacts = {} }: Case): Artefacts {
  const entries = ARTEFACTS.map((name): [ArtefactName, Artefact] => {
    const given = artefacts[name] ?? otherwise;
    const told = typeof given === 'string' ? { status: given } : given;
    const evidence = [{ source: 'card' as const, quote: name, location: null, url: null }];
    const none = { verified: false, promised: false, inheritedFrom: null, license: null, note: null };
    return [name, { ...none, status: otherwise, evidence, ...told }];
  });
  return Object.fromEntries(entries) as Artefacts;
}

function licenseOf({ id, category, restrictions = [] }: NonNullable<Case['license']>): LicenseReport {
  const evidence = [{ source: 'front-matter' as const, quote: `license: ${id}`, location: null, url: null }];
  const osiApproved = category === 'osi-approved';
  const effective = { id, spdx: null, name: id, category, osiApproved, restrictions, evidence };
  return { declared: [], texts: [], prose: [], effective, conflicts: [] };
}

const APACHE = { id: 'apache-2.0', category: 'osi-approved' as const };
const apache: Partial<Artefact> = { status: 'released', license: 'Apache-2.0' };
const scratch: Case['artefacts'] = { baseData: 'not-applicable', baseWeights: 'not-applicable' };

export const CASES = {
  'fully open, from scratch': {
    otherwise: 'released',
    license: APACHE,
    artefacts: {
      ...scratch,
      trainingCode: apache,
      inferenceCode: apache,
      evaluationCode: apache,
      dataProcessingCode: apache,
      architecture: apache,
      trainingData: { status: 'released', license: 'ODC-BY' },
      evaluationData: { status: 'released', license: 'odc-by' },
    },
  },
  'weights only, Apache': {
    otherwise: 'absent',
    license: APACHE,
    artefacts: {
      ...scratch,
      weights: 'released',
      tokenizer: 'released',
      architecture: apache,
      inferenceCode: { ...apache, inheritedFrom: 'transformers' },
      modelCard: 'partial',
    },
  },
  'gated community licence': {
    otherwise: 'absent',
    license: { id: 'llama3.1', category: 'community', restrictions: ['user-threshold', 'field-of-use', 'naming'] },
    gated: 'manual',
    gateFields: ['First Name', 'Date of birth', 'Affiliation'],
    artefacts: {
      ...scratch,
      weights: 'partial',
      architecture: { ...apache, inheritedFrom: 'transformers' },
      inferenceCode: { ...apache, inheritedFrom: 'transformers' },
      modelCard: 'released',
      paper: 'released',
    },
  },
  closed: { otherwise: 'absent', license: { id: 'none', category: 'none' }, artefacts: scratch ?? {} },
  'all unknown': { otherwise: 'unknown' },
} satisfies Record<string, Case>;
