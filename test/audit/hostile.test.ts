/** Cards made to hurt (DESIGN.md section 7): none throws, each is done in time, every report is valid. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { judge } from '../../src/audit.ts';
import { type Report, reportSchema } from '../../src/report/v1.ts';
import { loadRules } from '../../src/rules/load.ts';
import { observed, type RepoGiven } from './observed.ts';

const rules = loadRules();
/** Milliseconds. A second on an idle machine is the most that was measured; test machines are slow and shared. */
const LIMIT = 5_000;

function timed(given: RepoGiven): { report: Report; ms: number } {
  const start = performance.now();
  const report = judge(observed(given, rules), { rules, standard: 'osaid' });
  return { report, ms: performance.now() - start };
}

const codes = ({ card }: Report): string[] => card.problems.map(({ code }) => code);
const front = (yaml: string): string => `---\n${yaml}\n---\n# Acme\n\nAcme is open source.\n`;
const numbered = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

// Word lists compile when first used; that is no fault of the first card.
beforeAll(() => {
  timed({ card: front('license: mit') });
});

const BODIES: [string, string][] = [
  ['quotes 10,000 deep', `${'> '.repeat(10_000)}a`],
  ['lists 10,000 deep', `${'- '.repeat(10_000)}a`],
  ['lists 1,000 deep by indentation', numbered(1_000, (i) => `${'  '.repeat(i)}- a`)],
  ['brackets 10,000 deep', `${'['.repeat(10_000)}a${']'.repeat(10_000)}`],
  ['brackets 4,900 deep', `${'['.repeat(4_900)}a${']'.repeat(4_900)}`],
  ['emphasis 10,000 deep', `${'*a '.repeat(10_000)}${'*'.repeat(10_000)}`],
  ['emphasis 4,900 deep', `${'*a _b '.repeat(2_400)}`],
  ['links 10,000 deep', '[a]('.repeat(10_000)],
  ['HTML tags 10,000 deep', '<div>'.repeat(10_000)],
  ['HTML tables 10,000 deep', '<table><tr><td>'.repeat(10_000)],
  ['an HTML tag that never ends', `<div>\n<a ${'href=x '.repeat(20_000)}`],
  ['HTML anchors that never end', `<div>\n${'<a href="x">open source '.repeat(10_000)}`],
  ['HTML comments that never end', `<div>\n${'<!-- '.repeat(50_000)}`],
  ['footnotes in footnotes', numbered(200, (i) => `${'    '.repeat(i)}[^${i}]: a\n`)],
  ['a line of 1 MB', 'a'.repeat(1_000_000)],
  ['a line of 1 MB of words', 'word '.repeat(200_000)],
  ['a line of 1 MB of sentences', 'A word. '.repeat(125_000)],
  ['20,000 lines', 'open source\n'.repeat(20_000)],
  ['20,000 table cells', `| a | b |\n|---|---|\n${'| c | d |\n'.repeat(10_000)}`],
  ['20,000 table cells that claim', `| a | b |\n|---|---|\n${'| open source | model |\n'.repeat(10_000)}`],
  ['a table of 2,500 columns', `|${'a|'.repeat(2_500)}\n|${'-|'.repeat(2_500)}\n|${'b|'.repeat(2_500)}`],
  ['50,000 links', '[a](https://github.com/acme/a) '.repeat(50_000)],
  ['50,000 paragraphs of links', '[a](https://github.com/acme/a)\n\n'.repeat(50_000)],
  ['4,900 links', '[code](https://github.com/acme/a) '.repeat(4_900)],
  ['50,000 bare addresses', 'https://x.org/b '.repeat(50_000)],
  ['4,900 bare addresses', 'https://x.org/b '.repeat(4_900)],
  ['one address of 200,000 characters', `www.${'a.'.repeat(100_000)}`],
  ['one path of 200,000 characters', `https://github.com/${'a/'.repeat(100_000)}`],
  ['one link to 100,000 characters', `[training code](https://${'a.'.repeat(25_000)}${'b/'.repeat(25_000)})`],
  ['an address of slashes and dots', `https://x.org/a${'/.'.repeat(50_000)}b`],
  ['spaces between two words', `open${' '.repeat(100_000)}source`],
  ['spaces behind a licence', `License:${' '.repeat(100_000)}MIT`],
  ['dashes between two words', `open${'-'.repeat(100_000)}source`],
  ['a path', 'a/'.repeat(100_000)],
  ['a path of a base model', `fine-tuned from ${'a/'.repeat(50_000)}`],
  ['a word with dots', `trained on ${'a.'.repeat(50_000)}`],
  ['"open "', 'open '.repeat(20_000)],
  ['"open source "', 'open source '.repeat(20_000)],
  ['"Acme is open source. "', 'Acme is open source. '.repeat(20_000)],
  ['"Our open model "', 'Our open model '.repeat(10_000)],
  ['"license: "', 'license: '.repeat(20_000)],
  ['"under the MIT license "', 'under the MIT license '.repeat(10_000)],
  ['"non-commercial use only "', 'non-commercial use only '.repeat(10_000)],
  ['"Foo License "', 'Foo License '.repeat(20_000)],
  ['"fine-tuned from a/b "', 'fine-tuned from a/b '.repeat(10_000)],
  ['"trained on the Pile "', 'trained on the Pile '.repeat(10_000)],
  ['"we will release the training code "', 'we will release the training code '.repeat(5_000)],
  ['"开源"', '开源'.repeat(20_000)],
  ['"开源，"', '开源，'.repeat(20_000)],
  ['"本模型开源了。"', '本模型开源了。'.repeat(10_000)],
  ['"オープンソースの"', 'オープンソースの'.repeat(5_000)],
  ['"오픈소스 "', '오픈소스 '.repeat(10_000)],
  ['"مفتوح المصدر "', 'مفتوح المصدر '.repeat(10_000)],
  ['"not "', `The model is ${'not '.repeat(20_000)}open source.`],
  ['"will be "', `The model ${'will be '.repeat(20_000)}open source.`],
  ['commas', `Acme${', '.repeat(50_000)}is open source.`],
  ['semicolons', `Acme${'; open source'.repeat(10_000)}.`],
  ['initials', 'A. B. '.repeat(20_000)],
  ['parentheses', `${'('.repeat(4_000)}open source${')'.repeat(4_000)}`],
  ['headings', '# open source\n'.repeat(10_000)],
  ['underlined headings', 'open source\n=\n'.repeat(1_500)],
  ['front matter below text', `x\n---\n${'-a: b\n'.repeat(500)}!`],
  ['control characters', '\u0000\u001b[2J\u0007\u202e'.repeat(20_000)],
  ['astral letters', '𝐨𝐩𝐞𝐧 𝐬𝐨𝐮𝐫𝐜𝐞 '.repeat(10_000)],
  ['combining marks', `o${'\u0301'.repeat(100_000)}pen source`],
];

const FRONTS: [string, string][] = [
  ['JavaScript', '---js\nglobalThis.litmusRan = true\n---\n# Acme\n'],
  ['an alias of itself', front('a: &a [*a]\nlicense: *a\ntags: *a')],
  [
    'an alias bomb',
    front(
      `z: &z [x]\n${[...'abcdefgh'].map((name, i, all) => `${name}: &${name} [${`*${all[i - 1] ?? 'z'},`.repeat(20)}]`).join('\n')}`,
    ),
  ],
  ['brackets 10,000 deep', front(`a: ${'['.repeat(10_000)}`)],
  ['keys of keys', front('? '.repeat(2_000))],
  ['20,000 keys', front(numbered(19_000, (i) => `k${i}: v`))],
  ['20,000 tags', front(`tags:\n${'- open-source\n'.repeat(19_000)}`)],
  ['100,000 tags in a line', front(`tags: [${'a,'.repeat(100_000)}]`)],
  ['20,000 datasets', front(`datasets:\n${numbered(19_000, (i) => `- a/d${i}`)}`)],
  ['20,000 base models', front(`base_model:\n${numbered(19_000, (i) => `- a/d${i}`)}`)],
  ['20,000 licences', front(`license:\n${numbered(19_000, (i) => `- l${i}`)}`)],
  ['a long licence', front(`license: ${'mit-'.repeat(50_000)}`)],
  ['a long name of a licence', front(`license: other\nlicense_name: ${'MIT '.repeat(50_000)}`)],
  ['a long link to a licence', front(`license: other\nlicense_link: https://${'a/'.repeat(100_000)}`)],
  [
    'a gate of 200,000 characters',
    front(`extra_gated_prompt: "${'non-commercial use only under the MIT license. '.repeat(4_000)}"`),
  ],
  ['a gate without a full stop', front(`extra_gated_prompt: ${'non-commercial license '.repeat(10_000)}`)],
  ['a gate of 5,000 lines', front(`extra_gated_prompt: |\n${'  the MIT license\n'.repeat(5_000)}`)],
  [
    'a form of 5,000 fields',
    front(`extra_gated_fields:\n${numbered(5_000, (i) => `  I accept the license ${i}: checkbox`)}`),
  ],
  ['never closed', `---\n${'license: mit\n'.repeat(20_000)}`],
  ['__proto__', front('__proto__:\n  license: mit\n  tags: [a]\nlicense: apache-2.0')],
  ['constructor', front('constructor: {prototype: {license: mit}}\nhasOwnProperty: 1\ntoString: x\nlicense: mit')],
  [
    'every key a list of maps',
    front(
      numbered(
        20,
        (i) =>
          `${['license', 'tags', 'datasets', 'base_model', 'language', 'license_name', 'license_link', 'extra_gated_prompt', 'extra_gated_fields', 'library_name', 'pipeline_tag', 'model-index', 'finetuned_from', 'licenses', 'base_model_relation', 'extra_gated_heading', 'extra_gated_button_content', 'inference', 'metrics', 'widget'][i]}: [{a: [null, 1, {b: ~}]}, null, true, .nan]`,
      ),
    ),
  ],
];

describe('bodies', () => {
  test.each(BODIES)('%s', (_, body) => {
    const { report, ms } = timed({ card: `# Acme\n\n${body}\n` });
    reportSchema.parse(report);
    expect(ms).toBeLessThan(LIMIT);
  });
});

describe('front matter', () => {
  test.each(FRONTS)('%s', (_, card) => {
    const { report, ms } = timed({ card });
    reportSchema.parse(report);
    expect(ms).toBeLessThan(LIMIT);
    expect(Reflect.has(globalThis, 'litmusRan')).toBe(false);
    expect(Reflect.get({}, 'license')).toBeUndefined();
  });

  test('keys of Object.prototype are no metadata', () => {
    const { report } = timed({ card: front('__proto__:\n  license: mit') });
    expect(report.license.declared).toEqual([]);
  });
});

describe('bytes', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const text = new TextEncoder();
  test.each<[string, Uint8Array, string[]]>([
    ['50 MB', new Uint8Array(50_000_000).fill(97), ['too-large']],
    ['NUL', text.encode('# A\0cme\n\0\0'), ['nul']],
    ['an executable', bytes(0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0xd8, 0x80, 0x81, 0x90), ['undecodable']],
    ['half a character', bytes(...text.encode('# Acme is a model'), 0xe5, 0xbc), ['encoding']],
    ['a lone mark', bytes(0xef, 0xbb, 0xbf), []],
    ['half a UTF-16 character', bytes(0xff, 0xfe, 0x41), ['encoding']],
  ])('%s', (_, card, expected) => {
    const { report, ms } = timed({ card });
    reportSchema.parse(report);
    expect(codes(report)).toEqual(expected);
    expect(ms).toBeLessThan(LIMIT);
  });

  test('a card that is too large claims nothing that is known', () => {
    const { report } = timed({ card: new Uint8Array(3_000_000).fill(97) });
    expect(report.card.present).toBe(true);
    expect(report.level.claimed).toBe('unknown');
    expect(report.verdict.status).toBe('undetermined');
  });
});

describe('text that other programs would obey stays text', () => {
  test('a script in a claim is quoted as it stands', () => {
    const { report } = timed({ card: '# Acme\n\nAcme is open source <script>alert(1)</script> now.\n' });
    reportSchema.parse(report);
    expect(report.claims).toHaveLength(1);
  });

  test('terminal escapes in a claim', () => {
    const { report } = timed({ card: '# Acme\n\nAcme is open source \u001b[2J\u001b]0;owned\u0007 now.\n' });
    reportSchema.parse(report);
    expect(report.claims.map(({ quote }) => quote)).toEqual(['Acme is open source \u001b[2J\u001b]0;owned\u0007 now.']);
  });

  test('a formula for a licence is its id and no more', () => {
    const { report } = timed({ card: front('license: other\nlicense_name: =HYPERLINK("http://x","y")') });
    expect(report.license.declared[0]).toMatchObject({ id: 'other', name: '=HYPERLINK("http://x","y")' });
    expect(report.license.effective.category).toBe('unknown');
  });

  test('paths that lead out of the repository are names like others', () => {
    const tree = ['../../etc/passwd', '/etc/shadow', '..\\..\\model.safetensors', '__proto__', 'constructor', ''];
    const { report } = timed({ card: '# Acme', tree, files: { '../../LICENSE': 'MIT License', __proto__: 'x' } });
    reportSchema.parse(report);
    expect(report.artefacts.architecture.status).not.toBe('released');
  });

  test('a tree of 100,000 files', () => {
    const tree = Array.from({ length: 100_000 }, (_, i) => `data/part-${i}/model-${i}-of-99999.bin.${'x'.repeat(20)}`);
    const { report, ms } = timed({ card: '# Acme', tree });
    reportSchema.parse(report);
    expect(ms).toBeLessThan(LIMIT);
  });

  test('long names in a tree', () => {
    const { ms } = timed({
      card: '# Acme',
      tree: ['a/'.repeat(50_000), 'train'.repeat(20_000), '-00001-of-'.repeat(10_000)],
    });
    expect(ms).toBeLessThan(LIMIT);
  });
});

describe('whatever is put together', () => {
  const PIECES = [
    ...[
      'open source',
      'open ',
      'Acme ',
      'is ',
      'not ',
      'our ',
      'model ',
      'weights ',
      'training data ',
      'code ',
      'and ',
      'license ',
    ],
    ...[
      'MIT ',
      'Apache-2.0 ',
      'under the ',
      'trained on ',
      'fine-tuned from ',
      'a/b ',
      'https://github.com/acme/train ',
      'soon ',
    ],
    ...[
      '开源',
      '模型',
      '我们',
      '。',
      '，',
      'オープンソース',
      '오픈소스',
      '. ',
      ', ',
      '; ',
      ': ',
      '(',
      ')',
      '"',
      "'",
      '-',
      '/',
      '\n',
    ],
    ...[
      '\n\n',
      '# ',
      '- ',
      '> ',
      '| ',
      '|\n|---|\n',
      '[',
      '](u) ',
      '<div>',
      '</div>',
      '<a href="u">',
      '</a>',
      '&amp;',
      '`',
      '**',
      '😀',
      '\0',
    ],
  ];

  test('the report is valid, and quotes what is there', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => {
        const card = pieces.join('');
        const { report } = timed({ card });
        reportSchema.parse(report);
        const lines = card.split(/\r?\n/);
        for (const { quote, location } of report.claims) expect(lines[location.startLine - 1]).toContain(quote);
      }),
      { numRuns: 300 },
    );
  });

  test('repetition is no way to hang it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }), (pieces) => {
        const unit = pieces.join('');
        const { report, ms } = timed({ card: `# Acme\n\n${unit.repeat(Math.floor(40_000 / unit.length))}` });
        reportSchema.parse(report);
        expect(ms).toBeLessThan(LIMIT);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
