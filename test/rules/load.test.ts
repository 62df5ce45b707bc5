import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RuleFileError } from '../../src/errors.ts';
import { loadRules, type RuleSet } from '../../src/rules/load.ts';

const RULES = fileURLToPath(new URL('../../rules', import.meta.url));

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'openlitmus-rules-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const shipped = (path: string): string => readFileSync(join(RULES, path), 'utf8');

function withFile(path: string, content: string): RuleSet {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), content);
  return loadRules({ extra: [dir] });
}

function errorOf(path: string, content: string): RuleFileError {
  try {
    withFile(path, content);
  } catch (error) {
    if (error instanceof RuleFileError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

const ARTEFACT = `id: artefacts/mine
title: Mine
lifecycle: experimental
observes: a file
rationale: none
artefact: supportingTools
look:
  files: { file: { match: [tool.py] } }
outcomes:
  - status: released
    all: [files]
    say: '{files}'
  - status: absent
    say: none
examples:
  - { files: [tool.py], expect: released }
`;

describe('a rule file that cannot be used', () => {
  const change = (from: string, to: string) => ARTEFACT.replace(from, to);
  test.each<[string, string, string, number, RegExp]>([
    ['an unknown key', 'artefacts/mine.yml', change('rationale:', 'reason: x\nrationale:'), 1, /reason/],
    [
      'an unknown key of a look',
      'artefacts/mine.yml',
      change('match: [tool.py]', 'match: [tool.py], nott: [x]'),
      8,
      /nott/,
    ],
    [
      'a link held against a look that there is not',
      'artefacts/mine.yml',
      change('outcomes:', '  link: { link: { holds: fiels } }\noutcomes:'),
      9,
      /there is no look “fiels” for files/,
    ],
    ['an unknown detector', 'artefacts/mine.yml', change('{ file:', '{ flie:'), 8, /flie|file/],
    ['a wrong type', 'artefacts/mine.yml', change('title: Mine', 'title: [Mine]'), 2, /title: .*string/],
    ['a wrong value', 'artefacts/mine.yml', change('lifecycle: experimental', 'lifecycle: new'), 3, /lifecycle/],
    ['a status that there is not', 'artefacts/mine.yml', change('status: released', 'status: there'), 10, /status/],
    ['an artefact that there is not', 'artefacts/mine.yml', change('supportingTools', 'magic'), 6, /artefact/],
    ['a missing key', 'artefacts/mine.yml', change('title: Mine\n', ''), 1, /title/],
    ['no examples', 'artefacts/mine.yml', ARTEFACT.slice(0, ARTEFACT.indexOf('examples:')), 1, /examples/],
    ['broken YAML', 'artefacts/mine.yml', change('title: Mine', 'title: Mine: x'), 2, /not valid YAML/],
    ['tabs', 'artefacts/mine.yml', change('  files:', '\tfiles:'), 8, /not valid YAML/],
    ['an id of another file', 'artefacts/other.yml', ARTEFACT, 1, /expected artefacts\/other/],
    [
      'a word list that is not there',
      'artefacts/mine.yml',
      change('file: { match: [tool.py] }', 'phrase: { terms: words/nowhere }'),
      8,
      /words\/nowhere/,
    ],
    [
      'a list of globs that is not there',
      'artefacts/mine.yml',
      change('[tool.py] }', 'lists/nowhere }'),
      8,
      /lists\/nowhere/,
    ],
    ['a look that no outcome can find', 'artefacts/mine.yml', change('all: [files]', 'all: [flies]'), 11, /flies/],
    ['a placeholder that is no look', 'artefacts/mine.yml', change("'{files}'", "'{flies}'"), 12, /flies/],
    ['words of no language', 'words/mine.yml', 'title: x\nsource: x\nterms:\n  english: [a]\n', 4, /language/],
    ['an empty term', 'words/mine.yml', "title: x\nsource: x\nterms:\n  en: ['']\n", 4, /terms/],
    ['a term of blanks', 'words/mine.yml', "title: x\nsource: x\nterms:\n  en: [' ']\n", 4, /terms/],
    ['an empty list', 'lists/mine.yml', 'title: x\nsource: x\nitems: []\n', 3, /items/],
    ['an empty file', 'words/mine.yml', '', 1, /object|expected/],
    [
      'a claim of no kind',
      'claims/mine.yml',
      shipped('claims/open.yml').replace('id: claims/open', 'id: claims/mine').replace('kind: open', 'kind: openish'),
      11,
      /kind/,
    ],
  ])('%s', (_, path, content, line, message) => {
    const error = errorOf(path, content);
    expect(error.message).toMatch(message);
    expect({ path: error.path, line: error.line }).toEqual({ path: join(dir, path), line });
    expect(error.message.startsWith(`${join(dir, path)}:${line}: `)).toBe(true);
  });
});

describe("a folder of the user's own", () => {
  test('adds a rule', () => {
    const rules = withFile('artefacts/mine.yml', ARTEFACT);
    expect(rules.rules.map(({ id }) => id)).toContain('artefacts/mine');
    expect(rules.rules).toHaveLength(loadRules().rules.length + 1);
  });

  test('replaces the shipped rule of the same id', () => {
    const source = shipped('claims/open-weights.yml').replace(/^title: .*/m, 'title: Mine');
    const rules = withFile('claims/open-weights.yml', source);
    expect(rules.claims.find(({ id }) => id === 'claims/open-weights')?.title).toBe('Mine');
    expect(rules.rules.map(({ id }) => id)).toEqual(loadRules().rules.map(({ id }) => id));
  });

  test('replaces a word list for every rule that names it', () => {
    const before = loadRules().tools.words('promise').test('in the year 3000');
    const rules = withFile('words/promise.yml', 'title: x\nsource: x\nterms:\n  en: [in the year 3000]\n');
    expect([before, rules.tools.words('promise').test('in the year 3000')]).toEqual([false, true]);
  });

  test('the last of several wins', () => {
    const other = mkdtempSync(join(tmpdir(), 'openlitmus-rules-'));
    const titled = (title: string) => shipped('claims/open.yml').replace(/^title: .*/m, `title: ${title}`);
    withFile('claims/open.yml', titled('First'));
    mkdirSync(join(other, 'claims'));
    writeFileSync(join(other, 'claims/open.yml'), titled('Second'));
    const rules = loadRules({ extra: [dir, other] });
    expect(rules.claims.find(({ id }) => id === 'claims/open')?.title).toBe('Second');
    rmSync(other, { recursive: true });
  });

  test('files that are no YAML and folders without a meaning are left alone', () => {
    withFile('claims/README.md', '# not a rule');
    expect(withFile('notes/x.yml', 'a: 1').digest).toBe(loadRules().digest);
  });
});

describe('the digest', () => {
  test('is that of the content alone, wherever it lies', () => {
    cpSync(join(RULES, 'claims'), join(dir, 'claims'), { recursive: true });
    expect(loadRules({ extra: [dir] }).digest).toBe(loadRules().digest);
    expect(loadRules().digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    'claims/open.yml',
    'words/promise.yml',
    'lists/weight-files.yml',
    'licenses/mit.yml',
    'prose/license.yml',
  ])('changes with %s', (path) => {
    expect(withFile(path, `${shipped(path)}# a comment\n`).digest).not.toBe(loadRules().digest);
  });

  test('does not depend on which folder a file came from, nor on the order of folders', () => {
    const other = mkdtempSync(join(tmpdir(), 'openlitmus-rules-'));
    mkdirSync(join(dir, 'words'));
    mkdirSync(join(other, 'words'));
    writeFileSync(join(dir, 'words/aaa.yml'), 'title: x\nsource: x\nterms: { en: [a] }\n');
    writeFileSync(join(other, 'words/zzz.yml'), 'title: x\nsource: x\nterms: { en: [z] }\n');
    expect(loadRules({ extra: [dir, other] }).digest).toBe(loadRules({ extra: [other, dir] }).digest);
    rmSync(other, { recursive: true });
  });
});
