import type { Matcher, Terms } from '../../rules/terms.ts';
import { lazyTerms } from '../lazy-terms.ts';
import { wordsOf } from './tokens.ts';

/** `rules/fingerprints/reading.yml`, checked. */
export interface ReadingData {
  ends: readonly string[];
  riders: readonly string[];
  changes: Terms;
  flips: Terms;
  disclaimers: Terms;
  limits: Terms;
  heads: Terms;
  versioned: readonly VersionedName[];
  notices: Terms;
  headers: Terms;
  grants: Terms;
}

/** A name whose version stands elsewhere in the sentence. */
export interface VersionedName {
  names: readonly string[];
  versions: Readonly<Record<string, string>>;
  /** The catalogue's id where no version is said. */
  unversioned: string;
}

/** What decides how a licence text is read, ready to be matched. */
export interface Reading {
  /** Phrases after which a copy may stop, as hashed words. */
  ends: readonly Uint32Array[];
  /** Licences that only take something from the licence that they stand beside. */
  riders: ReadonlySet<string>;
  /** Words that make other terms of a text that they were put into. */
  changes: Matcher;
  /** Single words that turn a sentence round. */
  flips: Matcher;
  /** Words of a disclaimer, which changes no right. */
  disclaimers: Matcher;
  /** Words around a text that limit it. */
  limits: Matcher;
  /** Words of the first lines that say that the text is not what it looks like. */
  heads: Matcher;
  versioned: readonly VersionedName[];
  notices: Matcher;
  headers: Matcher;
  grants: Matcher;
}

export function compileReading(data: ReadingData): Reading {
  return {
    ends: data.ends.map(wordsOf),
    riders: new Set(data.riders),
    changes: lazyTerms(data.changes),
    flips: lazyTerms(data.flips),
    disclaimers: lazyTerms(data.disclaimers),
    limits: lazyTerms(data.limits),
    heads: lazyTerms(data.heads),
    versioned: data.versioned,
    notices: lazyTerms(data.notices),
    headers: lazyTerms(data.headers),
    grants: lazyTerms(data.grants),
  };
}
