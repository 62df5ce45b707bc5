import { version } from '../version.ts';

/** How requests name themselves: `openlitmus/0.1.0; node/20.20.2`, and whose they are where the environment says. */
export function userAgent(env: Readonly<Record<string, string | undefined>>): string {
  const origin = (env.HF_HUB_USER_AGENT_ORIGIN ?? '').replace(/[^\x20-\x7e]/g, '').trim();
  return `openlitmus/${version}; node/${process.versions.node}${origin ? `; origin/${origin}` : ''}`;
}
