/** Whose paper a card links or cites: this model's, a relative's, or another's. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCard } from '../../src/card/parse.ts';
import { presentedLinks } from '../../src/facts/links.ts';
import { worksOf } from '../../src/facts/works/index.ts';
import { namesOf } from '../../src/facts/works/names.ts';
import { workWords } from '../../src/facts/works/words.ts';
import { loadRules } from '../../src/rules/load.ts';

const words = workWords(loadRules().tools);
const PAPER = 'https://arxiv.org/abs/2401.00001';

interface Given {
  id?: string;
  bases?: string[];
}

function works(text: string, { id = 'acme/Zephra-7B', bases = [] }: Given = {}) {
  const card = readCard({ looked: true, value: new TextEncoder().encode(text) });
  const names = () => namesOf(id, { bases }, words);
  return worksOf({ card, links: presentedLinks(card), derived: bases.length > 0, bases, names, words });
}

const abouts = (text: string, given?: Given) => works(text, given).map(({ kind, about }) => `${kind} ${about}`);

describe('a paper', () => {
  test.each<[string, string, Given, string[]]>([
    ['called ours', `See [our paper](${PAPER}).`, {}, ['paper self']],
    ['called by the name', `[Zephra: a small model](${PAPER})`, {}, ['paper self']],
    ['of another version', `[Zephra 2: a larger model](${PAPER})`, { id: 'acme/Zephra1-7B' }, ['paper kin']],
    ['labelled', `**Paper:** [arXiv](${PAPER})`, {}, ['paper self']],
    ['of others', `Following [Smith et al., 2023](${PAPER}), we use warm-up.`, {}, ['paper other']],
    ['of a method of others', `We train with the method of [this paper](${PAPER}).`, {}, ['paper other']],
    [
      'of the base',
      `GPT-2 was introduced in this [paper](${PAPER}).`,
      { id: 'acme/gpt2-small-welsh', bases: ['gpt2'] },
      ['paper other'],
    ],
    [
      'cited by name',
      '```bibtex\n@article{zephra,\n title={Zephra: a small model},\n journal={arXiv preprint arXiv:2401.00001}\n}\n```',
      {},
      ['paper self'],
    ],
    ['none', 'A model. [Home](https://example.org).', {}, []],
  ])('%s', (_, text, given, expected) => {
    expect(abouts(text, given)).toEqual(expected);
  });
});

describe('names', () => {
  test.each<[string, string, string[], string, string | null]>([
    ['its own', 'acme/Zephra-7B', [], 'Zephra: a small model', 'same'],
    ['with a version', 'acme/Zephra2-7B', [], 'Zephra 2 Technical Report', 'same'],
    ['with another version', 'acme/Zephra2-7B', [], 'Zephra 3 Technical Report', 'version'],
    ['of its base', 'acme/Zephra-Bolt-7B', ['base/Bolt-7B'], 'Bolt: a large model', null],
    ['a part that many have', 'acme/Zephra-Chat', [], 'Chat with models', null],
    ['a generic part with a version', 'gpt2', [], 'GPT-2 was introduced', 'same'],
    ['something else', 'acme/Zephra-7B', [], 'Attention to detail', null],
  ])('%s', (_, id, bases, title, expected) => {
    expect(namesOf(id, { bases }, words).kinship(title)).toBe(expected);
  });

  test('any id and title are read without an error', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'binary', maxLength: 80 }),
        (id, title) => {
          expect([null, 'same', 'version']).toContain(namesOf(id, { title }, words).kinship(title));
        },
      ),
    );
  });
});

describe('hostile cards', () => {
  const piece = fc.constantFrom(
    'our paper',
    `[paper](${PAPER})`,
    PAPER,
    '[Zephra: x](https://example.org/p.pdf)',
    '# References',
    '@misc{a, title={Zephra}, url={x}}',
    '```bibtex\n@article{b, title={{{Zephra}, journal={y}\n```',
    'et al.',
    '(',
    '“',
    '\n\n',
    '| a | b |\n|---|---|\n',
  );

  test('any mix yields works that each have one place in the card', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join(' ');
        for (const { kind, about, evidence } of works(text)) {
          expect(['paper', 'post', 'entry', 'named']).toContain(kind);
          expect(['self', 'kin', 'other']).toContain(about);
          expect(evidence.location?.endLine).toBeLessThanOrEqual(text.split('\n').length);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('what stands before the card of a paper does not make it another model: repeating a card repeats its papers', () => {
    const once = `See [our paper](${PAPER}).`;
    expect(new Set(abouts(`${once}\n\n${once}`))).toEqual(new Set(abouts(once)));
  });
});
