/** `lineage` and `base`: what the model is built on, and what can be said of that. */
import type { Facts, Parent } from '../../facts/types.ts';
import type { Artefact, ArtefactName, Status } from '../../report/v1.ts';
import { all, any, type Truth } from '../logic.ts';
import { UNJUDGED } from '../unjudged.ts';
import { elsewhere } from './evidence.ts';
import { bare, type Detector, type Seen, seen, some, type Tools, unlooked, unseen } from './types.ts';

interface LineageOptions {
  is: 'derivative' | 'named' | 'adapter' | 'resolved' | 'gone' | 'lost' | 'gated';
}

export const lineage: Detector<LineageOptions> = ({ is }, facts) => {
  const { baseModels, relation } = facts.lineage;
  const ids = baseModels.map(({ id }) => id);
  const yes: Seen = { ...cited(ids), value: true };
  if (is === 'derivative') return facts.derivative ? yes : unseen;
  if (is === 'adapter') return relation === 'adapter' ? yes : unseen;
  if (is === 'named') return ids.length > 0 ? yes : unseen;
  if (ids.length === 0) return unseen;
  if (is === 'gated') return gated(facts);
  const results = ids.map((id) => ({ id, holds: is === 'resolved' ? isThere(id, facts) : isGone(id, facts) }));
  const value = (is === 'lost' ? any : all)(results.map(({ holds }) => holds));
  if (value === true) return cited(results.filter(({ holds }) => holds === true).map(({ id }) => id));
  if (value === false) return unseen;
  return notLookedUp(
    results.filter(({ holds }) => holds === 'unknown').map(({ id }) => id),
    facts,
  );
};

const pageOf = (id: string) => bare('base-model', null, `https://huggingface.co/${id}`);

const cited = (ids: readonly string[]): Seen => seen(some(ids).map(pageOf), some(ids));

function isThere(id: string, { linked }: Facts): Truth {
  const look = linked.bases.looks.get(id);
  if (!look?.looked) return 'unknown';
  if (look.value !== null) return !look.value.disabled;
  // A bare name is how cards write of models that lie elsewhere, or under another id.
  return id.includes('/') ? false : 'unknown';
}

const isGone = (id: string, facts: Facts): Truth => {
  const there = isThere(id, facts);
  return there === 'unknown' ? there : !there;
};

function gated(facts: Facts): Seen {
  const { chain, baseModels } = facts.lineage;
  const hits = chain.filter((each) => each.gated === true).map(({ id }) => id);
  if (hits.length > 0) return cited(hits);
  const missing = chain.filter((each) => each.gated === null).map(({ id }) => id);
  if (chain.length > 0 && missing.length === 0) return unseen;
  return notLookedUp(chain.length > 0 ? missing : baseModels.map(({ id }) => id), facts);
}

function notLookedUp(ids: readonly string[], { linked: { bases } }: Facts): Seen {
  const why = (id: string): string => {
    const look = bases.looks.get(id);
    if (!look) return bases.cut ?? 'not looked up';
    return look.looked ? 'the Hub has no model of this name' : look.why;
  };
  return unlooked(some(ids.map((id) => `base model ${id} (${why(id)})`)).join(', '));
}

interface BaseOptions {
  artefact: ArtefactName;
  through: ArtefactName;
  is: Status[] | 'judged';
}

/** What was judged of one base model. */
interface Judgement {
  id: string;
  artefact: Artefact;
  /** Where it is unknown: what could not be looked at. */
  why: string | null;
}

export const base: Detector<BaseOptions> = ({ is, ...asked }, facts, tools) => {
  const judgements = roots(facts, asked, tools);
  if (judgements.length === 0) return unseen;
  const open = judgements.filter(({ artefact }) => artefact.status === 'unknown');
  if (is === 'judged') return { ...unseen, value: open.length === 0 };
  if (open.length > 0) {
    const missing = open.map(({ id, why }) => `${id} (${why?.replace(/\.$/, '') ?? 'not decided'})`);
    return unlooked(`base model ${some(missing).join(', ')}`);
  }
  if (!is.includes(together(judgements.map(({ artefact }) => artefact.status)))) return unseen;
  const said = judgements.map(({ id, artefact }) => `In the card of ${id}: ${artefact.note ?? artefact.status}`);
  const evidence = some(judgements.flatMap(({ artefact }) => artefact.evidence));
  // That nothing was found has no line of its own; the card that was read is what can be shown.
  const shown = evidence.length > 0 ? evidence : judgements.map(({ id }) => pageOf(id));
  return { value: true, evidence: shown, shown: [some(said).join(' ')] };
};

/** One status for several base models: what only some of them have is there in part. */
function together(statuses: readonly Status[]): Status {
  const [first = 'unknown', ...others] = statuses;
  return others.every((status) => status === first) ? first : 'partial';
}

/** The models that the lineage begins with, each once; what cannot be followed to its root speaks for itself. */
function roots(facts: Facts, asked: Omit<BaseOptions, 'is'>, tools: Tools): Judgement[] {
  const followed = new Set<Facts>();
  const of = ({ id, facts: look }: Parent): Judgement[] => {
    if (!look.looked) return [{ id, artefact: UNJUDGED, why: look.why }];
    if (followed.has(look.value)) return [];
    followed.add(look.value);
    if (!look.value.derivative) return [judged(look.value, asked.artefact, tools)];
    const further = look.value.parents.flatMap(of);
    const isFollowed = look.value.parents.length > 0 && further.every(({ artefact }) => artefact.status !== 'unknown');
    if (isFollowed) return further;
    const own = judged(look.value, asked.through, tools);
    return own.artefact.status === 'unknown' && further.length > 0 ? further : [own];
  };
  return facts.parents.flatMap(of);
}

function judged(base: Facts, name: ArtefactName, tools: Tools): Judgement {
  const { artefact, why } = tools.judge(name, base);
  const { id, revision } = base.repo;
  const evidence = artefact.evidence.map((each) => elsewhere(each, { source: 'base-model', page: id, revision }));
  return { id, artefact: { ...artefact, evidence }, why };
}
