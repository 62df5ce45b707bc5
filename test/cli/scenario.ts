/**
 * A scenario file: sections headed `==== name ====`. `test` says what is tested, `command` is run by bash in an empty
 * folder with `openlitmus` as a command; `stdout` and `stderr` must equal, `... contains` must have each line
 * somewhere, `... lacks` none of them; `status` is the exit code (0 when left out); `env` adds variables, one a line.
 */
export interface Scenario {
  test: string;
  command: string;
  env: Record<string, string>;
  status: number;
  stdout: Expected;
  stderr: Expected;
}

interface Expected {
  exact: string | null;
  contains: string[];
  lacks: string[];
}

const STREAMS = ['stdout', 'stderr'] as const;
const SECTIONS: ReadonlySet<string> = new Set([
  ...['test', 'command', 'env', 'status'],
  ...STREAMS.flatMap((stream) => [stream, `${stream} contains`, `${stream} lacks`]),
]);

/** @throws Error naming the section that is unknown or missing */
export function parseScenario(source: string): Scenario {
  const [, ...parts] = source.split(/^==== (.+?) ====\n/m);
  const sections = new Map<string, string>();
  for (let index = 0; index < parts.length; index += 2) {
    const name = parts[index] ?? '';
    if (!SECTIONS.has(name)) throw new Error(`unknown section "${name}"`);
    sections.set(name, (parts[index + 1] ?? '').replace(/\n$/, ''));
  }
  const needed = (name: string) => {
    const section = sections.get(name);
    if (section === undefined) throw new Error(`section "${name}" is missing`);
    return section;
  };
  const lines = (name: string) => (sections.get(name) ?? '').split('\n').filter((line) => line !== '');
  const expected = (stream: string): Expected => ({
    exact: sections.get(stream) ?? null,
    contains: lines(`${stream} contains`),
    lacks: lines(`${stream} lacks`),
  });
  return {
    test: needed('test').trim(),
    command: needed('command'),
    env: Object.fromEntries(
      lines('env').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ),
    status: Number(sections.get('status') ?? 0),
    stdout: expected('stdout'),
    stderr: expected('stderr'),
  };
}
