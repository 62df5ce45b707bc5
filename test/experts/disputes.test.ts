import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { auditCorpus } from '../../scripts/eval/corpus.ts';
import { absence, loadExperts } from '../../scripts/eval/data.ts';
import { DISPUTES_MD, type Entry, loadEntries } from '../../scripts/eval/disputes/entries.ts';
import { match, openEnds } from '../../scripts/eval/disputes/match.ts';
import { render } from '../../scripts/eval/disputes/render.ts';
import { type RatedCell, ratedCells } from '../../scripts/eval/figures/experts.ts';
import { levelOf } from '../../scripts/eval/score.ts';

const cellOf = (expert: string, openlitmus: string, fields: Partial<RatedCell> = {}): RatedCell => ({
  ...{ id: 'example/zephyr', source: 'mot', dimension: 'weights', expert, openlitmus },
  ...{ expected: levelOf(expert) ?? 'n/a', got: levelOf(openlitmus), why: null, line: null, quote: null },
  ...fields,
});

const entryOf = (fields: Partial<Entry> = {}): Entry => ({
  ...{ id: 'example/zephyr', source: 'mot', dimension: 'weights', expert: 'closed', openlitmus: 'released' },
  ...{ right: 'openlitmus', kind: 'experts-slip', line: 7, why: 'They are there.' },
  ...fields,
});

const dispute = cellOf('closed', 'released');

describe('disagreements and their judgements', () => {
  test.each<[string, RatedCell[], Entry[], string[]]>([
    ['a judged one', [dispute], [entryOf()], []],
    ['one that nobody judged', [dispute], [], ['not judged: example/zephyr mot weights closed released']],
    [
      'one that was judged when the status was another',
      [cellOf('closed', 'partial')],
      [entryOf()],
      [
        'not judged: example/zephyr mot weights closed partial',
        'judged, but not there now: example/zephyr mot weights closed released',
      ],
    ],
    ['agreement', [cellOf('open', 'released')], [], []],
    ['what was left unknown', [cellOf('open', 'unknown')], [], []],
    ['another dimension', [cellOf('closed', 'released', { dimension: 'preprint' })], [], []],
  ])('%s', (_, cells, entries, ends) => {
    expect(openEnds(match(cells, entries))).toEqual(ends);
  });

  test('the same one is not judged twice', () => {
    expect(() => match([dispute], [entryOf(), entryOf({ right: 'experts' })])).toThrow(/judges twice: example\/zephyr/);
  });
});

describe('disputes.md', () => {
  const agreed = cellOf('open', 'released', { id: 'example/mistral' });
  const unknown = cellOf('open', 'unknown', { dimension: 'data_base', why: 'The base is not known.' });
  const written = (entry: Partial<Entry>) => render(match([dispute, agreed, unknown], [entryOf(entry)]));

  test('a row gives both answers, the judgement and the line of the card', () => {
    expect(written({ why: 'They are there | on a branch.' })).toContain(
      '| example/zephyr | closed | released | openlitmus | experts-slip | 7 | They are there \\| on a branch. |',
    );
  });

  test('what was not answered is listed with the reason', () => {
    expect(written({})).toContain('| example/zephyr | mot | base data | open | The base is not known. |');
  });

  test.each([
    ['experts-slip', '| all, but 0 rows set aside | 3 | 0.67 | 0.50 |'],
    ['outside-the-card', '| all, but 1 rows set aside | 2 | 0.50 | 1.00 |'],
  ] as const)('what the experts alone could see is set aside: %s', (kind, row) => {
    expect(written({ kind })).toContain(row);
  });

  test('disagreements that are not judged are counted', () => {
    expect(render(match([dispute, agreed], []))).toContain('1 disagreements, 1 of them not judged yet');
  });
});

const away = absence();

test.skipIf(away !== null)(
  `every disagreement with the experts is judged, and disputes.md says so${away === null ? '' : ` (skipped: ${away})`}`,
  async () => {
    const ratings = loadExperts();
    const { rated } = await auditCorpus((id) => ratings.has(id));
    const matched = match(ratedCells(rated), loadEntries());
    expect(openEnds({ ...matched, settled: [] }), 'judge these in test/experts/disputes.json').toEqual([]);
    expect(readFileSync(DISPUTES_MD, 'utf8'), 'run: npm run eval -- --disputes').toBe(render(matched));
  },
  120_000,
);
