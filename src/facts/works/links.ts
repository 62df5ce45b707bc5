/** Links to papers and posts: whose they are, by what the card calls them. */
import type { PresentedLink } from '../types.ts';
import { headOf, type Names } from './names.ts';
import type { About, WorkWords } from './types.ts';

/** Characters before a link that say what it is. */
const WINDOW = 70;
/** Characters before a link that are about nothing else. */
const NEAR = 28;
const LABEL_WORDS = 6;
const FEW = 3;
const TITLE_WORDS = 3;
const SEPARATOR = /[•|·｜;✨\n]/gu;
const ADDRESS = /^(?:https?:|www\.)\S*$|^\S+\.(?:com|org|co)\/\S*$|^(?:arxiv:?\s*)?\d{4}\.\d{4,5}(?:v\d)?$/i;

interface Read {
  /** What the link itself is called; empty for an address. */
  text: string;
  /** It is a bare address. */
  bare: boolean;
  /** What stands before it in its sentence, up to the link or separator before. */
  before: string;
}

export interface LinkReader {
  words: WorkWords;
  names: Names;
  /** It is built on another model, named or not. */
  derived: boolean;
  /** Names of the models of others that it is built on; null without any. */
  bases: Names | null;
}

const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;

/** An address in the prose; a link around an image has no text either. */
const isBare = ({ block, start, end, url }: PresentedLink): boolean =>
  block.text.slice(start, end).includes(url.slice(0, 12));

function readLink(link: PresentedLink): Read {
  const bare = link.text.trim() === '' ? isBare(link) : ADDRESS.test(link.text.trim());
  const text = bare ? '' : link.text.trim();
  const { block, sentence, start } = link;
  const beside = block.links.filter((other) => !other.image && other.end <= start).map((other) => other.end);
  const from = Math.max(sentence.start, ...beside);
  const stretch = block.text.slice(from, start).replace(/https?:\S+|&nbsp;?/g, ' ');
  const cut = [...stretch.matchAll(SEPARATOR)].at(-1);
  const before = stretch.slice(cut ? cut.index + cut[0].length : 0);
  return { text, bare, before: [block.row, block.column].filter(Boolean).join(' ') + before };
}

/** The text without what says nothing, or null where that is all. */
export function coreOf(text: string, { noun, filler }: WorkWords): string | null {
  let rest = text;
  for (const words of [noun, filler]) {
    for (const hit of words.all(rest).toReversed()) rest = `${rest.slice(0, hit.start)} ${rest.slice(hit.end)}`;
  }
  return /\p{L}{2}|\p{Script=Han}/u.test(rest) ? rest : null;
}

const isTitle = (text: string): boolean => wordsIn(text) >= TITLE_WORDS || /["“”:：]/.test(text);

const inParenthesis = (before: string): boolean => before.lastIndexOf('(') > before.lastIndexOf(')');

const fromKinship = (text: string, names: Names): About | null => {
  const kinship = names.kinship(text);
  if (kinship === null) return null;
  return kinship === 'same' ? 'self' : 'kin';
};

/** "Acme et al., 2024": what is said there is said of others' work. */
const AUTHORS = /\bet al\b|^(?:\p{Lu}[\p{L}'’.-]+[,&\s]*(?:and\s+)?){1,4}\(?(?:19|20)\d\d[a-f]?\)?\W*$/u;

/** @returns whose paper a link leads to; null when it leads to none */
export function paperOf(link: PresentedLink, reader: LinkReader): About | null {
  const { words } = reader;
  const read = readLink(link);
  const onSite = words.isPaperSite(`${link.host}/${link.path}`);
  const label = coreOf(read.before, words) === null && words.noun.test(read.before);
  const said = `${link.block.headings.at(-1) ?? ''} ${read.before.slice(-WINDOW)} ${read.text}`;
  const called = words.noun.test(said);
  const pointed = words.noun.test(read.text) || (label && coreOf(read.text, words) === null);
  if (!onSite && (!pointed || words.post.test(read.before))) return null;
  if (words.post.test(read.text)) return null;
  const about = presented(link, read, { ...reader, called, onSite });
  return about === 'self' && words.earlier.test(link.sentence.text) ? 'kin' : about;
}

function presented(link: PresentedLink, read: Read, reader: LinkReader & { called: boolean; onSite: boolean }): About {
  const { words, names, called, onSite } = reader;
  const tail = read.before.slice(-WINDOW);
  const generic = coreOf(read.text, words) === null;
  const named = generic ? null : fromKinship(read.text, names);
  const ofAnother = named === null && words.noun.last(read.text)?.end === read.text.length;
  const title = !generic && isTitle(read.text) && !AUTHORS.test(read.text) && !ofAnother;
  if (isOthers(read.before.slice(-NEAR), words)) return 'other';
  if (named && !words.subject.test(headOf(read.text, words) ?? read.text))
    return called || title || onSite ? named : 'other';
  if (!generic && !title) return 'other';
  if (isOthers(tail, words) || (generic && words.notOwn.test(read.text))) return 'other';
  const own = named ?? 'self';
  const said = `${tail}${generic ? read.text : ''}`;
  if (called && words.own.test(said)) return own;
  const lead = coreOf(read.before, words);
  if (lead === null) {
    const presents = called || (generic && !read.bare) || (!generic && isOpening(link, read));
    return presents ? placed(link, own, reader) : 'other';
  }
  if (!called) return 'other';
  if (generic && /[:：|–—-]\s*$/.test(read.before) && wordsIn(lead) <= LABEL_WORDS)
    return fromKinship(lead, names) ?? 'other';
  if (inParenthesis(read.before)) return fromKinship(link.sentence.text, names) ?? 'other';
  const pointed = words.pointed.test(said) || (title && endsInNoun(read.before, words));
  if (words.presented.test(said) || (pointed && !reader.bases)) return placed(link, own, reader);
  return (generic && fromKinship(tail, names)) || 'other';
}

/** The last word on whose it is: "we use the method of our paper" is ours. */
function isOthers(before: string, { notOwn, own }: WorkWords): boolean {
  const others = notOwn.last(before);
  return others !== null && (own.last(before)?.end ?? -1) < others.end;
}

/** A paragraph that begins with the title of a paper is headed by it. */
const isOpening = ({ block, start }: PresentedLink, { before }: Read): boolean =>
  block.kind === 'paragraph' && before.trim() === '' && block.text.slice(0, start).trim() === '';

const endsInNoun = (before: string, { noun }: WorkWords): boolean =>
  before.slice(noun.last(before)?.end ?? 0).replace(/[\s:："“*_(]/g, '') === '' && noun.test(before);

/** "Paper: …" is the card's own, unless it stands among the works of others or where a base is spoken of. */
function placed(link: PresentedLink, own: About, { words, names, bases }: LinkReader): About {
  const { block, sentence, text } = link;
  const listsOthers = (title: string) => wordsIn(title) <= LABEL_WORDS && words.othersSection.test(title);
  if (listsOthers(block.headings.at(-1) ?? '') || listsOthers(block.lead ?? '')) return 'other';
  const head = headOf(text.replace(/["“”]/g, ''), words) ?? '';
  const where = `${block.headings.at(-1) ?? ''} ${sentence.text}`;
  const ofFamily = words.familyName.test(head) && !names.kinship(head);
  const ofBase = (words.familyName.test(sentence.text) || bases?.kinship(where)) && !names.kinship(where);
  return ofFamily || ofBase ? 'other' : own;
}

/** "Our post about …" */
const ABOUT = /^\s*(?:about|on|regarding|discussing)\s/i;

/** @returns whose blog post or page a link leads to; null when it leads to none */
export function postOf(link: PresentedLink, { words, names }: LinkReader): About | null {
  if (link.host === '') return null;
  const read = readLink(link);
  const onSite = words.isPostSite(`${link.host}/${link.path}`);
  const said = `${read.before.slice(-WINDOW)} ${read.text}`;
  const noun = words.post.last(said);
  if (!noun && !onSite) return null;
  if (isOthers(said, words)) return 'other';
  const about = fromKinship(read.text, names);
  if (about) return about;
  const subject = noun && ABOUT.test(said.slice(noun.end)) ? said.slice(noun.end) : null;
  if (subject !== null && !names.kinship(subject) && !words.self.test(subject)) return 'other';
  if (words.own.test(said)) return 'self';
  const called = coreOf(read.text.replace(/[“”"]/g, ''), { ...words, noun: words.post });
  if (called !== null && !isTitle(read.text)) return 'other';
  const label = wordsIn(read.before) <= FEW && coreOf(read.before, { ...words, noun: words.post }) === null;
  return (label && noun) || words.presented.test(said) || words.pointed.test(said) ? 'self' : 'other';
}
