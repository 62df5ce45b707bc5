import type { LicenseReport } from '../report/v1.ts';
import { identifyLicense } from './identify.ts';
import type { LicenseRules } from './refs.ts';
import type { LicenseInput, LicenseObject } from './types.ts';

type TextRef = LicenseReport['texts'][number];

/** Refs of the licence texts among the files; a file that is no licence text gives none. */
export function readTexts(files: LicenseInput['texts'], rules: LicenseRules): TextRef[] {
  return files.flatMap(({ path, text }) => {
    const found = identifyLicense(text, rules.catalogue);
    if (!found) return [];
    const entry = rules.catalogue.find(found.id);
    const location = { path, startLine: 1, endLine: 1, heading: null };
    return [
      {
        id: found.id,
        name: entry && entry.category !== 'unknown' ? entry.name : null,
        spdx: found.spdx,
        link: null,
        object: objectOfPath(path, rules),
        restrictions: [...(entry?.restrictions ?? [])],
        evidence: [{ source: 'file', quote: firstLine(text), location, url: null }],
        path,
        score: found.score,
      },
    ];
  });
}

/** LICENSE-CODE, MODEL_LICENSE, DATA-LICENSE: some repositories say it in the file's name. */
function objectOfPath(path: string, { words }: LicenseRules): LicenseObject {
  const name = path.replace(/[/._-]+/gu, ' ');
  if (words.objects.weights.test(name)) return 'weights';
  if (words.objects.code.test(name)) return 'code';
  return words.objects.data.test(name) ? 'data' : null;
}

const firstLine = (text: string): string | null => {
  const line = /^[^\r\n]{0,200}/u.exec(text)?.[0].trim();
  return line ? line : null;
};
