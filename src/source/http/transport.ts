type Env = Readonly<Record<string, string | undefined>>;

/**
 * The `fetch` to use: Node's own, or one that goes through the proxies that the environment names (`HTTPS_PROXY`,
 * `HTTP_PROXY`, `NO_PROXY`, any case), which Node 20's does not. Its package is loaded only then.
 */
export function transport(env: Env): typeof fetch {
  const https = env.https_proxy || env.HTTPS_PROXY;
  const http = env.http_proxy || env.HTTP_PROXY;
  if (!https && !http) return globalThis.fetch;
  let loading: Promise<typeof globalThis.fetch> | undefined;
  return async (input, init) => {
    loading ??= proxied({ https, http, except: env.no_proxy || env.NO_PROXY });
    return (await loading)(input, init);
  };
}

async function proxied(proxy: {
  https: string | undefined;
  http: string | undefined;
  except: string | undefined;
}): Promise<typeof globalThis.fetch> {
  const undici = await import('undici');
  const dispatcher = new undici.EnvHttpProxyAgent({
    ...(proxy.https ? { httpsProxy: proxy.https } : {}),
    ...(proxy.http ? { httpProxy: proxy.http } : {}),
    noProxy: proxy.except ?? '',
  });
  // The package declares its own Request and Response; at run time they are used like Node's.
  const send = undici.fetch as unknown as (input: unknown, init: unknown) => Promise<Response>;
  return (input, init) => send(input, { ...init, dispatcher });
}
