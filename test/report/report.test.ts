import { describe, expect, test } from 'vitest';
import { comparers, reporters } from '../../src/report/index.ts';
import type { ReporterOptions } from '../../src/report/reporter.ts';
import { summaryOf } from '../../src/report/summary.ts';
import { pageOf } from '../../src/report/text/page.ts';
import { ruleText } from '../../src/report/text/rule.ts';
import { summaryText } from '../../src/report/text/summary.ts';
import { batchSchema, failureSchema, type Report, reportSchema, STATUSES } from '../../src/report/v1.ts';
import { displayWidth } from '../../src/report/width.ts';
import type { Rule } from '../../src/rules/schema.ts';
import { failure, overstated, silent } from './sample.ts';

const plain: ReporterOptions = { color: false, unicode: true, width: 80, batch: false, tool: overstated.tool };
const golden = (name: string) => `./golden/${name}`;
const linesOf = (text: string) => text.split('\n');

describe('the sample', () => {
  test('is valid and has every status', () => {
    expect(reportSchema.parse(overstated)).toEqual(overstated);
    expect(reportSchema.parse(silent)).toEqual(silent);
    expect(failureSchema.parse(failure)).toEqual(failure);
    const statuses = new Set(Object.values(overstated.artefacts).map(({ status }) => status));
    expect(statuses).toEqual(new Set(STATUSES));
  });
});

describe('text', () => {
  test.each([
    ['report.txt', plain, [overstated]],
    ['report-ascii-60.txt', { ...plain, unicode: false, width: 60 }, [overstated]],
    ['several.txt', plain, [silent, failure]],
  ] as const)('%s', async (name, options, results) => {
    await expect(reporters.text(results, options)).toMatchFileSnapshot(golden(name));
  });

  test('has the verdict, the model, the claim and the level in its first line', () => {
    const [first] = linesOf(reporters.text([overstated], { ...plain, width: 110 }));
    expect(first).toBe('OVERSTATED  example/zephyr-9b says "open source"; what is released: restricted weights');
  });

  test.each([60, 72, 80, 100])('fits %i columns', (width) => {
    const text = reporters.text([overstated, silent, failure], { ...plain, width });
    expect(linesOf(text).filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  test('says the same with colour as without', () => {
    const coloured = reporters.text([overstated, silent, failure], { ...plain, color: true });
    expect(coloured).toContain('\u001B[31m');
    const stripped = coloured.replace(/\u001B\[\d+m/g, '');
    expect(linesOf(stripped).map((line) => line.trimEnd())).toEqual(
      linesOf(reporters.text([overstated, silent, failure], plain)),
    );
  });

  test('uses only ASCII signs where nothing else can be shown', () => {
    const text = reporters.text([{ ...overstated, claims: [], card: silent.card }], { ...plain, unicode: false });
    expect(text).toMatch(/^[\x20-\x7E\n]*$/);
  });

  test.each(['closed', 'restricted-weights'] as const)('says a range of levels as a range (%s at least)', (atLeast) => {
    const report = {
      ...overstated,
      level: { ...overstated.level, observed: { atLeast, atMost: 'open-source' } },
    } as Report;
    const [first] = linesOf(reporters.text([report], { ...plain, width: 200 }));
    expect(first).toMatch(/released: \w+( weights)? at least, open source at most$/);
  });
});

describe('compare', () => {
  test.each([
    ['matrix.txt', plain],
    ['matrix-ascii-72.txt', { ...plain, unicode: false, width: 72 }],
  ] as const)('%s', async (name, options) => {
    const long = { ...overstated, repo: { ...overstated.repo, id: 'mistralai/Mistral-Large-Instruct-2407' } };
    const unclear = {
      ...silent,
      level: { ...silent.level, claimed: 'unknown', observed: { atLeast: 'restricted-weights', atMost: 'fully-open' } },
      verdict: { ...silent.verdict, status: 'undetermined' },
    } satisfies Report;
    const matrix = comparers.text([overstated, long, silent, unclear, failure], options);
    expect(linesOf(matrix).filter((line) => displayWidth(line) > options.width)).toEqual([]);
    await expect(matrix).toMatchFileSnapshot(golden(name));
  });

  test('says so when nothing could be audited', () => {
    expect(comparers.text([failure], plain)).toBe('example/gone could not be audited: not-found\n');
  });
});

describe('json', () => {
  test('is the report itself for one target', () => {
    const text = reporters.json([overstated], plain);
    expect(JSON.parse(text)).toEqual(overstated);
    expect(text).toMatch(/^\{\n {2}"schemaVersion": "1\.0",\n[\s\S]*\n\}\n$/);
  });

  test('is the failure itself for one target', () => {
    expect(JSON.parse(reporters.json([failure], plain))).toEqual(failure);
  });

  test('is a batch for several, in the order asked', () => {
    const batch = batchSchema.parse(JSON.parse(reporters.json([silent, failure, overstated], plain)));
    expect(batch.reports.map(({ repo }) => repo.id)).toEqual(['example/quiet', 'example/zephyr-9b']);
    expect(batch.failures).toEqual([failure]);
    const { overstated: charged, ...counts } = batch.summary;
    expect(charged).toEqual([
      {
        id: 'example/zephyr-9b',
        claimed: 'open-source',
        quote: overstated.claims.find(({ kind }) => kind === 'open-source')?.quote,
        location: overstated.claims.find(({ kind }) => kind === 'open-source')?.location,
      },
    ]);
    const found = Object.fromEntries(
      Object.entries(counts).map(([name, count]) => [name, typeof count === 'number' ? count : occurring(count)]),
    );
    expect(found).toEqual({
      total: 3,
      failed: 1,
      verdicts: { overstated: 1, 'no-claim': 1 },
      levels: { [levelOf(overstated)]: 1, [levelOf(silent)]: 1 },
      licenses: { [overstated.license.effective.category]: 1, [silent.license.effective.category]: 1 },
      conflicts: Object.fromEntries(overstated.license.conflicts.map(({ kind }) => [kind, 1])),
      failures: { [failure.code]: 1 },
    });
  });

  test.each([{ results: [] }, { results: [failure] }])('is a batch when one was asked for: %o', ({ results }) => {
    const batch = batchSchema.parse(JSON.parse(reporters.json(results, { ...plain, batch: true })));
    expect(batch.tool).toEqual(plain.tool);
    expect(batch.failures).toEqual(results);
  });
});

describe('a rule', () => {
  const shared = {
    id: 'artefacts/training-code',
    title: 'Code that trains the model',
    lifecycle: 'stable' as const,
    observes: 'Files and links.',
    rationale: 'Without it nobody can remake the model.',
    references: ['https://example.org/why'],
  };
  const artefactRule: Rule = {
    ...shared,
    artefact: 'trainingCode',
    look: { files: { file: { match: ['train.py'] } } },
    outcomes: [{ status: 'absent', say: 'None.' }],
    remediation: 'Publish it.',
    examples: [
      { files: ['train.py'], expect: 'released' },
      { name: 'a promise', card: 'Code\u001B[31m soon.', branches: [], front: { license: 'mit' }, expect: 'absent' },
    ],
  };
  const claimRule: Rule = {
    ...shared,
    id: 'claims/open',
    references: [],
    claim: { kind: 'open', terms: { en: ['open'] } },
    examples: [
      { card: 'Our model is open.', expect: [{ stance: 'asserted', object: 'model' }] },
      { card: 'It is trained on open data.', expect: [] },
    ],
  };
  const findingRule: Rule = {
    ...shared,
    id: 'findings/promise',
    finding: 'warning',
    look: {},
    when: {},
    say: 'Promised.',
    remediation: 'Keep it.',
    examples: [
      { card: 'Soon.', expect: true },
      { files: [], expect: false },
    ],
  };

  test.each([artefactRule, claimRule, findingRule])('$id', async (rule) => {
    const text = ruleText(rule, pageOf(plain));
    await expect(text).toMatchFileSnapshot(golden(`rule-${rule.id.replace('/', '-')}.txt`));
  });
});

describe('jsonl', () => {
  test('is one compact line a result', () => {
    const text = reporters.jsonl([overstated, failure], plain);
    expect(text.endsWith('}\n')).toBe(true);
    expect(linesOf(text.trimEnd()).map((line) => JSON.parse(line))).toEqual([overstated, failure]);
  });

  test('is what is written one result at a time', () => {
    const apart = [overstated, failure].map((result) => reporters.jsonl([result], plain)).join('');
    expect(reporters.jsonl([overstated, failure], plain)).toBe(apart);
  });
});

const occurring = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

const levelOf = ({ level: { observed } }: Report) =>
  observed.atLeast === observed.atMost ? observed.atLeast : 'unsettled';

describe('what a batch came to', () => {
  test.each([
    ['summary.txt', plain],
    ['summary-ascii-60.txt', { ...plain, unicode: false, width: 60 }],
  ])('%s', async (name, options) => {
    const results = [overstated, overstated, silent, failure];
    await expect(summaryText(summaryOf(results), options)).toMatchFileSnapshot(`golden/${name}`);
  });

  test('names the first 200 that are overstated and counts the others', () => {
    const many = summaryOf(Array.from({ length: 250 }, () => overstated));
    expect(many.overstated).toHaveLength(200);
    expect(summaryText(many, plain)).toContain('and 230 more');
  });
});
