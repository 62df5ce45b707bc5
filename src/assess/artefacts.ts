/** The artefacts of a report: what the rules saw, each with the licence it comes under. */
import type { Facts } from '../facts/types.ts';
import { isOpen } from '../license/openness.ts';
import { ARTEFACTS, type Artefact, type ArtefactName, type Artefacts } from '../report/v1.ts';
import type { Judged } from '../rules/detectors/types.ts';
import type { RuleSet } from '../rules/load.ts';
import { judgeArtefact } from '../rules/run.ts';
import { UNJUDGED } from '../rules/unjudged.ts';

const NO_RULE: Artefact = { ...UNJUDGED, note: 'No rule looks for it.' };

type Kind = 'weights' | 'code' | 'data' | 'document';

const KIND: Record<ArtefactName, Kind> = {
  weights: 'weights',
  baseWeights: 'document',
  architecture: 'code',
  tokenizer: 'weights',
  intermediateCheckpoints: 'weights',
  inferenceCode: 'code',
  trainingCode: 'code',
  evaluationCode: 'code',
  dataProcessingCode: 'code',
  trainingData: 'data',
  baseData: 'document',
  evaluationData: 'document',
  modelCard: 'document',
  dataCard: 'document',
  technicalReport: 'document',
  paper: 'document',
  evaluationResults: 'document',
  sampleOutputs: 'document',
  supportingTools: 'document',
};

/**
 * What is said of code or data counts for it; else the repository's own licence covers what lies in the repository.
 * Data has only its own; what comes from elsewhere is not known to come under this repository's terms.
 */
function licenseOf(name: ArtefactName, judged: Judged, facts: Facts, rules: RuleSet): string | null {
  const { artefact } = judged;
  if (artefact.status !== 'released' && artefact.status !== 'partial') return null;
  const { effective, prose } = facts.license;
  const own = effective.id === 'none' ? null : effective.id;
  const kind = KIND[name];
  if (kind === 'weights') return own;
  const there = licenseThere(judged, rules);
  if (kind === 'code' && artefact.inheritedFrom === null) {
    const said = prose.find((ref) => ref.object === 'code' && ref.id !== 'unknown')?.id;
    if (there !== undefined) return there ?? said ?? null;
    // Restrictive terms of the weights are not held against code that lies elsewhere.
    const carries = artefact.verified || isOpen(rules.license.catalogue.find(own ?? '')?.category ?? 'unknown', 'code');
    return said ?? (carries ? own : null);
  }
  if (kind === 'data') {
    const licenses = facts.datasets.filter((each) => each.role === 'training').map((each) => each.license);
    return licenses.length === 1 ? (licenses[0] ?? null) : (there ?? null);
  }
  return null;
}

/** The licence of the repository that was seen behind a link, by our id; undefined where none was seen. */
function licenseThere({ followed = [] }: Judged, rules: RuleSet): string | null | undefined {
  const seen = followed.find(({ state }) => state === 'confirmed' || state === 'lacking');
  const { license } = seen ?? {};
  return license && (rules.license.catalogue.find(license)?.id ?? license.toLowerCase());
}

const active = ({ artefacts }: RuleSet) => artefacts.filter((rule) => rule.lifecycle !== 'deprecated');

/** @returns the links, as the card writes them, that decide artefacts and that rules want followed */
export function decidingLinks(facts: Facts, rules: RuleSet): string[] {
  const followed = active(rules).flatMap((rule) => judgeArtefact(rule, facts, rules.tools).followed ?? []);
  return [...new Set(followed.flatMap(({ urls }) => urls))];
}

/** @returns every artefact of the report; one without a rule is unknown */
export function judgeArtefacts(facts: Facts, rules: RuleSet): Artefacts {
  const judged = new Map<ArtefactName, Artefact>();
  for (const rule of active(rules)) {
    const result = judgeArtefact(rule, facts, rules.tools);
    judged.set(rule.artefact, { ...result.artefact, license: licenseOf(rule.artefact, result, facts, rules) });
  }
  return Object.fromEntries(ARTEFACTS.map((name) => [name, judged.get(name) ?? NO_RULE])) as Artefacts;
}
