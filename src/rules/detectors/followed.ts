/** What was found where links lead, held against what a rule expects there. */
import type { PresentedLink } from '../../facts/types.ts';
import type { Evidence } from '../../report/v1.ts';
import type { LinkedRepository, Places } from '../../source/verify/types.ts';
import { type FileOptions, matching } from './tree.ts';
import { bare, some, type Tools } from './types.ts';

/**
 * `confirmed`: it is there; `open`: nobody looked, or what was seen decides nothing; `lacking`: it is there in part;
 * `refuted`: it is gone, or an empty shell.
 */
type State = 'confirmed' | 'open' | 'lacking' | 'refuted';

/** Of several links the best one speaks for all; what could not be looked at is not outweighed by what lacks. */
const BEST_FIRST: readonly State[] = ['confirmed', 'open', 'lacking', 'refuted'];

export interface Followed {
  value: boolean;
  state: State;
  /** The links that decide. */
  found: PresentedLink[];
  /** What in the repositories decided: files, or all there is. */
  proof: Evidence[];
  /** What was seen there, in sentences; empty where nobody looked. */
  remark: string;
  /** Licence of the repository that decides, as its host names it; undefined where no repository was seen. */
  license: string | null | undefined;
  /** All addresses that the look is about. */
  urls: string[];
}

interface Expected {
  /** Files that must be there; undefined: any that are more than a notice. */
  holds: FileOptions | undefined;
  tools: Tools;
}

interface Result {
  state: State;
  /** What is said of the place, after its name. */
  remark: string;
  license?: string | null;
  proof?: Evidence[];
}

/** @returns what the links of a look come to, places looked at or not; pure */
export function followed(links: readonly PresentedLink[], places: Places, expected: Expected): Followed {
  const results = links.map((link) => ({ link, ...resultOf(link, places, expected) }));
  const state = BEST_FIRST.find((each) => results.some((result) => result.state === each)) ?? 'refuted';
  const best = results.filter((result) => result.state === state);
  const named = best.length > 1;
  const remarks = best.flatMap(({ link, remark }) =>
    remark === '' ? [] : [`${named ? `${link.host}/${link.path}` : 'It'} ${remark}.`],
  );
  return {
    value: state !== 'refuted',
    state,
    found: best.map(({ link }) => link),
    proof: some(best.flatMap(({ proof = [] }) => proof)),
    remark: [...new Set(remarks)].join(' '),
    license: best[0]?.license,
    urls: links.map(({ url }) => url),
  };
}

function resultOf(link: PresentedLink, places: Places, expected: Expected): Result {
  const look = places.get(link.url);
  if (look === undefined) return { state: 'open', remark: '' };
  if (!look.looked) return { state: 'open', remark: 'could not be looked at' };
  const place = look.value;
  if (place.kind === 'page') return { state: 'open', remark: 'answers; what the page holds was not looked at' };
  if (place.kind === 'gone') return { state: 'refuted', remark: `is ${place.why}` };
  const { state, remark, shown } = judged(place, expected);
  const parts = [
    ...(isRenamed(link, place) ? [`is now ${place.url}`] : []),
    ...(place.lost ? ['does not have what the link names'] : []),
    ...(place.archived ? ['is archived'] : []),
    remark,
  ];
  const proof = some(shown).map((path) => bare('link', path, place.url));
  return { state, remark: parts.join('; '), license: place.license, proof };
}

function isRenamed({ path }: PresentedLink, { url }: LinkedRepository): boolean {
  const present = new URL(url).pathname.slice(1).toLowerCase();
  return !path.toLowerCase().startsWith(present);
}

interface Judgement {
  state: State;
  remark: string;
  /** The files that decide. */
  shown: string[];
}

function judged(place: LinkedRepository, { holds, tools }: Expected): Judgement {
  const isNotice = tools.globs('lists/not-substance');
  const inFolder = place.files.filter((path) => path.startsWith(place.folder === '' ? '' : `${place.folder}/`));
  const substance = inFolder.filter((path) => !isNotice(path));
  // A link to the README of a repository is one to the repository.
  const single = place.file !== null && !isNotice(place.file) ? place.file : null;
  const matches = single ? [single] : holds ? held(place, substance, holds, tools) : substance;
  if (matches.length > 0) {
    const [state, where] = place.gated ? (['lacking', ' behind a gate'] as const) : (['confirmed', ''] as const);
    return { state, remark: `holds ${few(matches)}${where}`, shown: matches };
  }
  if (!place.complete)
    return { state: 'open', remark: 'has a list of files that is too long to be read whole', shown: [] };
  if (substance.length > 0) {
    const remark = `holds ${few(substance)}, but no file that is named like such code`;
    return { state: 'lacking', remark, shown: substance };
  }
  const remark = inFolder.length === 0 ? 'is empty' : `holds nothing but ${few(inFolder)}`;
  // Of data, a README may say where they are.
  return { state: holds ? 'refuted' : 'open', remark, shown: inFolder };
}

/** Globs name paths from a root: the repository's, or the folder that the link names. */
function held({ folder }: LinkedRepository, paths: readonly string[], holds: FileOptions, tools: Tools): string[] {
  const from = folder === '' ? 0 : folder.length + 1;
  const matches = matching(holds, tools);
  return paths.filter((path) => matches(path) || matches(path.slice(from)));
}

/** Longer paths are cut: they were made by strangers. */
const MAX_PATH = 100;

function few(paths: readonly string[]): string {
  const shown = paths.slice(0, paths.length > 3 ? 2 : 3);
  const list = shown.map((path) => (path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}…` : path)).join(', ');
  return paths.length > 3 ? `${list} and ${paths.length - 2} more` : list;
}
