import { CARD } from './collect.ts';
import type { Listed } from './list-shapes.ts';
import type { Source } from './types.ts';

/** Above this a listing may leave files out (HUB.md section 1, `siblings`). */
const MAX_LISTED = 10_000;

const NOT_ASKED =
  'branches and tags are not asked for in a batch when the card speaks of no checkpoints; audit this model by itself';

/**
 * A repository of which a listing has told: nothing that is known already is asked for again. What is missing is: the
 * card, licence files, and branches where the card makes one expect checkpoints in them.
 */
export function listedSource(
  source: Source,
  { info, files }: Listed,
  { speaksOfCheckpoints }: { speaksOfCheckpoints: (card: string) => boolean },
): Source {
  const complete = files !== null && files.length < MAX_LISTED;
  let card: ReturnType<Source['file']> | null = null;
  const file: Source['file'] = (repo, path) => {
    if (path !== CARD) return source.file(repo, path);
    card ??= source.file(repo, path);
    return card;
  };
  return {
    ...source,
    file,
    model: async () => info,
    tree: async (repo) =>
      complete ? { looked: true, value: files.map((path) => ({ path, size: null })) } : await source.tree(repo),
    async refs(repo) {
      const read = await file(repo, CARD);
      const text = read.looked && read.value !== null ? new TextDecoder().decode(read.value) : '';
      return speaksOfCheckpoints(text) ? await source.refs(repo) : { looked: false, why: NOT_ASKED };
    },
  };
}
