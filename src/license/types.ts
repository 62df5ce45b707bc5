import type { Location, Restriction } from '../report/v1.ts';

/** What a licence is said of; null: of the repository, as nothing splits it. */
export type LicenseObject = 'weights' | 'code' | 'data' | null;

export interface Place {
  location: Location | null;
  /** An exact substring of one raw line, at most 200 characters; null when none can be given. */
  quote: string | null;
}

export interface Range {
  start: number;
  end: number;
}

/** A sentence that may speak of a licence. */
export interface ProseSentence {
  text: string;
  /** Whether the card's body or its gated prompt says it. */
  context: 'card' | 'gate';
  /** Headings above, outermost first. */
  headings: readonly string[];
  /** For a table cell, the header of its row or column: what the cell is a value of. */
  label: string | null;
  /** Links with their range in `text`. */
  links: readonly { url: string; text: string; start: number; end: number }[];
  /** The place of a range of `text`. */
  place(range: Range): Place;
}

/** All that is known of a repository's licence before anything is judged. */
export interface LicenseInput {
  /** `org/name`; rows and list items about another repository are not this one's terms. Null: unknown. */
  repoId: string | null;
  frontMatter: Readonly<Record<string, unknown>>;
  /** Lines of a front-matter value; null when it is not there or its place is not known. */
  keyLocation(path: readonly (string | number)[]): Location | null;
  /** The raw line, of those given, that holds the text; the place as given, without a quote, when none does. */
  findRaw(within: Location | null, text: string): Place;
  /** The Hub's tags, read only where the front matter declares nothing. */
  tags: readonly string[];
  /** Sentences of body and gated prompt, in order; `licenseSentences` finds them. */
  sentences: Iterable<ProseSentence>;
  gated: false | 'auto' | 'manual';
  /** LICENSE-like files that could be read. */
  texts: readonly { path: string; text: string }[];
}

/** Restrictions said of one object at one place. */
export interface Stated {
  restriction: Restriction;
  object: LicenseObject;
  range: Range;
}
