/** A card by itself: all that is read to look at its sentences. */
import { createReadStream } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { SourceError } from '../errors.ts';
import { CARD, repoRef } from './collect.ts';
import { MAX_FILE_BYTES } from './hub.ts';
import { isMissing } from './paths.ts';
import type { Looked, Source, SourceKind } from './types.ts';

export interface CardFile {
  /** The repository whose names are the card's own; null when it is nobody's. */
  id: string | null;
  source: SourceKind | 'file' | 'stdin';
  /** The commit, or the branch or tag asked for; null outside the Hub. */
  revision: string | null;
  /** How places in the card name it. */
  path: string;
  /** What a reader must know of how the card was recorded. */
  notice: string | null;
  content: Looked<Uint8Array | null>;
}

const LOCAL = { revision: null, notice: null } as const;

/**
 * The card of a repository or folder; nothing else of it is asked for but the model info that says its commit.
 * @throws SourceError when the repository cannot be read
 */
export async function cardOfRepo(
  source: Source,
  { id, revision }: { id: string; revision: string | null },
): Promise<CardFile> {
  const model = await source.model(id, revision);
  const repo = repoRef({ model, revision: revision ?? 'main' });
  const notice = (await source.notice?.(repo)) ?? null;
  const content = await source.file(repo, CARD);
  const at = source.kind === 'folder' ? null : repo.revision;
  return { id: model.id, source: source.kind, revision: at, path: CARD, notice, content };
}

/**
 * A Markdown file. A `README.md` is the card of the folder in which it lies; any other file is nobody's.
 * @throws SourceError when the file cannot be read or is too large
 */
export async function cardOfFile(path: string): Promise<CardFile> {
  const content = await bytesOf(createReadStream(path), path);
  const id = basename(path) === CARD ? basename(dirname(resolve(path))) || null : null;
  return { ...LOCAL, id, source: 'file', path, content };
}

/** @throws SourceError when it cannot be read or is too large */
export async function cardOfStdin(): Promise<CardFile> {
  return { ...LOCAL, id: null, source: 'stdin', path: 'stdin', content: await bytesOf(process.stdin, 'stdin') };
}

/** Reads no more than a card may have, so that an endless pipe ends. */
async function bytesOf(stream: Readable, path: string): Promise<CardFile['content']> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      size += bytes.byteLength;
      if (size > MAX_FILE_BYTES) throw unreadable(path, `it has more than ${MAX_FILE_BYTES} bytes`);
      chunks.push(bytes);
    }
  } catch (error) {
    if (isMissing(error)) throw new SourceError('not-found', `there is no file ${path}`, { attempts: 0 });
    if (error instanceof Error && 'syscall' in error) throw unreadable(path, error.message);
    throw error;
  }
  return { looked: true, value: new Uint8Array(Buffer.concat(chunks)) };
}

const unreadable = (path: string, why: string): SourceError =>
  new SourceError('invalid', `${path} cannot be read: ${why}`, { attempts: 0 });
