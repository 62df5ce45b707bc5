import { datasetInfo, listFiles, modelInfo } from '@huggingface/hub';
import { SourceError } from '../errors.ts';
import { type Cache, noCache } from './cache/cache.ts';
import { repositoryCache } from './cache/repository.ts';
import { CARD } from './collect.ts';
import { TooLarge } from './http/body.ts';
import { withOwnDeadline } from './http/deadline.ts';
import { HubError } from './http/error.ts';
import { digestsOf, fileProof, jsonProof } from './http/proof.ts';
import { type HubClient, type HubClientOptions, hubClient } from './http.ts';
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

/** Bytes of cards of datasets and base models that are kept, because models of one batch share them. */
const KEPT_CARD_BYTES = 32 * 1024 * 1024;

/** Pages of one tree that are read at most: a million files. A listing that goes on is one that never ends. */
const MAX_TREE_PAGES = 1000;

export interface HubOptions extends Omit<HubClientOptions, 'endpoint'> {
  /** Base URL without a trailing slash. Default: the public Hub. */
  endpoint?: string;
  /** Keeps files and lists of files by commit. Default: nothing is kept. */
  cache?: Cache;
}

export interface HubSource extends Source {
  /** What everything else that asks the same Hub must use too: the quotas are one. */
  readonly client: HubClient;
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

const UNPROVEN = 'sends no ETag, so its files cannot be checked against their hashes; they are taken as they come';

/**
 * The Hugging Face Hub, or a mirror, over HTTP.
 *
 * `model` throws what kept it from answering. `tree` and `refs` turn failures into unmade looks, except a used-up rate
 * limit, which throws; `file` does so for refusals and files that are too large, and throws when no answer could be had.
 */
export function hubSource(options: HubOptions = {}): HubSource {
  const { endpoint = HUB_ENDPOINT, cache = noCache, ...rest } = options;
  const client = hubClient({ ...rest, endpoint });
  const kept = repositoryCache(cache, { endpoint, token: rest.token ?? null });
  const fetchInfo = client.fetch({ check: jsonProof(isInfoAnswer) });
  const fetchTree = client.fetch({ check: jsonProof(isTreePage) });
  const fetchRefs = client.fetch({ check: jsonProof(isRefsAnswer) });
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

  const file = (repo: RepoRef, path: string): Promise<Looked<Uint8Array | null>> =>
    kept.file(repo, path, async () => {
      const check = fileProof(SHA.test(repo.revision) ? repo.revision : null);
      try {
        const answer = await client.request(fileUrl(endpoint, repo, path), {}, { check, maxBytes: MAX_FILE_BYTES });
        const [digest = null] = digestsOf(answer);
        if (digest === null) client.warn({ topic: 'unproven', message: `${endpoint} ${UNPROVEN}` });
        return { content: { looked: true, value: answer.body }, digest, lasting: true };
      } catch (error) {
        const content = refusedFile(error);
        return { content, digest: null, lasting: content.looked || isTooLarge(error) };
      }
    });

  /** Cards of what `look` finds, by the same ids. */
  const cardsOf = (look: (id: string) => Promise<Looked<{ id: string; sha: string | null } | null>>, folder = '') =>
    memoised<Uint8Array | null>(
      async (id) => {
        const found = await look(id);
        if (!found.looked) return found;
        if (found.value === null) return { looked: true, value: null };
        const repo = { id: folder + found.value.id, revision: found.value.sha ?? 'main' };
        return unmadeOnFailure(() => file(repo, CARD));
      },
      { capacity: KEPT_CARD_BYTES, weigh: (card) => 1024 + (card?.byteLength ?? 0) },
    );
  const datasetCards = cardsOf(datasets, 'datasets/');
  const baseCards = cardsOf(bases);

  const tree = ({ id, revision }: RepoRef): Promise<Looked<TreeFile[]>> =>
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
    });

  return {
    kind: 'hub',
    model,
    tree: (repo) => kept.tree(repo, () => tree(repo)),
    refs: ({ id }) => look(async () => toRefs(await (await fetchRefs(`${endpoint}/api/models/${id}/refs`)).json())),
    file,
    dataset: (id) => datasets(id),
    base: (id) => bases(id),
    datasetCard: (id) => datasetCards(id),
    baseCard: (id) => baseCards(id),
    client,
  };
}

/** A failure is an unmade look. A used-up rate limit is not: the audit can be had later. */
async function look<T>(make: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { looked: true, value: await make() };
  } catch (error) {
    if (error instanceof SourceError && error.code !== 'rate-limited') return { looked: false, why: error.why };
    throw error;
  }
}

/** Like `look` for another repository, which may not exist; never throws for what a Hub can answer. */
function lookUp<T>(ask: (id: string) => Promise<T>): (id: string) => Promise<Looked<T | null>> {
  return (id) =>
    unmadeOnFailure(async () => {
      try {
        return { looked: true, value: await ask(id) };
      } catch (error) {
        if (isRepoMissing(error)) return { looked: true, value: null };
        throw error;
      }
    });
}

/** Another repository that cannot be read, for whatever reason, never keeps this one from being audited. */
async function unmadeOnFailure<T>(make: () => Promise<Looked<T>>): Promise<Looked<T>> {
  try {
    return await withOwnDeadline(make);
  } catch (error) {
    if (error instanceof SourceError) return { looked: false, why: error.why };
    throw error;
  }
}

/** A 404 without the Hub's own code may come from anything on the way. */
const isRepoMissing = (error: unknown): boolean =>
  error instanceof HubError && error.code === 'not-found' && (error.status === 401 || error.hubCode === 'RepoNotFound');

function refusedFile(error: unknown): Looked<null> {
  if (error instanceof HubError && error.hubCode === 'EntryNotFound') return { looked: true, value: null };
  if (error instanceof SourceError && error.code !== 'network' && error.code !== 'rate-limited') {
    return { looked: false, why: error.why };
  }
  throw error;
}

const isTooLarge = (error: unknown): boolean => error instanceof SourceError && error.cause instanceof TooLarge;

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
