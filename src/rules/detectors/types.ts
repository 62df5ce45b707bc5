/** A detector: one question put to the facts. Pure, total, three-valued. */
import type { Facts } from '../../facts/types.ts';
import type { Artefact, ArtefactName, Evidence } from '../../report/v1.ts';
import type { Truth } from '../logic.ts';
import type { Matcher } from '../terms.ts';
import type { Followed } from './followed.ts';

export interface Seen {
  value: Truth;
  /** What was seen, best first. */
  evidence: Evidence[];
  /** What the outcome's `say` shows: a path, an address, a phrase. */
  shown: string[];
  /** For `unknown`: what could not be looked at. */
  why?: string;
  /** For links that are to be followed. */
  followed?: Followed;
}

export interface Judged {
  artefact: Artefact;
  /** Index of the outcome that decided, null when one of them was unknown. */
  outcome: number | null;
  /** For unknown: what could not be looked at. */
  why: string | null;
  /** The links that decided and that can be looked at. */
  followed?: readonly Followed[];
}

export interface Tools {
  /** The matcher of `words/<name>`. */
  words(name: string): Matcher;
  /** A test for globs, or for those of `lists/<name>`. */
  globs(globs: Globs): (text: string) => boolean;
  /** What the rule for an artefact says of other facts: those of a base model. */
  judge(artefact: ArtefactName, facts: Facts): Judged;
}

/** Globs themselves, or the name of a list of them. */
export type Globs = string | readonly string[];

export type Detector<Options> = (options: Options, facts: Facts, tools: Tools) => Seen;

export const seen = (evidence: Evidence[], shown: string[]): Seen => ({
  value: evidence.length > 0,
  evidence,
  shown: [...new Set(shown)],
});
export const unseen: Seen = { value: false, evidence: [], shown: [] };
export const unlooked = (why: string): Seen => ({ value: 'unknown', evidence: [], shown: [], why });

/** Evidence beyond these few adds nothing for a reader. */
const ENOUGH = 3;
export const some = <T>(list: readonly T[]): T[] => list.slice(0, ENOUGH);

export const bare = (source: Evidence['source'], quote: string | null, url: string | null = null): Evidence => ({
  source,
  quote,
  location: null,
  url,
});
