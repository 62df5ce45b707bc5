/**
 * How two spellings of a licence's name are seen to be one: "Apache License, Version 2.0", "apache-2.0" and "Apache v2"
 * share the key `apache2`. Versions are kept, so `llama4` never meets `llama3`.
 */

export interface NameToken {
  /** Canonical text: lower case, `4.0` as `4`; empty for words that say only "licence". */
  key: string;
  /** The word itself, canonical: `key`, or "license" where `key` is empty. */
  word: string;
  /** Whether the word says "licence", "agreement", "terms" ... in some language. */
  says: 'licence' | 'name';
  start: number;
  end: number;
}

const WORD =
  /[a-zà-öø-ÿ]+|[\p{Script=Cyrillic}]+|[\p{Script=Hangul}]+|[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}ー]+|\d+(?:\.\d+)*|\+{1,2}/gu;

// Words that a licence's name may carry or leave out. Vocabulary, not facts: no licence is known here.
const LICENCE_WORDS = new Set(
  `license licence licensed licenced licenses licences agreement lizenz licencia licença licenza лицензия лицензии лицензией
  라이선스 라이센스 ライセンス 利用規約 协议 協議 许可 许可证 許可證 许可协议 开源协议 模型许可协议 许可证书`.split(
    /\s+/u,
  ),
);
const EMPTY_WORDS = new Set(['the', 'version', 'ver', 'v', 'a', 'an']);
const CJK_LICENCE = /许可协议|许可证|許可證|开源协议|协议|協議|许可|許可|ライセンス|라이선스/gu;

/**
 * Words of a text that may name a licence.
 * @param text any text; offsets in the answer refer to it
 */
export function nameTokens(text: string): NameToken[] {
  const tokens: NameToken[] = [];
  for (const match of text.toLowerCase().matchAll(WORD)) {
    const word = match[0];
    const start = match.index;
    const end = start + word.length;
    if (LICENCE_WORDS.has(word)) tokens.push({ key: '', word, says: 'licence', start, end });
    else if (EMPTY_WORDS.has(word)) tokens.push({ key: '', word: '', says: 'name', start, end });
    else tokens.push(...named(word, start));
  }
  return tokens;
}

/** Scripts without spaces run a name and the word for "licence" together. */
function named(word: string, start: number): NameToken[] {
  const tokens: NameToken[] = [];
  let from = 0;
  const push = (to: number): void => {
    if (to > from) tokens.push(nameToken(word.slice(from, to), start + from));
  };
  for (const match of word.matchAll(CJK_LICENCE)) {
    push(match.index);
    from = match.index + match[0].length;
    tokens.push({ key: '', word: match[0], says: 'licence', start: start + match.index, end: start + from });
  }
  push(word.length);
  return tokens;
}

function nameToken(word: string, start: number): NameToken {
  const key = /^\d/u.test(word) ? version(word) : word;
  return { key, word: key, says: 'name', start, end: start + word.length };
}

const version = (digits: string) => digits.replace(/(?:\.0+)+$/u, '');

/** The key that all spellings of one name share; empty when the name says nothing but "licence". */
export function licenseKey(name: string): string {
  return nameTokens(name.normalize('NFKC'))
    .map((token) => token.key)
    .join('');
}

/** As `licenseKey`, with "license" and "agreement" kept, which alone tell some names apart. */
export function fullKey(name: string): string {
  return nameTokens(name.normalize('NFKC'))
    .map((token) => token.word)
    .join('');
}
