import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { HUB_ENDPOINT } from './hub.ts';
import { isMissing } from './paths.ts';

/** Environment variables, as in `process.env`. The conventions are those of huggingface_hub's `constants.py`. */
export type Env = Readonly<Record<string, string | undefined>>;

const isTrue = (value: string | undefined): boolean => /^(?:1|on|yes|true)$/i.test(value ?? '');

/**
 * The Hub's base URL: `HF_ENDPOINT` without trailing slashes, else the public Hub.
 * @throws UsageError when it is not an http or https URL
 */
export function endpointOf(env: Env): string {
  const endpoint = (env.HF_ENDPOINT?.trim() || HUB_ENDPOINT).replace(/\/+$/, '');
  if (!/^https?:\/\//i.test(endpoint) || !URL.canParse(endpoint)) {
    throw new UsageError(`HF_ENDPOINT is ${JSON.stringify(endpoint)}; expected a URL such as ${HUB_ENDPOINT}`);
  }
  return new URL(endpoint).href.replace(/\/+$/, '');
}

/** Whether the environment forbids all requests (`HF_HUB_OFFLINE`, `TRANSFORMERS_OFFLINE`). */
export function isOffline(env: Env): boolean {
  return isTrue(env.HF_HUB_OFFLINE) || isTrue(env.TRANSFORMERS_OFFLINE);
}

/** Where `hf auth login` keeps the token. */
export function tokenPath(env: Env, home: string = homedir()): string {
  return env.HF_TOKEN_PATH ? expand(env.HF_TOKEN_PATH, env, home) : join(hfHome(env, home), 'token');
}

/**
 * Where this program keeps what it has read: its own folder among those that huggingface_hub leaves to other libraries
 * (`cached_assets_path`), `HF_ASSETS_CACHE` or `assets` in `HF_HOME`.
 */
export function cachePath(env: Env, home: string = homedir()): string {
  const given = env.HF_ASSETS_CACHE || env.HUGGINGFACE_ASSETS_CACHE;
  return join(given ? expand(given, env, home) : join(hfHome(env, home), 'assets'), 'openlitmus');
}

function hfHome(env: Env, home: string): string {
  if (env.HF_HOME) return expand(env.HF_HOME, env, home);
  return join(env.XDG_CACHE_HOME ? expand(env.XDG_CACHE_HOME, env, home) : join(home, '.cache'), 'huggingface');
}

const expand = (path: string, env: Env, home: string): string =>
  path
    .replace(/^~(?=$|[/\\])/, () => home)
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced, bare) => env[braced ?? bare] ?? whole);

/**
 * The user's token: `HF_TOKEN`, else `HUGGING_FACE_HUB_TOKEN`, else the token file.
 * @returns null when there is none, or when `HF_HUB_DISABLE_IMPLICIT_TOKEN` keeps it from being sent
 */
export async function tokenOf(env: Env, home: string = homedir()): Promise<string | null> {
  if (isTrue(env.HF_HUB_DISABLE_IMPLICIT_TOKEN)) return null;
  const given = clean(env.HF_TOKEN || env.HUGGING_FACE_HUB_TOKEN || '');
  return given ?? clean(await readIfThere(tokenPath(env, home)));
}

const clean = (token: string): string | null => token.replace(/[\r\n]/g, '').trim() || null;

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw new UsageError(`cannot read the token file ${path}; set HF_TOKEN, or HF_TOKEN_PATH to another file`);
  }
}
