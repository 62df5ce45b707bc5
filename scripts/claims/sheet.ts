/** What the judge reads: phrases in their surroundings, without a word of what the rules made of them. */
import { sentencesOf } from '../../src/card/sentences.ts';
import type { Card, Sentence } from '../../src/card/types.ts';
import type { Phrase } from './phrases.ts';

const NEAR = 300;

/** A sentence may be anyone's text: one line of it, at most so long. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
const head = (text: string): string => oneLine(text).slice(0, NEAR);
const tail = (text: string): string => oneLine(text).slice(-NEAR);

function marked({ sentence, start, end }: Phrase): string {
  const [from, to] = [start - sentence.start, end - sentence.start];
  const { text } = sentence;
  return oneLine(`${text.slice(0, from)}【${text.slice(from, to)}】${text.slice(to)}`);
}

function around(card: Card, sentence: Sentence): { previous: string; next: string } {
  const blocks = card.gate.includes(sentence.block) ? card.gate : card.blocks;
  const place = blocks.indexOf(sentence.block);
  const near = blocks.slice(Math.max(0, place - 1), place + 2).flatMap(sentencesOf);
  const own = near.findIndex(({ block, start }) => block === sentence.block && start === sentence.start);
  return { previous: near[own - 1]?.text ?? '', next: near[own + 1]?.text ?? '' };
}

/** @returns Markdown, one section a phrase */
export function sheetEntry(number: number, id: string, card: Card, phrase: Phrase): string {
  const { block } = phrase.sentence;
  const { start, end } = card.lines.range(phrase.line);
  const { previous, next } = around(card, phrase.sentence);
  const gate = card.gate.includes(block) ? ' in the gated prompt' : '';
  const rows: [string, string | null][] = [
    ['under', block.headings.map(oneLine).join(' > ')],
    ['lead', block.lead && tail(block.lead)],
    ['row', block.row && head(block.row)],
    ['column', block.column && head(block.column)],
    ['before', tail(previous)],
    ['HERE', marked(phrase)],
    ['after', head(next)],
    ['links', block.links.map(({ text, url }) => `${oneLine(text)} <${url}>`).join(' | ')],
    ['raw', head(card.lines.text.slice(start, end))],
  ];
  const shown = rows.filter(([, value]) => value).map(([name, value]) => `- ${name}: ${value}`);
  return [
    `## ${number}. ${id}:${phrase.line} "${phrase.term}" (${phrase.language}, ${block.kind}${gate})`,
    '',
    ...shown,
  ].join('\n');
}
