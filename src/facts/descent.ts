/** What the licence part is told of a model's descent and of the files that go with it. */
import { decodeText } from '../card/decode.ts';
import type { Card } from '../card/types.ts';
import type { Catalogue } from '../license/catalogue.ts';
import { ancestorsOf } from '../license/lineage-bases.ts';
import type { Descent } from '../license/lineage-types.ts';
import type { Evidence } from '../report/v1.ts';
import { CARD, type RepoSnapshot } from '../source/collect.ts';
import type { Linked } from '../source/linked.ts';
import { frontMatterEvidence, listOf } from './front-matter.ts';
import type { NamedBases } from './lineage.ts';
import type { PresentedLink } from './types.ts';

interface Given {
  repo: RepoSnapshot;
  card: Card;
  bases: NamedBases;
  links: readonly PresentedLink[];
  linked: Linked;
  catalogue: Catalogue;
}

export function descentOf({ repo, card, bases, links, linked, catalogue }: Given): Descent {
  const { model, tree } = repo;
  const evidenceOf = (id: string) => whereNamed(id, card, links);
  const texts = licenseTexts(repo);
  return {
    ancestors: ancestorsOf(
      model,
      { ids: bases.ids, relation: bases.relation, evidenceOf },
      linked.bases.looks,
      catalogue,
    ),
    name: model.id.split('/').at(-1) ?? model.id,
    paths: tree.looked ? tree.value.map(({ path }) => path) : null,
    textsRead: tree.looked && texts.every(({ text }) => text !== null),
    prose: card.blocks
      .filter(({ kind }) => kind !== 'front-matter')
      .map(({ text }) => text)
      .join('\n'),
    links: links.map(({ url }) => url),
  };
}

/** LICENSE-like files that are there; `text` null where one could not be read. */
export function licenseTexts({ files }: RepoSnapshot): { path: string; text: string | null }[] {
  return Object.entries(files).flatMap(([path, file]) => {
    if (path === CARD || (file.looked && file.value === null)) return [];
    return [{ path, text: file.looked && file.value ? decodeText(file.value).text : null }];
  });
}

function whereNamed(id: string, card: Card, links: readonly PresentedLink[]): Evidence[] {
  const { data } = card.frontMatter;
  const isId = ({ value }: { value: string }) => value.toLowerCase() === id.toLowerCase();
  const declared = [...listOf(data, 'base_model'), ...listOf(data, 'finetuned_from')].find(isId);
  if (declared) return [frontMatterEvidence(card, declared.path, declared.value)];
  const linked = links.find(({ path }) => path.toLowerCase() === id.toLowerCase());
  const url = linked?.url ?? `https://huggingface.co/${id}`;
  return [{ source: 'base-model', quote: id, location: null, url }];
}
