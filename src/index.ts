/** The library: audit a model repository from a program. */
export { type AuditOptions, audit, judge, type Observed } from './audit.ts';
export { RuleFileError, SourceError, type SourceErrorCode, UsageError } from './errors.ts';
export {
  type Batch,
  batchSchema,
  type Failure,
  failureSchema,
  type Report,
  reportSchema,
} from './report/v1.ts';
export { loadRules, type RuleSet } from './rules/load.ts';
export { folderSource } from './source/folder.ts';
export { hubSource } from './source/hub.ts';
export { recording } from './source/record.ts';
export { replaySource } from './source/snapshot.ts';
export type { Looked, Source } from './source/types.ts';
export { type LinkOptions, linkSource } from './source/verify/link-source.ts';
export type { LinkSource } from './source/verify/types.ts';
