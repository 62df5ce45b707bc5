import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { withHub } from '../../scripts/bench/org-program.ts';
import { OWNER } from '../hub/acme.ts';
import { testIo } from './io.ts';
import { newHome, runOrg } from './org-run.ts';

const MODELS = 400;
/** Bytes that may stay of a repository once its line is written. Its report alone has 15,000. */
const MAX_KEPT = 3000;

setFlagsFromString('--expose-gc');
const gc: () => void = runInNewContext('gc');

// `npm run bench -- --org memory` measures the whole process with 2,000 and 20,000.
test('what a batch keeps does not grow with the repositories that are done', { timeout: 180_000 }, () =>
  withHub({ models: MODELS }, async (hub) => {
    const io = testIo({ HF_ENDPOINT: hub.url, HF_HOME: newHome() });
    const heap: number[] = [];
    let lines = 0;
    const counting = {
      ...io,
      out() {
        lines += 1;
        if (lines % 20 !== 0 || lines < MODELS / 2) return;
        gc();
        heap.push(process.memoryUsage().heapUsed);
      },
    };
    const { code } = await runOrg(OWNER, { hub, io: counting });
    expect([code, lines]).toEqual([0, MODELS]);
    // What is under way is more at one time than at another; it is least when least is.
    const half = Math.ceil(heap.length / 2);
    const grown = Math.min(...heap.slice(half)) - Math.min(...heap.slice(0, half));
    expect(grown / (MODELS / 4)).toBeLessThan(MAX_KEPT);
  }),
);
