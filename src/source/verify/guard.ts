import { lookup as resolveName } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { transport } from '../http/transport.ts';
import { isPublicAddress } from './address.ts';
import { NotLooked } from './types.ts';

/** The addresses of a host. */
export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

export interface GuardOptions {
  /** Where proxies are read from. */
  env: Readonly<Record<string, string | undefined>>;
  /** Origins that may be anywhere: a server on this machine, in a test. */
  trusted?: readonly string[] | undefined;
  /** Default: the system's. */
  resolve?: Resolve | undefined;
}

const bySystem: Resolve = (host) => resolveName(host, { all: true });

/**
 * A `fetch` for addresses that strangers wrote: only http and https, only hosts of the public internet. The address is
 * checked where the connection is made, so that a name cannot be resolved once for the check and otherwise for the
 * connection. Behind a proxy it is the proxy that connects: then names are checked before.
 * @returns a fetch that rejects with NotLooked (as cause) what is not allowed; redirects are its caller's affair
 */
export function guardedFetch({ env, trusted = [], resolve = bySystem }: GuardOptions): typeof fetch {
  const origins = new Set(trusted);
  const proxied = transport(env);
  const direct = proxied === globalThis.fetch ? connections(resolve) : null;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    checkUrl(url);
    const open = origins.has(url.origin);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!open && isIP(host) !== 0) checkAddress(host, host);
    if (direct) return direct(open ? 'anywhere' : 'public')(input, init);
    if (!open) for (const { address } of await resolve(host).catch(() => [])) checkAddress(host, address);
    return proxied(input, init);
  };
}

function checkUrl({ protocol, username, password }: URL): void {
  if (!/^https?:$/.test(protocol)) throw new NotLooked(`a ${protocol} address is not looked at`);
  if (username !== '' || password !== '') throw new NotLooked('an address with a password in it is not looked at');
}

function checkAddress(host: string, address: string): void {
  if (isPublicAddress(address)) return;
  const where = host === address ? host : `${host} (${address})`;
  throw new NotLooked(`${where} is not on the public internet; such addresses are not looked at`);
}

/** Node's own fetch cannot be told how to resolve names; that of undici can. */
function connections(resolve: Resolve): (to: 'anywhere' | 'public') => typeof fetch {
  let loading: ReturnType<typeof load> | undefined;
  const load = async () => {
    const undici = await import('undici');
    const agent = (check: typeof checkAddress) => new undici.Agent({ connect: { lookup: lookupWith(resolve, check) } });
    // The package declares its own Request and Response; at run time they are used like Node's.
    const send = undici.fetch as unknown as (input: unknown, init: unknown) => Promise<Response>;
    return { send, public: agent(checkAddress), anywhere: agent(() => {}) };
  };
  return (to) => async (input, init) => {
    loading ??= load();
    const { send, [to]: dispatcher } = await loading;
    return send(input, { ...init, dispatcher });
  };
}

function lookupWith(resolve: Resolve, check: typeof checkAddress): LookupFunction {
  const allowed = async (host: string) => {
    const found = await resolve(host);
    for (const { address } of found) check(host, address);
    const [first] = found;
    if (first === undefined) throw new Error(`${host} has no address`);
    return { found, first };
  };
  return (host, { all }, done) => {
    allowed(host).then(
      ({ found, first }) => (all ? done(null, found) : done(null, first.address, first.family)),
      (error: Error) => done(error, ''),
    );
  };
}
