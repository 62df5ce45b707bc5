/**
 * What each guard of the claim analyser means, in words for the author of a rule. A guard is named as the code names
 * it: `name`, or `predicate:negation` where a second word says how it is said. The records are held complete by a test
 * that reads the names off the analyser.
 */

type Words = Readonly<Record<string, string>>;

/** Guards that make a claim of a candidate. */
const accepted: Words = {
  among: 'ranked or compared with open ones, so it is placed among them',
  anaphora: 'a pronoun, or nothing at all, stands for what the sentence before spoke of',
  aspiration: 'said of a striving in which this model takes part',
  column: "the head of a column of a table: the cells in this model's rows say yes or no",
  expansion: "the initials of a name written out spell the model's own",
  fragment: 'opens its heading, list item or sentence, with no other subject',
  group: "the title of a group of rows of a table, this model's among them",
  label: 'a label before a colon, of what the card says that it releases',
  license: 'calls the licence open that this model or its code is under',
  'license-heading': 'a heading that calls the licence open',
  'license-verb': 'released under a licence: the subject before it is what is open',
  name: "the model's own name stands in the phrase or right beside it",
  participle: 'a participle, said of what is named before it',
  possessive: '"our", "this" or the like right before it makes it the card\'s own',
  predicate: 'the subject of "is" or the like is the card\'s own',
  property: 'said after "with": a property of this model',
  row: "a cell of a table, in this model's row",
  subject: 'the subject, or the maker in the sentence, speaks of this model',
  tag: 'a tag in the front matter',
  verb: "a verb, and what it releases is the card's own",
  'verb-object': "the object of the verb before it is the card's own",
};

/** Guards that turn a candidate down. */
const rejected: Words = {
  'anaphora-other': 'the pronoun stands for something else than the model',
  aspiration: 'a striving for open models, not a statement about this one',
  bare: 'the bare word "open" with no noun or subject that makes it a claim',
  aside: 'stands where the card speaks of its makers or thanks others',
  'base-relation': 'said of what this model was built on, trained on or used with',
  'both-sorts': '"open and closed" names all there are',
  cause: 'follows a preposition: open source as a cause or a topic',
  comparison: 'said of what this model is compared with',
  former: 'said of an earlier release',
  'head-other': 'what it is said of is no model, weights, code or data',
  hypothetical: 'a wish or a condition',
  license: 'said of a licence, and not of the one that this model is under',
  name: 'part of a name, an address or a word of its own',
  others: 'said of others: "other", "existing", "many"',
  'plain-release': '"we release X" does not say that X is open',
  relative: 'a version of something else; nothing says that it is this model',
  repeated: 'a name written out that has been written out before',
  sample: 'stands in an example: output or prompt',
  'subject-other': "the subject is not the card's own",
  thanks: 'thanks to others',
  unclear: "nothing shows that it is said of the card's own model; in doubt no claim",
};

/** The second word of a guard: how it is said. */
const manners: Words = {
  adjective: 'a bare adjective',
  negation: 'a negation before it',
  'negation-after': 'a negation after it',
  'open-task': 'an unticked box',
  phrase: 'a whole phrase',
  promise: 'put in the future',
};

export const GUARD_WORDS = { accepted, rejected, manners } as const;

/** Every word that a guard is named by, in alphabetical order. */
export const GUARDS: readonly string[] = [
  ...new Set(Object.values(GUARD_WORDS).flatMap((words) => Object.keys(words))),
].sort();

/**
 * @param reading what was decided: whether it is a claim, and the guard, `name` or `name:manner`
 * @returns why, as a clause; empty for a guard without words
 */
export function guardWords({ claim, guard }: { claim: boolean; guard: string }): string {
  const [name = '', manner = ''] = guard.split(':');
  const words = [look(claim ? accepted : rejected, name), look(manners, manner)];
  return words.filter((part) => part !== '').join('; ');
}

const look = (words: Words, name: string): string => (Object.hasOwn(words, name) ? (words[name] ?? '') : '');

/** Whether a guard goes by a name, or has it as one of its two words. */
export const isGuard = (guard: string, name: string): boolean => guard === name || guard.split(':').includes(name);
