/**
 * Text on which Markdown parsing takes more than its share of time. It occurs in attacks, not in cards; a body like that
 * is reported and not parsed.
 */

/** Block containers opened on one line: `> > >`, `- - -`. */
const MAX_CONTAINERS = 100;
/** Unbroken run of one character that opens or closes inline constructs. */
const MAX_RUN = 5_000;
/** Openers or closers of one kind in one paragraph: the parser compares each with all before it. */
const MAX_OPENERS = 2_500;
const OPENERS = ['[', ']', '*', '_', '<', '~', '@', '://', 'www.'];

/**
 * What micromark with GFM needs, in microseconds as measured; the sum over a card is to stay under a second. The
 * costliest of 3,600 real cards comes to about half of that, most to a hundredth.
 */
const MAX_COST = 1_000_000;
const COST = { char: 1, mark: 10, cell: 25, line: 40, container: 12, closingSquared: 0.2 };
const MARKS = Uint8Array.from({ length: 128 }, (_, code) => ('[]*_`<~&\\'.includes(String.fromCharCode(code)) ? 1 : 0));
const BAR = '|'.charCodeAt(0);

const CONTAINERS = new RegExp(`^(?:[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${MAX_CONTAINERS}}`, 'm');
const RUN = new RegExp(`([[\\]*_~\`<!&(])\\1{${MAX_RUN}}`);
const PREFIX = /^[ \t>]*/;
const LIST_MARKER = /^(?:[-+*]|\d{1,9}[.)])[ \t]/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;

/** Quotes and lists that a line stands in, as far as its beginning shows. */
function depthOf(line: string): number {
  const prefix = PREFIX.exec(line)?.[0] ?? '';
  const isItem = LIST_MARKER.test(line.slice(prefix.length, prefix.length + 12));
  return (prefix.includes('>') ? prefix.split('>').length - 1 : 0) + (isItem ? prefix.length / 2 : 0);
}

function costOf(text: string): number {
  let marks = 0;
  let bars = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    marks += MARKS[code] ?? 0;
    if (code === BAR) bars++;
  }
  let cost = text.length * COST.char + marks * COST.mark + bars * COST.cell;
  // Each end of a quote, of an inner list and of an underlined heading makes the parser look back over the whole card.
  let closings = 0;
  let depthBefore = 0;
  for (const line of text.split('\n')) {
    const depth = depthOf(line);
    cost += COST.line + COST.container * depth;
    if (depth < depthBefore || UNDERLINE.test(line)) closings++;
    depthBefore = depth;
  }
  return cost + COST.closingSquared * closings ** 2;
}

/** @returns why the text is not to be parsed, in words, or null when it can be */
export function tooMuch(text: string): { code: 'too-deep' | 'too-large'; message: string } | null {
  const deep = (message: string) => ({ code: 'too-deep' as const, message });
  if (CONTAINERS.test(text)) return deep(`more than ${MAX_CONTAINERS} nested quotes or lists`);
  if (RUN.test(text)) return deep(`a run of more than ${MAX_RUN} special characters`);
  for (const paragraph of text.split(/\n\s*\n/)) {
    if (paragraph.length < MAX_OPENERS) continue;
    for (const opener of OPENERS) {
      if (paragraph.split(opener).length > MAX_OPENERS) {
        return deep(`more than ${MAX_OPENERS} “${opener}” in one paragraph`);
      }
    }
  }
  if (costOf(text) > MAX_COST)
    return { code: 'too-large', message: 'more lines and marks than can be read in a second' };
  return null;
}
