import type { ModelInfo } from './types.ts';

/** A model of which the Hub has told nothing: what a local folder, an example or a labelled card starts from. */
export const unknownModel = (id: string): ModelInfo => ({
  id,
  sha: null,
  author: null,
  createdAt: null,
  lastModified: null,
  gated: false,
  private: false,
  disabled: false,
  pipelineTag: null,
  libraryName: null,
  tags: [],
  downloads: null,
  likes: null,
  cardData: null,
  config: null,
  parameters: null,
  parametersByType: null,
  baseModels: null,
});
