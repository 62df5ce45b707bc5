import type { LicenseReport } from '../report/v1.ts';
import { type FoundLicense, identifyText } from './identify.ts';
import type { LicenseRules } from './refs.ts';
import type { LicenseInput, LicenseObject } from './types.ts';

type TextRef = LicenseReport['texts'][number];

/**
 * Refs of the licences that the files hold, whole or modified; where a file holds none, of those that it names. A file
 * that is no licence gives none.
 */
export function readTexts(files: LicenseInput['texts'], rules: LicenseRules): TextRef[] {
  return files.flatMap(({ path, text }) => {
    const { id, name, licenses } = identifyText(text, rules);
    if (id === null) return [];
    const whole = licenses.filter(({ match }) => match === 'full-text' || match === 'modified');
    const found = whole.length > 0 ? whole : licenses;
    const unknown = { id, spdx: null, score: 0, startLine: 1, endLine: 1 };
    const refs = found.length > 0 ? unique(found) : [unknown];
    return refs.map((one) => textRef(one, { path, text, name: one.id === id ? name : null }, rules));
  });
}

const unique = (found: readonly FoundLicense[]): FoundLicense[] =>
  found.filter(({ id }, i) => found.findIndex((other) => other.id === id) === i);

function textRef(
  { id, spdx, score, startLine, endLine }: Pick<FoundLicense, 'id' | 'spdx' | 'score' | 'startLine' | 'endLine'>,
  { path, text, name }: { path: string; text: string; name: string | null },
  rules: LicenseRules,
): TextRef {
  const entry = rules.catalogue.find(id);
  return {
    id,
    name: entry && entry.category !== 'unknown' ? entry.name : name,
    spdx,
    link: null,
    object: objectOfPath(path, rules),
    restrictions: [...(entry?.restrictions ?? [])],
    evidence: [
      {
        source: 'file',
        quote: lineAt(text, startLine),
        location: { path, startLine, endLine, heading: null },
        url: null,
      },
    ],
    path,
    score,
  };
}

/** LICENSE-CODE, MODEL_LICENSE, DATA-LICENSE: some repositories say it in the file's name. */
function objectOfPath(path: string, { words }: LicenseRules): LicenseObject {
  const name = path.replace(/[/._-]+/gu, ' ');
  if (words.objects.weights.test(name)) return 'weights';
  if (words.objects.code.test(name)) return 'code';
  return words.objects.data.test(name) ? 'data' : null;
}

const lineAt = (text: string, line: number): string | null => {
  const quoted = (text.split(/\r\n|\r|\n/u)[line - 1] ?? '').trim().slice(0, 200);
  return quoted === '' ? null : quoted;
};
