import { TooLarge } from '../http/body.ts';
import type { Ask } from './ask.ts';
import { NotLooked } from './types.ts';

/** Of a page nothing but its status is read; a body that is longer is one. */
const MAX_BYTES = 64 * 1024;

const GONE: ReadonlySet<number> = new Set([404, 410, 451]);

/**
 * Whether a page is gone: it answers 404, 410 or 451 (RFC 9110, RFC 7725) to HEAD and to GET, for some know no HEAD.
 * @param isGone tells a page that was redirected elsewhere for want of one
 * @throws NotLooked when its answer says neither
 */
export async function isPageGone(
  ask: Ask,
  url: string,
  signal: AbortSignal,
  isGone: (finalUrl: URL) => boolean = () => false,
): Promise<boolean> {
  const head = await ask(url, { method: 'HEAD', maxBytes: MAX_BYTES, signal });
  if (head.status < 300) return isGone(new URL(head.url));
  try {
    const { status, url: finalUrl } = await ask(url, { maxBytes: MAX_BYTES, signal });
    if (status < 300) return isGone(new URL(finalUrl));
    if (GONE.has(status)) return true;
    throw new NotLooked(`${new URL(url).host} answered with HTTP ${status}`);
  } catch (error) {
    if (error instanceof TooLarge) return false;
    throw error;
  }
}
