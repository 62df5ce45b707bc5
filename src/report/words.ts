/** The words in which reporters say the vocabulary of report v1. Total records: a new term must get its words here. */
import type {
  ArtefactName,
  ClaimKind,
  ClaimObject,
  ConflictKind,
  Evidence,
  Failure,
  Level,
  LicenseCategory,
  Report,
  Restriction,
  Stance,
  Status,
  VerdictStatus,
} from './v1.ts';

export const artefactWords: Record<ArtefactName, string> = {
  weights: 'weights',
  baseWeights: 'base weights',
  architecture: 'architecture',
  tokenizer: 'tokenizer',
  intermediateCheckpoints: 'checkpoints',
  inferenceCode: 'inference code',
  trainingCode: 'training code',
  evaluationCode: 'evaluation code',
  dataProcessingCode: 'data processing',
  trainingData: 'training data',
  baseData: 'base data',
  evaluationData: 'evaluation data',
  modelCard: 'model card',
  dataCard: 'data card',
  technicalReport: 'technical report',
  paper: 'paper',
  evaluationResults: 'results',
  sampleOutputs: 'sample outputs',
  supportingTools: 'tools',
};

export const statusWords: Record<Status, string> = {
  released: 'released',
  partial: 'partial',
  absent: 'not found',
  unknown: 'unknown',
  'not-applicable': 'not applicable',
};

export const verdictWords: Record<VerdictStatus, string> = {
  supported: 'supported',
  qualified: 'qualified',
  overstated: 'overstated',
  undetermined: 'undetermined',
  'no-claim': 'no claim',
  disclaimed: 'disclaimed',
};

export const claimWords: Record<ClaimKind, string> = {
  open: 'open',
  'open-weights': 'open weights',
  'open-source': 'open source',
  'fully-open': 'fully open',
};

export const objectWords: Record<ClaimObject, string> = {
  model: 'the model',
  weights: 'the weights',
  'training-code': 'the training code',
  code: 'the code',
  data: 'the data',
  everything: 'everything',
};

export const stanceWords: Record<Stance, string> = {
  asserted: 'asserted',
  implied: 'implied',
  denied: 'denied',
  promised: 'promised',
};

export const levelWords: Record<Level, string> = {
  closed: 'closed',
  'restricted-weights': 'restricted weights',
  'open-weights': 'open weights',
  'open-source': 'open source',
  'fully-open': 'fully open',
};

export const categoryWords: Record<LicenseCategory, string> = {
  'osi-approved': 'OSI-approved',
  'open-other': 'open, not on the OSI list',
  'behavioural-use': 'behavioural use restrictions',
  community: 'community licence',
  'non-commercial': 'non-commercial',
  'no-derivatives': 'no derivatives',
  'research-only': 'research only',
  proprietary: 'proprietary',
  unknown: 'not recognised',
  none: 'none declared',
};

export const conflictWords: Record<ConflictKind, string> = {
  'declared-prose': 'prose against declaration',
  'declared-gate': 'gate against declaration',
  'declared-text': 'text against declaration',
  'declared-name': 'name against declaration',
  lineage: 'base model against declaration',
};

export const restrictionWords: Record<Restriction, string> = {
  'non-commercial': 'no commercial use',
  'research-only': 'research only',
  'user-threshold': 'cap on users',
  'field-of-use': 'use list',
  'no-derivatives': 'no derivatives',
  'share-alike': 'share-alike',
  'no-training-others': 'no training of other models',
  naming: 'naming duty',
  geographic: 'not in every country',
  'needs-application': 'by application',
};

export const failureWords: Record<Failure['code'], string> = {
  'not-found': 'not found',
  gated: 'gated',
  unauthorized: 'token refused',
  'rate-limited': 'over quota',
  network: 'no answer',
  invalid: 'not valid',
  internal: 'defects of openlitmus',
};

export const sourceWords: Record<Evidence['source'], string> = {
  card: 'model card',
  'front-matter': 'front matter',
  file: 'file',
  tree: 'file list',
  api: 'Hub metadata',
  link: 'link',
  'base-model': 'base model',
  dataset: 'data set',
};

/** Where a piece of evidence is: `README.md:12`, a file of the repository, a URL, or the kind of source. */
export function place({ source, location, url }: Evidence): string {
  if (location === null) return (source === 'tree' && fileOf(url)) || url || sourceWords[source];
  const { path, startLine, endLine } = location;
  return endLine > startLine ? `${path}:${startLine}-${endLine}` : `${path}:${startLine}`;
}

/** The path in a Hub URL of a file, `.../blob/main/config.json`; empty for any other URL. */
const fileOf = (url: string | null) => /\/(?:blob|resolve)\/[^/]+\/(.+)$/.exec(url ?? '')?.[1] ?? '';

/** The observed level or range in words. */
export function observedWords({ atLeast, atMost }: Report['level']['observed']): string {
  if (atLeast === atMost) return levelWords[atLeast];
  if (atLeast === 'closed' && atMost === 'fully-open') return 'not known';
  return `${levelWords[atLeast]} at least, ${levelWords[atMost]} at most`;
}

/** What the card claims of its model, as a clause that follows the model's name. */
export function claimedWords({ claimed, claimedObject }: Report['level']): string {
  switch (claimed) {
    case 'none':
      return 'makes no claim of openness';
    case 'denied':
      return 'says that it is not open';
    case 'unknown':
      return 'has a card that could not be read';
    default: {
      const of = claimedObject === null || claimedObject === 'model' ? '' : ` of ${objectWords[claimedObject]}`;
      return `says "${claimWords[claimed]}"${of}`;
    }
  }
}

/** The one sentence that a report comes down to, without the verdict itself. */
export function headline({ repo, level }: Report): string {
  return `${repo.id} ${claimedWords(level)}; what is released: ${observedWords(level.observed)}`;
}
