import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditedOf } from '../../src/diff/audited.ts';
import { diffOf } from '../../src/diff/changes.ts';
import { type Compared, comparedSchema } from '../../src/diff/compared.ts';
import { type Change, type Diff, diffSchema } from '../../src/diff/schema.ts';
import { reportSchema } from '../../src/report/v1.ts';
import { overstated, silent } from '../report/sample.ts';

type Results = readonly Compared[];

async function* each(results: Results): AsyncIterable<Compared> {
  yield* results;
}

const diff = async (older: Results, newer: Results): Promise<Diff> =>
  diffOf(await auditedOf('old.jsonl', each(older)), await auditedOf('new.jsonl', each(newer)));

const shown = ({ changes }: Diff): string[] =>
  changes.map(
    ({ kind, subject, from, to, direction }: Change) =>
      `${direction}: ${kind}${subject === null ? '' : ` ${subject}`}: ${from} > ${to}`,
  );

type Changed = Extract<Compared, { kind: 'report' }>;

/** The sample as an audit would compare it, with something changed in a copy. */
function after(change: (report: Changed) => void): Changed {
  const copy = structuredClone(overstated);
  change(copy);
  return copy;
}

const only = async (change: (report: Changed) => void): Promise<string[]> =>
  shown(await diff([overstated], [after(change)]));

type Claimed = Changed['claims'][number];
const isAlike = (a: Claimed, b: Claimed | undefined): boolean =>
  a.kind === b?.kind && a.stance === b.stance && a.object === b.object;

describe('one thing changed', () => {
  const gone = overstated.claims[0];
  const dataset = overstated.datasets[0];
  test.each<[string, (report: Changed) => void, string[]]>([
    [
      'licence swapped',
      ({ license }) => Object.assign(license.effective, { id: 'apache-2.0', category: 'osi-approved' }),
      [`better: license: ${overstated.license.effective.id} > apache-2.0`],
    ],
    [
      'licence no longer recognised',
      ({ license }) => Object.assign(license.effective, { id: 'other', category: 'unknown' }),
      [`other: license: ${overstated.license.effective.id} > other`],
    ],
    [
      'conflicts gone',
      ({ license }) => license.conflicts.splice(0),
      overstated.license.conflicts.map(({ kind, message }) => `better: conflict ${kind}: ${message} > null`),
    ],
    [
      'claim removed',
      (report) => {
        report.claims = report.claims.filter((claim) => !isAlike(claim, gone));
      },
      [`other: claim ${gone?.kind} ${gone?.stance} of ${gone?.object}: said > null`],
    ],
    ['gate gone', ({ repo }) => Object.assign(repo, { gated: false }), ['better: gating: manual > false']],
    [
      'data gone',
      ({ datasets }) => Object.assign(datasets[0] ?? {}, { exists: false }),
      [`worse: dataset ${dataset?.id}: there > gone`],
    ],
    [
      'data emptied',
      ({ datasets }) => Object.assign(datasets[0] ?? {}, { empty: true }),
      [`worse: dataset ${dataset?.id}: there > empty`],
    ],
    [
      'data that could not be looked up is not gone',
      ({ datasets }) => Object.assign(datasets[0] ?? {}, { exists: null }),
      [`other: dataset ${dataset?.id}: there > unknown`],
    ],
    [
      'artefact gone',
      ({ artefacts }) => Object.assign(artefacts.weights ?? {}, { status: 'absent' }),
      ['worse: artefact weights: partial > absent'],
    ],
    [
      'artefact not looked at',
      ({ artefacts }) => Object.assign(artefacts.weights ?? {}, { status: 'unknown' }),
      ['other: artefact weights: partial > unknown'],
    ],
    [
      'verdict',
      ({ verdict }) => Object.assign(verdict, { status: 'supported' }),
      ['better: verdict: overstated > supported'],
    ],
    [
      'a range of levels is no rank',
      ({ level }) => Object.assign(level, { observed: { atLeast: 'closed', atMost: 'fully-open' } }),
      [`other: level: ${levelShown()} > closed to fully-open`],
    ],
  ])('%s', async (_, change, expected) => {
    expect(await only(change)).toEqual(expected);
  });
});

function levelShown(): string {
  const { atLeast, atMost } = overstated.level.observed;
  return atLeast === atMost ? atLeast : `${atLeast} to ${atMost}`;
}

const failed = (id: string, code: string): Compared => ({ kind: 'failure', id, code });
const { id } = overstated.repo;

describe('repositories come and go', () => {
  test.each<[string, Results, Results, string[]]>([
    ['added', [], [overstated], ['other: added: null > audited']],
    ['removed', [overstated], [], ['worse: removed: audited > null']],
    ['failed', [overstated], [failed(id, 'network')], ['other: failed: audited > network']],
    ['gone from the Hub', [overstated], [failed(id, 'not-found')], ['worse: failed: audited > not-found']],
    ['recovered', [failed(id, 'network')], [overstated], ['other: recovered: network > audited']],
    ['failed twice', [failed(id, 'network')], [failed(id, 'network')], []],
    ['the last result of a repository counts', [failed(id, 'network'), overstated], [overstated], []],
    [
      'renamed',
      [overstated],
      [after(({ repo }) => Object.assign(repo, { id: 'example/other', requestedId: id }))],
      [`other: renamed: ${id} > example/other`],
    ],
  ])('%s', async (_, older, newer, expected) => {
    expect(shown(await diff(older, newer))).toEqual(expected);
  });
});

test('the summary counts what the changes are', async () => {
  const found = await diff(
    [overstated, silent],
    [after(({ repo }) => Object.assign(repo, { gated: 'auto' })), failed(silent.repo.id, 'not-found')],
  );
  expect(diffSchema.parse(found)).toEqual(found);
  expect(found.summary).toMatchObject({ compared: 1, changed: 1, directions: { worse: 1, better: 1, other: 0 } });
  expect(found.summary.kinds).toMatchObject({ gating: 1, failed: 1, added: 0 });
  expect(found.old).toMatchObject({ path: 'old.jsonl', repositories: 2, failures: 0 });
});

test('reports with fields of a later 1.x are read, those of 2.x are not', () => {
  expect(comparedSchema.safeParse({ ...overstated, schemaVersion: '1.7', news: true }).success).toBe(true);
  expect(comparedSchema.safeParse({ ...overstated, schemaVersion: '2.0' }).success).toBe(false);
});

test('nothing changes between an audit and itself, and there and back again is the reverse', async () => {
  expect(reportSchema.safeParse(overstated).success).toBe(true);
  const statuses = fc.constantFrom('released', 'partial', 'absent', 'unknown');
  const categories = fc.constantFrom('osi-approved', 'community', 'proprietary', 'unknown', 'none');
  const varied = fc
    .record({ weights: statuses, trainingData: statuses, category: categories, gated: fc.constantFrom(false, 'auto') })
    .map(({ weights, trainingData, category, gated }) =>
      after(({ artefacts, license, repo }) => {
        Object.assign(artefacts.weights ?? {}, { status: weights });
        Object.assign(artefacts.trainingData ?? {}, { status: trainingData });
        Object.assign(license.effective, { category, id: category });
        Object.assign(repo, { gated });
      }),
    );
  const reverse = { worse: 'better', better: 'worse', other: 'other' } as const;
  await fc.assert(
    fc.asyncProperty(varied, varied, async (a, b) => {
      expect((await diff([a], [a])).changes).toEqual([]);
      const there = (await diff([a], [b])).changes;
      const back = (await diff([b], [a])).changes;
      const turned = back.map(({ from, to, direction, ...rest }) => ({
        ...rest,
        from: to,
        to: from,
        direction: reverse[direction],
      }));
      const plain = (changes: readonly Change[]) => changes.map(({ evidence: _, ...rest }) => rest);
      expect(plain(there)).toEqual(plain(turned));
    }),
    { numRuns: 50 },
  );
});
