import type { LicenseRef } from '../report/v1.ts';
import type { Catalogue, CatalogueEntry } from './catalogue.ts';
import { type Expressed, readExpression } from './expression.ts';
import { isEstablished, restrictiveness } from './openness.ts';
import type { LicenseInput } from './types.ts';

type DeclaredInput = Pick<LicenseInput, 'frontMatter' | 'keyLocation' | 'findRaw' | 'tags'>;

const MAX_LENGTH = 200;
const TAG = 'license:';
/** Ids that name no licence; `license_name` and `license_link` do (https://huggingface.co/docs/hub/repositories-licenses). */
const NAMELESS = new Set(['other', 'unknown']);

interface Value {
  written: string;
  /** Whether it stands in the file in these characters. */
  verbatim: boolean;
  path: (string | number)[];
}

/**
 * The licences that a repository declares: front matter `license` (text or list) and `licenses`, or else the Hub's
 * `license:` tags.
 * @returns one ref a value: `id` as written but lower-cased, `spdx` normalised, restrictions as the catalogue knows them
 */
export function readDeclared(input: DeclaredInput, catalogue: Catalogue): LicenseRef[] {
  const values = uniqueValues([...valuesAt(input, 'license'), ...valuesAt(input, 'licenses')]);
  const name = textAt(input, 'license_name');
  const link = textAt(input, 'license_link');
  if (values.length === 0) return fromTags(input.tags, catalogue);
  return values.map((value) => {
    const id = value.written.toLowerCase();
    const stated = statedBy(value.written, name, link, catalogue);
    const lines = input.keyLocation(value.path) ?? input.keyLocation(value.path.slice(0, 1));
    const place = value.verbatim ? input.findRaw(lines, value.written) : { location: lines, quote: null };
    const evidence = [{ source: 'front-matter' as const, ...place, url: null }];
    return {
      id,
      name: NAMELESS.has(id) ? name : (stated.name ?? name),
      spdx: stated.spdx,
      link,
      object: null,
      restrictions: stated.restrictions,
      evidence: NAMELESS.has(id) ? [...evidence, ...nameEvidence(input)] : evidence,
    };
  });
}

/**
 * The licences that a declared ref stands for: one, or the alternatives of an expression; `other` is resolved by its
 * name, then by its link.
 * @returns never empty; `entry` null where the catalogue does not know it
 */
export function resolveDeclared(ref: Pick<LicenseRef, 'id' | 'name' | 'link'>, catalogue: Catalogue): Expressed[] {
  return resolve(ref.id, ref.name, ref.link, catalogue);
}

/** Whether a value names no licence and leaves that to `license_name` and `license_link`. */
export const isNameless = (id: string): boolean => NAMELESS.has(id);

/** Where `license_name` and `license_link` stand. */
export function nameEvidence(input: Omit<DeclaredInput, 'tags'>): LicenseRef['evidence'] {
  return ['license_name', 'license_link'].flatMap((key) => {
    const text = textAt(input, key);
    if (text === null) return [];
    return [{ source: 'front-matter' as const, ...input.findRaw(input.keyLocation([key]), text), url: null }];
  });
}

/** A front-matter value that is one line of text. */
export function textAt(input: Pick<DeclaredInput, 'frontMatter'>, key: string): string | null {
  return scalar(Object.hasOwn(input.frontMatter, key) ? input.frontMatter[key] : null);
}

function resolve(written: string, name: string | null, link: string | null, catalogue: Catalogue): Expressed[] {
  const find = (text: string) => catalogue.find(text);
  const nameless = isNameless(written.toLowerCase());
  const text = nameless ? name : written;
  const entry = text === null ? null : find(text);
  if (entry) return [{ entry, parts: [entry], spdx: entry.spdx }];
  const expressed = text === null ? null : readExpression(text, find);
  if (expressed) return expressed;
  const linked = nameless && link !== null ? catalogue.findLink(link) : null;
  return [{ entry: linked, parts: linked ? [linked] : [], spdx: linked?.spdx ?? null }];
}

/** Terms that are not known are not the freest. */
const rank = ({ category }: CatalogueEntry): number =>
  isEstablished(category) ? restrictiveness(category) : Number.POSITIVE_INFINITY;

/** How a value is put in a ref: an expression by its SPDX spelling and the terms of its freest alternative. */
function statedBy(written: string, name: string | null, link: string | null, catalogue: Catalogue) {
  const alternatives = resolve(written, name, link, catalogue);
  const entries = alternatives.flatMap(({ entry }) => (entry ? [entry] : []));
  const freest = entries.toSorted((a, b) => rank(a) - rank(b))[0];
  const spdx = alternatives.map((one) => one.spdx);
  const compound = alternatives.some(({ parts }) => parts.length > 1) || alternatives.length > 1;
  const whole = spdx.every((one) => one !== null) ? spdx.join(' OR ') : null;
  return {
    name: compound ? (whole ?? written) : (freest?.name ?? null),
    spdx: whole,
    restrictions: [...(freest?.restrictions ?? [])],
  };
}

function valuesAt({ frontMatter }: DeclaredInput, key: string): Value[] {
  const value = Object.hasOwn(frontMatter, key) ? frontMatter[key] : null;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((item, i) => {
    const written = scalar(item);
    const path = Array.isArray(value) ? [key, i] : [key];
    return written === null ? [] : [{ written, verbatim: typeof item === 'string', path }];
  });
}

function scalar(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  const text = String(value).trim();
  return text === '' ? null : text.slice(0, MAX_LENGTH);
}

function uniqueValues(values: Value[]): Value[] {
  const seen = new Set<string>();
  return values.filter(({ written }) => {
    const id = written.toLowerCase();
    return !seen.has(id) && seen.add(id);
  });
}

function fromTags(tags: readonly string[], catalogue: Catalogue): LicenseRef[] {
  const ids = new Set(
    tags
      .filter((tag) => tag.startsWith(TAG))
      .map((tag) =>
        tag
          .slice(TAG.length, TAG.length + MAX_LENGTH)
          .toLowerCase()
          .trim(),
      ),
  );
  ids.delete('');
  return [...ids].map((id) => {
    const stated = statedBy(id, null, null, catalogue);
    return {
      id,
      name: NAMELESS.has(id) ? null : stated.name,
      spdx: stated.spdx,
      link: null,
      object: null,
      restrictions: stated.restrictions,
      evidence: [{ source: 'api', quote: `${TAG}${id}`, location: null, url: null }],
    };
  });
}
