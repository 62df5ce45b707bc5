/** `field`, `api`, `license`, `dataset` and `lineage`: what metadata, the Hub and linked repositories say. */
import type { Facts } from '../../facts/types.ts';
import type { Dataset, Evidence, LicenseCategory } from '../../report/v1.ts';
import { bare, type Detector, seen, some, unlooked, unseen } from './types.ts';

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

interface FieldOptions {
  key: string;
  in?: (string | boolean | number)[] | undefined;
}

export const field: Detector<FieldOptions> = ({ key, in: allowed }, facts) => {
  const { frontMatter, path, lines } = facts.card;
  const own = Object.hasOwn(frontMatter.data, key) ? frontMatter.data[key] : undefined;
  const fallback = facts.card.readable ? undefined : facts.model.cardData?.[key];
  const value = own ?? fallback;
  if (isEmpty(value))
    return facts.card.readable || facts.model.cardData ? unseen : unlooked('the card could not be read');
  const values = (Array.isArray(value) ? value : [value]).filter((each) => !allowed || allowed.includes(each));
  if (values.length === 0) return unseen;
  const at = frontMatter.linesOf([key]);
  const shown = values.map((each) => (typeof each === 'object' ? key : String(each)));
  if (!at) return seen([bare('api', key)], shown);
  const line = lines.range(at.start);
  const quote = lines.text.slice(line.start, line.end).trim().slice(0, 200);
  const location = { path, startLine: at.start, endLine: at.end, heading: null };
  return seen([{ source: 'front-matter', quote, location, url: null }], some(shown));
};

interface ApiOptions {
  field:
    | 'gated'
    | 'private'
    | 'disabled'
    | 'libraryName'
    | 'pipelineTag'
    | 'tags'
    | 'architectures'
    | 'modelType'
    | 'license';
  in?: (string | boolean)[] | undefined;
}

function apiValues(facts: Facts, name: ApiOptions['field']): unknown[] {
  const { model } = facts;
  if (name === 'architectures') return Array.isArray(model.config?.architectures) ? model.config.architectures : [];
  if (name === 'modelType') return model.config?.model_type ? [model.config.model_type] : [];
  if (name === 'tags') return model.tags;
  if (name === 'license') return model.tags.filter((tag) => tag.startsWith('license:'));
  const value = model[name];
  return value === null ? [] : [value];
}

export const api: Detector<ApiOptions> = ({ field: name, in: allowed }, facts) => {
  const values = apiValues(facts, name).filter((value) =>
    allowed ? allowed.includes(value as string | boolean) : value !== false,
  );
  return seen(
    some(values).map((value) => bare('api', `${name}: ${value}`)),
    some(values).map(String),
  );
};

export const license: Detector<{ category: LicenseCategory[] }> = ({ category }, { license: { effective } }) =>
  category.includes(effective.category)
    ? { value: true, evidence: effective.evidence, shown: [effective.name] }
    : unseen;

interface DatasetOptions {
  role: Dataset['role'][];
  is: 'named' | 'obtainable' | 'gated' | 'gone' | 'looked-at';
}

const evidenceOf = (datasets: readonly Dataset[]): Evidence[] =>
  some(datasets.flatMap((each) => each.evidence.slice(0, 1)));

export const dataset: Detector<DatasetOptions> = ({ role, is }, facts) => {
  if (!facts.card.readable && !facts.model.cardData) return unlooked('the card could not be read');
  const named = facts.datasets.filter((each) => role.includes(each.role));
  if (is === 'named')
    return seen(
      evidenceOf(named),
      some(named).map((each) => each.id),
    );
  if (named.length === 0) return unseen;
  const test = (each: Dataset): boolean | null => {
    if (is === 'gone') return each.exists === null ? null : !each.exists;
    if (is === 'looked-at') return each.exists !== null;
    if (is === 'gated') return each.gated;
    return each.exists === null || each.gated === null ? null : each.exists && !each.gated;
  };
  const results = named.map((each) => ({ each, holds: test(each) }));
  const decided = is === 'obtainable' || is === 'looked-at';
  const hits = results.filter(({ holds }) => holds === true).map(({ each }) => each);
  const missing = results.filter(({ holds }) => holds === null).map(({ each }) => each.id);
  // "Obtainable" asks it of all of them, "gone" and "gated" of any.
  const holds = decided ? hits.length === named.length : hits.length > 0;
  if (holds) return { value: true, evidence: evidenceOf(hits), shown: some(hits).map((each) => each.id) };
  if (missing.length === 0 || results.some((result) => decided && result.holds === false)) return unseen;
  return unlooked(`datasets that were not looked up: ${some(missing).join(', ')}`);
};

interface LineageOptions {
  is: 'derivative' | 'named' | 'resolved' | 'gated' | 'adapter';
}

export const lineage: Detector<LineageOptions> = ({ is }, facts) => {
  const { baseModels, chain, relation } = facts.lineage;
  const names = baseModels.map((base) => base.id);
  const cited = names.map((name) => bare('base-model', name));
  const yes = { value: true as const, evidence: some(cited), shown: some(names) };
  if (is === 'derivative') return facts.derivative ? yes : unseen;
  if (is === 'named') return names.length > 0 ? yes : unseen;
  if (is === 'adapter') return relation === 'adapter' ? yes : unseen;
  if (names.length === 0) return unseen;
  const resolved = baseModels.every((base) => base.resolved);
  if (is === 'resolved') return resolved ? yes : unseen;
  if (chain.some((base) => base.gated === true)) return yes;
  return resolved ? unseen : unlooked(`base models that were not looked up: ${some(names).join(', ')}`);
};
