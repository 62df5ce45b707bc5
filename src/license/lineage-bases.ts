import { relationNamed } from '../facts/lineage.ts';
import type { Evidence } from '../report/v1.ts';
import { parentsOf } from '../source/linked.ts';
import type { Looked, ModelInfo } from '../source/types.ts';
import type { Catalogue } from './catalogue.ts';
import { isNameless, readDeclared, resolveDeclared } from './declared.ts';
import type { Ancestor, Terms } from './lineage-types.ts';

const DISTILLED = 'distilled';

interface Named {
  ids: readonly string[];
  relation: string | null;
  /** Where the card or the Hub names a parent. */
  evidenceOf(id: string): Evidence[];
}

/**
 * The models that one is built on, parents before their own, each once. Whoever owns both a model and its base may put
 * it under other terms: such a step is left out, what is beyond it is not.
 * @param looks what was found out about parents and ancestors, by id as asked; those not found are left out
 */
export function ancestorsOf(
  model: ModelInfo,
  named: Named,
  looks: ReadonlyMap<string, Looked<ModelInfo | null>>,
  catalogue: Catalogue,
): Ancestor[] {
  const byId = new Map([...looks].map(([id, look]) => [id.toLowerCase(), look]));
  const seen = new Set([model.id.toLowerCase()]);
  const found: Ancestor[] = [];
  type Step = { id: string; child: ModelInfo; relation: string; through: string[] };
  const relation = named.relation ?? 'finetune';
  let generation: Step[] = named.ids.map((id) => ({ id, child: model, relation, through: [] }));
  while (generation.length > 0) {
    const next: Step[] = [];
    for (const { id, child, relation, through } of generation) {
      const look = byId.get(id.toLowerCase());
      if (seen.has(id.toLowerCase()) || !look?.looked || !look.value) continue;
      seen.add(id.toLowerCase());
      const info = look.value;
      if (!haveOneOwner(child, info)) {
        const evidence = [...named.evidenceOf(through[0] ?? id), ...chainEvidence(through)];
        found.push({ id: info.id, terms: termsOf(info, catalogue), relation, through, evidence });
      }
      // A model that was trained on outputs holds nothing of what those outputs came from.
      const further = isDistilled(info) ? DISTILLED : relation;
      for (const parent of parentsOf(info))
        next.push({ id: parent, child: info, relation: further, through: [...through, info.id] });
    }
    generation = next;
  }
  return found;
}

function isDistilled({ baseModels, cardData }: ModelInfo): boolean {
  const declared = cardData?.base_model_relation;
  const relation = typeof declared === 'string' ? relationNamed(declared) : baseModels?.relation;
  return relation === DISTILLED;
}

/** The Hub's word, not the id alone: an organisation's name says nothing of a model in a folder. */
function haveOneOwner(a: ModelInfo, b: ModelInfo): boolean {
  const owner = ({ id }: ModelInfo) => id.split('/')[0]?.toLowerCase() ?? '';
  return a.author !== null && a.author === b.author && owner(a) === owner(b);
}

function termsOf(info: ModelInfo, catalogue: Catalogue): Terms[] {
  const place = { location: null, quote: null };
  const input = {
    frontMatter: info.cardData ?? {},
    keyLocation: () => null,
    findRaw: () => place,
    tags: info.tags,
  };
  return readDeclared(input, catalogue).flatMap((ref) => {
    const written = isNameless(ref.id) && ref.name !== null ? `${ref.id} (${ref.name})` : ref.id;
    const evidence = [baseEvidence(info.id, `license: ${written}`)];
    return resolveDeclared(ref, catalogue).map(({ entry }) => ({ written, entry, unstated: false, evidence }));
  });
}

const chainEvidence = (through: readonly string[]): Evidence[] => through.map((id) => baseEvidence(id, null));

const baseEvidence = (id: string, quote: string | null): Evidence => ({
  source: 'base-model',
  quote: quote ?? id,
  location: null,
  url: `https://huggingface.co/${id}`,
});
