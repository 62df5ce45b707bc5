/**
 * How two spellings of a licence's name are seen to be one: "Apache License, Version 2.0", "apache-2.0" and "Apache v2"
 * share the key `apache2`. Versions are kept, so `llama4` never meets `llama3`.
 */

export interface NameToken {
  /** Canonical text: lower case, `4.0` as `4`; empty for words that say only "licence". */
  key: string;
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
const CJK_SUFFIX = /(?:许可协议|许可证|許可證|开源协议|协议|協議|许可|ライセンス|라이선스)$/u;

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
    if (LICENCE_WORDS.has(word)) tokens.push({ key: '', says: 'licence', start, end });
    else if (EMPTY_WORDS.has(word)) tokens.push({ key: '', says: 'name', start, end });
    else tokens.push(...named(word, start));
  }
  return tokens;
}

function named(word: string, start: number): NameToken[] {
  const end = start + word.length;
  const suffix = CJK_SUFFIX.exec(word);
  if (!suffix) return [{ key: /^\d/u.test(word) ? version(word) : word, says: 'name', start, end }];
  const at = start + suffix.index;
  return [
    { key: word.slice(0, suffix.index), says: 'name', start, end: at },
    { key: '', says: 'licence', start: at, end },
  ];
}

const version = (digits: string) => digits.replace(/(?:\.0+)+$/u, '');

/** The key that all spellings of one name share; empty when the name says nothing but "licence". */
export function licenseKey(name: string): string {
  return nameTokens(name.normalize('NFKC'))
    .map((token) => token.key)
    .join('');
}
