import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProse } from '../../src/license/prose.ts';
import { inputOf, rules } from './load.ts';

const prose = (readme: string, repo: Parameters<typeof inputOf>[1] = {}) => readProse(inputOf(readme, repo), rules);
const named = (readme: string) =>
  prose(readme)
    .filter(({ id, name }) => id !== 'unknown' || name !== null)
    .map(({ id, object }) => `${id} ${object}`);
const stated = (readme: string, repo: Parameters<typeof inputOf>[1] = {}) => [
  ...new Set(
    prose(readme, repo)
      .filter(({ object }) => object === 'weights' || object === null)
      .flatMap((ref) => ref.restrictions),
  ),
];

describe('licences named', () => {
  test.each([
    ['The code is MIT licensed, the weights come under CC-BY-NC 4.0.', ['mit code', 'cc-by-nc-4.0 weights']],
    ['Our source code is released under Apache-2.0.', ['apache-2.0 code']],
    ['This model is distributed under the Llama 3.1 Community License.', ['llama3.1 weights']],
    ['The checkpoints and the scripts are licensed under the MIT License.', ['mit null']],
    ['- **License:** Apache 2.0', ['apache-2.0 null']],
    ['- **License:** gemma', ['gemma null']],
    ['| Licence | MIT |\n|---|---|\n| Licence | ISC |', ['mit null', 'isc null']],
    ['## License\n\n[Apache License, Version 2.0](https://www.apache.org/licenses/LICENSE-2.0)', ['apache-2.0 null']],
    ['## Licence\n\nSee [the terms](https://creativecommons.org/licenses/by-sa/4.0/).', ['cc-by-sa-4.0 null']],
    ['本项目的代码依照 Apache-2.0 协议开源。', ['apache-2.0 code']],
    ['本模型采用 CC BY-NC-SA 4.0 协议。', ['cc-by-nc-sa-4.0 weights']],
    ['このモデルは Apache-2.0 ライセンスで公開しています。', ['apache-2.0 weights']],
    ['Die Gewichte stehen unter der MIT-Lizenz.', ['mit weights']],
    ['Le modèle est publié sous licence Apache 2.0.', ['apache-2.0 weights']],
    ['El modelo se publica bajo la licencia MIT.', ['mit weights']],
    ['Модель распространяется под лицензией MIT.', ['mit weights']],
    ['Use of the weights is subject to the [Model License](MODEL_LICENSE).', ['unknown weights']],
    ['使用模型权重需要遵循《某某模型许可协议》。', ['unknown weights']],
  ])('%s', (readme, refs) => expect(named(readme)).toEqual(refs));

  test.each([
    'We compare with Llama 2 and Gemma.',
    'Built with Python 2.0 and MIT researchers.',
    'The filter keeps repositories with permissive licenses such as MIT or Apache-2.0.',
    'The weights are not licensed under the MIT license.',
    'Third party components keep their Apache-2.0 license.',
    '```\nlicense: mit\n```',
    '- **License:** [More Information Needed]',
    'Unlike models under the Llama 2 Community License, ours has no limit.',
    '## License\n\nDeepSeek-7B models support commercial use.',
    '## License\n\nWhat DeepSeek made may be distilled.',
  ])('nothing is named in %j', (readme) => expect(named(readme)).toEqual([]));

  test('a name without its version is not taken for a shorter name', () => {
    expect(prose('- License: CC-BY-NC')).toMatchObject([{ id: 'unknown', restrictions: ['non-commercial'] }]);
  });

  test('a list of other models gives each its own licence', () => {
    const list =
      '- [acme/tiny](https://huggingface.co/acme/tiny): license MIT\n- [acme/big](https://huggingface.co/acme/big): license cc-by-nc-4.0\n';
    expect(prose(list, { repoId: 'acme/tiny' }).map(({ id }) => id)).toEqual(['mit']);
  });
});

describe('restrictions stated', () => {
  test.each([
    ['The weights may be used for non-commercial purposes only.', ['non-commercial']],
    ['Commercial use of this model is strictly prohibited.', ['non-commercial']],
    ['本模型禁止商用。', ['non-commercial']],
    ['商用利用不可です。', ['non-commercial']],
    ['이 모델은 비상업적 용도로만 사용할 수 있습니다.', ['non-commercial']],
    ['Das Modell ist nur zur nicht-kommerziellen Nutzung freigegeben.', ['non-commercial']],
    ['This model is intended for research purposes only.', ['research-only']],
    ['模型仅供研究使用。', ['research-only']],
    ['このモデルは研究目的のみで公開しています。', ['research-only']],
    ['Ce modèle est publié uniquement à des fins de recherche.', ['research-only']],
    ['Modelo disponible solo con fines de investigación.', ['research-only']],
    ['Above 700 million monthly active users you must request a license.', ['user-threshold']],
    ['For a commercial license, fill in this [form](https://example.org).', ['needs-application']],
    ['如需将模型商用，请填写问卷申请。', ['needs-application']],
    ['## License\n\nShow it: prominently display “Built with Acme”.', ['naming']],
    ['The license is granted on the condition that the model is not used to build weapons.', ['field-of-use']],
    ['## License\n\nYou may not use the outputs to train other models.', ['no-training-others']],
  ])('%s', (readme, expected) => expect(stated(readme).toSorted()).toEqual(expected.toSorted()));

  test.each([
    'The model is free for commercial use.',
    'Use is not limited to research purposes only.',
    'Suitable for commercial and non-commercial use.',
    'The evaluation dataset is for non-commercial use only.',
    'The code is released for research use only.',
    'Unlike others, which prohibit commercial use, this model allows it.',
    'Consult an attorney before using this model for commercial purposes.',
    '模型权重对学术研究完全开放，并允许免费商用。',
    'Intended for chat. Out of scope: medical advice.',
    'The service had 3 million monthly active users.',
  ])('nothing is stated of the weights in %j', (readme) => expect(stated(readme)).toEqual([]));
});

describe('the gate', () => {
  const gate = (fields: string) => `---\nlicense: apache-2.0\nextra_gated_fields:\n${fields}---\n# A model\n`;
  test.each([
    ['a field to fill in', '  Name: text\n', ['needs-application']],
    ['a choice', '  Use:\n    type: select\n    options: [A, B]\n', ['needs-application']],
    ['a checkbox', '  I agree: checkbox\n', []],
    ['terms on a checkbox', '  For non-commercial use only: checkbox\n', ['non-commercial']],
  ])('%s', (_, fields, expected) => expect(stated(gate(fields))).toEqual(expected));

  test('approval by hand is an application', () => {
    expect(stated('# A model\n', { gated: 'manual' })).toEqual(['needs-application']);
    expect(stated('# A model\n', { gated: 'auto' })).toEqual([]);
  });

  test('the prompt is read and quoted on its line', () => {
    const readme = '---\nextra_gated_prompt: >-\n  Please read.\n  You agree not to use the model for spam.\n---\n';
    expect(prose(readme)).toMatchObject([
      {
        restrictions: ['field-of-use'],
        evidence: [
          { source: 'front-matter', quote: 'You agree not to use the model for spam.', location: { startLine: 4 } },
        ],
      },
    ]);
  });
});

test('quotes are substrings of one raw line, whatever the card', () => {
  const piece = fc.constantFrom(
    'The weights are under CC-BY-NC 4.0',
    'for non-commercial use only',
    '模型禁止商用',
    '**License:** ',
    '[MIT](LICENSE)',
    '<td>research purposes only</td>',
    '| a | b |\n|---|---|\n| License | MIT |',
    '\n',
    '\r\n\r\n',
    '- ',
    '# License\n',
    '`',
    '\u0000',
    '. ',
    '😀',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), (pieces) => {
      const readme = pieces.join(' ');
      const lines = readme.split('\n');
      for (const { quote } of prose(readme).flatMap((ref) => ref.evidence)) {
        expect(quote === null || lines.some((line) => line.includes(quote))).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
