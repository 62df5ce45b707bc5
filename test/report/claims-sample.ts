import type { Candidate, ClaimsReport } from '../../src/report/claims.ts';
import { guardWords } from '../../src/report/guard-words.ts';
import { overstated } from './sample.ts';

interface Given {
  line: number;
  heading?: string;
  sentence: string;
  phrase: string;
  /** The guard, and the claim where it made one. */
  decided: [guard: string, claim?: Candidate['claim']];
}

/** A candidate whose phrase is where the sentence first has it. */
export function candidate({ line, heading, sentence, phrase, decided: [guard, claim = null] }: Given): Candidate {
  const start = sentence.indexOf(phrase);
  return {
    location: { path: 'README.md', startLine: line, endLine: line, heading: heading ?? null },
    quote: sentence.slice(0, 200),
    sentence,
    phrase,
    start,
    end: start + phrase.length,
    rule: 'claims/open-source',
    language: 'en',
    guard,
    why: guardWords({ claim: claim !== null, guard }),
    claim,
  };
}

const asserted = { kind: 'open-source', stance: 'asserted', object: 'model', counted: true } as const;
const LONG =
  'Over the past year our group, together with many partners from universities and hospitals, has collected what ' +
  'clinicians asked of earlier systems, and with Zephyr-9B we hand over an open-source model that answers these ' +
  'questions in twelve languages, cites the guideline that it rests on, and runs on one machine without a network, ' +
  'which matters where records must not leave the building.';
const TWICE = 'Zephyr-9B is openly available and free for everyone to use.';

/** One of each: plain, long, two in a sentence, denied, Chinese, Arabic, a tag. */
export const sentences: ClaimsReport = {
  kind: 'claims',
  tool: overstated.tool,
  target: 'example/zephyr-9b',
  id: 'example/zephyr-9b',
  source: 'snapshot',
  revision: '0123456789abcdef0123456789abcdef01234567',
  card: {
    path: 'README.md',
    present: true,
    language: 'en',
    problems: [
      { code: 'not-verbatim', message: 'The card is a paraphrase.', location: null },
      {
        code: 'duplicate-key',
        message: 'The key license stands there twice.',
        location: { path: 'README.md', startLine: 3, endLine: 3, heading: null },
      },
    ],
  },
  candidates: [
    candidate({ line: 12, heading: 'Zephyr', sentence: LONG, phrase: 'open-source', decided: ['subject', asserted] }),
    candidate({
      line: 14,
      heading: 'Zephyr',
      sentence: TWICE,
      phrase: 'openly available',
      decided: ['predicate:phrase', { ...asserted, kind: 'open' }],
    }),
    candidate({
      line: 14,
      heading: 'Zephyr',
      sentence: TWICE,
      phrase: 'free for everyone',
      decided: ['predicate:phrase', { ...asserted, kind: 'open', counted: false }],
    }),
    candidate({
      line: 20,
      heading: 'How it was trained, on what, and why a heading of so many words is cut where the terminal ends',
      sentence: 'It was trained on open-source corpora.',
      phrase: 'open-source',
      decided: ['base-relation'],
    }),
    candidate({
      line: 31,
      sentence: '训练数据尚未开源。',
      phrase: '开源',
      decided: ['verb', { ...asserted, stance: 'denied', object: 'data' }],
    }),
    candidate({ line: 40, sentence: 'هو نموذج مفتوح المصدر.', phrase: 'مفتوح المصدر', decided: ['unclear'] }),
    candidate({ line: 4, heading: 'tags', sentence: 'open-source', phrase: 'open-source', decided: ['tag', asserted] }),
  ],
  summary: {
    candidates: 7,
    claims: 4,
    claimed: 'open-source',
    headline: {
      ...{ kind: 'open-source', stance: 'asserted', object: 'model' },
      quote: LONG.slice(0, 200),
      language: 'en',
      rule: 'claims/open-source',
      location: { path: 'README.md', startLine: 12, endLine: 12, heading: 'Zephyr' },
    },
  },
};
