import { datasetInfo, listFiles, modelInfo } from '@huggingface/hub';
import pLimit from 'p-limit';
import { SourceError } from '../errors.ts';
import { HubError } from './http/error.ts';
import { fileProof, jsonProof } from './http/proof.ts';
import type { Check } from './http/types.ts';
import { createHubFetch, type HubFetchOptions } from './http.ts';
import {
  isInfoAnswer,
  isRefsAnswer,
  isTreePage,
  type TreePage,
  toDatasetInfo,
  toModelInfo,
  toRefs,
} from './hub-shapes.ts';
import { memoised } from './memo.ts';
import { checkRepoId } from './repo-id.ts';
import type { Looked, ModelInfo, RepoRef, Source, TreeFile } from './types.ts';

/** The public Hub. */
export const HUB_ENDPOINT = 'https://huggingface.co';

/** Cards and licence texts above this are not read. */
export const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** Pages of one tree that are read at most: a million files. A listing that goes on is one that never ends. */
const MAX_TREE_PAGES = 1000;

export interface HubOptions extends Omit<HubFetchOptions, 'endpoint' | 'check' | 'maxBytes'> {
  /** Base URL without a trailing slash. Default: the public Hub. */
  endpoint?: string;
  /** Requests in flight at most. Default 8. */
  concurrency?: number;
}

type ModelField = NonNullable<Parameters<typeof modelInfo>[0]['additionalFields']>[number];
type DatasetField = NonNullable<Parameters<typeof datasetInfo>[0]['additionalFields']>[number];

// The library adds pipeline_tag, private, gated, downloads, likes and lastModified. Its types lack `baseModels` and a
// dataset's `siblings`, which the Hub sends and the library hands through.
const MODEL_FIELDS = [
  'author',
  'cardData',
  'config',
  'createdAt',
  'disabled',
  'library_name',
  'safetensors',
  'sha',
  'tags',
  'baseModels',
] as ModelField[];
const DATASET_FIELDS = ['disabled', 'sha', 'tags', 'siblings'] as DatasetField[];

const SHA = /^[0-9a-f]{40}$/;

/**
 * The Hugging Face Hub, or a mirror, over HTTP.
 *
 * `model` throws what kept it from answering. `tree` and `refs` turn failures into unmade looks, except a used-up rate
 * limit, which throws; `file` does so for refusals and files that are too large, and throws when no answer could be had.
 */
export function hubSource(options: HubOptions = {}): Source {
  const { endpoint = HUB_ENDPOINT, concurrency = 8, ...rest } = options;
  const limit = pLimit(concurrency);
  const fetching = (check: Check, maxBytes?: number): typeof fetch => {
    const send = createHubFetch({ ...rest, endpoint, check, ...(maxBytes === undefined ? {} : { maxBytes }) });
    return (input, init) => limit(() => send(input, init));
  };
  const fetchInfo = fetching(jsonProof(isInfoAnswer));
  const fetchTree = fetching(jsonProof(isTreePage));
  const fetchRefs = fetching(jsonProof(isRefsAnswer));
  const hubUrl = endpoint;

  const model = async (id: string, revision: string | null): Promise<ModelInfo> => {
    checkRepoId(id);
    const at = revision === null ? {} : { revision };
    return toModelInfo(await modelInfo({ name: id, hubUrl, fetch: fetchInfo, additionalFields: MODEL_FIELDS, ...at }));
  };

  // Models of one organisation share their bases and datasets: each is asked for once.
  const datasets = memoised(
    lookUp(async (id) => {
      checkRepoId(id);
      return toDatasetInfo(await datasetInfo({ name: id, hubUrl, fetch: fetchInfo, additionalFields: DATASET_FIELDS }));
    }),
  );
  const bases = memoised(lookUp((id) => model(id, null)));

  return {
    kind: 'hub',
    model,
    tree: ({ id, revision }) =>
      look(async () => {
        const listing = listFiles({
          repo: { type: 'model', name: id },
          revision: encodeURIComponent(revision),
          recursive: true,
          hubUrl,
          fetch: withoutLoops(fetchTree),
        });
        const files = new Map<string, TreeFile>();
        for await (const { type, path, size } of listing) {
          if (type !== 'directory') files.set(path, { path, size: size ?? null });
        }
        return [...files.values()];
      }),
    refs: ({ id }) => look(async () => toRefs(await (await fetchRefs(`${endpoint}/api/models/${id}/refs`)).json())),
    async file(repo, path) {
      const send = fetching(fileProof(SHA.test(repo.revision) ? repo.revision : null), MAX_FILE_BYTES);
      try {
        const response = await send(fileUrl(endpoint, repo, path));
        return { looked: true, value: new Uint8Array(await response.arrayBuffer()) };
      } catch (error) {
        return refusedFile(error);
      }
    },
    dataset: (id) => datasets(id),
    base: (id) => bases(id),
  };
}

/** A failure is an unmade look. A used-up rate limit is not: the audit can be had later. */
async function look<T>(make: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { looked: true, value: await make() };
  } catch (error) {
    if (error instanceof SourceError && error.code !== 'rate-limited') return { looked: false, why: error.message };
    throw error;
  }
}

/** Like `look` for another repository, which may not exist; never throws for what a Hub can answer. */
function lookUp<T>(ask: (id: string) => Promise<T>): (id: string) => Promise<Looked<T | null>> {
  return async (id) => {
    try {
      return { looked: true, value: await ask(id) };
    } catch (error) {
      if (isRepoMissing(error)) return { looked: true, value: null };
      if (error instanceof SourceError) return { looked: false, why: error.message };
      throw error;
    }
  };
}

/** A 404 without the Hub's own code may come from anything on the way. */
const isRepoMissing = (error: unknown): boolean =>
  error instanceof HubError && error.code === 'not-found' && (error.status === 401 || error.hubCode === 'RepoNotFound');

function refusedFile(error: unknown): Looked<null> {
  if (error instanceof HubError && error.hubCode === 'EntryNotFound') return { looked: true, value: null };
  if (error instanceof SourceError && error.code !== 'network' && error.code !== 'rate-limited') {
    return { looked: false, why: error.message };
  }
  throw error;
}

/** The `/` of the id stays as it is: encoded, it would be counted against another quota (HUB.md section 0). */
function fileUrl(endpoint: string, { id, revision }: RepoRef, path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${endpoint}/${id}/resolve/${encodeURIComponent(revision)}/${encoded}`;
}

/** A listing whose links lead back, or on for ever, must neither hang nor pass as complete. */
function withoutLoops(send: typeof fetch): typeof fetch {
  const paths = new Set<string>();
  let pages = 0;
  const never = (problem: string, url: string): SourceError =>
    new SourceError('network', `the list of files ${problem}; it cannot be read to its end`, { url });
  return async (input, init) => {
    const url = String(input);
    if (pages >= MAX_TREE_PAGES) throw never(`goes on after ${pages} pages`, url);
    pages += 1;
    const response = await send(input, init);
    const known = paths.size;
    for (const { path } of (await response.clone().json()) as TreePage) paths.add(path);
    if (response.headers.has('link') && paths.size === known) throw never('goes on without naming new files', url);
    return response;
  };
}
