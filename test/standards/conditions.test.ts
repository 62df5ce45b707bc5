import { expect, test } from 'vitest';
import { holds } from '../../src/assess/standards/conditions.ts';
import type { Condition } from '../../src/assess/standards/schema.ts';
import { type Case, inputOf } from './fixture.ts';

const yes: Condition = { artefact: 'weights', is: ['released'] };
const no: Condition = { artefact: 'paper', is: ['released'] };
const unseen: Condition = { artefact: 'dataCard', is: ['released', 'partial', 'absent', 'not-applicable'] };
const given: Case = { otherwise: 'absent', artefacts: { weights: 'released', dataCard: 'unknown' } };

test.each<[Condition, boolean | null]>([
  [yes, true],
  [no, false],
  [unseen, null],
  [{ not: yes }, false],
  [{ not: unseen }, null],
  [{ all: [yes, yes] }, true],
  [{ all: [yes, unseen] }, null],
  [{ all: [unseen, no] }, false],
  [{ any: [no, no] }, false],
  [{ any: [no, unseen] }, null],
  [{ any: [unseen, yes] }, true],
  [{ license: 'effective', in: ['none'] }, null],
  [{ license: 'weights', in: ['osi-approved'] }, null],
  [{ restriction: ['non-commercial'] }, null],
  [{ gate: ['contact'] }, false],
  [{ relation: ['finetune'] }, false],
])('%j is %s', (condition, truth) => {
  expect(holds(condition, inputOf(given))).toBe(truth);
});

test.each<[string, Case, Condition, boolean | null]>([
  [
    'terms that do not exist',
    { ...given, license: { id: 'none', category: 'none' } },
    { restriction: ['naming'] },
    null,
  ],
  [
    'terms without it',
    { ...given, license: { id: 'mit', category: 'osi-approved' } },
    { restriction: ['naming'] },
    false,
  ],
  [
    'one of two',
    { ...given, license: { id: 'x', category: 'unknown', restrictions: ['naming'] } },
    { restriction: ['geographic', 'naming'] },
    true,
  ],
  ['automatic gate', { ...given, gated: 'auto' }, { gate: ['approval', 'form'] }, false],
  ['every gate asks for contact data', { ...given, gated: 'auto' }, { gate: ['contact'] }, true],
  ['fields without a gate', { ...given, gateFields: ['Name'] }, { gate: ['form'] }, false],
  ['approval', { ...given, gated: 'manual' }, { gate: ['approval'] }, true],
  ['relation', { ...given, relation: 'merge' }, { relation: ['quantized', 'merge'] }, true],
])('%s', (_, input, condition, truth) => {
  expect(holds(condition, inputOf(input))).toBe(truth);
});
