import { z } from 'zod';
import { reportSchema, SCHEMA_VERSION } from './v1.ts';

/** The JSON Schema (2020-12) of a `Report`, made from the zod schema that the program itself is typed by. */
export function reportJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, { target: 'draft-2020-12' });
  return {
    $schema,
    $id: `urn:openlitmus:report:${SCHEMA_VERSION}`,
    title: `openlitmus report ${SCHEMA_VERSION}`,
    description: 'What a model card claims, what is really released, and the difference, with evidence.',
    ...schema,
  };
}
