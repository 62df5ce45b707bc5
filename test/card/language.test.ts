import { describe, expect, test } from 'vitest';
import { detectLanguage } from '../../src/card/language.ts';
import { parseCard } from '../../src/card/parse.ts';

const EN = 'This is the model that was trained with the data of the project and for the users.';
const ZH = '本模型由我们的团队训练完成，权重与训练代码均已公开发布，欢迎使用并提出意见。';

describe('the language of the prose', () => {
  test.each<[string, string | null]>([
    ['', null],
    ['Too short.', null],
    ['0.5 1.7 22 | 33 44 | 55'.repeat(20), null],
    [EN, 'en'],
    [ZH, 'zh'],
    ['このモデルは日本語のデータで学習されたもので、研究のために公開しています。', 'ja'],
    ['이 모델은 한국어 데이터로 학습되었으며 연구를 위해 공개되었습니다. 감사합니다.', 'ko'],
    ['Эта модель была обучена на русских данных и опубликована для исследований.', 'ru'],
    ['تم تدريب هذا النموذج على بيانات عربية وهو متاح للجميع لأغراض البحث العلمي', 'ar'],
    ['Das Modell ist mit den Daten des Projekts trainiert und nicht für die Öffentlichkeit.', 'de'],
    ['Le modèle est entraîné avec les données et il est publié dans une archive pour des tests.', 'fr'],
    ['El modelo y los datos para la investigación del grupo, con una licencia que las permite.', 'es'],
    ['O modelo não foi treinado em uma base do projeto para os usuários com os dados.', 'pt'],
    ['Il modello è una versione per gli utenti, con i dati che sono di tutti.', 'it'],
    [`${EN} ${ZH}`, 'mixed-en-zh'],
    [`${ZH} ${EN}`, 'mixed-en-zh'],
    [`${EN.repeat(20)} ${ZH}`, 'en'],
  ])('%s', (text, expected) => {
    expect(detectLanguage(text)).toBe(expected);
  });

  test('code and front matter do not count', () => {
    expect(parseCard(`---\ntitle: ${ZH}\n---\n${EN}\n\n\`\`\`\n# ${ZH}${ZH}\n\`\`\`\n`).language).toBe('en');
  });
});

describe('an untouched template', () => {
  const filled =
    '\n\n[More Information Needed]\n\n## B\n\n[More Information Needed]\n\n## C\n\n- **By:** [More Information Needed]\n';
  test.each<[string, string, boolean]>([
    ['nothing', '', false],
    ['sections to be filled in', `# Model\n\n## A${filled}`, true],
    ['with the default advice of the template', `# Model\n\nThis is the model card of a model.${filled}`, true],
    ['two fillers are no template', '# A\n\n[More Information Needed]\n\n# B\n\nTODO\n', false],
    ['mostly written', `# A\n\n${'A sentence that documents the model.\n\n'.repeat(10)}${filled}`, false],
    ['the Trainer fills in what it can', `# A${filled}\nTBD\n\nn/a\n\nA sentence.\n`, true],
  ])('%s', (_, text, expected) => {
    expect(parseCard(text).placeholder).toBe(expected);
  });
});
