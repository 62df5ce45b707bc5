/** What a report says of the repository itself, from what the source answered. */
import type { RepoSnapshot } from '../source/collect.ts';
import type { Problem, Report } from './v1.ts';

const HUB = 'https://huggingface.co';

export function repoOf({ model, requestedId, revision, source }: RepoSnapshot): Report['repo'] {
  return {
    id: model.id,
    requestedId,
    type: 'model',
    url: source === 'folder' ? '' : `${HUB}/${model.id}`,
    revision,
    sha: model.sha,
    author: model.author,
    createdAt: model.createdAt,
    lastModified: model.lastModified,
    gated: model.gated,
    private: model.private,
    disabled: model.disabled,
    pipelineTag: model.pipelineTag,
    libraryName: model.libraryName,
    tags: model.tags,
    downloads: model.downloads,
    likes: model.likes,
  };
}

/** Nobody may take a paraphrase for a publisher's words. */
export const noticeOf = ({ notice }: Pick<RepoSnapshot, 'notice'>): Problem[] =>
  notice === null ? [] : [{ code: 'not-verbatim', message: notice, location: null }];
