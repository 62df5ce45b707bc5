/** The names by which a card speaks of its own model. */
import type { Matcher } from '../rules/terms.ts';

export interface SelfNames {
  /** Whether a stretch of text names this model or its family. */
  test(text: string): boolean;
}

const SIZE = /^v?\d+(?:\.\d+)*[bmk]?$/i;

const parts = (name: string, generic: Matcher): string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 2 && !SIZE.test(part) && !generic.test(part));

/**
 * @param id repository id, `org/name`
 * @param titles headings of the first level: many cards use the model's written name only there
 * @param generic parts of names that many models share and that name none
 */
export function selfNames(id: string, titles: readonly string[], generic: Matcher): SelfNames {
  const name = id.split('/').at(-1) ?? id;
  const tokens = new Set(parts(name, generic));
  for (const part of [...tokens]) {
    const stem = part.replace(/\d+$/, '');
    if (stem.length >= 3 && !generic.test(stem)) tokens.add(stem);
  }
  const whole = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  for (const title of titles.slice(0, 2)) {
    // A title only helps where it shows how the name is written: it must share a part with the id.
    const words = parts(title, generic);
    if (words.some((word) => whole.includes(word) || tokens.has(word))) {
      const own = title.split(/\s[-–—:|]|[:：(（]/)[0] ?? '';
      for (const word of parts(own, generic)) if (word.length >= 3 && /\p{Lu}|\d/u.test(own)) tokens.add(word);
    }
  }
  return {
    test(text) {
      for (const [word] of text.matchAll(/[\p{Script=Latin}\p{N}]+|[^\p{Script=Latin}\P{L}]+/gu)) {
        const lower = word.toLowerCase();
        const stem = lower.replace(/\d+$/, '');
        if (tokens.has(lower) || (stem.length >= 3 && tokens.has(stem))) return true;
        const within = lower.length >= 4 && /\p{Lu}/u.test(word) && whole.includes(lower);
        if (within && !generic.test(lower)) return true;
      }
      return false;
    },
  };
}
