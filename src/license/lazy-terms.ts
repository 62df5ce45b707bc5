import { compileTerms, type Matcher, type Terms } from '../rules/terms.ts';

const NOTHING: Matcher = { test: () => false, first: () => null, last: () => null, all: () => [] };

/**
 * A matcher that is compiled when a text first holds a piece of one of its terms. A card speaks one or two languages and
 * of few restrictions; compiling every list of every language would cost more than reading the card.
 */
export function lazyTerms(terms: Terms): Matcher {
  const pieces = minimal(Object.values(terms).flat().map(longestPiece));
  let compiled: Matcher | null = null;
  const matcher = (text: string): Matcher => {
    const lower = text.toLowerCase();
    if (!pieces.some((piece) => lower.includes(piece))) return NOTHING;
    compiled ??= compileTerms(terms);
    return compiled;
  };
  return {
    test: (text) => matcher(text).all(text).length > 0,
    first: (text, from) => matcher(text).first(text, from),
    last: (text, to) => matcher(text).last(text, to),
    all: (text) => matcher(text).all(text),
  };
}

/** Of a term, the longest stretch without a character that may vary. */
function longestPiece(term: string): string {
  const pieces = term.toLowerCase().split(/[\s_*'’-]+/u);
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
}

/** Without the pieces that hold another one. */
function minimal(pieces: string[]): string[] {
  const unique = [...new Set(pieces)];
  return unique.filter((piece) => !unique.some((other) => other !== piece && piece.includes(other)));
}
