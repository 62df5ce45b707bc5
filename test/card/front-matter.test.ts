import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../src/card/front-matter.ts';

const read = (text: string) => {
  const { data, present, bodyStart, problems } = readFrontMatter(text);
  return { data, present, body: text.slice(bodyStart), codes: problems.map(({ code }) => code) };
};
const lines = (text: string) => readFrontMatter(text).problems.map(({ location }) => location?.startLine);

describe('the block at the head of a card', () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    ['plain', '---\nlicense: mit\n---\n# A\n', { license: 'mit' }, '# A\n'],
    ['CRLF', '---\r\nlicense: mit\r\ntags:\r\n- a\r\n---\r\n# A\r\n', { license: 'mit', tags: ['a'] }, '# A\r\n'],
    ['a blank line before', '\n---\nlicense: mit\n---\n# A\n', { license: 'mit' }, '# A\n'],
    ['spaces behind the fences', '---  \nlicense: mit\n---  \n# A\n', { license: 'mit' }, '# A\n'],
    ['nothing after', '---\nlicense: mit\n---', { license: 'mit' }, ''],
    ['empty', '---\n---\n# A\n', {}, '# A\n'],
    ['blank', '---\n\n---\n# A\n', {}, '# A\n'],
    ['comments alone', '---\n# nothing yet\n---\n# A\n', {}, '# A\n'],
    ['"no" stays a word', '---\nlanguage: no\n---\n', { language: 'no' }, ''],
    ['a date stays text', '---\ndate: 2024-01-02\n---\n', { date: '2024-01-02' }, ''],
    [
      'a value over several lines',
      '---\nextra_gated_prompt: |\n  a\n  b\n---\nx',
      { extra_gated_prompt: 'a\nb\n' },
      'x',
    ],
    ['a thematic break in the body', '---\nlicense: mit\n---\na\n\n---\n\nb\n', { license: 'mit' }, 'a\n\n---\n\nb\n'],
  ])('%s', (_, text, data, body) => {
    expect(read(text)).toEqual({ data, present: true, body, codes: [] });
  });

  test.each<[string, string]>([
    ['none', '# A\n'],
    ['nothing at all', ''],
    ['a thematic break first', '---\n\n# A\n'],
    ['a longer rule', '-----\nlicense: mit\n-----\n'],
    ['dashes below text', '# A\n\nb\n\n---\n\nc\n'],
  ])('no block: %s', (_, text) => {
    expect(read(text)).toEqual({ data: {}, present: false, body: text, codes: [] });
  });

  test.each<[string, string, string, number]>([
    ['never closed', '---\nlicense: mit\n\n# A\n', 'front-matter-unterminated', 1],
    ['tabs for indentation', '---\ntags:\n\t- a\n---\n', 'front-matter-invalid', 3],
    ['a colon too many', '---\na: 1\nb: c: d\n---\n', 'front-matter-invalid', 3],
    ['a bracket that stays open', '---\ntags: [a\n---\n', 'front-matter-invalid', 2],
    ['a key twice', '---\nlicense: mit\na: 1\nlicense: gpl-3.0\n---\n', 'front-matter-invalid', 4],
    ['a list', '---\n- mit\n---\n', 'front-matter-not-a-mapping', 1],
    ['a scalar', '---\nmit\n---\n', 'front-matter-not-a-mapping', 1],
    ['a number', '---\n42\n---\n', 'front-matter-not-a-mapping', 1],
    ['JavaScript', '---js\n{ license: "mit" }\n---\n', 'front-matter-language', 1],
    ['JSON', '---json\n{ "license": "mit" }\n---\n', 'front-matter-language', 1],
    ['below a heading', '# A\n---\nlicense: mit\ntags:\n- a\n---\n', 'front-matter-misplaced', 2],
    ['below a blank line and text', 'Model\n\n---\nlicense: mit\n---\n', 'front-matter-misplaced', 3],
    ['a key that is a mapping', '---\n? {a: b}\n: c\n---\n', 'front-matter-invalid', 1],
  ])('%s is a problem with its line', (_, text, code, line) => {
    expect(read(text).codes[0]).toBe(code);
    expect(lines(text)[0]).toBe(line);
  });

  test('of a key that stands twice the last value counts, as on the Hub', () => {
    expect(read('---\nlicense: mit\nlicense: gpl-3.0\n---\n').data).toEqual({ license: 'gpl-3.0' });
  });

  test('what is not YAML leaves the body', () => {
    expect(read('---\na: b: c\n---\n# A\n').body).toBe('# A\n');
    expect(read('---js\n1\n---\n# A\n').body).toBe('# A\n');
  });

  test.each([
    ['js', '---js\nglobalThis.litmusRan = true, { license: "mit" }\n---\n'],
    ['javascript', '---javascript\nglobalThis.litmusRan = true, { license: "mit" }\n---\n'],
    ['after a space', '--- js\nglobalThis.litmusRan = true, { license: "mit" }\n---\n'],
    ['a function', '---js\nfunction () { globalThis.litmusRan = true }()\n---\n'],
    ['coffee', '---coffee\nglobalThis.litmusRan = true\n---\n'],
    ['a tag of YAML', '---\na: !!js/function "function () { globalThis.litmusRan = true }()"\n---\n'],
    ['an object with toString', '---\na: !!js/undefined x\ntoString: !!js/function "x"\n---\n'],
  ])('nothing is run: %s', (_, text) => {
    const { data } = read(text);
    expect(Reflect.has(globalThis, 'litmusRan')).toBe(false);
    expect(Object.values(data).every((value) => typeof value !== 'function')).toBe(true);
  });

  test('what a card says twice is read twice: nothing is cached between cards', () => {
    const broken = '---\na: b: c\n---\n';
    expect(read(broken)).toEqual(read(broken));
    expect(read(broken).codes).toEqual(['front-matter-invalid']);
  });
});

describe('keys that mean something to JavaScript', () => {
  test.each(['__proto__', 'constructor', 'prototype'])('%s pollutes nothing', (key) => {
    const { data } = read(`---\n${key}:\n  polluted: true\n  license: mit\n---\n`);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(Object, 'polluted')).toBeUndefined();
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(data.license).toBeUndefined();
  });
});

describe('blocks that are made to hurt', () => {
  const block = (yaml: string) => `---\n${yaml}\n---\n# A\n`;
  const letters = [...'abcdefghi'];
  const bomb = `z: &z [x,x,x,x,x,x,x,x,x,x]\n${letters
    .map((name, i) => `${name}: &${name} [${`*${letters[i - 1] ?? 'z'},`.repeat(10)}]`)
    .join('\n')}`;

  test.each<[string, string, string | null]>([
    ['an alias bomb', bomb, 'front-matter-invalid'],
    ['an alias of itself', 'a: &a [*a]', null],
    ['10,000 brackets deep', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'front-matter-invalid'],
    ['10,000 braces deep', `a: ${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}`, 'front-matter-invalid'],
    ['10,000 lists deep', `a:\n  ${'- '.repeat(10_000)}x`, 'front-matter-invalid'],
    ['1,000 keys of keys deep', '? '.repeat(1_000), 'front-matter-invalid'],
    ['15,000 keys', Array.from({ length: 15_000 }, (_, i) => `k${i}: v`).join('\n'), null],
    ['15,000 times one key', 'a: b\n'.repeat(15_000), 'front-matter-invalid'],
    ['too large', `a: ${'x'.repeat(1_000_001)}`, 'front-matter-too-large'],
    ['900,000 blank lines', '\n'.repeat(900_000), 'front-matter-too-large'],
    ['20,000 closing braces', '}'.repeat(20_000), 'front-matter-invalid'],
    ['100,000 closing braces', '}'.repeat(100_000), 'front-matter-too-large'],
  ])('%s', (_, yaml, code) => {
    const start = performance.now();
    const { codes, body } = read(block(yaml));
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(codes[0] ?? null).toBe(code);
    expect(body).toBe('# A\n');
  });

  test('a misplaced block with lines that may be read two ways', () => {
    const start = performance.now();
    expect(read(`x\n---\n${'-a: b\n'.repeat(500)}!`).codes).toEqual([]);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('lines of values', () => {
  const text = '\n---\r\nlicense: mit\r\ntags:\r\n- a\r\n- b\r\nextra:\r\n  deep: 1\r\n---\r\n';
  test.each<[(string | number)[], number, number]>([
    [['license'], 3, 3],
    [['tags'], 4, 6],
    [['tags', 1], 6, 6],
    [['extra', 'deep'], 8, 8],
  ])('%j', (path, start, end) => {
    expect(readFrontMatter(text).linesOf(path)).toEqual({ start, end });
  });

  test.each([[['none']], [['license', 'a']], [['tags', 7]]])('%j is not there', (path) => {
    expect(readFrontMatter(text).linesOf(path)).toBeNull();
  });
});
