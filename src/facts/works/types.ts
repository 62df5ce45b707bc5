/** What works.ts is told and what it tells. */
import type { Matcher } from '../../rules/terms.ts';
import type { NameWords } from './names.ts';

/**
 * `self`: about this model or its family; `kin`: about another version of it, its data, or a project of its makers that
 * it belongs to; `other`: about a method, a dataset, a base, a model of others.
 */
export type About = 'self' | 'kin' | 'other';

export interface WorkWords extends NameWords {
  /** "paper", "technical report". */
  noun: Matcher;
  /** What says nothing of what a link leads to: "read the full ... here". */
  filler: Matcher;
  /** What makes a paper the makers' own: "our". */
  own: Matcher;
  /** "introduced in". */
  presented: Matcher;
  /** "see the", "more details": of a derivative, its base may be meant. */
  pointed: Matcher;
  /** "this model", "it". */
  self: Matcher;
  /** What makes it another's: "the method of", "dataset". */
  notOwn: Matcher;
  /** "extension of", "our previous". */
  earlier: Matcher;
  /** "blog post", "write-up". */
  post: Matcher;
  /** Headings of sections that list the works of others. */
  othersSection: Matcher;
  /** Headings and sentences that ask to be cited. */
  cite: Matcher;
  /** Titles of works on data, tasks and the like. */
  subject: Matcher;
  /** Places that are no publication: "GitHub repository", "model card". */
  unpublished: Matcher;
  isPaperSite(address: string): boolean;
  isPostSite(address: string): boolean;
}

/** A paper; a post or page; an entry of a bibliography that says of no place; a name without a link or entry. */
export type WorkKind = 'paper' | 'post' | 'entry' | 'named';
