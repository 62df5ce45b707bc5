/** `npm run claims:sample`: draw phrases at random from unlabelled cards, for a judge who has not seen the rules. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Card, Sentence } from '../../src/card/types.ts';
import type { Lexicon } from '../../src/claims/lexicon.ts';
import { loadRules } from '../../src/rules/load.ts';
import { absence, loadDevelopment, loadUnlabelled } from '../eval/data.ts';
import { readRepository } from './cards.ts';
import { draw, sameness, shuffled } from './draw.ts';
import { cardsIn, readLabels, writeLabels } from './labels.ts';
import { type Phrase, sentenceAt } from './phrases.ts';
import { sheetEntry } from './sheet.ts';

const USAGE = `npm run claims:sample -- --seed S --count N --out FILE [options]
  --asserted N       so many more of those that the rules take for asserted claims, mixed in: few phrases are, and the
                     precision of asserted claims rests on them alone (recall is then too high)
  --out FILE         labels to fill in (JSON); the judge reads FILE.sheet.md, which stays out of the repository
  --exclude FILE...  labels or JSON arrays of repository ids: none of these cards, and no sentence that is in them
  --seen FILE        labels: only their sentences are left out (some languages have few cards); may be repeated
  --commit HASH      of the rules, which are frozen before the draw`;

const DRAWN =
  'Phrases that the rules look at in body and gated prompt of the unlabelled cards, of every fate, in seeded random order; ' +
  '45 % English, 25 % Chinese, the rest even over other languages as far as there are any; at most two a card, one a ' +
  'sentence, none of a sentence that is also in a development card or was in an earlier draw.';

interface Options {
  seed: string;
  count: number;
  asserted: number;
  out: string;
  exclude: string[];
  seen: string[];
  commit: string;
}

function optionsOf(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      count: { type: 'string', default: '200' },
      asserted: { type: 'string', default: '0' },
      out: { type: 'string' },
      exclude: { type: 'string', multiple: true, default: [] },
      seen: { type: 'string', multiple: true, default: [] },
      commit: { type: 'string', default: '' },
    },
  });
  const { seed, out, exclude, seen, commit } = values;
  const [count, asserted] = [Number(values.count), Number(values.asserted)];
  const counts = [count, asserted].every((value) => Number.isInteger(value) && value >= 0) && count + asserted > 0;
  if (!seed || !out || !counts) throw new Error(USAGE);
  return { seed, count, asserted, out, exclude: [...exclude, ...positionals], seen, commit };
}

type Drawn = Phrase & { card: string };

interface Pool {
  cards: Map<string, Card>;
  phrases: Drawn[];
  /** Sentences that were read before. */
  known: Set<string>;
}

function poolOf({ exclude, seen }: Options, lexicon: Lexicon): Pool {
  const pool: Pool = { cards: new Map(), phrases: [], known: new Set() };
  const development = loadDevelopment();
  const before = new Set([...exclude.flatMap(cardsIn), ...development.map(({ id }) => id)]);
  const places = seen.flatMap((path) => readLabels(path).labels);
  const know = (sentence: Sentence) => pool.known.add(sameness(sentence.text));
  for (const repository of [...development, ...loadUnlabelled()]) {
    const { id, card, phrases } = readRepository(repository, lexicon);
    for (const place of places) if (place.card === id) know(sentenceAt(card, place).sentence);
    if (before.has(id)) for (const { sentence } of phrases) know(sentence);
    else {
      pool.cards.set(id, card);
      pool.phrases.push(...phrases.map((phrase) => ({ ...phrase, card: id })));
    }
  }
  return pool;
}

const isAsserted = ({ decision }: Phrase): boolean => decision.claim?.stance === 'asserted';

function sheet(drawn: readonly Drawn[], cards: ReadonlyMap<string, Card>): string {
  const entries = drawn.flatMap((phrase, index) => {
    const card = cards.get(phrase.card);
    return card ? [sheetEntry(index + 1, phrase.card, card, phrase)] : [];
  });
  return `${entries.join('\n\n')}\n`;
}

function sample(options: Options): void {
  const { seed, count, asserted, out, commit } = options;
  const { cards, phrases, known } = poolOf(options, loadRules().lexicon);
  const taken = draw(phrases, { seed, count, known });
  const more = draw(phrases.filter(isAsserted), { seed, count: asserted, known, taken });
  const drawn = shuffled([...taken, ...more], seed);
  const labels = drawn.map(({ card, line, term, occurrence, language }) => {
    return { card, line, term, occurrence, language, claim: null, kind: null, object: null, note: '' };
  });
  const date = new Date().toISOString().slice(0, 10);
  const how = more.length > 0 ? `${DRAWN} ${more.length} more, so drawn, of those that the rules assert.` : DRAWN;
  writeLabels(out, { final: false, date, seed, commit, judge: '', drawn: how, labels });
  writeFileSync(`${out}.sheet.md`, sheet(drawn, cards));
  const tally = new Map<string, number>();
  for (const { language } of drawn) tally.set(language, (tally.get(language) ?? 0) + 1);
  const languages = [...tally].map(([language, size]) => `${language} ${size}`).join(', ');
  console.log(`${drawn.length} of ${phrases.length} phrases: ${languages}\n${out}\n${out}.sheet.md`);
}

try {
  const options = optionsOf(process.argv.slice(2));
  const away = absence();
  if (away === null) sample(options);
  else console.log(`claims:sample skipped: ${away}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
