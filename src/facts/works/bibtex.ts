/** BibTeX entries of a card, wherever they stand: most are in code blocks, many in prose. */

export interface BibEntry {
  type: string;
  key: string;
  /** Fields by lower-cased name, braces and quotes taken off. */
  fields: ReadonlyMap<string, string>;
  /** Range in the text. */
  start: number;
  end: number;
}

const OPEN = /@([a-z]{4,20})\s{0,5}\{\s{0,5}([^\n,{}]{0,200}),/gi;
const FIELD = /(?:^|[\s,])([a-z_-]{2,30})\s{0,30}=\s{0,30}(?=[{"\w])/gi;
/** Longer entries hold abstracts; nothing that matters comes after. */
const MAX_ENTRY = 6_000;
const MAX_VALUE = 1_000;
/** A card cites a dozen works at most; more are data or an attack. */
const MAX_ENTRIES = 100;

/** @returns the entries in order; an entry that never closes ends with the next one */
export function bibEntries(text: string): BibEntry[] {
  const opens: RegExpExecArray[] = [];
  OPEN.lastIndex = 0;
  for (let match = OPEN.exec(text); match && opens.length < MAX_ENTRIES; match = OPEN.exec(text)) opens.push(match);
  return opens.map((open, index) => {
    const start = open.index;
    const limit = Math.min(opens[index + 1]?.index ?? text.length, start + MAX_ENTRY);
    const end = closing(text, start + open[0].length, limit, 1);
    const fields = fieldsOf(text.slice(start + open[0].length, end));
    return { type: (open[1] ?? '').toLowerCase(), key: (open[2] ?? '').trim(), fields, start, end };
  });
}

/** Offset of the brace that closes `depth` open ones, or `limit`. */
function closing(text: string, from: number, limit: number, depth: number): number {
  let open = depth;
  for (let at = from; at < limit; at++) {
    const char = text[at];
    if (char === '{') open++;
    else if (char === '}') open--;
    if (open === 0) return at;
  }
  return limit;
}

function fieldsOf(body: string): Map<string, string> {
  const fields = new Map<string, string>();
  FIELD.lastIndex = 0;
  for (let match = FIELD.exec(body); match; match = FIELD.exec(body)) {
    const from = match.index + match[0].length;
    const to = valueEnd(body, from);
    const name = (match[1] ?? '').toLowerCase();
    if (!fields.has(name)) fields.set(name, plain(body.slice(from, to)));
    FIELD.lastIndex = to;
  }
  return fields;
}

function valueEnd(body: string, from: number): number {
  const limit = Math.min(body.length, from + MAX_VALUE);
  if (body[from] === '{') return closing(body, from + 1, limit, 1);
  const end = body.indexOf(body[from] === '"' ? '"' : ',', from + 1);
  return end === -1 ? limit : Math.min(end, limit);
}

const plain = (value: string): string =>
  value
    .replace(/^["{]/, '')
    .replace(/\\url|[{}"]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
