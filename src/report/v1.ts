/**
 * Report v1: the JSON that openlitmus promises to its readers. This file is the one source of
 * the types and of the published JSON Schema. Within `1.x` fields are added, never renamed or removed.
 */
import { z } from 'zod';

export const SCHEMA_VERSION = '1.0';

const orNull = <T extends z.ZodType>(type: T) => z.union([type, z.null()]);
const text = z.string();
const isoDate = z.string().describe('ISO 8601');

export const LEVELS = ['closed', 'restricted-weights', 'open-weights', 'open-source', 'fully-open'] as const;
export const CLAIM_KINDS = ['open', 'open-weights', 'open-source', 'fully-open'] as const;
export const STANCES = ['asserted', 'implied', 'denied', 'promised'] as const;
export const CLAIM_OBJECTS = ['model', 'weights', 'training-code', 'code', 'data', 'everything'] as const;
export const STATUSES = ['released', 'partial', 'absent', 'unknown', 'not-applicable'] as const;
export const VERDICTS = ['supported', 'qualified', 'overstated', 'undetermined', 'no-claim', 'disclaimed'] as const;
export const STANDARD_NAMES = ['osaid', 'license-only'] as const;
export const ARTEFACTS = [
  'weights',
  'baseWeights',
  'architecture',
  'tokenizer',
  'intermediateCheckpoints',
  'inferenceCode',
  'trainingCode',
  'evaluationCode',
  'dataProcessingCode',
  'trainingData',
  'baseData',
  'evaluationData',
  'modelCard',
  'dataCard',
  'technicalReport',
  'paper',
  'evaluationResults',
  'sampleOutputs',
  'supportingTools',
] as const;
export const LICENSE_CATEGORIES = [
  'osi-approved',
  'open-other',
  'behavioural-use',
  'community',
  'non-commercial',
  'no-derivatives',
  'research-only',
  'proprietary',
  'unknown',
  'none',
] as const;
export const RESTRICTIONS = [
  'non-commercial',
  'research-only',
  'user-threshold',
  'field-of-use',
  'no-derivatives',
  'share-alike',
  'no-training-others',
  'naming',
  'geographic',
  'needs-application',
] as const;
export const FAILURE_CODES = [
  'not-found',
  'gated',
  'unauthorized',
  'rate-limited',
  'network',
  'invalid',
  'internal',
] as const;
export const CONFLICT_KINDS = ['declared-prose', 'declared-gate', 'declared-text', 'declared-name', 'lineage'] as const;
export const OSAI_DIMENSIONS = [
  'datasources_basemodel',
  'datasources_endmodel',
  'weights_basemodel',
  'weights_endmodel',
  'trainingcode',
  'code',
  'hardware_architecture',
  'preprint',
  'paper',
  'modelcard',
  'datasheet',
  'licenses',
  'package',
  'api',
] as const;

export const location = z.strictObject({
  path: text,
  startLine: z.int().min(1).describe('1-based line of the raw file'),
  endLine: z.int().min(1),
  heading: orNull(text),
});

export const evidence = z.strictObject({
  source: z.enum(['card', 'front-matter', 'file', 'tree', 'api', 'link', 'base-model', 'dataset']),
  quote: orNull(text),
  location: orNull(location),
  url: orNull(text),
});

export const problem = z.strictObject({ code: text, message: text, location: orNull(location) });

export const claim = z.strictObject({
  kind: z.enum(CLAIM_KINDS),
  stance: z.enum(STANCES),
  object: z.enum(CLAIM_OBJECTS),
  quote: text.max(200).describe('exact substring of one raw line'),
  language: text,
  rule: text,
  location,
});

const restrictions = z.array(z.enum(RESTRICTIONS));

export const licenseRef = z.strictObject({
  id: text,
  name: orNull(text),
  spdx: orNull(text),
  link: orNull(text),
  object: orNull(z.enum(['weights', 'code', 'data'])).describe('what it is said of; null: the repository'),
  restrictions: restrictions.describe('as stated there, or as the text implies'),
  evidence: z.array(evidence),
});

const licenseReport = z.strictObject({
  declared: z.array(licenseRef),
  texts: z.array(licenseRef.extend({ path: text, score: z.number().min(0).max(1) })),
  prose: z.array(licenseRef),
  effective: z.strictObject({
    id: text,
    spdx: orNull(text),
    name: text,
    category: z.enum(LICENSE_CATEGORIES),
    osiApproved: z.boolean(),
    restrictions,
    evidence: z.array(evidence),
  }),
  conflicts: z.array(z.strictObject({ kind: z.enum(CONFLICT_KINDS), message: text, evidence: z.array(evidence) })),
});

export const artefact = z.strictObject({
  status: z.enum(STATUSES),
  verified: z.boolean().describe('the thing itself was looked at, not merely a link to it'),
  promised: z.boolean(),
  inheritedFrom: orNull(text),
  license: orNull(text),
  evidence: z.array(evidence),
  note: orNull(text),
});

export const requirement = z.strictObject({
  id: text,
  status: z.enum(['met', 'not-met', 'unknown', 'manual']),
  message: text,
  evidence: z.array(evidence),
});

const share = z.number().min(0).max(1);

const standards = z.strictObject({
  osaid: z.strictObject({ status: z.enum(['refuted', 'not-refuted']), requirements: z.array(requirement) }),
  mof: z.strictObject({
    class: orNull(z.enum(['I', 'II', 'III'])),
    progress: z.strictObject({ I: share, II: share, III: share }),
    components: z.array(
      z.strictObject({ name: text, included: orNull(z.boolean()), license: orNull(text), open: orNull(z.boolean()) }),
    ),
  }),
  osai: z.strictObject({
    score: share,
    dimensions: z.record(z.enum(OSAI_DIMENSIONS), z.enum(['open', 'partial', 'closed', 'unknown'])),
  }),
  euAiAct: z.strictObject({
    status: z.enum(['conditions-met', 'conditions-not-met', 'undetermined']),
    conditions: z.array(requirement),
  }),
});

const dataset = z.strictObject({
  id: text.describe('as written'),
  resolvedId: orNull(text),
  role: z.enum(['training', 'evaluation', 'unclear']),
  exists: orNull(z.boolean()),
  empty: orNull(z.boolean()).optional().describe('it holds no file besides README.md and .gitattributes'),
  gated: orNull(z.boolean()),
  license: orNull(text),
  evidence: z.array(evidence),
});

const lineage = z.strictObject({
  relation: orNull(text),
  baseModels: z.array(
    z.strictObject({
      id: text.describe('as written'),
      resolvedId: orNull(text).optional(),
      relation: text,
      license: orNull(text),
      resolved: z.boolean(),
    }),
  ),
  chain: z.array(
    z.strictObject({
      id: text,
      license: orNull(text),
      gated: orNull(z.boolean()),
      form: orNull(z.boolean()).optional().describe('the gate asks for data or approval'),
      resolved: z.boolean(),
    }),
  ),
  problems: z.array(problem),
});

const tool = z.strictObject({
  name: z.literal('openlitmus'),
  version: text,
  rules: text.describe('sha-256 of the loaded rule set'),
});

const claimedLevel = z.enum([...CLAIM_KINDS, 'none', 'denied', 'unknown']);
const count = z.int().min(0);

export const reportSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  kind: z.literal('report'),
  tool,
  repo: z.strictObject({
    id: text,
    requestedId: text,
    type: z.literal('model'),
    url: text,
    revision: text,
    sha: orNull(text),
    author: orNull(text),
    createdAt: orNull(isoDate),
    lastModified: orNull(isoDate),
    gated: z.union([z.literal(false), z.enum(['auto', 'manual'])]),
    private: z.boolean(),
    disabled: z.boolean(),
    pipelineTag: orNull(text),
    libraryName: orNull(text),
    tags: z.array(text),
    downloads: orNull(z.int()),
    likes: orNull(z.int()),
  }),
  observedAt: isoDate.describe('when the data was fetched, also on replay'),
  source: z.enum(['hub', 'snapshot', 'folder']),
  card: z.strictObject({
    present: z.boolean(),
    language: orNull(text),
    placeholder: z.boolean(),
    problems: z.array(problem),
  }),
  claims: z.array(claim),
  license: licenseReport,
  artefacts: z.record(z.enum(ARTEFACTS), artefact),
  datasets: z.array(dataset),
  lineage,
  level: z.strictObject({
    claimed: claimedLevel,
    claimedObject: orNull(z.enum(CLAIM_OBJECTS)),
    observed: z.strictObject({ atLeast: z.enum(LEVELS), atMost: z.enum(LEVELS) }),
  }),
  verdict: z.strictObject({
    status: z.enum(VERDICTS),
    standard: z.enum(STANDARD_NAMES),
    summary: text,
    underOther: z.enum(VERDICTS),
    reasons: z.array(z.strictObject({ requirement: text, observed: text, message: text, evidence: z.array(evidence) })),
  }),
  standards,
  findings: z.array(
    z.strictObject({
      rule: text,
      level: z.enum(['error', 'warning', 'note']),
      message: text,
      remediation: orNull(text),
      evidence: z.array(evidence),
    }),
  ),
  unknowns: z.array(z.strictObject({ what: text, why: text })),
});

export const failureSchema = z.strictObject({
  kind: z.literal('failure'),
  id: text,
  code: z.enum(FAILURE_CODES),
  message: text,
  status: orNull(z.int()),
  attempts: z.int(),
});

export const batchSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  tool,
  summary: z.strictObject({
    total: count,
    failed: count,
    verdicts: z.record(z.enum(VERDICTS), count),
    levels: z.record(z.enum([...LEVELS, 'unsettled']), count),
    licenses: z.record(z.enum(LICENSE_CATEGORIES), count).describe('categories of the effective licences'),
    conflicts: z.record(z.enum(CONFLICT_KINDS), count).describe('models with a conflict of this kind'),
    overstated: z
      .array(
        z.strictObject({
          id: text,
          claimed: claimedLevel,
          quote: orNull(text),
          location: orNull(location),
        }),
      )
      .describe('the first 200 that are overstated, and the claim each is held to'),
    failures: z.record(z.enum(FAILURE_CODES), count),
  }),
  reports: z.array(reportSchema),
  failures: z.array(failureSchema),
});

export type Report = z.infer<typeof reportSchema>;
export type Failure = z.infer<typeof failureSchema>;
export type Batch = z.infer<typeof batchSchema>;
export type Claim = z.infer<typeof claim>;
export type Location = z.infer<typeof location>;
export type Evidence = z.infer<typeof evidence>;
export type Problem = z.infer<typeof problem>;
export type LicenseRef = z.infer<typeof licenseRef>;
export type LicenseReport = z.infer<typeof licenseReport>;
export type Artefact = z.infer<typeof artefact>;
export type ArtefactName = (typeof ARTEFACTS)[number];
export type Artefacts = Record<ArtefactName, Artefact>;
export type Status = Artefact['status'];
export type ClaimKind = Claim['kind'];
export type Stance = Claim['stance'];
export type ClaimObject = Claim['object'];
export type Level = (typeof LEVELS)[number];
export type VerdictStatus = (typeof VERDICTS)[number];
export type StandardName = (typeof STANDARD_NAMES)[number];
export type LicenseCategory = (typeof LICENSE_CATEGORIES)[number];
export type ConflictKind = (typeof CONFLICT_KINDS)[number];
export type Restriction = (typeof RESTRICTIONS)[number];
export type Requirement = z.infer<typeof requirement>;
export type OsaiDimension = (typeof OSAI_DIMENSIONS)[number];
export type Standards = z.infer<typeof standards>;
export type Dataset = z.infer<typeof dataset>;
export type Lineage = z.infer<typeof lineage>;
export type Finding = Report['findings'][number];
