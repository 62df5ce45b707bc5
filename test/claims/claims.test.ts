/** Mechanisms of the claim analyser, each in a table; sentences are ours, not those of labelled cards. */
import { describe, expect, test } from 'vitest';
import { parseCard } from '../../src/card/parse.ts';
import { claimsOf, decideClaims } from '../../src/claims/find.ts';
import { loadRules } from '../../src/rules/load.ts';

const { lexicon } = loadRules();
const found = (text: string, id = 'acme/Acme-7B') =>
  claimsOf(decideClaims(parseCard(`# Acme\n\n${text}\n`), id, lexicon));
const said = (text: string): string[] => found(text).map(({ kind, stance, object }) => `${kind} ${stance} ${object}`);

describe('who is meant', () => {
  test.each<[string, string[]]>([
    ['Acme is an open-source model.', ['open-source asserted model']],
    ['This model is open source.', ['open-source asserted model']],
    ['We open-source Acme.', ['open-source asserted model']],
    ['Unlike open-source models, Acme is fast.', []],
    ['It was compared with open-source models such as Llama.', []],
    ['Thanks to the open-source community.', []],
    ['It was trained on open-source data.', []],
    ['It runs on the open-source library vLLM.', []],
    ['OpenHermes and OpenChat are other models.', []],
    ['Acme is fine-tuned from an open-source model.', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('how it is said', () => {
  test.each<[string, string[]]>([
    ['Acme is not open source.', ['open-source denied model']],
    ['The weights of Acme are not released.', ['open denied weights']],
    ['We will open-source the training code soon.', ['open-source promised training-code']],
    ['Acme is the best of all open-source models.', ['open-source implied model']],
    ['Acme outperforms all other open-source models.', ['open-source implied model']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('what is said of what', () => {
  test.each<[string, string[]]>([
    ['We open-source the code of Acme.', ['open-source asserted code']],
    ['We open-source our training code.', ['open-source asserted training-code']],
    ['We open-source the model, the code and the data.', ['open-source asserted everything']],
    ['Acme is fully open source.', ['fully-open asserted model']],
    ['Acme has open weights.', ['open-weights asserted weights']],
    ['Acme is openly available.', ['open asserted model']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('languages', () => {
  test.each<[string, string, string]>([
    ['zh', '我们开源了 Acme 模型。', 'open-source asserted model'],
    ['zh', '我們開源了 Acme 模型。', 'open-source asserted model'],
    ['zh', '训练代码即将开源。', 'open-source promised training-code'],
    ['zh', '本模型暂不开源。', 'open-source denied model'],
    ['ja', 'Acme はオープンソースのモデルです。', 'open-source asserted model'],
    ['ko', 'Acme는 오픈소스 모델입니다.', 'open-source asserted model'],
    ['fr', 'Acme est un modèle open source.', 'open-source asserted model'],
    ['de', 'Acme ist ein quelloffenes Modell.', 'open-source asserted model'],
    ['es', 'Acme es un modelo de código abierto.', 'open-source asserted model'],
    ['pt', 'O Acme é um modelo de código aberto.', 'open-source asserted model'],
    ['it', 'Acme è un modello open source.', 'open-source asserted model'],
    ['ru', 'Acme — модель с открытым исходным кодом.', 'open-source asserted model'],
    ['ar', 'Acme هو نموذج مفتوح المصدر.', 'open-source asserted model'],
  ])('%s: %s', (_, text, expected) => {
    expect(said(text)).toEqual([expected]);
  });
});

describe('one claim a sentence and stance', () => {
  test.each<[string, string[]]>([
    ['Acme is an open, open-source model and fully open source.', ['fully-open asserted model']],
    ['Acme is open source. Acme is open source.', ['open-source asserted model', 'open-source asserted model']],
    ['Acme is open source, but it is not fully open.', ['open-source asserted model', 'fully-open denied model']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

test('every decision names its guard, and a claim the rule that found it', () => {
  const card = parseCard('# Acme\n\nAcme is open source. Unlike open-source models it is fast.\n');
  const decisions = decideClaims(card, 'acme/Acme-7B', lexicon);
  expect(decisions.map(({ claim }) => claim?.rule ?? null)).toEqual(['claims/open-source', null]);
  expect(decisions.every(({ reading }) => reading.guard !== '')).toBe(true);
});
