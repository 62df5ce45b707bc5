/** Evidence that stands in another repository: the path says which, the address leads to the line. */
import type { Evidence } from '../../report/v1.ts';

interface Elsewhere {
  source: 'base-model' | 'dataset';
  /** Path of the repository on the Hub: `acme/base`, `datasets/acme/web`. */
  page: string;
  revision: string;
}

/** @param evidence as of the other repository's own card */
export function elsewhere(
  { quote, location }: Pick<Evidence, 'quote' | 'location'>,
  { source, page, revision }: Elsewhere,
): Evidence {
  const home = `https://huggingface.co/${page}`;
  if (location === null) return { source, quote, location, url: home };
  const { path, startLine } = location;
  const url = `${home}/blob/${revision}/${path}#L${startLine}`;
  return { source, quote, location: { ...location, path: `${page}/${path}` }, url };
}
