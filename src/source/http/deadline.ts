import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { SourceError } from '../../errors.ts';

/** The time that one repository may take on the network. */
interface Deadline {
  seconds: number;
  /** Aborts with a SourceError when the time is used up. */
  signal: AbortSignal;
  /** Counts the time that a request is under way; of several at once it counts once. */
  counting<T>(request: () => Promise<T>): Promise<T>;
}

const current = new AsyncLocalStorage<Deadline>();

/** The deadline that holds here; undefined when there is none. */
export const currentDeadline = (): Deadline | undefined => current.getStore();

/**
 * Limits the time that `work` may spend on requests under way, however many and however often tried. Waits for quota,
 * pauses between tries and time without a request are not counted.
 * @throws SourceError `network` when the time is used up; what is under way is then aborted
 */
export function withDeadline<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  const deadline = createDeadline(seconds);
  const { signal } = deadline;
  return new Promise((resolve, reject) => {
    const expire = (): void => reject(signal.reason);
    // Promises that were made meanwhile, and are kept, keep the deadline: it must not keep what came of the work.
    const release = (): void => signal.removeEventListener('abort', expire);
    signal.addEventListener('abort', expire, { once: true });
    current.run(deadline, work).then(resolve, reject).finally(release);
  });
}

/** Gives `work` the same time anew: for what several repositories wait for together. */
export function withOwnDeadline<T>(work: () => Promise<T>): Promise<T> {
  const deadline = currentDeadline();
  return deadline === undefined ? work() : withDeadline(deadline.seconds, work);
}

function createDeadline(seconds: number): Deadline {
  const controller = new AbortController();
  // Each request of the repository listens.
  setMaxListeners(0, controller.signal);
  let left = seconds * 1000;
  let running = 0;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  const expire = (): void =>
    controller.abort(
      new SourceError(
        'network',
        `requests for the repository took more than ${seconds} s in all (waits for quota not counted); try again later`,
      ),
    );
  return {
    seconds,
    signal: controller.signal,
    async counting(request) {
      running += 1;
      if (running === 1) {
        since = performance.now();
        timer = setTimeout(expire, left);
      }
      try {
        return await request();
      } finally {
        running -= 1;
        if (running === 0) {
          clearTimeout(timer);
          left = Math.max(0, left - (performance.now() - since));
        }
      }
    },
  };
}
