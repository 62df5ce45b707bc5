import { listFiles } from '@huggingface/hub';
import { z } from 'zod';
import { SourceError } from '../../errors.ts';
import { HubError } from '../http/error.ts';
import type { HubClient } from '../http.ts';
import { isRepoId } from '../repo-id.ts';
import { type CodeHost, jsonOf, MAX_FILES, type RepoAddress, restOf, segmentsOf } from './code-host.ts';
import { NotLooked } from './types.ts';

export interface Hub {
  /** The one that reads models: quotas are shared. */
  client: HubClient;
  /** Base URL without a trailing slash. */
  endpoint: string;
}

const HOSTS: ReadonlySet<string> = new Set(['huggingface.co', 'www.huggingface.co', 'hf.co']);

/** What is asked for of each type; a Space has no gate, and its tags no licence (HUB.md sections 1 and 2). */
const FIELDS = {
  models: ['private', 'disabled', 'gated', 'tags'],
  datasets: ['private', 'disabled', 'gated', 'tags'],
  spaces: ['private', 'disabled', 'cardData'],
} as const;
type RepoType = keyof typeof FIELDS;

const TYPE_OF = { models: 'model', datasets: 'dataset', spaces: 'space' } as const;

const text = z.string().nullish().catch(null);
const info = z.looseObject({
  id: z.string().refine(isRepoId),
  private: z.boolean().catch(false),
  disabled: z.boolean().catch(false),
  gated: z.unknown().optional(),
  tags: z.array(z.string()).catch([]),
  cardData: z.looseObject({ license: text }).nullish().catch(null),
});

/** Repositories of the Hub: models, datasets and Spaces. The client keeps its limits, and the token at the endpoint. */
export function hubHost({ client, endpoint }: Hub): CodeHost {
  const own = new URL(endpoint);
  const send = client.fetch();
  const isHere = ({ hostname, host }: URL) => HOSTS.has(hostname) || host === own.host;
  return {
    name: 'hub',
    read: (url) => (isHere(url) ? address(segmentsOf(url)) : null),
    repository: (id, signal) =>
      unless(isRepoMissing, async () => {
        const { type, name } = parts(id);
        const query = FIELDS[type].map((field) => `expand=${field}`).join('&');
        const answer = await client.request(`${endpoint}/api/${type}/${name}?${query}`, { signal });
        const { id: present, tags, cardData, gated, ...state } = jsonOf(answer, info);
        const path = type === 'models' ? present : `${type}/${present}`;
        return {
          id: `${type}/${present}`,
          url: `${endpoint}/${path}`,
          license: cardData?.license ?? tagged(tags),
          archived: false,
          gated: gated !== undefined && gated !== false,
          closed: state.private ? 'private' : state.disabled ? 'disabled by the Hub' : null,
          branch: 'main',
        };
      }),
    tree: (id, revision, signal) =>
      unless(isRevisionMissing, async () => {
        const { type, name } = parts(id);
        const files: string[] = [];
        let entries = 0;
        const listing = listFiles({
          repo: { type: TYPE_OF[type], name },
          revision: encodeURIComponent(revision),
          recursive: true,
          hubUrl: endpoint,
          fetch: (input, init) => send(input, { ...init, signal }),
        });
        for await (const { type: kind, path } of listing) {
          entries += 1;
          if (entries > MAX_FILES) return { files, complete: false };
          if (kind !== 'directory') files.push(path);
        }
        return { files, complete: true };
      }),
    async pageIsGone({ pathname }, signal) {
      const page = await unless(isMissing, async () => {
        await client.request(endpoint + pathname, { method: 'HEAD', signal });
        return 'there';
      });
      return page === null;
    },
  };
}

const LICENSE_TAG = 'license:';
const tagged = (tags: readonly string[]): string | null =>
  tags.find((tag) => tag.startsWith(LICENSE_TAG))?.slice(LICENSE_TAG.length) ?? null;

function address([first = '', ...others]: readonly string[]): RepoAddress | null {
  const typed = first === 'datasets' || first === 'spaces';
  const [owner = '', name = '', ...after] = typed ? others : [first, ...others];
  const id = `${owner}/${name}`;
  return isRepoId(id) ? { id: `${typed ? first : 'models'}/${id}`, rest: restOf(after) } : null;
}

/** Of the ids that `address` makes. */
function parts(id: string): { type: RepoType; name: string } {
  const [first = '', ...name] = id.split('/');
  const type = first === 'datasets' || first === 'spaces' ? first : 'models';
  return { type, name: name.join('/') };
}

/** Makes a look; one of these refusals is an answer: null. */
async function unless<T>(isAnswer: (error: HubError) => boolean, make: () => Promise<T>): Promise<T | null> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof HubError && isAnswer(error)) return null;
    if (error instanceof SourceError) throw new NotLooked(error.message, { cause: error });
    throw error;
  }
}

const isMissing = ({ code }: HubError): boolean => code === 'not-found';
/** A 404 without the Hub's own code may come from anything on the way. */
const isRepoMissing = ({ code, status, hubCode }: HubError): boolean =>
  code === 'not-found' && (status === 401 || hubCode === 'RepoNotFound');
const isRevisionMissing = ({ hubCode }: HubError): boolean => hubCode === 'RevisionNotFound';
