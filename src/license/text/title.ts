import type { Catalogue } from '../catalogue.ts';
import type { CatalogueEntry } from '../schema.ts';
import { indexOf } from './name.ts';
import { type Tokens, wordsOf } from './tokens.ts';

/** A text of fewer words only names a licence. */
const MIN_WORDS = 120;
/** Words of a file's beginning that hold its title. */
const HEAD = 60;

/** The licence whose title a long text begins with, the longest title first. Its text may be known or not. */
export function titledIn(tokens: Tokens, { entries }: Catalogue): CatalogueEntry | null {
  if (tokens.length < MIN_WORDS) return null;
  const head = tokens.words.subarray(0, HEAD);
  let best: { entry: CatalogueEntry; words: number } | null = null;
  for (const entry of entries) {
    for (const title of entry.titles) {
      const words = wordsOf(title);
      if (words.length > (best?.words ?? 0) && startsLine(tokens, indexOf(head, words)))
        best = { entry, words: words.length };
    }
  }
  return best?.entry ?? null;
}

/** A title stands alone on its line or at its beginning. */
function startsLine({ text, starts }: Tokens, at: number): boolean {
  if (at < 0) return false;
  const start = starts[at] ?? 0;
  return /^[^\p{L}\p{N}]*$/u.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
}
