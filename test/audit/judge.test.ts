import { describe, expect, test } from 'vitest';
import { judge } from '../../src/audit.ts';
import { type Report, reportSchema } from '../../src/report/v1.ts';
import { loadRules } from '../../src/rules/load.ts';
import { observed, type RepoGiven } from './observed.ts';

const rules = loadRules();
const report = (given: RepoGiven): Report =>
  reportSchema.parse(judge(observed(given, rules), { rules, standard: 'osaid' }));

const CARD = `---
license: apache-2.0
tags: [open-source]
datasets: [acme/corpus]
extra_gated_prompt: Acme is an open-source model.
---
# Acme 7B

Acme is open source. The [training code](https://github.com/acme/train) is there.

| Benchmark | Acme |
|---|---|
| MMLU | 61.2 |
`;

describe('the same in, the same out', () => {
  test('twice the same observation', () => {
    const seen = observed({ card: CARD }, rules);
    const first = JSON.stringify(judge(seen, { rules, standard: 'osaid' }));
    expect(JSON.stringify(judge(seen, { rules, standard: 'osaid' }))).toBe(first);
  });

  test('twice the same bytes, with rules loaded anew', () => {
    const judged = () => {
      const fresh = loadRules();
      return JSON.stringify(judge(observed({ card: CARD }, fresh), { rules: fresh, standard: 'osaid' }));
    };
    expect(judged()).toBe(judged());
  });

  test('whatever was judged between', () => {
    const before = JSON.stringify(report({ card: CARD }));
    report({ card: '# Other\n\nOther is fully open source under the GPL.\n', model: { id: 'other/Other' } });
    expect(JSON.stringify(report({ card: CARD }))).toBe(before);
  });

  test('the observation is not changed', () => {
    const seen = observed({ card: CARD }, rules);
    const before = JSON.stringify(seen);
    judge(seen, { rules, standard: 'osaid' });
    expect(JSON.stringify(seen)).toBe(before);
  });

  test('the standard changes the verdict alone', () => {
    const seen = observed({ card: CARD }, rules);
    const strict = judge(seen, { rules, standard: 'osaid' });
    const loose = judge(seen, { rules, standard: 'license-only' });
    expect({ ...loose, verdict: null }).toEqual({ ...strict, verdict: null });
    expect([loose.verdict.status, loose.verdict.underOther]).toEqual([
      strict.verdict.underOther,
      strict.verdict.status,
    ]);
  });
});

describe('where claims stand', () => {
  test.each<[string, string, Report['level']['claimed'], number]>([
    ['in the body', '# Acme\n\nAcme is open source.\n', 'open-source', 3],
    ['in a tag, which nobody is held to', '---\ntags:\n- open-source\n---\n# Acme\n', 'none', 3],
    ['in a gated prompt', '---\nextra_gated_prompt: Acme is an open-source model.\n---\n# Acme\n', 'open-source', 2],
    ['in a section called tags', '# Acme\n\n## tags\n\nAcme is open source.\n', 'open-source', 5],
    ['below CRLF lines', '# Acme\r\n\r\nAcme is\r\nopen source.\r\n', 'open-source', 4],
  ])('%s', (_, card, claimed, line) => {
    const { level, claims } = report({ card });
    expect(level.claimed).toBe(claimed);
    expect(claims.map(({ location }) => location.startLine)).toEqual([line]);
  });

  test.each([
    ['code', '# Acme\n\n```\nAcme is open source.\n```\n'],
    ['inline code', '# Acme\n\n`Acme is open source.`\n'],
    ['a quoted licence', '# Acme\n\n> "Open Source" means terms that the OSI has approved.\n'],
    ['a comment', '# Acme\n\n<!-- Acme is open source. -->\n'],
    ['a title in BibTeX', '# Acme\n\n```\n@misc{a, title={Acme: an open-source model}}\n```\n'],
  ])('none in %s', (_, card) => {
    expect(report({ card }).claims).toEqual([]);
  });

  test('the language of a claim is that of its words', () => {
    const { claims } = report({ card: '# Acme\n\nAcme is open source.\n\n我们开源了 Acme 模型。\n' });
    expect(claims.map(({ language }) => language)).toEqual(['en', 'zh']);
  });
});

describe('a card that is broken in one place is read in the others', () => {
  test.each<[string, string, string]>([
    ['front matter that is no YAML', '---\na: b: c\n---\n# Acme\n\nAcme is open source.\n', 'front-matter-invalid'],
    ['front matter that is a list', '---\n- mit\n---\n# Acme\n\nAcme is open source.\n', 'front-matter-not-a-mapping'],
    [
      'front matter that never ends',
      '---\nlicense: mit\n\n# Acme\n\nAcme is open source.\n',
      'front-matter-unterminated',
    ],
    ['front matter in JavaScript', '---js\n{}\n---\n# Acme\n\nAcme is open source.\n', 'front-matter-language'],
    [
      'front matter in the wrong place',
      '# Acme\n\n---\nlicense: mit\n---\n\nAcme is open source.\n',
      'front-matter-misplaced',
    ],
    ['NUL', '# Acme\0\n\nAcme is open source.\n', 'nul'],
  ])('%s', (_, card, code) => {
    const found = report({ card });
    expect(found.card.problems.map((problem) => problem.code)).toContain(code);
    expect(found.level.claimed).toBe('open-source');
  });

  test('UTF-16', () => {
    const text = '---\nlicense: mit\n---\n# Acme\n\nAcme is open source.\n';
    const card = Uint8Array.from([0xff, 0xfe, ...Array.from(text).flatMap((char) => [char.charCodeAt(0), 0])]);
    const found = report({ card });
    expect(found.card.problems.map(({ code }) => code)).toEqual(['encoding']);
    expect([found.level.claimed, found.license.effective.id]).toEqual(['open-source', 'mit']);
  });
});
