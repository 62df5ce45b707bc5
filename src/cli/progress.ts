import { isFailure, type ReportOrFailure } from '../report/reporter.ts';
import { safeText } from '../report/safe.ts';
import { displayWidth, truncate } from '../report/width.ts';
import type { QuotaState } from '../source/http/bucket.ts';
import type { Io } from './io.ts';

/** How far a run is, on stderr: one line that is drawn anew on a terminal, else a line now and then. */
export interface Progress {
  start: (id: string) => void;
  done: (result: ReportOrFailure) => void;
  /** Takes the line off the terminal, so that something else can be written. */
  clear: () => void;
  end: () => void;
}

/** Milliseconds between two looks of a person, and between two lines of a log. */
const REDRAW = 200;
const LOG = 15_000;

const NONE: Progress = { start: () => {}, done: () => {}, clear: () => {}, end: () => {} };

interface ProgressOptions {
  io: Io;
  shown: boolean;
  /** Targets in all; null while a listing does not say. */
  total: () => number | null;
  /** Targets done by an earlier run. */
  earlier: number;
  /** What is left of the Hub's quota, in words; null when it is not known. */
  budget: () => string | null;
  now?: () => number;
}

export function createProgress({ io, shown, total, earlier, budget, now = Date.now }: ProgressOptions): Progress {
  if (!shown) return NONE;
  const began = now();
  const current = new Set<string>();
  let done = 0;
  let failed = 0;
  let drawn = false;
  const columns = io.errColumns;
  const clear = () => {
    if (drawn) io.err('\r\u001b[K');
    drawn = false;
  };
  const state = (): string => {
    const all = total();
    const seconds = Math.max((now() - began) / 1000, 0.001);
    const rate = done / seconds;
    const left = all === null ? null : all - earlier - done;
    const quota = budget();
    const parts = [
      `${earlier + done}${all === null ? '' : ` of ${all}`} done`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(done > 0 ? [`${rate.toFixed(rate < 10 ? 1 : 0)}/s`] : []),
      ...(left !== null && left > 0 && done > 0 ? [`about ${duration(left / rate)} to go`] : []),
      ...(quota === null ? [] : [quota]),
    ];
    return parts.join(', ');
  };
  const draw = (): void => {
    if (columns === null) {
      io.note(`openlitmus: ${state()}`);
      return;
    }
    const [first] = current;
    const line = first === undefined ? state() : `${state()}, ${safeText(first)}`;
    clear();
    io.err(displayWidth(line) < columns ? line : truncate(line, columns - 1, '...'));
    drawn = true;
  };
  const timer = setInterval(draw, columns === null ? LOG : REDRAW);
  timer.unref();
  return {
    start: (id) => void current.add(id),
    done(result) {
      done += 1;
      if (isFailure(result)) failed += 1;
      current.delete(isFailure(result) ? result.id : result.repo.requestedId);
    },
    clear,
    end() {
      clearInterval(timer);
      clear();
    },
  };
}

/** `45 s`, `12 min`, `3.5 h`. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** What the Hub still allows, the scarcest first: `api 320 of 500 left`; null while nothing is known. */
export function quotaWords(quotas: readonly QuotaState[]): string | null {
  const known = quotas.flatMap(({ bucket, quota, left }) => (quota && left !== null ? [{ bucket, quota, left }] : []));
  const [scarcest] = known.sort((a, b) => a.left / a.quota - b.left / b.quota);
  return scarcest === undefined ? null : `${scarcest.bucket} ${scarcest.left} of ${scarcest.quota} left`;
}
