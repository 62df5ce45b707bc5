/** `parameters`: what the Hub counted in the safetensors files, beside the size that name and card give. */
import { sentencesOf } from '../../card/sentences.ts';
import { type NamedSize, sizeInName, sizesIn } from '../../facts/name-size.ts';
import type { Facts } from '../../facts/types.ts';
import type { Evidence } from '../../report/v1.ts';
import type { Matcher } from '../terms.ts';
import { type FileOptions, matching } from './tree.ts';
import { bare, type Detector, seen, type Tools, unlooked, unseen } from './types.ts';
import { anyOf } from './words.ts';

interface ParametersOptions {
  below: number;
  called: string;
  unless?: string | undefined;
  weights: FileOptions['match'];
}

/** Types that hold one parameter an element, with its bits (https://github.com/huggingface/safetensors, `Dtype`). */
const UNPACKED = /^B?F(16|32|64)$/;
/** Masks and positions are counted too. */
const UNPACKED_SHARE = 0.99;
/** Headers and rounding. */
const SLACK = 1.2;
/** Two counts of one model: `7B` of 7.24 billion. */
const SAME = 0.2;

export const parameters: Detector<ParametersOptions> = (options, facts, tools) => {
  const { model, card } = facts;
  const size = sizeInName(model.id);
  if (size === null || anyOf(options.unless, tools.words)(model.id)) return unseen;
  if (!card.readable) return unlooked('the card could not be read');
  const counted = countOf(facts, options, tools);
  if (counted === null) return unlooked('how many parameters the weight files hold');
  if (!isFewer(size.readings, counted, options)) return unseen;
  const said = saidOf(facts, tools.words(options.called));
  // A card that gives the number that was counted says what the number in the name is not.
  if (said.some(({ readings }) => readings.some((each) => isSame(each, counted)))) return unseen;
  const confirmed = said.find(
    ({ readings: [meant, ...others] }) =>
      meant !== undefined &&
      others.length === 0 &&
      isFewer([meant], counted, options) &&
      size.readings.some((each) => isSame(each, meant)),
  );
  if (!confirmed) return unseen;
  return seen(
    [bare('api', `id: ${model.id}`), bare('api', `safetensors.total: ${counted}`), confirmed.cite()],
    [`${size.said} in the name, ${inWords(counted)} in the files`],
  );
};

const isFewer = (meant: readonly number[], counted: number, { below }: ParametersOptions): boolean =>
  meant.some((each) => counted < each * below);

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= SAME * Math.max(a, b);

const inWords = (count: number): string =>
  count >= 1e9 ? `${(count / 1e9).toPrecision(3)}B` : `${(count / 1e6).toPrecision(3)}M`;

/**
 * The parameters of all weight files. Null where the Hub gives no count or not by type, where numbers are packed
 * (an element of a quantised file holds several), or where the files are larger than what was counted: then they hold
 * more than that (HUB.md section 1: a total can be wrong).
 */
function countOf({ model, tree }: Facts, { weights }: ParametersOptions, tools: Tools): number | null {
  if (model.parameters === null || model.parametersByType === null || !tree.looked) return null;
  let unpacked = 0;
  let bytes = 0;
  for (const [type, count] of Object.entries(model.parametersByType)) {
    const bits = UNPACKED.exec(type)?.[1];
    if (bits === undefined) continue;
    unpacked += count;
    bytes += (count * Number(bits)) / 8;
  }
  if (unpacked < model.parameters * UNPACKED_SHARE) return null;
  const isWeights = matching({ match: weights }, tools);
  const sizes = tree.value.filter(({ path }) => isWeights(path)).map(({ size }) => size ?? Number.POSITIVE_INFINITY);
  const held = sizes.reduce((sum, each) => sum + each, 0);
  return held > 0 && held <= bytes * SLACK ? model.parameters : null;
}

interface Said extends NamedSize {
  cite: () => Evidence;
}

/** The sizes that the card gives where it speaks of parameters. */
function saidOf({ card, cite }: Facts, called: Matcher): Said[] {
  return card.blocks.flatMap((block) => {
    const titled = [block.column, block.row].some((title) => title !== null && called.test(title));
    if (!titled && !called.test(block.text)) return [];
    return sentencesOf(block)
      .filter(({ text }) => titled || called.test(text))
      .flatMap(({ text, start }) => {
        const around = { start, end: start + text.length };
        return sizesIn(text).map((size) => {
          const at = { start: start + size.start, end: start + size.end };
          return { ...size, cite: () => cite(block, at, around) };
        });
      });
  });
}
