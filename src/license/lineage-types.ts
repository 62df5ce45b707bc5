import type { Evidence, LicenseReport } from '../report/v1.ts';
import type { CatalogueEntry } from './catalogue.ts';
import type { Severity } from './lineage-rules.ts';

type Conflict = LicenseReport['conflicts'][number];

/** A licence as somebody declares it. */
export interface Terms {
  /** As written, for messages. */
  written: string;
  /** Null: not in the catalogue. */
  entry: CatalogueEntry | null;
  /** Nothing to read: `other` without a name, a link or a text. */
  unstated: boolean;
  evidence: Evidence[];
}

/** A model that the audited one is built on, directly or through others, and that was looked up. */
export interface Ancestor {
  id: string;
  /** What it declares: several are a choice, none is none. */
  terms: Terms[];
  /** How the audited model came from it. */
  relation: string;
  /** Ids between the audited model and this one, the nearest first. */
  through: string[];
  /** Where the card or the Hub says so. */
  evidence: Evidence[];
}

/** What is known of a repository's descent and of what it ships with it. */
export interface Descent {
  ancestors: readonly Ancestor[];
  /** The repository's name without its owner. */
  name: string;
  /** Every path; null: not known. */
  paths: readonly string[] | null;
  /** Whether all licence-like files could be read. */
  textsRead: boolean;
  /** The card's prose, without front matter. */
  prose: string;
  /** Addresses that the card links. */
  links: readonly string[];
}

export const NO_DESCENT: Descent = {
  ancestors: [],
  name: '',
  paths: null,
  textsRead: false,
  prose: '',
  links: [],
};

/** Something that a base's licence asks for and that was looked for in vain. */
export interface DueNotice {
  message: string;
  evidence: Evidence[];
}

/** What descent means for the licence. */
export interface Inherited {
  conflicts: { conflict: Conflict; severity: Severity }[];
  notices: DueNotice[];
  unknowns: { what: string; why: string }[];
  /** Licences of bases that bind the derivative, whatever it declares. */
  binding: { entry: CatalogueEntry; evidence: Evidence[] }[];
  /** Where the repository declares nothing and only changes the form of a base: the base's licence. */
  copied: { entry: CatalogueEntry; evidence: Evidence[] }[];
}
