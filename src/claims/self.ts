/** The names by which a card speaks of its own model. */

export interface SelfNames {
  /** Whether a stretch of text names this model or its family. */
  test(text: string): boolean;
}

/** Parts of names that many models share and that name none. */
const GENERIC = new Set(
  (
    'chat instruct base model models large small medium tiny mini gguf ggml gptq awq exl2 fp16 bf16 int4 int8 4bit 4bits 8bit bits ' +
    'the and for with lora qlora hf preview beta alpha final finetuned fine tuned tuning sft dpo rlhf orpo ppo text code vision ' +
    'open source test new pro max plus english chinese japanese korean french german spanish multilingual language llm bot 7b 13b ' +
    'card introduction overview description pretrained usage details summary about dev eval data train uncensored version main quantized merged converted onnx mlx gguf japanese embedding embeddings reward'
  ).split(' '),
);

const SIZE = /^v?\d+(?:\.\d+)*[bmk]?$/i;

const parts = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 2 && !SIZE.test(part) && !GENERIC.has(part));

/**
 * @param id repository id, `org/name`
 * @param titles headings of the first level: many cards use the model's written name only there
 */
export function selfNames(id: string, titles: readonly string[] = []): SelfNames {
  const name = id.split('/').at(-1) ?? id;
  const tokens = new Set(parts(name));
  for (const part of [...tokens]) {
    const stem = part.replace(/\d+$/, '');
    if (stem.length >= 3 && !GENERIC.has(stem)) tokens.add(stem);
  }
  const whole = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  for (const title of titles.slice(0, 2)) {
    // A title only helps where it shows how the name is written: it must share a part with the id.
    const words = parts(title);
    if (words.some((word) => whole.includes(word) || tokens.has(word))) {
      const own = title.split(/\s[-–—:|]|[:：(（]/)[0] ?? '';
      for (const word of parts(own)) if (word.length >= 3 && /\p{Lu}|\d/u.test(own)) tokens.add(word);
    }
  }
  return {
    test(text) {
      for (const [word] of text.matchAll(/[\p{Script=Latin}\p{N}]+|[^\p{Script=Latin}\P{L}]+/gu)) {
        const lower = word.toLowerCase();
        if (tokens.has(lower)) return true;
        if (lower.length < 3 || GENERIC.has(lower)) continue;
        const stem = lower.replace(/\d+$/, '');
        if (stem.length >= 3 && tokens.has(stem)) return true;
        if (lower.length >= 4 && /\p{Lu}/u.test(word) && whole.includes(lower)) return true;
      }
      return false;
    },
  };
}
