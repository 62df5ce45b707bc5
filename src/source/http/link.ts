/**
 * The next page that a `Link` header names, on the endpoint's own origin.
 * A mirror may repeat links of the Hub it mirrors, and a hostile one may name any host: the path and query count,
 * the host never does, so no request and no token leaves the endpoint.
 * @param header value of `Link`
 * @param pageUrl URL of the page that sent it
 * @returns an absolute URL; null when the header names no next page; `'unreadable'` when it cannot be told
 */
export function nextPage(header: string, { pageUrl, endpoint }: { pageUrl: string; endpoint: string }): string | null {
  const links = [...header.matchAll(/<([^>]*)>([^<]*)/g)];
  const next = links.find(([, , parameters]) =>
    /;\s*rel\s*=\s*"?(?:[^";]*\s)?next(?:[\s";,]|$)/i.test(parameters ?? ''),
  );
  const base = new URL(endpoint);
  if (next === undefined) {
    const named = links.length > 0 && links.every(([, , parameters]) => /;\s*rel\s*=/i.test(parameters ?? ''));
    return named ? null : 'unreadable';
  }
  const [, target = ''] = next;
  if (target === '' || !URL.canParse(target, pageUrl)) return 'unreadable';
  const { pathname, search } = new URL(target, pageUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  return base.origin + (pathname.startsWith(`${prefix}/`) ? '' : prefix) + pathname + search;
}

/** The header in the one form that `@huggingface/hub` reads; any other form ends its listings as if complete. */
export const nextLink = (url: string): string => `<${url}>; rel="next"`;
