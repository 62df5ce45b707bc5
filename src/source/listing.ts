/** Every model of an organisation or user, by pages, with all that a listing can tell (HUB.md sections 2 and 7). */
import { listModels } from '@huggingface/hub';
import { SourceError } from '../errors.ts';
import { HubError } from './http/error.ts';
import { jsonProof } from './http/proof.ts';
import type { HubClient } from './http.ts';
import { isModelPage, isOwner, type Listed, ownerOf, toListed } from './list-shapes.ts';

/** Models a page. A listing of 500, with every file's name and every card's metadata, can be too long an answer. */
const PAGE = 100;

/** Pages of one owner that are read at most: a million models. */
const MAX_PAGES = 10_000;

export interface Owner {
  /** As the Hub spells it. */
  name: string;
  /** Public models; null when the Hub does not say. */
  models: number | null;
}

export interface ListingOptions {
  /** Only models of this pipeline tag. */
  task?: string | undefined;
  /** Only models changed since, ISO 8601. They come newest change first, else newest first. */
  since?: string | undefined;
  limit?: number | undefined;
}

type Field = NonNullable<Parameters<typeof listModels>[0]>['additionalFields'];

// The types of the library lack `baseModels`, which the Hub sends and the library hands through.
const FIELDS = [
  'author',
  'cardData',
  'config',
  'createdAt',
  'disabled',
  'library_name',
  'safetensors',
  'sha',
  'tags',
  'filePaths',
  'baseModels',
] as Field;

export interface Listing {
  /**
   * The organisation or user of a name, in any case.
   * @throws SourceError `not-found` when there is neither
   */
  owner(name: string): Promise<Owner>;
  /** Models of an owner, each once, as the Hub's pages come. */
  models(owner: string, options?: ListingOptions): AsyncIterable<Listed>;
}

/** @param client of the Hub at `endpoint`, shared with what reads the repositories: the quotas are one */
export function listingOf(endpoint: string, client: Pick<HubClient, 'fetch'>): Listing {
  const fetchOwner = client.fetch({ check: jsonProof(isOwner) });
  const fetchPage = client.fetch({ check: jsonProof(isModelPage) });
  const overview = async (kind: 'organizations' | 'users', name: string): Promise<Owner> => {
    const response = await fetchOwner(`${endpoint}/api/${kind}/${encodeURIComponent(name)}/overview`);
    return ownerOf(await response.json());
  };
  return {
    async owner(name) {
      try {
        return await overview('organizations', name);
      } catch (error) {
        if (!isNobody(error)) throw error;
      }
      try {
        return await overview('users', name);
      } catch (error) {
        if (!isNobody(error)) throw error;
        const advice = `check the spelling: ${endpoint}/${encodeURIComponent(name)}`;
        throw new SourceError('not-found', `the Hub knows no organisation or user "${name}"; ${advice}`, {
          status: error.status,
          url: error.url,
          attempts: error.attempts,
        });
      }
    },
    async *models(owner, { task, since, limit = Number.POSITIVE_INFINITY } = {}) {
      const listing = listModels({
        search: { owner, ...(task === undefined ? {} : { task: task as never }) },
        sort: since === undefined ? 'createdAt' : 'lastModified',
        additionalFields: FIELDS ?? [],
        hubUrl: endpoint,
        fetch: inPages(fetchPage),
      });
      const seen = new Set<string>();
      for await (const entry of listing) {
        const listed = toListed(entry);
        const { id, lastModified } = listed.info;
        if (since !== undefined && lastModified !== null && Date.parse(lastModified) < Date.parse(since)) return;
        // Pages shift while models are added: the same one may come twice.
        if (seen.has(id)) continue;
        seen.add(id);
        yield listed;
        if (seen.size >= limit) return;
      }
    },
  };
}

/** Unknown owners are 404 without the Hub's own code for repositories; 401 where the Hub hides what is missing. */
const isNobody = (error: unknown): error is HubError => error instanceof HubError && error.code === 'not-found';

/**
 * The library asks for 500 a page and takes no other number. Pages after the first are named by the Hub: those that lead
 * back, or on for ever, must neither hang nor pass as the whole.
 */
function inPages(send: typeof fetch): typeof fetch {
  const asked = new Set<string>();
  return async (input, init) => {
    const url = new URL(String(input));
    if (!url.searchParams.has('cursor')) url.searchParams.set('limit', String(PAGE));
    if (asked.has(url.href) || asked.size >= MAX_PAGES) {
      const how = asked.has(url.href) ? 'leads back to a page before' : `goes on after ${MAX_PAGES} pages`;
      throw new SourceError('network', `the list of models ${how}; it cannot be read to its end`, { url: url.href });
    }
    asked.add(url.href);
    return send(url.href, init);
  };
}
