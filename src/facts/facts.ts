/** Card and snapshot to `Facts`, in two steps: what the card names, and (once that was looked up) all of it. */

import { place } from '../card/sentences.ts';
import type { Card } from '../card/types.ts';
import { type SelfNames, selfNames } from '../claims/self.ts';
import { assessLicense } from '../license/effective.ts';
import { licenseFilesOf } from '../license/files.ts';
import { licenseInput } from '../license/sentences.ts';
import type { RuleSet } from '../rules/load.ts';
import { type RepoSnapshot, repoRef } from '../source/collect.ts';
import { type Linked, NOTHING_LINKED } from '../source/linked.ts';
import type { ModelInfo } from '../source/types.ts';
import { datasetCard, resolvedDatasets } from './dataset-looks.ts';
import { dataWords, type NamedDataset, namedDatasets } from './datasets.ts';
import { descentOf, licenseTexts } from './descent.ts';
import { type Family, familyOf } from './family.ts';
import { lineageWords, type NamedBases, namedBases, resolvedLineage } from './lineage.ts';
import { presentedLinks } from './links.ts';
import type { Facts, PresentedLink } from './types.ts';
import { worksOf } from './works/index.ts';
import { namesOf } from './works/names.ts';
import { workWords } from './works/words.ts';

/** A merge has a dozen parents; a front matter that names thousands is no list whose names tell works apart. */
const MAX_NAMED_BASES = 100;

/** What a card names elsewhere on the Hub. */
export interface Named {
  links: PresentedLink[];
  datasets: NamedDataset[];
  bases: NamedBases;
}

/** @returns the datasets and base models that the card names, before anything of them was looked up */
export function readNamed(repo: RepoSnapshot, card: Card, { tools }: RuleSet): Named {
  const links = presentedLinks(card);
  return {
    links,
    datasets: namedDatasets(card, repo.model, links, dataWords(tools)),
    bases: namedBases(card, repo.model, links, lineageWords(tools)),
  };
}

const titlesOf = (card: Card): string[] =>
  card.blocks.filter((block) => block.kind === 'heading' && block.headings.length === 0).map((block) => block.text);

/** A link or paper is the card's own when it names the model, or says "our". */
function speaksOfSelf(self: SelfNames, rules: RuleSet): (text: string) => boolean {
  const possessive = rules.tools.words('possessive');
  return (text) => self.test(text) || possessive.test(text);
}

function remembered<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A mere conversion is the same model; its paper is this one's. */
const builtOn = ({ ids, relation }: NamedBases): string[] =>
  relation === 'quantized' || relation === 'converted' ? [] : ids;

/** @returns all that rules may see of one repository; pure */
export function readFacts(repo: RepoSnapshot, card: Card, named: Named, linked: Linked, rules: RuleSet): Facts {
  const family = familyOf(linked.bases, repo.model.id, (info, baseCard, relatives) => {
    const base = baseSnapshot(info, repo);
    return factsOf({ repo: base, card: baseCard, named: readNamed(base, baseCard, rules), family: relatives }, rules);
  });
  return factsOf({ repo, card, named, linked, family }, rules);
}

/** A base model as far as it was looked at: info and card. */
function baseSnapshot(model: ModelInfo, { source, observedAt }: RepoSnapshot): RepoSnapshot {
  const notAsked = { looked: false as const, why: 'not asked for of a base model' };
  const asked = { requestedId: model.id, revision: 'main', source, observedAt, notice: null };
  return { ...asked, model, tree: notAsked, refs: notAsked, files: {} };
}

interface Given {
  repo: RepoSnapshot;
  card: Card;
  named: Named;
  linked?: Linked;
  family: Family;
}

function factsOf({ repo, card, named, linked = NOTHING_LINKED, family }: Given, rules: RuleSet): Facts {
  const { model, tree, refs } = repo;
  const files = licenseTexts(repo);
  const texts = files.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
  const licenses = { repoId: model.id, tags: model.tags, gated: model.gated, texts };
  const { catalogue } = rules.license;
  const { report, inherited } = assessLicense(
    licenseInput(card, rules.license.words, licenses),
    rules.license,
    descentOf({ repo, card, bases: named.bases, links: named.links, linked, catalogue }),
  );
  const words = workWords(rules.tools);
  const bases = builtOn(named.bases).slice(0, MAX_NAMED_BASES);
  const names = remembered(() => namesOf(model.id, { bases, title: titlesOf(card)[0] ?? null }, words));
  return {
    repo: repoRef(repo),
    model,
    card,
    tree,
    refs,
    links: named.links,
    places: new Map(),
    datasets: resolvedDatasets(named.datasets, linked.datasets),
    lineage: resolvedLineage(named.bases, linked.bases),
    works: remembered(() =>
      worksOf({ card, links: named.links, derived: named.bases.derivative, bases, names, words }),
    ),
    isOwnName: (text) => names().kinship(text) !== null,
    license: report,
    inherited,
    licenseFiles: licenseFilesOf(files, report.texts),
    derivative: named.bases.derivative,
    parents: family(named.bases.ids),
    linked,
    datasetCard: (id) => datasetCard(id, linked),
    namesSelf: speaksOfSelf(selfNames(model.id, titlesOf(card), { generic: rules.lexicon.genericNames }), rules),
    cite: (block, range, around) => ({ source: 'card', ...place(card, block, range, around), url: null }),
  };
}
