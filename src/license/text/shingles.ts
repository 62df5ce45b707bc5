/** Words that a shingle takes together. */
export const WIDTH = 4;
/** Shingle hashes keep 24 bits: enough to know a text again, too few to tell which words they were. */
export const BITS = 24;

/** Hash of each run of `WIDTH` words, by the position of its first word. */
export function shingles(words: Uint32Array): Uint32Array {
  const found = new Uint32Array(Math.max(0, words.length - WIDTH + 1));
  for (let i = 0; i < found.length; i++) {
    let hash = 0x9e3779b9;
    for (let j = 0; j < WIDTH; j++) hash = Math.imul(hash ^ (words[i + j] ?? 0), 0x85ebca6b) ^ (hash >>> 13);
    hash ^= hash >>> 16;
    found[i] = Math.imul(hash, 0xc2b2ae35) >>> (32 - BITS);
  }
  return found;
}

/** Hash of a whole sequence of words: two texts with the same one are the same text. */
export function streamHash(words: Uint32Array): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (const word of words) {
    low = Math.imul(low ^ word, 0x01000193);
    high = Math.imul(high ^ (word >>> 7) ^ word, 0x85ebca6b);
  }
  return (high >>> 12) * 0x1_0000_0000 + (low >>> 0);
}
