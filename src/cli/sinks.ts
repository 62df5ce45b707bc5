import type { Reporter, ReporterOptions, ReportOrFailure } from '../report/reporter.ts';
import type { Io } from './io.ts';
import { openWhole, writeWhole } from './output.ts';

/** Where results go. */
export interface Sink {
  /**
   * Takes a result as soon as it is there; `place` is that of its target among the targets.
   * @returns when more can be taken, so that results do not pile up before a slow reader
   */
  add: (result: ReportOrFailure, place: number) => void | Promise<void>;
  /** Writes what is left. */
  end: () => void;
}

interface Writing {
  reporter: Reporter;
  options: ReporterOptions;
}

/** Each result is written as it comes. To a file: seen only when whole, as if it had been written at once. */
export function streamed({ reporter, options }: Writing, to: { io: Io } | { path: string }): Sink {
  if ('path' in to) {
    const file = openWhole(to.path);
    return { add: (result) => file.write(reporter([result], options)), end: file.commit };
  }
  return {
    add(result) {
      to.io.out(reporter([result], options));
      return to.io.drained();
    },
    end: () => {},
  };
}

/** All results are written at the end, in the order asked or in the one that `order` puts them into. */
export function collected(
  { reporter, options }: Writing,
  to: { io: Io } | { path: string },
  order: (results: ReportOrFailure[]) => ReportOrFailure[],
): Sink {
  const results: ReportOrFailure[] = [];
  return {
    add(result, place) {
      results[place] = result;
    },
    end() {
      const text = reporter(order(results.flat()), options);
      if ('path' in to) writeWhole(to.path, text);
      else to.io.out(text);
    },
  };
}
