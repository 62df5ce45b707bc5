import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { licenseKey } from './names.ts';

/** A licence of the SPDX list (https://spdx.org/licenses/), as the package `spdx-license-list` ships it. */
export interface SpdxLicense {
  id: string;
  name: string;
  url: string;
  osiApproved: boolean;
}

interface ListedLicense {
  name: string;
  url: string;
  osiApproved: boolean;
}

const require = createRequire(import.meta.url);
// To resolve each text as a module of its own takes longer than to read it.
let textFolder: string | null = null;
let byKey: Map<string, SpdxLicense> | null = null;

/**
 * A licence of the SPDX list by its id, in any case and spelling. The list is read on the first call: most audits meet
 * only licences of our own catalogue.
 */
export function findSpdx(id: string): SpdxLicense | null {
  byKey ??= load();
  return byKey.get(licenseKey(id)) ?? null;
}

/**
 * The text of a licence of the SPDX list.
 * @param id SPDX id, exactly as SPDX writes it
 */
export function spdxText(id: string): string | null {
  try {
    textFolder ??= dirname(require.resolve('spdx-license-list/licenses/MIT.json'));
    const json = readFileSync(join(textFolder, `${basename(id)}.json`), 'utf8');
    return (JSON.parse(json) as { licenseText: string }).licenseText;
  } catch {
    return null;
  }
}

function load(): Map<string, SpdxLicense> {
  const list = require('spdx-license-list') as Record<string, ListedLicense>;
  const found = new Map<string, SpdxLicense>();
  for (const [id, { name, url, osiApproved }] of Object.entries(list)) {
    found.set(licenseKey(id), { id, name, url, osiApproved });
  }
  return found;
}
