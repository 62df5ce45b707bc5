/** How long `openlitmus license` takes from start to answer, beside the bare start of node. Needs `npm run build`. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNS = 10;
/** A person waits no longer than this for one file. */
const LIMIT_MS = 150;

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

function median(args: readonly string[]): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return ((times[RUNS / 2 - 1] ?? 0) + (times[RUNS / 2] ?? 0)) / 2;
}

const bare = median(['-e', '0']);
const license = median([at('dist/cli/bin.js'), 'license', at('LICENSE')]);
console.log(
  `openlitmus license  ${license.toFixed(0)} ms from start to answer, median of ${RUNS} (at most ${LIMIT_MS})`,
);
console.log(`node -e 0           ${bare.toFixed(0)} ms`);
process.exitCode = license > LIMIT_MS ? 1 : 0;
