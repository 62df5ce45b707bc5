/** `field`, `api` and `license`: what metadata and the Hub say of the model itself. */
import type { Facts } from '../../facts/types.ts';
import type { LicenseCategory } from '../../report/v1.ts';
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
  holds?: string | undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export const field: Detector<FieldOptions> = ({ key, in: allowed, holds }, facts) => {
  const { frontMatter, path, lines } = facts.card;
  const own = Object.hasOwn(frontMatter.data, key) ? frontMatter.data[key] : undefined;
  const fallback = facts.card.readable ? undefined : facts.model.cardData?.[key];
  const value = own ?? fallback;
  if (isEmpty(value))
    return facts.card.readable || facts.model.cardData ? unseen : unlooked('the card could not be read');
  const holdsIt = (each: unknown): boolean => holds === undefined || (isRecord(each) && !isEmpty(each[holds]));
  const values = (Array.isArray(value) ? value : [value]).filter(
    (each) => (!allowed || allowed.includes(each)) && holdsIt(each),
  );
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
