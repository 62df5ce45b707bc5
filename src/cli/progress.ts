import { isFailure, type ReportOrFailure } from '../report/reporter.ts';
import { safeText } from '../report/safe.ts';
import { displayWidth, truncate } from '../report/width.ts';
import type { QuotaState } from '../source/http/bucket.ts';
import type { Io } from './io.ts';

/** How far a run is, on stderr: one line that is drawn anew on a terminal, else a line now and then. */
export interface Progress {
  start: (id: string) => void;
  done: (result: ReportOrFailure) => void;
  end: () => void;
}

/** Milliseconds between two looks of a person, and between two lines of a log. */
const REDRAW = 200;
const LOG = 15_000;

const NONE: Progress = { start: () => {}, done: () => {}, end: () => {} };

interface ProgressOptions {
  io: Pick<Io, 'note' | 'status' | 'errColumns'>;
  shown: boolean;
  /** Targets in all; null while a listing does not say. */
  total: () => number | null;
  /** Targets done by an earlier run. */
  earlier: number;
  /** What is left of the Hub's quota, in words; null when it is not known. */
  budget: () => string | null;
  /** Milliseconds since some moment. */
  now?: () => number;
}

export function createProgress({ io, shown, total, earlier, budget, now = Date.now }: ProgressOptions): Progress {
  if (!shown) return NONE;
  const began = now();
  /** In the order begun: the first is the one that takes longest. */
  const underWay = new Set<string>();
  let done = 0;
  let failed = 0;
  const state = (): string => {
    const all = total();
    const seconds = Math.max((now() - began) / 1000, 0.001);
    const rate = done / seconds;
    const left = all === null ? null : all - earlier - done;
    const quota = budget();
    const parts = [
      `${earlier + done}${all === null ? '' : `/${all}`} done`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(done > 0 ? [`${rate.toFixed(rate < 10 ? 1 : 0)}/s`] : []),
      ...(left !== null && left > 0 && done > 0 ? [`${duration(left / rate)} to go`] : []),
      ...(quota === null ? [] : [quota]),
    ];
    return parts.join(', ');
  };
  const draw = (): void => {
    const columns = io.errColumns();
    if (columns === null) {
      io.note(`openlitmus: ${state()}`);
      return;
    }
    const [first] = underWay;
    const line = first === undefined ? state() : `${state()}, ${safeText(first)}`;
    // A terminal goes on to the next row after its last column.
    io.status(displayWidth(line) < columns ? line : truncate(line, columns - 1, '...'));
  };
  const timer = setInterval(draw, io.errColumns() === null ? LOG : REDRAW);
  timer.unref();
  return {
    start: (id) => void underWay.add(id),
    done(result) {
      done += 1;
      if (isFailure(result)) failed += 1;
      underWay.delete(isFailure(result) ? result.id : result.repo.requestedId);
    },
    end() {
      clearInterval(timer);
      io.status(null);
    },
  };
}

/** `45 s`, `12 min`, `3.5 h`. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** What the scarcest of the Hub's quotas still allows: `api 320/500 left`; null while nothing is known. */
export function quotaWords(quotas: readonly QuotaState[]): string | null {
  const known = quotas.flatMap((one) =>
    one.quota && one.left !== null ? [{ ...one, share: one.left / one.quota }] : [],
  );
  const [scarcest] = known.sort((a, b) => a.share - b.share);
  if (scarcest === undefined) return null;
  const { bucket, left, quota, opensIn } = scarcest;
  if (left === 0 && opensIn > 0) return `${bucket} used up for ${duration(opensIn / 1000)}`;
  return `${bucket} ${left}/${quota} left`;
}
