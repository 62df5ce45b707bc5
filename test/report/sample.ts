import {
  ARTEFACTS,
  type Artefact,
  type ArtefactName,
  type Evidence,
  type Failure,
  type Report,
} from '../../src/report/v1.ts';

/** A report of an invented model in which every status, stance, restriction source and section occurs. */

export const cardLine = (line: number, quote: string | null = null): Evidence => ({
  source: 'card',
  quote,
  location: { path: 'README.md', startLine: line, endLine: line, heading: null },
  url: null,
});

const inTree = (path: string): Evidence => ({
  source: 'tree',
  quote: null,
  location: null,
  url: `https://huggingface.co/example/zephyr-9b/blob/1a2b3c4d5e6f/${path}`,
});

const artefact = (fields: Partial<Artefact> = {}): Artefact => ({
  status: 'absent',
  verified: false,
  promised: false,
  inheritedFrom: null,
  license: null,
  evidence: [],
  note: null,
  ...fields,
});

const artefacts: Partial<Record<ArtefactName, Artefact>> = {
  weights: artefact({
    status: 'partial',
    verified: true,
    license: 'llama3',
    note: '4 safetensors shards; gated',
    evidence: [inTree('model.safetensors.index.json')],
  }),
  baseWeights: artefact({
    status: 'partial',
    verified: true,
    inheritedFrom: 'meta-llama/Meta-Llama-3-8B',
    license: 'llama3',
  }),
  architecture: artefact({
    status: 'released',
    verified: true,
    inheritedFrom: 'transformers',
    license: 'apache-2.0',
    note: 'LlamaForCausalLM',
  }),
  tokenizer: artefact({ status: 'released', verified: true, note: 'tokenizer.json' }),
  inferenceCode: artefact({ status: 'released', inheritedFrom: 'transformers', license: 'apache-2.0' }),
  trainingCode: artefact({ promised: true, evidence: [cardLine(40, 'We will release the training code soon.')] }),
  trainingData: artefact({
    status: 'partial',
    verified: true,
    license: 'cc-by-nc-4.0',
    note: '1 of 2 named data sets can be had',
    evidence: [cardLine(31)],
  }),
  baseData: artefact({ status: 'unknown', note: 'meta-llama/Meta-Llama-3-8B could not be looked up' }),
  evaluationData: artefact({ status: 'not-applicable' }),
  modelCard: artefact({ status: 'released', verified: true, evidence: [cardLine(1)] }),
  paper: artefact({
    status: 'released',
    note: 'arXiv 2401.01234',
    evidence: [cardLine(52, 'See [our paper](https://arxiv.org/abs/2401.01234)')],
  }),
  evaluationResults: artefact({
    status: 'released',
    verified: true,
    note: 'table under "Evaluation"',
    evidence: [cardLine(60)],
  }),
  supportingTools: artefact({ status: 'not-applicable' }),
};

export const overstated: Report = {
  schemaVersion: '1.0',
  kind: 'report',
  tool: { name: 'openlitmus', version: '0.0.0', rules: '0123456789abcdef'.repeat(4) },
  repo: {
    id: 'example/zephyr-9b',
    requestedId: 'example/zephyr-9b',
    type: 'model',
    url: 'https://huggingface.co/example/zephyr-9b',
    revision: 'main',
    sha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
    author: 'example',
    createdAt: '2024-05-01T08:00:00.000Z',
    lastModified: '2024-06-01T08:00:00.000Z',
    gated: 'manual',
    private: false,
    disabled: false,
    pipelineTag: 'text-generation',
    libraryName: 'transformers',
    tags: ['license:apache-2.0'],
    downloads: 1200,
    likes: 34,
  },
  observedAt: '2024-11-02T10:20:30.000Z',
  source: 'hub',
  card: {
    present: true,
    language: 'en',
    placeholder: false,
    problems: [
      { code: 'yaml', message: 'key "datasets" is there twice; the last is used', location: cardLine(7).location },
    ],
  },
  claims: [
    {
      kind: 'open-source',
      stance: 'asserted',
      object: 'model',
      quote:
        'Zephyr-9B is the first truly open-source model of its size, free for everybody to study and to build upon.',
      language: 'en',
      rule: 'claims/open-source',
      location: { path: 'README.md', startLine: 14, endLine: 14, heading: 'Introduction' },
    },
    {
      kind: 'open-source',
      stance: 'asserted',
      object: 'model',
      quote: 'Zephyr-9B 是首个真正开源的大语言模型，欢迎所有研究人员和开发者自由使用、研究与修改。',
      language: 'zh',
      rule: 'claims/open-source',
      location: { path: 'README.md', startLine: 90, endLine: 91, heading: '简介' },
    },
    {
      kind: 'open-weights',
      stance: 'implied',
      object: 'weights',
      quote: 'Best of all open-weight models on MMLU.',
      language: 'en',
      rule: 'claims/open-weights',
      location: { path: 'README.md', startLine: 61, endLine: 61, heading: 'Evaluation' },
    },
    {
      kind: 'open-source',
      stance: 'promised',
      object: 'training-code',
      quote: 'We will release the training code soon.',
      language: 'en',
      rule: 'claims/open-source',
      location: { path: 'README.md', startLine: 40, endLine: 40, heading: 'Training' },
    },
    {
      kind: 'open',
      stance: 'asserted',
      object: 'model',
      quote: 'open research',
      language: 'en',
      rule: 'claims/open',
      location: { path: 'README.md', startLine: 3, endLine: 3, heading: null },
    },
  ],
  license: {
    declared: [
      {
        id: 'apache-2.0',
        name: null,
        spdx: 'Apache-2.0',
        link: null,
        object: null,
        restrictions: [],
        evidence: [{ ...cardLine(2, 'license: apache-2.0'), source: 'front-matter' }],
      },
    ],
    texts: [
      {
        id: 'llama3',
        name: 'Meta Llama 3 Community License',
        spdx: null,
        link: null,
        object: null,
        restrictions: ['user-threshold', 'naming', 'field-of-use'],
        evidence: [],
        path: 'LICENSE',
        score: 0.98,
      },
    ],
    prose: [
      {
        id: 'unknown',
        name: null,
        spdx: null,
        link: null,
        object: 'weights',
        restrictions: ['non-commercial'],
        evidence: [cardLine(72, 'The weights are for non-commercial research only.')],
      },
    ],
    effective: {
      id: 'llama3',
      spdx: null,
      name: 'Meta Llama 3 Community License',
      category: 'community',
      osiApproved: false,
      restrictions: ['non-commercial', 'user-threshold', 'field-of-use', 'naming'],
      evidence: [],
    },
    conflicts: [
      {
        kind: 'declared-prose',
        message: 'The front matter declares Apache-2.0; the card says non-commercial of the weights.',
        evidence: [
          { ...cardLine(2, 'license: apache-2.0'), source: 'front-matter' },
          cardLine(72, 'The weights are for non-commercial research only.'),
        ],
      },
      {
        kind: 'lineage',
        message: 'The base model meta-llama/Meta-Llama-3-8B is under llama3, which Apache-2.0 cannot lift.',
        evidence: [],
      },
    ],
  },
  artefacts: Object.fromEntries(ARTEFACTS.map((name) => [name, artefacts[name] ?? artefact()])) as Report['artefacts'],
  datasets: [
    {
      id: 'example/zephyr-instruct',
      resolvedId: 'example/zephyr-instruct-v2',
      role: 'training',
      exists: true,
      gated: false,
      license: 'cc-by-nc-4.0',
      evidence: [cardLine(31)],
    },
    {
      id: 'example/zephyr-preferences-with-a-rather-long-name',
      resolvedId: null,
      role: 'training',
      exists: false,
      gated: null,
      license: null,
      evidence: [cardLine(32)],
    },
    {
      id: 'cais/mmlu',
      resolvedId: 'cais/mmlu',
      role: 'evaluation',
      exists: true,
      gated: true,
      license: 'mit',
      evidence: [cardLine(60)],
    },
    { id: 'example/misc', resolvedId: null, role: 'unclear', exists: null, gated: null, license: null, evidence: [] },
  ],
  lineage: {
    relation: 'finetune',
    baseModels: [
      { id: 'meta-llama/Meta-Llama-3-8B-Instruct', relation: 'finetune', license: 'llama3', resolved: true },
    ],
    chain: [
      { id: 'meta-llama/Meta-Llama-3-8B-Instruct', license: 'llama3', gated: true, resolved: true },
      { id: 'meta-llama/Meta-Llama-3-8B', license: null, gated: null, resolved: false },
    ],
    problems: [{ code: 'unresolved', message: 'meta-llama/Meta-Llama-3-8B: no answer within 10 s', location: null }],
  },
  level: {
    claimed: 'open-source',
    claimedObject: 'model',
    observed: { atLeast: 'restricted-weights', atMost: 'restricted-weights' },
  },
  verdict: {
    status: 'overstated',
    standard: 'osaid',
    summary:
      'An open-source model needs weights under an open licence, training code and data information. The first two are known to be missing.',
    underOther: 'overstated',
    reasons: [
      {
        requirement: 'open licence',
        observed: 'community licence',
        message: 'The weights are under the Meta Llama 3 Community License.',
        evidence: [
          {
            source: 'file',
            quote: 'META LLAMA 3 COMMUNITY LICENSE AGREEMENT',
            location: { path: 'LICENSE', startLine: 1, endLine: 1, heading: null },
            url: null,
          },
        ],
      },
      {
        requirement: 'training code',
        observed: 'absent',
        message: 'None among the 14 files and none that the card presents as such; it is promised.',
        evidence: [cardLine(40, 'We will release the training code soon.'), inTree('')],
      },
      {
        requirement: 'data information',
        observed: 'unknown',
        message: 'One of two data sets is not there; the base data could not be looked up.',
        evidence: [cardLine(32)],
      },
    ],
  },
  standards: {
    osaid: {
      status: 'refuted',
      requirements: [
        { id: 'data-information', status: 'unknown', message: 'not decided', evidence: [] },
        { id: 'code', status: 'not-met', message: 'no training code', evidence: [] },
        { id: 'parameters', status: 'not-met', message: 'licence', evidence: [] },
        { id: 'freedoms', status: 'manual', message: 'for a person', evidence: [] },
        { id: 'architecture', status: 'met', message: 'there', evidence: [] },
      ],
    },
    mof: {
      class: null,
      progress: { I: 0.18, II: 0.4, III: 0.71 },
      components: [{ name: 'Model parameters (Final)', included: true, license: 'llama3', open: false }],
    },
    osai: {
      score: 0.43,
      dimensions: {
        datasources_basemodel: 'unknown',
        datasources_endmodel: 'partial',
        weights_basemodel: 'partial',
        weights_endmodel: 'partial',
        trainingcode: 'closed',
        code: 'closed',
        hardware_architecture: 'open',
        preprint: 'open',
        paper: 'closed',
        modelcard: 'open',
        datasheet: 'closed',
        licenses: 'closed',
        package: 'open',
        api: 'partial',
      },
    },
    euAiAct: {
      status: 'conditions-not-met',
      conditions: [
        { id: 'free-licence', status: 'not-met', message: 'cap on users', evidence: [] },
        { id: 'usage-information', status: 'met', message: 'there', evidence: [] },
      ],
    },
  },
  findings: [
    {
      rule: 'artefacts/promise-age',
      level: 'warning',
      message:
        'The training code was promised and has not come; the repository was last changed 154 days before this look.',
      remediation: 'Publish the training code, or say that it will not come.',
      evidence: [cardLine(40, 'We will release the training code soon.')],
    },
    {
      rule: 'license/conflict',
      level: 'error',
      message: 'The declared licence grants what the card takes back.',
      remediation: 'Declare `license: other` with `license_name` and `license_link`.',
      evidence: [cardLine(72, 'The weights are for non-commercial research only.')],
    },
    {
      rule: 'license/notice-needed',
      level: 'note',
      message: 'The name of the model must begin with "Llama".',
      remediation: null,
      evidence: [],
    },
  ],
  unknowns: [
    { what: 'base data', why: 'meta-llama/Meta-Llama-3-8B could not be looked up: no answer within 10 s' },
    { what: 'example/misc', why: 'look-ups were switched off' },
  ],
};

/** The same model with nothing to say: no claim, no sections but those that always stand. */
export const silent: Report = {
  ...overstated,
  repo: { ...overstated.repo, id: 'example/quiet', requestedId: 'quiet', sha: null },
  source: 'folder',
  card: { present: true, language: null, placeholder: true, problems: [] },
  claims: [],
  license: {
    declared: [],
    texts: [],
    prose: [],
    effective: {
      id: 'none',
      spdx: null,
      name: 'none',
      category: 'none',
      osiApproved: false,
      restrictions: [],
      evidence: [],
    },
    conflicts: [],
  },
  datasets: [],
  lineage: { relation: null, baseModels: [], chain: [], problems: [] },
  level: { claimed: 'none', claimedObject: null, observed: { atLeast: 'closed', atMost: 'fully-open' } },
  verdict: {
    status: 'no-claim',
    standard: 'license-only',
    summary: 'Nothing is claimed, so there is nothing to refute.',
    underOther: 'no-claim',
    reasons: [],
  },
  findings: [],
  unknowns: [],
};

export const failure: Failure = {
  kind: 'failure',
  id: 'example/gone',
  code: 'not-found',
  message: 'no such model, or it is private',
  status: 404,
  attempts: 1,
};
