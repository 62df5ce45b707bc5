/** `link`: what the card links and what it calls that; and, where somebody looked, what is there. */
import type { Facts, PresentedLink } from '../../facts/types.ts';
import type { Evidence } from '../../report/v1.ts';
import type { Matcher } from '../terms.ts';
import { followed } from './followed.ts';
import type { FileOptions } from './tree.ts';
import { type Detector, type Globs, seen, some, unlooked } from './types.ts';
import { isUnder } from './under.ts';
import { anyOf } from './words.ts';

interface LinkOptions {
  to?: Globs | undefined;
  not?: string | undefined;
  said?: string | undefined;
  under?: string | undefined;
  with?: string | undefined;
  unless?: string | readonly string[] | undefined;
  about?: 'self' | undefined;
  owner?: 'self' | undefined;
  label?: true | undefined;
  reachable?: true | undefined;
  /** The files that the place must hold. */
  holds?: FileOptions | undefined;
  is?: 'dead' | undefined;
}

/** A link has a label when its sentence has just begun. */
const LABEL_LENGTH = 40;

export const link: Detector<LinkOptions> = (options, facts, tools) => {
  if (!facts.card.readable) return unlooked('the card could not be read');
  const found = facts.links.filter(presented(options, facts, tools));
  if (options.is === 'dead') return linksSeen(found.filter(isDead(facts)), facts);
  if (found.length === 0 || !(options.reachable || options.holds)) return linksSeen(found, facts);
  const result = followed(found, facts.places, { holds: options.holds, tools });
  const { evidence, shown } = linksSeen(result.found, facts);
  return { value: result.value, evidence: [...evidence, ...result.proof], shown, followed: result };
};

const linksSeen = (found: readonly PresentedLink[], facts: Facts) =>
  seen(
    some(found).map((each) => citeLink(facts, each)),
    some(found).map((each) => each.url),
  );

function presented(options: LinkOptions, facts: Facts, { words, globs }: Parameters<typeof link>[2]) {
  const to = options.to ? globs(options.to) : () => true;
  const general = options.not ? words(options.not) : null;
  const needed = options.with ? words(options.with) : null;
  const said = options.said ? words(options.said) : null;
  const under = options.under ? words(options.under) : null;
  const unless = anyOf(options.unless, words);
  const ours = words('our');
  const called = (found: PresentedLink): boolean => {
    if (unless(found.said) || (needed && !needed.test(found.said))) return false;
    if (options.about && !facts.namesSelf(`${found.said} ${found.text}`)) return false;
    if (options.owner && !isOwn(found, facts, ours)) return false;
    if (options.label && found.start - found.sentence.start > LABEL_LENGTH) return false;
    if (!said && !under) return true;
    return Boolean(said?.test(found.said) || (under && isUnder(under, found.block.headings)));
  };
  return (each: PresentedLink): boolean =>
    to(`${each.host}/${each.path}`) && !general?.test(`${each.host}/${each.path}`) && called(each);
}

/** A place of the makers: by its owner, named for the model, or called theirs. */
function isOwn({ path, said }: PresentedLink, facts: Facts, ours: Matcher): boolean {
  const names = path.split('/').slice(1).join(' ');
  return sameOwner(path, facts.repo.id) || facts.isOwnName(names) || ours.test(said);
}

/** `github.com/acme-ai/...` belongs to the owner of `acme/...`: names differ in case, marks and endings. */
function sameOwner(path: string, id: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const [owner = ''] = path.split('/');
  const [own = ''] = id.split('/');
  const [a, b] = [plain(owner), plain(own)];
  return a.length > 2 && b.length > 2 && (a.startsWith(b) || b.startsWith(a));
}

/** Evidence of a link: the sentence that presents it, and its address. */
function citeLink(facts: Facts, found: PresentedLink): Evidence {
  const around = { start: found.sentence.start, end: found.sentence.start + found.sentence.text.length };
  const cited = facts.cite(found.block, { start: found.start, end: Math.max(found.end, found.start + 1) }, around);
  return { ...cited, source: 'link', url: found.url };
}

/** Nothing is there, or not the folder or file that the link names. */
const isDead =
  ({ places }: Facts) =>
  ({ url }: PresentedLink): boolean => {
    const look = places.get(url);
    if (!look?.looked) return false;
    return look.value.kind === 'gone' || (look.value.kind === 'repository' && look.value.lost);
  };
