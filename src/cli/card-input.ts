import { statSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { type CardFile, cardOfFile, cardOfRepo, cardOfStdin } from '../source/card-file.ts';
import { endpointOf } from '../source/endpoint.ts';
import { folderSource } from '../source/folder.ts';
import { parseTarget } from '../source/target.ts';
import type { ClaimsFlags } from './claims-flags.ts';
import type { Io } from './io.ts';
import { repoSource } from './sources.ts';

const STDIN = '-';
const MARKDOWN = /\.(?:md|markdown|mdx|txt)$/i;
/** The address of a file ends like the file. */
const PAGE = /:\/\/|\/(?:blob|resolve|raw)\//;

/**
 * The card that a text names: standard input (`-`), a file (by a Markdown ending, or written as a path), or the card of
 * what `audit` takes.
 * @throws UsageError when the text names nothing, or a flag does not fit what it names
 * @throws SourceError when the card cannot be read
 */
export async function cardNamed(text: string, flags: ClaimsFlags, io: Io): Promise<CardFile> {
  const { revision = null, id } = flags;
  if (text === STDIN) return local(await cardOfStdin(), flags);
  if (MARKDOWN.test(text) && !PAGE.test(text)) return local(await cardOfFile(text), flags);
  const target = parseTarget(text, { endpoint: endpointOf(io.env) });
  if (target.kind === 'folder') {
    const { path } = target;
    return local(
      isFile(path) ? await cardOfFile(path) : await cardOfRepo(folderSource(path), { id: path, revision: null }),
      flags,
    );
  }
  if (id !== undefined) throw new UsageError(`--id says whose a file or folder is; ${target.id} has an id of its own`);
  return cardOfRepo(await repoSource(flags, io), { id: target.id, revision: target.revision ?? revision });
}

/** What is no repository may be anybody's, and has no revisions. */
function local(card: CardFile, { id, revision }: ClaimsFlags): CardFile {
  if (revision !== undefined) throw new UsageError(`--revision is for repositories; ${card.path} has none`);
  return { ...card, id: id ?? card.id };
}

/** A pipe (`<(...)`) is one too. */
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
