import type { Rule } from '../../rules/schema.ts';
import { safe } from '../safe.ts';
import { objectWords } from '../words.ts';
import { type Cell, lines, type Page, section, table } from './page.ts';

/** A rule for reading: what it looks at, why that matters, how to mend it, where it comes from, and its examples. */
export function ruleText(rule: Rule, page: Page): string {
  const shown = safe(rule) as Rule;
  const paragraph = (text: string) => lines({ text }, page.width - 2).map((line) => line.text);
  const examples = shown.examples.map((example): Cell[] => [
    { text: expected(example.expect) },
    { text: input(example), style: page.style.dim },
  ]);
  const parts = [
    [page.style.title(shown.id), ...lines({ text: shown.title }, page.width).map((line) => line.text)],
    section('Observes', paragraph(shown.observes), page),
    section('Why', paragraph(shown.rationale), page),
    section('To mend', 'remediation' in shown ? paragraph(shown.remediation ?? '') : [], page),
    section('References', shown.references ?? [], page),
    section('Examples', table(examples, page.width - 2), page),
    [page.style.dim(`${shown.lifecycle} rule`)],
  ];
  const blocks = parts.filter((part) => part.length > 0).map((part) => part.join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

function expected(outcome: Rule['examples'][number]['expect']): string {
  if (typeof outcome === 'string') return outcome;
  if (typeof outcome === 'boolean') return outcome ? 'fires' : 'silent';
  if (outcome.length === 0) return 'nothing';
  return outcome.map(({ stance, object }) => `${stance} of ${objectWords[object]}`).join(', ');
}

function input({ name, card, front, files, branches, links }: Rule['examples'][number]): string {
  const parts = [
    name,
    card === undefined ? undefined : `"${card.trim()}"`,
    front === undefined ? undefined : `front matter ${JSON.stringify(front)}`,
    files === undefined ? undefined : `files ${files.join(', ') || 'none'}`,
    branches === undefined ? undefined : `branches ${branches.join(', ') || 'none'}`,
    links === undefined ? undefined : `links ${JSON.stringify(links)}`,
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}
