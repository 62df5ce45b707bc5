/**
 * The whole design on one screen. What is awaited touches the world; `judge` is pure: the same snapshot, rules and
 * options give the same bytes.
 */
import { judgeArtefacts } from './assess/artefacts.ts';
import { findingsOf, unknownsOf } from './assess/findings.ts';
import { climb, gateFields, observedLevel } from './assess/level.ts';
import { evaluateStandards } from './assess/standards/index.ts';
import { claimedLevel, headline, verdictOf } from './assess/verdict.ts';
import { readCard } from './card/parse.ts';
import type { Card } from './card/types.ts';
import { claimsOf, decideClaims, problemsOf } from './claims/find.ts';
import { type Named, readFacts, readNamed } from './facts/facts.ts';
import { followLinks } from './follow.ts';
import { noticeOf, repoOf } from './report/repo.ts';
import { type Report, SCHEMA_VERSION, type StandardName } from './report/v1.ts';
import type { RuleSet } from './rules/load.ts';
import { CARD, collect, type RepoSnapshot, repoRef } from './source/collect.ts';
import { type Linked, lookUp } from './source/linked.ts';
import type { Source } from './source/types.ts';
import type { LinkSource, Places } from './source/verify/types.ts';
import { version } from './version.ts';

export interface AuditOptions {
  rules: RuleSet;
  /** Which reading of "open source" decides; the report gives the verdict under both. */
  standard: StandardName;
  /** Whether base models are looked up. */
  lineage: boolean;
  /** Where the links are looked at that the card presents as artefacts; left out: what the card says counts. */
  links?: LinkSource | undefined;
  /** Asked only when the source has no time of its own, as a replay has. */
  now: () => Date;
}

/**
 * Audits one repository: what its card claims, what is really released, and the difference.
 * @param source where it is read from: the Hub, snapshots or a folder
 * @param target id as the user gave it; `revision` null for the default branch
 * @returns a report that is valid under `reportSchema`; defects of the card are its `problems`
 * @throws SourceError when the repository cannot be read
 */
export async function audit(
  source: Source,
  target: { id: string; revision: string | null },
  options: AuditOptions,
): Promise<Report> {
  const repo = await collect(source, { ...target, now: options.now });
  const card = readCard(repo.files[CARD] ?? { looked: true, value: null });
  const named = readNamed(repo, card, options.rules);
  const linked = await lookUp(source, repoRef(repo), {
    datasets: named.datasets.map((dataset) => dataset.id),
    bases: options.lineage ? named.bases.ids : [],
  });
  const observed = { repo, card, named, linked };
  const { links, rules } = options;
  if (!links) return judge(observed, options);
  const places = await followLinks(readFacts(repo, card, named, linked, rules), rules, links);
  return judge({ ...observed, places }, options);
}

/** All that an audit has fetched, parsed. */
export interface Observed {
  repo: RepoSnapshot;
  card: Card;
  named: Named;
  linked: Linked;
  /** What was found at links; left out: none was followed. */
  places?: Places | undefined;
}

/** @returns the report on what was observed; pure and synchronous */
export function judge(
  { repo, card, named, linked, places = new Map() }: Observed,
  { rules, standard }: Pick<AuditOptions, 'rules' | 'standard'>,
): Report {
  const decisions = decideClaims(card, repo.model.id, rules.lexicon);
  const claims = claimsOf(decisions);
  const facts = { ...readFacts(repo, card, named, linked, rules), places };
  const artefacts = judgeArtefacts(facts, rules);
  const steps = climb({ facts, artefacts, rules });
  const { license, lineage, datasets } = facts;
  const { observedAt } = repo;
  return {
    schemaVersion: SCHEMA_VERSION,
    kind: 'report',
    tool: { name: 'openlitmus', version, rules: rules.digest },
    repo: repoOf(repo),
    observedAt,
    source: repo.source,
    card: {
      present: card.present,
      language: card.language,
      placeholder: card.placeholder,
      problems: [...noticeOf(repo), ...problemsOf(card, decisions)],
    },
    claims,
    license,
    artefacts,
    datasets,
    lineage,
    level: {
      claimed: claimedLevel(card, claims),
      claimedObject: headline(card, claims)?.object ?? null,
      observed: observedLevel(steps),
    },
    verdict: verdictOf({ card, claims, steps, license, standard }),
    standards: evaluateStandards(
      {
        artefacts,
        license,
        repo: { gated: repo.model.gated },
        lineage,
        datasets,
        gateFields: gateFields(facts),
        euDisallowed: card.frontMatter.data.extra_gated_eu_disallowed === true,
        licenseCategory: (id) => rules.license.catalogue.find(id)?.category ?? 'unknown',
      },
      rules.standards,
    ),
    findings: findingsOf({ facts, claims, artefacts, observedAt, rules }),
    unknowns: unknownsOf(facts, artefacts, repo.files),
  };
}
