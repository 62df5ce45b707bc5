import { describe, expect, test } from 'vitest';
import { parseCard } from '../../src/card/parse.ts';
import { presentedLinks } from '../../src/facts/links.ts';

const links = (text: string) => presentedLinks(parseCard(text));

describe('the address of a link', () => {
  test.each<[string, string, string]>([
    ['https://github.com/acme/train', 'github.com', 'acme/train'],
    ['http://www.GitHub.com/Acme/Train/', 'github.com', 'Acme/Train'],
    ['https://huggingface.co/datasets/acme/corpus?a=1#b', 'huggingface.co', 'datasets/acme/corpus'],
    ['//github.com/acme/train', 'github.com', 'acme/train'],
    ['./LICENSE', '', './LICENSE'],
    ['#usage', '', ''],
    ['mailto:a@b.c', '', 'mailto:a@b.c'],
    ['github.com/acme/train', 'github.com', 'acme/train'],
  ])('%s', (url, host, path) => {
    expect(links(`[a](${url})`)[0]).toMatchObject({ url, host, path });
  });
});

describe('what a card says of a link', () => {
  test.each<[string, string, string]>([
    ['its sentence', 'Our training code is [here](https://x.org/a). More follows.', 'Our training code is here.'],
    ['a label', '- Training code: https://x.org/a', 'Training code:'],
    ['up to the links beside it', '[paper](https://x.org/p), [code](https://x.org/a), [data](https://x.org/d)', 'code'],
    [
      'row and column of a table',
      '| What | Where |\n|---|---|\n| Training code | [here](https://x.org/a) |',
      'Training code Where here',
    ],
  ])('%s', (_, text, said) => {
    const link = links(text).find(({ url }) => url.endsWith('/a'));
    expect(link?.said.replace(/[,\s]+/g, ' ').trim()).toBe(said);
  });

  test('its headings', () => {
    expect(links('# A\n## B\nhttps://x.org/a\n')[0]?.heading).toBe('A › B');
  });

  test('images are no links, badges are', () => {
    expect(links('![a](https://x.org/i.png)')).toEqual([]);
    expect(links('[![a](https://x.org/i.png)](https://x.org/a)').map(({ url }) => url)).toEqual(['https://x.org/a']);
  });

  test('an address that GFM does not link', () => {
    expect(links('see github.com/acme/train, and more').map(({ host, path }) => `${host}/${path}`)).toEqual([
      'github.com/acme/train',
    ]);
  });

  test('each once', () => {
    expect(links('see https://github.com/acme/train and <https://x.org/a>')).toHaveLength(2);
  });

  test('by reference, and in HTML', () => {
    const text = 'The [training code][1] and <a href="https://x.org/d">the data</a>.\n\n[1]: https://x.org/a\n';
    expect(links(text).map(({ url, text: label }) => [label, url])).toEqual([
      ['training code', 'https://x.org/a'],
      ['the data', 'https://x.org/d'],
    ]);
  });
});

test('strange addresses take no time', () => {
  for (const url of [
    `https://x.org/a${'/.'.repeat(50_000)}b`,
    `https://${'a.'.repeat(50_000)}b`,
    'https://x.org/'.repeat(5_000),
  ]) {
    const start = performance.now();
    links(`[a](${url})`);
    expect(performance.now() - start).toBeLessThan(1_000);
  }
});
