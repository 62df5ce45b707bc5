/**
 * Shapes of text on which Markdown parsing takes more than linear time. They occur in attacks, not in cards; a body
 * that has one is reported and not parsed.
 */

/** Block containers opened on one line: `> > >`, `- - -`. */
const MAX_CONTAINERS = 100;
/** Unbroken run of one character that opens or closes inline constructs. */
const MAX_RUN = 5_000;
/** Openers of one kind in one paragraph. */
const MAX_OPENERS = 5_000;

const CONTAINERS = new RegExp(`^(?:[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${MAX_CONTAINERS}}`, 'm');
const RUN = new RegExp(`([[\\]*_~\`<!&(])\\1{${MAX_RUN}}`);

/** @returns what is too much, in words, or null when the text can be parsed safely */
export function tooDeep(text: string): string | null {
  if (CONTAINERS.test(text)) return `more than ${MAX_CONTAINERS} nested quotes or lists`;
  if (RUN.test(text)) return `a run of more than ${MAX_RUN} special characters`;
  for (const paragraph of text.split(/\n\s*\n/)) {
    if (paragraph.length < MAX_OPENERS) continue;
    for (const opener of ['[', '*', '_', '`', '<', '~', '![']) {
      if (paragraph.split(opener).length > MAX_OPENERS) return `more than ${MAX_OPENERS} “${opener}” in one paragraph`;
    }
  }
  return null;
}
