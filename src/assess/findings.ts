/** What a reader should know besides the verdict: conflicts, promises, claims without an artefact, dead datasets. */
import { NOT_THERE } from '../facts/family.ts';
import type { Facts } from '../facts/types.ts';
import type { ArtefactName, Artefacts, Claim, ClaimObject, Dataset, Evidence, Finding, Report } from '../report/v1.ts';
import type { RuleSet } from '../rules/load.ts';
import { judgeFinding } from '../rules/run.ts';
import type { Looked } from '../source/types.ts';
import type { Place } from '../source/verify/types.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How long a promise has stood at the least: since the repository was last changed. */
function ageOf({ lastModified }: { lastModified: string | null }, observedAt: string): string {
  const days = lastModified ? Math.floor((Date.parse(observedAt) - Date.parse(lastModified)) / DAY) : Number.NaN;
  return Number.isFinite(days) && days > 0 ? ` The repository was last changed ${days} days before this audit.` : '';
}

const evidenceOf = (claim: Claim): Evidence => ({
  source: 'card',
  quote: claim.quote,
  location: claim.location,
  url: null,
});

const ARTEFACT_OF: Partial<Record<ClaimObject, ArtefactName>> = {
  'training-code': 'trainingCode',
  data: 'trainingData',
  weights: 'weights',
};

const WORDS: Partial<Record<ArtefactName, string>> = {
  trainingCode: 'its training code is',
  trainingData: 'its training data is',
  weights: 'its weights are',
};

function promises(facts: Facts, artefacts: Artefacts, observedAt: string): Finding[] {
  return Object.entries(artefacts).flatMap(([name, artefact]) =>
    artefact.promised
      ? [
          {
            rule: 'artefacts/promised',
            level: 'warning' as const,
            message: `${name} is promised and not there.${ageOf(facts.model, observedAt)}`,
            remediation: 'Release it, or say that it will not be released.',
            evidence: artefact.evidence,
          },
        ]
      : [],
  );
}

/** Data that is not said to be training data may be a benchmark; code may lie in a repository that the card links. */
function mayBeElsewhere({ object, quote }: Claim, { links, places }: Facts, { tools }: RuleSet): boolean {
  if (object === 'data') return !tools.words('training-context').test(quote);
  const isCode = tools.globs('lists/code-hosts');
  const isGone = (look: Looked<Place> | undefined) => look?.looked === true && look.value.kind === 'gone';
  return (
    object === 'training-code' &&
    links.some(({ host, path, url }) => isCode(`${host}/${path}`) && !isGone(places.get(url)))
  );
}

/** "We open-source the training code" where none was found. Not known is no charge. */
function withoutArtefact({ facts, claims, artefacts, rules }: Input): Finding[] {
  const charged = new Map<ArtefactName, Claim[]>();
  for (const claim of claims) {
    const name = ARTEFACT_OF[claim.object];
    if (claim.stance !== 'asserted' || !name || artefacts[name].status !== 'absent') continue;
    if (!mayBeElsewhere(claim, facts, rules)) charged.set(name, [...(charged.get(name) ?? []), claim]);
  }
  return [...charged].map(([name, said]) => ({
    rule: 'claims/no-artefact',
    level: 'error' as const,
    message: `The card says that ${WORDS[name]} open, and none was found. ${artefacts[name].note ?? ''}`.trim(),
    remediation: name === 'weights' ? 'Upload the weights.' : 'Link it where the card speaks of it.',
    evidence: [...said.map(evidenceOf), ...artefacts[name].evidence],
  }));
}

/** Terms of a base that are dropped weigh by what is lost; two names for one thing said in one place always weigh. */
function conflicts({ license, inherited }: Facts): Finding[] {
  const severities = new Map(inherited.conflicts.map(({ conflict, severity }) => [conflict, severity]));
  return license.conflicts.map((conflict) => ({
    rule: `license/conflict-${conflict.kind}`,
    level: (severities.get(conflict) ?? 'high') === 'high' ? 'error' : 'warning',
    message: conflict.message,
    remediation:
      conflict.kind === 'lineage' ? AS_THE_BASE : 'Say one thing in the front matter, the prose and the LICENSE file.',
    evidence: conflict.evidence,
  }));
}

const AS_THE_BASE = "Declare the base model's licence, or one that carries its terms on, and ship its text.";

function deadDatasets({ datasets }: Facts): Finding[] {
  const dead = (dataset: Dataset, rule: string, what: string): Finding => ({
    rule,
    level: 'warning',
    message: `The dataset ${dataset.id} is named, and ${what}.`,
    remediation: 'Link the place where it can be had, or say that it cannot.',
    evidence: dataset.evidence,
  });
  return datasets.flatMap((dataset) => {
    if (dataset.exists === false && dataset.resolvedId !== null)
      return [dead(dataset, 'datasets/gone', 'the Hub has disabled it')];
    if (dataset.exists === false) return [dead(dataset, 'datasets/gone', 'the Hub does not have it, or it is private')];
    return dataset.empty === true
      ? [dead(dataset, 'datasets/empty', 'it is empty: there is no file but its card')]
      : [];
  });
}

interface Input {
  facts: Facts;
  claims: readonly Claim[];
  artefacts: Artefacts;
  observedAt: string;
  rules: RuleSet;
}

/** @returns findings, the gravest first */
export function findingsOf({ facts, claims, artefacts, observedAt, rules }: Input): Finding[] {
  const order = { error: 0, warning: 1, note: 2 };
  return [
    ...conflicts(facts),
    ...withoutArtefact({ facts, claims, artefacts, observedAt, rules }),
    ...promises(facts, artefacts, observedAt),
    ...deadDatasets(facts),
    ...rules.findings.flatMap((rule) => judgeFinding(rule, facts, rules.tools) ?? []),
  ].toSorted((a, b) => order[a.level] - order[b.level]);
}

/** Ids that one line names. */
const FEW = 5;

/** Datasets and base models, and their cards, that could not be looked up. */
function unlinked({ datasets, lineage, linked }: Facts): Report['unknowns'] {
  const { bases, datasetCards } = linked;
  const unmade = (what: string, look: Looked<unknown> | undefined): Report['unknowns'] =>
    look && !look.looked ? [{ what, why: look.why }] : [];
  const notLookedUp: Looked<null> = { looked: false, why: 'not looked up' };
  const notThere: Looked<null> = { looked: false, why: NOT_THERE };
  const found = (look: Looked<unknown>) => (look.looked && look.value === null ? notThere : look);
  const notAsked = lineage.baseModels.map(({ id }) => id).filter((id) => !bases.looks.has(id));
  const more = notAsked.length > FEW ? ` and ${notAsked.length - FEW} more` : '';
  return [
    ...datasets.flatMap(({ id }) => unmade(`dataset ${id}`, linked.datasets.get(id) ?? notLookedUp)),
    ...datasets.flatMap(({ id }) => unmade(`card of dataset ${id}`, datasetCards.get(id))),
    ...(notAsked.length > 0
      ? [{ what: `base model ${notAsked.slice(0, FEW).join(', ')}${more}`, why: bases.cut ?? 'not looked up' }]
      : []),
    ...[...bases.looks].flatMap(([id, look]) => unmade(`base model ${id}`, found(look))),
    ...[...bases.cards].flatMap(([id, look]) => unmade(`card of base model ${id}`, look)),
  ];
}

/** @returns what could not be looked at or decided, and why; each once */
export function unknownsOf(
  facts: Facts,
  artefacts: Artefacts,
  files: Readonly<Record<string, { looked: boolean; why?: string }>>,
): Report['unknowns'] {
  const unknowns: Report['unknowns'] = [];
  if (!facts.tree.looked) unknowns.push({ what: 'files', why: facts.tree.why });
  if (!facts.refs.looked) unknowns.push({ what: 'branches and tags', why: facts.refs.why });
  for (const [path, file] of Object.entries(files)) {
    if (!file.looked) unknowns.push({ what: path, why: file.why ?? 'not looked at' });
  }
  for (const { path, holds } of facts.licenseFiles) {
    if (holds === 'pointer')
      unknowns.push({ what: path, why: 'Git LFS put a pointer in its place; the text is not there' });
  }
  unknowns.push(...facts.inherited.unknowns);
  unknowns.push(...unlinked(facts));
  for (const [address, look] of facts.places) {
    if (!look.looked) unknowns.push({ what: address, why: look.why });
  }
  for (const [name, artefact] of Object.entries(artefacts)) {
    if (artefact.status === 'unknown') unknowns.push({ what: name, why: artefact.note ?? 'not decided' });
  }
  return unknowns;
}
