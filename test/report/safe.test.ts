import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparers, reporters } from '../../src/report/index.ts';
import { safe, safeJson, safeText } from '../../src/report/safe.ts';
import type { Report } from '../../src/report/v1.ts';
import { overstated } from './sample.ts';

describe('safeText', () => {
  test.each([
    ['colour', '\u001B[31mred\u001B[0m', '\uFFFD[31mred\uFFFD[0m'],
    ['window title', '\u001B]0;owned\u0007', '\uFFFD]0;owned\uFFFD'],
    ['8-bit CSI', '\u009B2J', '\uFFFD2J'],
    ['carriage return that overwrites', 'bad\rgood', 'bad good'],
    ['line breaks and tabs', 'a\r\n\tb\u2028c\u0085d', 'a b c d'],
    ['backspace and delete', 'a\bb\u007F', 'a\uFFFDb\uFFFD'],
    ['right-to-left override', 'exe.\u202Etxt', 'exe.\uFFFDtxt'],
    ['isolates and marks', '\u2066x\u2069\u200F', '\uFFFDx\uFFFD\uFFFD'],
    ['invisible tag characters', 'a\u{E0041}b', 'a\uFFFDb'],
    ['lone surrogate', 'a\uD800b', 'a\uFFFDb'],
    ['NUL', 'a\0b', 'a\uFFFDb'],
  ])('%s', (_, hostile, shown) => {
    expect(safeText(hostile)).toBe(shown);
  });

  test.each(['naïve – “quoted” …', '开源模型', 'مفتوح المصدر', 'नमस्ते', 'نمی‌خواهم', '👩‍🔬 🇫🇷 ✔️'])(
    'leaves %s',
    (text) => {
      expect(safeText(text)).toBe(text);
    },
  );
});

test('safe reaches every string and key and keeps everything else', () => {
  expect(safe({ a: ['\u001Bx', 1, null, { '\u0007k': '\u009B' }], b: true })).toEqual({
    a: ['\uFFFDx', 1, null, { '\uFFFDk': '\uFFFD' }],
    b: true,
  });
});

/** Nothing that a terminal would act upon, but line feeds. */
const QUIET = /^[^\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]*$/;
const PAYLOAD = '\u001B[2J\u009B31m\u202E\u0007\r';

describe('a report with a hostile character in every string', () => {
  const options = { color: false, unicode: true, width: 80, batch: false, tool: overstated.tool };
  const poisoned = poison(overstated) as Report;

  test.each(Object.entries({ ...reporters, matrix: comparers.text }))('%s', (_, reporter) => {
    const text = reporter(
      [poisoned, { kind: 'failure', id: PAYLOAD, code: 'invalid', message: PAYLOAD, status: null, attempts: 1 }],
      options,
    );
    expect(text).toMatch(QUIET);
  });

  /** Adds the payload to every string that is free text; terms of the vocabulary stay what they are. */
  function poison(value: unknown, key = ''): unknown {
    if (typeof value === 'string') return /^[a-z-]+$/.test(value) && key !== 'id' ? value : value + PAYLOAD;
    if (Array.isArray(value)) return value.map((item) => poison(item, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poison(item, name)]));
  }
});

test('safeJson prints nothing that a terminal acts upon and is the same data', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const printed = safeJson({ text });
      expect(printed).toMatch(QUIET);
      expect(JSON.parse(printed)).toEqual({ text });
    }),
  );
});
