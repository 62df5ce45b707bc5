import { type Draw, drawing } from './random.ts';
import { hash, type RepoSpec } from './repos.ts';
import type { HubSpec } from './server.ts';

/** An organisation that does not exist: as many models as asked for, the same ones for the same seed. */
export interface Acme {
  spec: Pick<HubSpec, 'repos' | 'datasets'>;
  /** Ids of the models, in no order that a listing has. */
  ids: string[];
  /** Models whose licence is a file of its own. */
  licenseFiles: number;
  /** Distinct ids that cards name and that are there. */
  linked: { datasets: string[]; bases: string[] };
}

export const OWNER = 'acme';

const DATASETS = Array.from({ length: 24 }, (_, index) => `acme-data/Corpus-${index}`);
const MISSING_DATASET = 'acme-data/Gone';
const BASES = Array.from({ length: 12 }, (_, index) => `ursa/Ursa-${index}B`);
const LICENSES = ['apache-2.0', 'mit', 'cc-by-nc-4.0', 'openrail', 'gemma', 'other', 'cc-by-4.0', null] as const;
const RELATIONS = ['finetune', 'quantized', 'adapter', 'merge'] as const;
const TASKS = ['text-generation', 'text-classification', 'automatic-speech-recognition', 'image-to-text'] as const;
const OPENNESS = [
  'We open-source the weights of this model for research.',
  'This is a fully open model: weights, code and data are released.',
  'The model is an open-weight release.',
  'The weights are available on request; this model is not open source.',
  'It outperforms all open-source models of its size on our test set.',
  'Training code will be released soon.',
  '',
  '',
] as const;
const WORDS = `the model was trained for one epoch on a mixture of filtered web pages and questions with answers which
  we cleaned by hand before use results on held out tasks are given below and differ with the length of the prompt a
  batch holds text of several languages memory needed grows with context see our notes on limits and bias for what it
  must not be used for evaluation follows the usual harness with five examples each number is a mean of three runs`
  .trim()
  .split(/\s+/);

/** An MIT licence of a licensor that does not exist. */
const LICENSE_TEXT =
  'MIT License\n\nCopyright (c) 2024 Acme\n\nPermission is hereby granted, free of charge, to any person.\n';

interface AcmeOptions {
  /** Another seed is another organisation. Default 1. */
  seed?: number;
  /** Every model has a base model that no other has, as with an organisation that quantises. Default false. */
  ownBases?: boolean;
}

export function acme(models: number, { seed = 1, ownBases = false }: AcmeOptions = {}): Acme {
  const draw = drawing(seed);
  const repos: Record<string, RepoSpec> = {};
  let licenseFiles = 0;
  const datasets = new Set<string>();
  const bases = new Set<string>();
  for (let index = 0; index < models; index++) {
    const own = ownBases ? `ursa/Own-${index}` : null;
    const made = model(`${OWNER}/Model-${index}`, { index, own, draw });
    repos[made.id] = made.spec;
    if (made.hasLicenseFile) licenseFiles += 1;
    for (const id of made.datasets) if (id !== MISSING_DATASET) datasets.add(id);
    if (made.base !== null) bases.add(made.base);
  }
  const ids = Object.keys(repos);
  for (const id of BASES) repos[id] = plain(id, { license: 'apache-2.0' });
  for (const id of ownBases ? bases : []) repos[id] = described(id, draw);
  return {
    spec: { repos, datasets: Object.fromEntries(DATASETS.map((id) => [id, plain(id, { license: 'cc-by-4.0' })])) },
    ids,
    licenseFiles,
    linked: { datasets: [...datasets], bases: [...bases] },
  };
}

const plain = (id: string, cardData: Record<string, unknown>): RepoSpec => ({
  files: { 'README.md': `${frontMatter(cardData)}# ${id}\n\nOpen to all.\n`, 'part-0.parquet': id },
  info: { cardData, tags: ['region:us', `license:${cardData.license}`] },
});

/** A base model with a card as long as that of a model. */
function described(id: string, draw: Draw): RepoSpec {
  const cardData = { license: 'apache-2.0' };
  return {
    ...plain(id, cardData),
    files: { 'README.md': frontMatter(cardData) + body(id, { base: null, named: [], draw }) },
  };
}

function model(id: string, { index, own, draw }: { index: number; own: string | null; draw: Draw }) {
  const license = draw.pick(LICENSES);
  const base = own ?? (draw.chance(0.6) ? draw.pick(BASES) : null);
  const named = draw.chance(0.5) ? [draw.pick(DATASETS), draw.pick([...DATASETS, MISSING_DATASET])] : [];
  const hasLicenseFile = draw.chance(0.2);
  const task = draw.pick(TASKS);
  const cardData = {
    ...(license === null ? {} : { license }),
    language: ['en'],
    pipeline_tag: task,
    ...(base === null ? {} : { base_model: base }),
    ...(named.length === 0 ? {} : { datasets: [...new Set(named)] }),
  };
  const card = draw.chance(0.98) ? frontMatter(cardData) + body(id, { base, named, draw }) : null;
  const files = {
    ...(card === null ? {} : { 'README.md': card }),
    ...(hasLicenseFile ? { LICENSE: LICENSE_TEXT } : {}),
    '.gitattributes': '*.safetensors filter=lfs\n',
    'config.json': '{"model_type":"llama"}',
    'tokenizer.json': '{}',
    'model-00001-of-00002.safetensors': `${id} 1`,
    'model-00002-of-00002.safetensors': `${id} 2`,
  };
  const tags = [
    'region:us',
    ...(license === null ? [] : [`license:${license}`]),
    ...named.map((one) => `dataset:${one}`),
  ];
  const day = new Date(Date.UTC(2023, 0, 1) + index * 3_600_000);
  const spec: RepoSpec = {
    files,
    sha: hash('sha1', id, 'first'),
    gated: draw.chance(0.03) ? 'manual' : false,
    disabled: draw.chance(0.005),
    info: {
      cardData: card === null ? undefined : cardData,
      tags,
      config: { model_type: 'llama', architectures: ['LlamaForCausalLM'] },
      createdAt: day.toISOString(),
      lastModified: new Date(day.getTime() + 86_400_000).toISOString(),
      pipeline_tag: task,
      library_name: 'transformers',
      ...(base === null
        ? {}
        : {
            baseModels: {
              relation: draw.pick(RELATIONS),
              models: [{ _id: hash('sha1', base).slice(0, 24), id: base }],
            },
          }),
    },
  };
  return { id, spec, hasLicenseFile, datasets: named, base };
}

const frontMatter = (data: Record<string, unknown>): string =>
  `---\n${Object.entries(data)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join('\n')}\n---\n`;

function body(id: string, { base, named, draw }: { base: string | null; named: string[]; draw: Draw }): string {
  const paragraph = () => Array.from({ length: 2 + Math.floor(draw.next() * 5) }, () => sentence(draw)).join(' ');
  const section = (title: string) => `## ${title}\n\n${[paragraph(), paragraph()].join('\n\n')}\n`;
  const parts = [
    `# ${id}\n`,
    `${draw.pick(OPENNESS)} ${paragraph()}\n`,
    ...(base === null ? [] : [`This model is fine-tuned from [${base}](https://huggingface.co/${base}).\n`]),
    section('Intended use'),
    `## How to use\n\n\`\`\`python\nfrom transformers import AutoModelForCausalLM\nmodel = AutoModelForCausalLM.from_pretrained("${id}")\n\`\`\`\n`,
    section('Training'),
    ...named.map((one) => `- [${one}](https://huggingface.co/datasets/${one})\n`),
    ...(draw.chance(0.05) ? ['Intermediate checkpoints are in branches, one every 1000 steps.\n'] : []),
    `| task | shots | score |\n| --- | --- | --- |\n${Array.from({ length: 8 }, (_, row) => `| task-${row} | 5 | ${draw.next().toFixed(3)} |`).join('\n')}\n`,
    ...Array.from({ length: Math.floor(draw.next() * 6) }, (_, part) => section(`Notes ${part + 1}`)),
  ];
  return parts.join('\n');
}

function sentence(draw: Draw): string {
  const words = Array.from({ length: 8 + Math.floor(draw.next() * 14) }, () => draw.pick(WORDS)).join(' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
