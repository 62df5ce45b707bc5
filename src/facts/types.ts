/** Facts: all that rules may see. Read off the card and the snapshot, with places, before anything is judged. */
import type { Block, Card, Sentence } from '../card/types.ts';
import type { LicenseFile } from '../license/files.ts';
import type { Inherited } from '../license/lineage-types.ts';
import type { Dataset, Evidence, LicenseReport, Lineage } from '../report/v1.ts';
import type { Linked } from '../source/linked.ts';
import type { Looked, ModelInfo, Refs, RepoRef, TreeFile } from '../source/types.ts';
import type { Places } from '../source/verify/types.ts';
import type { Work } from './works/index.ts';

/** A link of the card with what the card says around it. */
export interface PresentedLink {
  url: string;
  /** Lower-cased host without `www.`; empty for a relative link. */
  host: string;
  /** Path without slashes at its ends, query and fragment cut. */
  path: string;
  text: string;
  /** The sentence it stands in (for a link in a table: its row and column headers too). */
  sentence: Sentence;
  /** The piece of the sentence that is nearest to the link: what it is called. */
  said: string;
  block: Block;
  heading: string;
  /** Offsets in the block's text. */
  start: number;
  end: number;
}

/** A model that another is built on; its facts where it was reached and its card could be read. */
export interface Parent {
  id: string;
  facts: Looked<Facts>;
}

export interface Facts {
  repo: RepoRef;
  model: ModelInfo;
  card: Card;
  tree: Looked<TreeFile[]>;
  refs: Looked<Refs>;
  links: PresentedLink[];
  /** What was found at those that were looked at. */
  places: Places;
  datasets: Dataset[];
  lineage: Lineage;
  /** Papers and posts that the card links, cites or names; read when first asked for. */
  works(): Work[];
  license: LicenseReport;
  /** What the licences of base models mean for this one's. */
  inherited: Inherited;
  /** LICENSE-like files by what they hold. */
  licenseFiles: LicenseFile[];
  /** Built on another model, named or not. */
  derivative: boolean;
  /** The direct parents that are named. */
  parents: Parent[];
  /** What was looked up of datasets and base models, with the reasons where it could not be. */
  linked: Linked;
  /** The card of a dataset that the card names. */
  datasetCard(id: string): Looked<Card>;
  /** Whether a name is this model's, and not that of a base or of a well-known family of others. */
  isOwnName(text: string): boolean;
  /** Whether a text names this model, its family or its makers. */
  namesSelf(text: string): boolean;
  /** Evidence of a stretch of prose. */
  cite(block: Block, range: { start: number; end: number }, around?: { start: number; end: number }): Evidence;
}
