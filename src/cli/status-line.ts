/** A line at the bottom of a terminal that stays below everything else that is written there. */
export interface StatusLine {
  /** Draws the line anew; null takes it away. It must fit into one row. */
  show: (line: string | null) => void;
  /** Has `write` write where the line is, and draws the line again below. What it writes must end its last line. */
  above: (write: () => void) => void;
}

const ERASE = '\r\u001b[K';

/** @param draw writes to the terminal as it is */
export function createStatusLine(draw: (text: string) => void): StatusLine {
  let shown: string | null = null;
  return {
    show(line) {
      if (shown !== null || line !== null) draw(`${shown === null ? '' : ERASE}${line ?? ''}`);
      shown = line;
    },
    above(write) {
      if (shown !== null) draw(ERASE);
      write();
      if (shown !== null) draw(shown);
    },
  };
}
