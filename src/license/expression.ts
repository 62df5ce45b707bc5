import type { CatalogueEntry } from './catalogue.ts';
import { restrictiveness } from './openness.ts';

/** What a licence expression stands for. */
export interface Expressed {
  /** The licence that counts; null when the catalogue does not know one that must be kept. */
  entry: CatalogueEntry | null;
  /** Every licence that it names and the catalogue knows. */
  parts: CatalogueEntry[];
  /** In SPDX's spelling, null when a part has no SPDX id. */
  spdx: string | null;
}

type Find = (name: string) => CatalogueEntry | null;

const OPERATOR = /(?:^|[\s)])(?:and|or|with)(?=[\s(])/iu;
const TOKEN = /[()]|[^\s()]+/gu;

/**
 * Reads an SPDX licence expression, in any case: `OR` is a choice, `AND` and `WITH` bind together.
 * Syntax: https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/
 * @returns the alternatives of a top-level `OR` (one without), or null when it is no expression of known licences
 */
export function readExpression(text: string, find: Find): Expressed[] | null {
  if (!OPERATOR.test(text)) return null;
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;
  const alternatives = choice();
  if (at < tokens.length || alternatives === null) return null;
  return alternatives.some(({ parts }) => parts.length > 0) ? alternatives : null;

  function choice(): Expressed[] | null {
    const found: Expressed[] = [];
    do {
      const one = together();
      if (one === null) return null;
      found.push(one);
    } while (takes('or'));
    return found;
  }

  function together(): Expressed | null {
    const found: Expressed[] = [];
    do {
      const one = operand();
      if (one === null) return null;
      found.push(one);
    } while (takes('and'));
    return found.reduce((all, one) => joined('AND', all, one));
  }

  function operand(): Expressed | null {
    if (takes('(')) {
      const inner = choice();
      if (inner === null || !takes(')')) return null;
      const one = inner.reduce((all, each) => joined('OR', all, each));
      return inner.length > 1 && one.spdx !== null ? { ...one, spdx: `(${one.spdx})` } : one;
    }
    const name = words();
    if (name === '') return null;
    const entry = find(name);
    const exception = takes('with') ? words() : null;
    if (exception === '') return null;
    const spdx = entry?.spdx ?? null;
    return {
      entry,
      parts: entry ? [entry] : [],
      spdx: spdx !== null && exception !== null ? `${spdx} WITH ${exception}` : spdx,
    };
  }

  function words(): string {
    const from = at;
    while (at < tokens.length && !/^(?:and|or|with|[()])$/iu.test(tokens[at] ?? '')) at++;
    return tokens.slice(from, at).join(' ');
  }

  function takes(token: string): boolean {
    if (tokens[at]?.toLowerCase() !== token) return false;
    at++;
    return true;
  }
}

function joined(operator: 'AND' | 'OR', a: Expressed, b: Expressed): Expressed {
  const pick = operator === 'AND' ? stricter : freer;
  return {
    entry: pick(a.entry, b.entry),
    parts: [...a.parts, ...b.parts],
    spdx: a.spdx !== null && b.spdx !== null ? `${a.spdx} ${operator} ${b.spdx}` : null,
  };
}

type MaybeEntry = CatalogueEntry | null;

/** Terms that are not known may be the strictest of all. */
function stricter(a: MaybeEntry, b: MaybeEntry): MaybeEntry {
  if (!isKnown(a) || !isKnown(b)) return null;
  return restrictiveness(b.category) > restrictiveness(a.category) ? b : a;
}

function freer(a: MaybeEntry, b: MaybeEntry): MaybeEntry {
  if (!isKnown(a) || !isKnown(b)) return isKnown(a) ? a : b;
  return restrictiveness(b.category) < restrictiveness(a.category) ? b : a;
}

const isKnown = (entry: MaybeEntry): entry is CatalogueEntry => entry !== null && restrictiveness(entry.category) >= 0;
