/** What a link leads to: plain data, read at the edge and judged by rules. */
import type { Looked } from '../types.ts';

/** A repository of a code host, or of the Hub, with its files at the place that a link names. */
export interface LinkedRepository {
  kind: 'repository';
  /** Its page, under its present name: it may have been renamed. */
  url: string;
  /** As the host names it: SPDX id, or an id of the Hub. Null: the host recognises none. */
  license: string | null;
  archived: boolean;
  /** Behind a gate of the Hub. */
  gated: boolean;
  /** Paths from the repository's root. */
  files: readonly string[];
  /** Whether `files` is all there is. */
  complete: boolean;
  /** The folder that the link names, without slashes at its ends; empty for the root. */
  folder: string;
  /** The one file that the link names. */
  file: string | null;
  /** The link names a folder or file that the repository does not have. */
  lost: boolean;
}

/** What was found at a link: nothing (and how that shows), a page that answers and says no more, or a repository. */
export type Place = { kind: 'gone'; why: string } | { kind: 'page' } | LinkedRepository;

/** Looks by address, as the card writes it. A link that is not among them was not looked at. */
export type Places = ReadonlyMap<string, Looked<Place>>;

/** Where links are looked at. */
export interface LinkSource {
  /**
   * @param address as a card writes it
   * @returns an unmade look for whatever kept it from being looked at; never throws for what a network can do
   */
  place(address: string): Promise<Looked<Place>>;
}

/** A link could not be looked at; `message` says why. */
export class NotLooked extends Error {
  override readonly name: string = 'NotLooked';
}

/** Nor can it before a rate limit is lifted. */
export class Limited extends NotLooked {
  override readonly name = 'Limited';
}
