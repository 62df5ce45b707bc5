/** Real cards, parsed, with the phrases that the present rules look at. */
import { parseCard } from '../../src/card/parse.ts';
import type { Card } from '../../src/card/types.ts';
import type { Lexicon } from '../../src/claims/lexicon.ts';
import type { Repository } from '../eval/data.ts';
import { cardText } from '../eval/source.ts';
import { type Phrase, phrasesOf } from './phrases.ts';

export interface ReadCard {
  id: string;
  card: Card;
  phrases: Phrase[];
}

export function readRepository(repository: Repository, lexicon: Lexicon): ReadCard {
  const card = parseCard(cardText(repository));
  return { id: repository.id, card, phrases: phrasesOf(card, repository.id, lexicon) };
}
