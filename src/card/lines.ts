/** Where the lines of a text begin, so that any offset can be given as a 1-based line. */
export interface Lines {
  readonly text: string;
  /** Number of lines. */
  readonly count: number;
  /** 1-based line of an offset. */
  lineAt(offset: number): number;
  /** Offsets of a 1-based line, line ending left out. */
  range(line: number): { start: number; end: number };
}

export function indexLines(text: string): Lines {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  return {
    text,
    count: starts.length,
    lineAt,
    range(line) {
      const start = starts[line - 1] ?? text.length;
      const next = starts[line] ?? text.length + 1;
      const end = text[next - 2] === '\r' ? next - 2 : next - 1;
      return { start, end: Math.max(start, end) };
    },
  };
}
