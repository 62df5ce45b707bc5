import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstToHold } from '../../src/assess/standards/conditions.ts';
import { evaluateStandards } from '../../src/assess/standards/index.ts';
import type { Condition } from '../../src/assess/standards/schema.ts';
import { ARTEFACTS, LICENSE_CATEGORIES, RESTRICTIONS, STATUSES, type Standards } from '../../src/report/v1.ts';
import { CASES, CATALOGUE, type Case, files, inputOf } from './fixture.ts';

const artefact = fc.record({
  status: fc.constantFrom(...STATUSES),
  license: fc.constantFrom(null, 'never heard of', ...Object.keys(CATALOGUE)),
});

const cases: fc.Arbitrary<Case> = fc.record({
  otherwise: fc.constantFrom(...STATUSES),
  artefacts: fc.dictionary(fc.constantFrom(...ARTEFACTS), artefact),
  license: fc.record({
    id: fc.constant('acme'),
    category: fc.constantFrom(...LICENSE_CATEGORIES),
    restrictions: fc.subarray([...RESTRICTIONS], { maxLength: 2 }),
  }),
  gated: fc.constantFrom(false as const, 'auto' as const, 'manual' as const),
  gateFields: fc.constantFrom<string[][]>([], ['E-mail']),
  euDisallowed: fc.boolean(),
  relation: fc.constantFrom(null, 'finetune', 'quantized'),
});

const judge = (given: Case): Standards => evaluateStandards(inputOf(given), files);
const CLASSES = [null, 'III', 'II', 'I'];
const BETTER = { absent: 'partial', unknown: 'partial', partial: 'released' } as const;
const OPENNESS = { unknown: 0, closed: 0, partial: 1, open: 2 };

const requirements = [...files.osaid.requirements, ...files.euAiAct.conditions];

describe('over any artefacts, licence and gate', () => {
  test('scores and progress are shares, and a class is complete up to itself', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { osai, mof } = judge(given);
        for (const share of [osai.score, ...Object.values(mof.progress)]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        const complete = (['III', 'II', 'I'] as const).filter((name) => mof.progress[name] === 1);
        expect(mof.class).toBe(complete.at(-1) ?? null);
      }),
    );
  });

  test('an artefact that gets better lowers nothing', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...ARTEFACTS), (given, name) => {
        const before = inputOf(given);
        const { status } = before.artefacts[name];
        fc.pre(status in BETTER);
        const better = BETTER[status as keyof typeof BETTER];
        const after = {
          ...before,
          artefacts: { ...before.artefacts, [name]: { ...before.artefacts[name], status: better } },
        };
        const [was, is] = [evaluateStandards(before, files), evaluateStandards(after, files)];
        expect(is.osai.score).toBeGreaterThanOrEqual(was.osai.score);
        for (const [dimension, openness] of Object.entries(was.osai.dimensions)) {
          const now = is.osai.dimensions[dimension as keyof typeof is.osai.dimensions];
          expect(OPENNESS[now]).toBeGreaterThanOrEqual(OPENNESS[openness]);
        }
        expect(CLASSES.indexOf(is.mof.class)).toBeGreaterThanOrEqual(CLASSES.indexOf(was.mof.class));
        for (const each of ['III', 'II', 'I'] as const) {
          expect(is.mof.progress[each]).toBeGreaterThanOrEqual(was.mof.progress[each]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('nothing known is never held against a release', () => {
    const licenses = fc.record({ license: fc.constantFrom(null, ...Object.keys(CATALOGUE)) });
    const unseen = fc.record({
      otherwise: fc.constant('unknown' as const),
      artefacts: fc.dictionary(fc.constantFrom(...ARTEFACTS), licenses),
      relation: fc.constantFrom(null, 'finetune', 'quantized'),
    });
    fc.assert(
      fc.property(unseen, (given) => {
        const { osaid, mof, osai, euAiAct } = judge(given);
        expect(osaid.status).toBe('not-refuted');
        expect(euAiAct.status).toBe('undetermined');
        expect([...osaid.requirements, ...euAiAct.conditions].map(({ status }) => status)).not.toContain('not-met');
        expect(Object.values(osai.dimensions)).not.toContain('closed');
        expect(mof.components.map(({ included }) => included)).not.toContain(false);
      }),
    );
  });

  test('learning one unknown artefact never turns met into not met, or back', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...ARTEFACTS), fc.constantFrom(...STATUSES), (given, name, learnt) => {
        const known = inputOf(given);
        const artefacts = { ...known.artefacts, [name]: { ...known.artefacts[name], status: 'unknown' as const } };
        const unseen = evaluateStandards({ ...known, artefacts }, files);
        const told = { ...known.artefacts, [name]: { ...known.artefacts[name], status: learnt } };
        const seen = evaluateStandards({ ...known, artefacts: told }, files);
        const opposite = { met: 'not-met', 'not-met': 'met' } as const;
        for (const part of ['osaid', 'euAiAct'] as const) {
          const list = (standards: Standards) =>
            part === 'osaid' ? standards.osaid.requirements : standards.euAiAct.conditions;
          const after = new Map(list(seen).map(({ id, status }) => [id, status]));
          for (const { id, status } of list(unseen)) {
            if (status === 'met' || status === 'not-met') expect(after.get(id)).not.toBe(opposite[status]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the files', () => {
  const sample = [...Object.values(CASES), ...fc.sample(cases, { numRuns: 3_000, seed: 1 })].map(inputOf);
  const dimensions = Object.entries(files.osai.dimensions).map(([id, { outcomes }]) => ({ id, outcomes }));

  test.each([...requirements, ...dimensions])('$id: every outcome can be reached', ({ outcomes }) => {
    const reached = new Set(sample.map((input) => firstToHold<{ when?: Condition | undefined }>(outcomes, input)));
    for (const outcome of outcomes) expect(reached).toContain(outcome);
  });

  test.each(requirements)('$id: rests on what its conditions look at', ({ outcomes, restsOn }) => {
    const looked = outcomes.flatMap(({ when }) => (when ? looksAt(when) : []));
    expect(restsOn).toEqual(expect.arrayContaining([...new Set(looked)]));
  });
});

function looksAt(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(looksAt);
  if ('any' in condition) return condition.any.flatMap(looksAt);
  if ('not' in condition) return looksAt(condition.not);
  if ('artefact' in condition) return [condition.artefact];
  if ('license' in condition) return [condition.license === 'effective' ? 'license' : condition.license];
  return 'restriction' in condition ? ['license'] : [];
}
