/** Card and snapshot to `Facts`, in two steps: what the card names, and (once that was looked up) all of it. */

import { place } from '../card/sentences.ts';
import type { Card } from '../card/types.ts';
import { type SelfNames, selfNames } from '../claims/self.ts';
import { assessLicense } from '../license/effective.ts';
import { licenseFilesOf } from '../license/files.ts';
import { licenseInput } from '../license/sentences.ts';
import type { RuleSet } from '../rules/load.ts';
import { type RepoSnapshot, repoRef } from '../source/collect.ts';
import type { Linked } from '../source/linked.ts';
import { type NamedDataset, namedDatasets, resolvedDatasets } from './datasets.ts';
import { descentOf, licenseTexts } from './descent.ts';
import { type NamedBases, namedBases, resolvedLineage } from './lineage.ts';
import { presentedLinks } from './links.ts';
import type { Facts, PresentedLink } from './types.ts';

/** What a card names elsewhere on the Hub. */
export interface Named {
  links: PresentedLink[];
  datasets: NamedDataset[];
  bases: NamedBases;
}

/** @returns the datasets and base models that the card names, before anything of them was looked up */
export function readNamed(repo: RepoSnapshot, card: Card, { tools }: RuleSet): Named {
  const links = presentedLinks(card);
  const roles = { training: tools.words('training-context'), evaluation: tools.words('evaluation-context') };
  const words = {
    derived: tools.words('derived'),
    derivativeName: tools.words('derivative-name'),
    quantizedName: tools.words('quantized-name'),
    merged: tools.words('merged'),
    comparison: tools.words('comparison'),
  };
  return {
    links,
    datasets: namedDatasets(card, repo.model, links, roles),
    bases: namedBases(card, repo.model, links, words),
  };
}

const titlesOf = (card: Card): string[] =>
  card.blocks.filter((block) => block.kind === 'heading' && block.headings.length === 0).map((block) => block.text);

/** A link or paper is the card's own when it names the model, or says "our". */
function speaksOfSelf(self: SelfNames, rules: RuleSet): (text: string) => boolean {
  const possessive = rules.tools.words('possessive');
  return (text) => self.test(text) || possessive.test(text);
}

/** @returns all that rules may see of one repository; pure */
export function readFacts(repo: RepoSnapshot, card: Card, named: Named, linked: Linked, rules: RuleSet): Facts {
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
  return {
    repo: repoRef(repo),
    model,
    card,
    tree,
    refs,
    links: named.links,
    datasets: resolvedDatasets(named.datasets, linked.datasets),
    lineage: resolvedLineage(named.bases, linked.bases),
    license: report,
    inherited,
    licenseFiles: licenseFilesOf(files, report.texts),
    derivative: named.bases.derivative,
    namesSelf: speaksOfSelf(selfNames(model.id, titlesOf(card)), rules),
    cite: (block, range, around) => ({ source: 'card', ...place(card, block, range, around), url: null }),
  };
}
