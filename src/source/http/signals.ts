/** A signal that can be let go of. */
export interface LinkedSignal {
  signal: AbortSignal;
  abort(reason: unknown): void;
  /** Stops listening to the signals it is linked to. */
  release(): void;
}

/**
 * A signal that aborts with any of the given ones. `AbortSignal.any` keeps what it made for as long as its sources
 * live, which for a batch is to its end (https://github.com/nodejs/node/issues/54614).
 */
export function linkSignals(sources: readonly (AbortSignal | null | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const links = sources.flatMap((source) => {
    if (!source) return [];
    const abort = (): void => controller.abort(source.reason);
    if (source.aborted) abort();
    source.addEventListener('abort', abort, { once: true });
    return [() => source.removeEventListener('abort', abort)];
  });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release: () => {
      for (const unlink of links) unlink();
    },
  };
}
