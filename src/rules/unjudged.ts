import type { Artefact } from '../report/v1.ts';

/** An artefact of which nothing could be said. */
export const UNJUDGED: Artefact = {
  status: 'unknown',
  verified: false,
  promised: false,
  inheritedFrom: null,
  license: null,
  evidence: [],
  note: null,
};
