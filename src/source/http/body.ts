import { linkSignals } from './signals.ts';

/** No byte came for too long. */
class Stalled extends Error {
  override readonly name = 'Stalled';
}

/** A body is larger than the caller reads. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** Ends a request when nothing arrives for a while. */
export interface IdleTimer {
  signal: AbortSignal;
  /** Something arrived: start counting anew. */
  touch(): void;
  stop(): void;
}

/**
 * @param seconds without a byte after which `signal` aborts with `Stalled`
 * @param outer aborts `signal` too
 */
export function idleTimer(seconds: number, outer: AbortSignal): IdleTimer {
  const linked = linkSignals([outer]);
  const expire = (): void => linked.abort(new Stalled(`no byte for ${seconds} s`));
  const timer = setTimeout(expire, seconds * 1000);
  return {
    signal: linked.signal,
    touch: () => timer.refresh(),
    stop() {
      clearTimeout(timer);
      linked.release();
    },
  };
}

/**
 * Reads a body to its end.
 * @throws TooLarge above `maxBytes`, without reading on; an Error when it is shorter than announced
 */
export async function readBody(
  response: Response,
  { maxBytes, idle }: { maxBytes: number; idle: IdleTimer },
): Promise<Uint8Array<ArrayBuffer>> {
  const encoded = response.headers.has('content-encoding');
  const announced = encoded ? null : contentLength(response.headers);
  const tooLarge = (): TooLarge => new TooLarge(`more than ${maxBytes} bytes`);
  if (announced !== null && announced > maxBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    idle.touch();
    chunks.push(chunk);
    length += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (length > maxBytes) throw tooLarge();
  }
  if (announced !== null && length !== announced) {
    throw new Error(`the body ended after ${length} of ${announced} bytes`);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

/** What is read at most of a body that nobody needs: bytes, and milliseconds. */
const DRAINED = { bytes: 64 * 1024, time: 2000 };

/**
 * Reads a short body that nobody needs to its end: giving it up would close the connection, and each redirect would cost
 * a new one. Never throws.
 */
export async function drain(response: Response, idle: IdleTimer): Promise<void> {
  const started = performance.now();
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      idle.touch();
      length += chunk.byteLength;
      if (length > DRAINED.bytes || performance.now() - started > DRAINED.time) return;
    }
  } catch {
    // The headers have said it all.
  }
}

function contentLength(headers: Headers): number | null {
  const value = headers.get('content-length');
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}
