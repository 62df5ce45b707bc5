import { reportJsonSchema } from '../../report/schema.ts';
import { EXIT } from '../exit-code.ts';
import type { Io } from '../io.ts';

/** `openlitmus schema`: the JSON Schema of a report. Returns the exit code. */
export function schema(io: Io): number {
  io.out(`${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
  return EXIT.done;
}
