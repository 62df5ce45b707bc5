import type { Evidence, LicenseRef } from '../report/v1.ts';
import { type LicenseRules, sentenceRefs } from './refs.ts';
import type { LicenseInput, Place, ProseSentence } from './types.ts';

const FIELDS = 'extra_gated_fields';

/**
 * What the gate's form says: fields that ask for data and approval by hand are an application; the labels of its
 * checkboxes are terms that the reader accepts.
 * Fields: https://huggingface.co/docs/hub/models-gated
 */
export function gateRefs(input: LicenseInput, rules: LicenseRules): LicenseRef[] {
  const fields = formFields(input.frontMatter[FIELDS]);
  const asked = fields.filter(({ type }) => type !== 'checkbox');
  const refs = fields.flatMap(({ label }) => {
    const sentence = labelSentence(input, label);
    return rules.words.mayMatter(label) ? sentenceRefs(sentence, rules) : [];
  });
  if (asked.length > 0) {
    refs.push(application(asked.slice(0, 3).map(({ label }) => fieldEvidence(input, label))));
  } else if (input.gated === 'manual') {
    refs.push(application([{ source: 'api', quote: null, location: null, url: null }]));
  }
  return refs;
}

const application = (evidence: Evidence[]): LicenseRef => ({
  id: 'unknown',
  name: null,
  spdx: null,
  link: null,
  object: null,
  restrictions: ['needs-application'],
  evidence,
});

/** `extra_gated_fields` maps a label to a type or to `{type, options}`; a list of single-key maps is met too. */
function formFields(value: unknown): { label: string; type: string }[] {
  const maps = Array.isArray(value) ? value : [value];
  return maps.flatMap((map: unknown) =>
    typeof map === 'object' && map !== null && !Array.isArray(map)
      ? Object.entries(map).map(([label, spec]) => ({ label, type: fieldType(spec) }))
      : [],
  );
}

function fieldType(spec: unknown): string {
  if (typeof spec === 'string') return spec.trim().toLowerCase();
  const type = typeof spec === 'object' && spec !== null && 'type' in spec ? spec.type : null;
  return typeof type === 'string' ? type.toLowerCase() : 'text';
}

function labelSentence(input: LicenseInput, label: string): ProseSentence {
  const place = () => fieldPlace(input, label);
  return { text: label, context: 'gate', headings: [], label: null, links: [], place };
}

const fieldPlace = (input: LicenseInput, label: string): Place =>
  input.findRaw(input.keyLocation([FIELDS, label]) ?? input.keyLocation([FIELDS]), label);

const fieldEvidence = (input: LicenseInput, label: string): Evidence => ({
  source: 'front-matter',
  ...fieldPlace(input, label),
  url: null,
});
