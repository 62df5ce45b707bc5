/** Which models a card says it is made from: every way of saying it, and what only looks like one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/rules/load.ts';
import { observed } from '../audit/observed.ts';

const rules = loadRules();
const hub = (id: string, text = id) => `[${text}](https://huggingface.co/${id})`;
const parents = (card: string, id = 'acme/Acme-7B') => observed({ card, model: { id } }, rules).named.bases.ids;
const relation = (card: string, id = 'acme/Acme-7B') => observed({ card, model: { id } }, rules).named.bases.relation;

const B = 'base/Bolt-7B';
const C = 'base/Crux-7B';

describe('a model that the card derives from', () => {
  test.each<[string, string, string?]>([
    ['a link after the words', `This is a fine-tuned version of ${hub(B)} for law.`],
    ['called by its name', `It was fine-tuned from the English model ${hub(B, 'Bolt')}.`],
    ['inline code', `A fine-tuned version of \`${B}\`.`],
    ['written out', `This model is based on ${B}, and is under Apache 2.0.`],
    ['a bare address', `static quants of https://huggingface.co/${B}`],
    ['an address without a site', `Weight-only quantization of [Bolt-7B](${B}) to 4 bits.`],
    ['a tree of files', `LoRA for [Bolt](https://huggingface.co/${B}/tree/main).`],
    ['an object of a verb', `We finetune ${hub(B, 'Bolt')} on contracts.`],
    ['a label', `- **Base model:** ${hub(B)}`],
    ['a label with a copula', `The foundation model is ${hub(B)}.`],
    ['a label right before the id', `We begin our work with the base model ${B} and go on.`],
    ['a part with a colon', `- **Language model:** ${B}`],
    ['a label in a table', `| What | Which |\n|---|---|\n| Base model | ${hub(B)} |`],
    ['a column in its own row', `| Model | Base model |\n|---|---|\n| Acme-7B | ${hub(B)} |\n| Other | ${hub(C)} |`],
    ['a heading', `# Acme\n\n## Base Model\n\n${hub(B)}`],
    ['the introduction of a list', `It was merged from:\n\n* ${hub(B)}`],
    ['after it', `${hub(B)} fine-tuned for law.`],
    ['what the model is said to be', `This is a ${hub(B)} model trained on contracts.`],
    ['as the base', `We merged with TIES using ${hub(B)} as a base.`],
    ['the original card', `Refer to the [original model card](https://huggingface.co/${B}) for more.`],
    ['the original behind a pointer', `The original weights are [here](https://huggingface.co/${B}).`],
    ['HTML', `<p>This was made <b>by merging</b> <a href="https://huggingface.co/${B}">Bolt</a>.</p>`],
    ['a name that is linked elsewhere', `We finetune Bolt-7B.\n\nSee ${hub(B, 'Bolt-7B')} for languages.`],
    [
      'the name in an address, without its version',
      `A finetuning of bolt-large-7b.\n\nSee [Bolt](https://huggingface.co/base/bolt-large-7b-v1) for languages.`,
      'base/bolt-large-7b-v1',
    ],
    ['Chinese, before', `基于${hub(B)}，我们微调了它。`],
    ['Chinese, after', `Acme 在${hub(B)}的基础上训练。`],
    ['Chinese, verb', `我们对${B}进行LoRA微调。`],
    ['Japanese', `${hub(B)}をベースに学習しました。`],
    ['Korean', `${hub(B)}를 기반으로 학습했습니다.`],
    ['Spanish', `Está basado en ${hub(B)}.`],
    ['French', `Ce modèle se base sur ${hub(B)}.`],
    ['German', `Es basiert auf ${hub(B)}.`],
    ['Russian', `Это улучшенная версия ${hub(B)}.`],
    ['an aside within', `This model is a fine-tune (with rewards) of \`${B}\`.`],
    ['the name after its kind', `Made by distilling knowledge from a large teacher model, ${hub(B)}.`],
    ['namely', `It was trained from the newest seven billion one, specifically: ${B}`],
    ['a label after a sentence', `## A fine-tune of Bolt-7B. Original model: ${hub(B)}`],
    ['initial weights', `Initial weights: plain ${B}`],
    ['a part', `It takes ${hub(B)} as the vision tower.`],
    ['Japanese, on a dataset', `${hub(B)}を契約書コーパスでファインチューニングしました。`],
    ['a training command', `\`\`\`sh\npython run.py --model_name_or_path ${B} --do_train\n\`\`\``],
    ['a bare assignment', `\`\`\`\nbatch_size = 96\nbase_lm_model = ${B}\n\`\`\``],
    ['a merge configuration', `\`\`\`yaml\nmodels:\n  - model: ${B}\nmerge_method: ties\n\`\`\``],
    ['a trainer configuration', `\`\`\`yaml\nbase_model: ${B}\ndatasets:\n  - path: acme/corpus\n\`\`\``],
    ['an assignment', `\`\`\`python\nbase_model_id = "${B}"\n\`\`\``],
    [
      'code that loads an adapter',
      `\`\`\`python\npipe = BoltPipeline.from_pretrained("${B}")\npipe.load_lora_weights("acme/Acme-7B")\n\`\`\``,
    ],
  ])('%s', (_, card, id = B) => {
    expect(parents(card)).toEqual([id]);
  });

  test.each<[string, string]>([
    ['joined', `It is a merge of ${hub(B)} and ${hub(C)}.`],
    ['in a row', `Distilled from ${hub(B)}, ${hub(C)} and others.`],
    ['in a list', `The following models were included in the merge:\n\n* ${hub(B)}\n* ${hub(C)}`],
    [
      'in HTML',
      `<p>The merge consists of:</p><ul><li><a href="https://huggingface.co/${B}">a</a></li>
      <li><a href="https://huggingface.co/${C}">b</a></li></ul>`,
    ],
    ['in a configuration', `\`\`\`yaml\nslices:\n- sources:\n  - model: ${B}\n  - model: "${C}"\n\`\`\``],
    ['in two sentences', `Based on ${hub(B)}. The vision tower is initialized from ${hub(C)}.`],
  ])('several: %s', (_, card) => {
    expect(parents(card)).toEqual([B, C]);
  });

  test('an unlinked member of a list does not end it', () => {
    expect(parents(`Built on top of two pre-trained models: Eye and ${hub(B)}.`)).toEqual([B]);
  });

  test('from before the Hub had owners', () => {
    expect(parents('A fine-tuned version of [bert-base-uncased](https://huggingface.co/bert-base-uncased).')).toEqual([
      'bert-base-uncased',
    ]);
    expect(parents('A fine-tuned version of `gpt2`.')).toEqual(['gpt2']);
    expect(parents('This model is a RoBERTa-base model fine-tuned for law.')).toEqual(['roberta-base']);
    expect(parents('A fine-tuned version of `acme-base`.')).toEqual([]);
    // A member of its own family that is linked for another reason.
    expect(parents(`We finetune acme-large-7b.\n\nSee [it](https://huggingface.co/acme/acme-large-7b-v1).`)).toEqual(
      [],
    );
  });

  test('with its owner in the front matter and without in the prose is one', () => {
    const card = '---\nbase_model: google-bert/bert-base-uncased\n---\nA fine-tuned version of `bert-base-uncased`.';
    expect(parents(card)).toEqual(['google-bert/bert-base-uncased']);
  });

  test('of the size of this model, where the card names one for each size of the family', () => {
    const card = `Initialised from ${hub('base/Bolt-7B-Chat')} and ${hub('base/Bolt-70B-Chat')}.`;
    expect(parents(card, 'acme/Acme-7B')).toEqual(['base/Bolt-7B-Chat']);
    expect(parents(card, 'acme/Acme-70B')).toEqual(['base/Bolt-70B-Chat']);
    expect(parents(card, 'acme/Acme')).toEqual(['base/Bolt-7B-Chat', 'base/Bolt-70B-Chat']);
    expect(parents(card, 'acme/Acme-13B')).toEqual(['base/Bolt-7B-Chat', 'base/Bolt-70B-Chat']);
    const parts = `Initialised from ${hub('base/Bolt-7B')} and ${hub('base/Eye-1B')}.`;
    expect(parents(parts, 'acme/Acme-7B')).toEqual(['base/Bolt-7B', 'base/Eye-1B']);
  });

  test('front matter comes first, prose adds to it', () => {
    expect(parents(`---\nbase_model: ${B}\n---\nIt is a fine-tuned version of ${hub(C)}.`)).toEqual([B, C]);
  });
});

describe('a copy', () => {
  const copy = 'acme/Bolt-7B-GPTQ-4bit';

  test('is made from the model of its name', () => {
    expect(parents(`| Size | Chat |\n|---|---|\n| 7B | ${hub(B)} |`, copy)).toEqual([B]);
    expect(
      parents(`All credits go to base for https://huggingface.co/base/Bolt-7B`, 'acme/bolt-7b-native-ggml'),
    ).toEqual([B]);
  });

  test('is no parent', () => {
    expect(parents(`Quantized versions: ${hub('acme/Acme-7B-GGUF')}.`)).toEqual([]);
    expect(parents(`Thanks for the quants for Acme: ${hub('other/Best-7B-GGUF')}.`)).toEqual([]);
    expect(parents(`We have a 4-bit version of ${hub('acme/Acme-7B-AWQ')}.`)).toEqual([]);
  });

  test('may be one where the card says so', () => {
    expect(parents('- **Finetuned from model:** other/bolt-7b-bnb-4bit')).toEqual(['other/bolt-7b-bnb-4bit']);
  });
});

describe('what is no parent', () => {
  test.each<[string, string]>([
    ['itself', `It is a fine-tuned version of ${hub('acme/Acme-7B')}.`],
    ['its bare name', 'A fine-tuned version of `Acme-7B`.'],
    ['a child', `The instruct variant is ${hub('acme/Acme-7B-Chat')}.`],
    ['a comparison', `It is better than other models based on ${hub(B)}.`],
    ['a licence file', 'Based on the [licence](https://huggingface.co/base/Bolt-7B/blob/main/LICENSE).'],
    ['a folder of examples', `Fine-tuning scripts are in [examples](https://huggingface.co/${B}/tree/main/examples).`],
    ['a dataset', 'Fine-tuned on top of [data](https://huggingface.co/datasets/base/data).'],
    ['a space', 'A demo based on [this](https://huggingface.co/spaces/base/demo).'],
    ['its tokenizer', `It uses a tokenizer which is based on ${hub(B)}.`],
    ['the tokenizer of another', `It is based on the ${hub(B)} tokenizer.`],
    ['a model card', `This card is based on the [Bolt model card](https://huggingface.co/${B}).`],
    ['a visit', `See the [2B base model](https://huggingface.co/${B}), [7B base model](https://huggingface.co/${C}).`],
    ['a model of others', `Other finetuned models ([here](https://huggingface.co/${B})) exist.`],
    ['a pointer', `The Beta version of Acme is [here](https://huggingface.co/${B}).`],
    ['a path', 'Built from `src/model.py` and `docs/guide.md`.'],
    ['two words', 'Fine-tuned from and/or built on input/output.'],
    ['a table of results', `| Model | Score |\n|---|---|\n| ${hub(B)} fine-tuned | 60.1 |`],
    ['a subject after a comma', `Like its smaller sister, ${hub(B)}, it is fine-tuned on contracts.`],
    ['likes of it', `We tried to fine-tune models like ${hub(B)}.`],
    ['an evaluation command', `\`\`\`sh\npython run.py --model_name_or_path ${B} --do_predict\n\`\`\``],
    ['a command that tunes a sister', `\`\`\`sh\nrun.py --model_name_or_path acme/Big-9B --do_train\n\`\`\``],
    [
      'examples of commands',
      `\`\`\`sh\nrun.py --model_name_or_path ${B} --do_train\nrun.py --model_name_or_path ${C} --do_train\n\`\`\``,
    ],
    ['code without an adapter', `\`\`\`python\nm = AutoModel.from_pretrained("${B}")\n\`\`\``],
  ])('%s', (_, card) => {
    expect(parents(card)).toEqual([]);
  });

  test('the base of a base, in brackets', () => {
    expect(parents(`- **Finetuned from model:** ${hub(C)} (based on ${hub(B)})`)).toEqual([C]);
  });

  test('members of its own family', () => {
    const family = `## Base models\n\n* ${hub('acme/Small-1B')}\n* ${hub('acme/Large-9B')}`;
    expect(parents(family)).toEqual([]);
    const row = `| | 7B | 9B |\n|---|---|---|\n| Base model | ${hub('acme/A-7B')} | ${hub('acme/A-9B')} |`;
    expect(parents(row)).toEqual([]);
    expect(parents(`- ${hub('acme/Chat-7B')}: fine-tuned from ${hub('acme/Root-7B')}.`)).toEqual([]);
  });
});

describe('the relation', () => {
  test.each<[string, string, string | undefined, string | null]>([
    [
      'a merge by its configuration',
      `\`\`\`yaml\nmodels:\n  - model: ${B}\n  - model: ${C}\nmerge_method: ties\n\`\`\``,
      undefined,
      'merge',
    ],
    ['a copy by its name', `GGUF of ${hub(B)}`, 'acme/Bolt-7B-GGUF', 'quantized'],
    [
      'a copy of a merge is a copy',
      `---\ntags: [merge]\nbase_model: [${B}, ${C}]\n---\n`,
      'acme/Mix-GGUF',
      'quantized',
    ],
    ['a fine-tune otherwise', `Based on ${hub(B)}.`, undefined, 'finetune'],
    ['none', 'A model.', undefined, null],
  ])('%s', (_, card, id, expected) => {
    expect(relation(card, id)).toBe(expected);
  });
});

describe('hostile cards', () => {
  const word = fc.constantFrom(
    'based on',
    'merge of',
    'and',
    ',',
    '(',
    ':',
    B,
    hub(C),
    '`a/b-1`',
    'X'.repeat(300),
    '\n',
    '基于',
    '| a |',
  );

  test('any mix of words yields ids, none twice', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const ids = parents(words.join(' ')).map((id) => id.toLowerCase());
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(id).toMatch(/^[\w.-]+\/[\w.-]+$/);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ['ids', () => 'based on a1/b-2 '.repeat(20_000)],
    ['links', () => `merge of ${hub(B)} and `.repeat(4_000)],
    ['slashes', () => 'a/'.repeat(100_000)],
    ['one long word', () => `based on ${'a'.repeat(200_000)}/x-1`],
    ['configuration', () => `\`\`\`yaml\n${'- '.repeat(50_000)}model: a\n\`\`\``],
  ])('long %s are read in time', (_, card) => {
    const text = card();
    const start = performance.now();
    parents(text);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
