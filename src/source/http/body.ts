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

/** @param seconds without a byte after which `signal` aborts with `Stalled` */
export function idleTimer(seconds: number): IdleTimer {
  const controller = new AbortController();
  const expire = (): void => controller.abort(new Stalled(`no byte for ${seconds} s`));
  const timer = setTimeout(expire, seconds * 1000);
  return {
    signal: controller.signal,
    touch: () => timer.refresh(),
    stop: () => clearTimeout(timer),
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

function contentLength(headers: Headers): number | null {
  const value = headers.get('content-length');
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}
