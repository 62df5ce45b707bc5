import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { reportJsonSchema } from '../../src/report/schema.ts';
import { overstated, silent } from './sample.ts';

const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(reportJsonSchema());

test.each([overstated, silent])('a report is valid under the printed schema: $repo.id', (report) => {
  validate(report);
  expect(validate.errors).toBe(null);
});

test.each([
  ['an unknown field', { ...overstated, extra: 1 }],
  ['a missing artefact', { ...overstated, artefacts: { weights: overstated.artefacts.weights } }],
  ['another version', { ...overstated, schemaVersion: '2.0' }],
])('%s is not', (_, report) => {
  expect(validate(report)).toBe(false);
});
