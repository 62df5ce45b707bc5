import type { LicenseRef } from '../report/v1.ts';
import type { Catalogue, CatalogueEntry } from './catalogue.ts';
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
    const entry = resolve(id, name, link, catalogue);
    const lines = input.keyLocation(value.path) ?? input.keyLocation(value.path.slice(0, 1));
    const place = value.verbatim ? input.findRaw(lines, value.written) : { location: lines, quote: null };
    const evidence = [{ source: 'front-matter' as const, ...place, url: null }];
    const own = NAMELESS.has(id) ? name : (entry?.name ?? name);
    return {
      id,
      name: own,
      spdx: entry?.spdx ?? null,
      link,
      object: null,
      restrictions: [...(entry?.restrictions ?? [])],
      evidence: NAMELESS.has(id) ? [...evidence, ...nameEvidence(input)] : evidence,
    };
  });
}

/** The licence that a declared ref stands for; `other` is resolved by its name, then by its link. */
export function resolveDeclared(ref: LicenseRef, catalogue: Catalogue): CatalogueEntry | null {
  return resolve(ref.id, ref.name, ref.link, catalogue);
}

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

function resolve(id: string, name: string | null, link: string | null, catalogue: Catalogue): CatalogueEntry | null {
  if (!NAMELESS.has(id)) return catalogue.find(id);
  return (name === null ? null : catalogue.find(name)) ?? (link === null ? null : catalogue.findLink(link));
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
    tags.filter((tag) => tag.startsWith(TAG)).map((tag) => tag.slice(TAG.length).toLowerCase().trim()),
  );
  ids.delete('');
  return [...ids].map((id) => {
    const entry = catalogue.find(id);
    return {
      id,
      name: NAMELESS.has(id) ? null : (entry?.name ?? null),
      spdx: entry?.spdx ?? null,
      link: null,
      object: null,
      restrictions: [...(entry?.restrictions ?? [])],
      evidence: [{ source: 'api', quote: `${TAG}${id}`, location: null, url: null }],
    };
  });
}
