import { gunzipSync } from 'node:zlib';

const BLOCK = 512;

const field = (header: Buffer, from: number, length: number): string => {
  const raw = header.subarray(from, from + length);
  const end = raw.indexOf(0);
  return raw.toString('utf8', 0, end === -1 ? length : end);
};

/**
 * Files of a gzipped tar archive (POSIX.1-1988 ustar), in memory.
 * @returns path and content of each regular file, in the order of the archive
 * @throws Error on an entry that is neither file nor folder
 */
export function readTar(archive: Uint8Array): [path: string, content: Uint8Array][] {
  const tar = gunzipSync(archive);
  const files: [string, Uint8Array][] = [];
  let at = 0;
  while (at + BLOCK <= tar.length && tar[at] !== 0) {
    const header = tar.subarray(at, at + BLOCK);
    const prefix = header.toString('latin1', 257, 262) === 'ustar' ? field(header, 345, 155) : '';
    const path = (prefix === '' ? '' : `${prefix}/`) + field(header, 0, 100);
    const size = Number.parseInt(field(header, 124, 12).trim(), 8);
    const type = field(header, 156, 1) || '0';
    if (type === '0') files.push([path, tar.subarray(at + BLOCK, at + BLOCK + size)]);
    else if (type !== '5') throw new Error(`${path}: a tar entry of type ${type} is not read; pack plain files only`);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
