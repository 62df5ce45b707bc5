import { createRequire } from 'node:module';

/** The version in package.json, which lies one folder up from both `src/` and `dist/`. */
export const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
