/** YAML files of a rules folder, checked by zod, with errors that name file and line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { RuleFileError } from '../errors.ts';
import { compiledFiles, shippedRulesDir } from './compiled.ts';

export interface RuleFile {
  /** Path below the rules folder without its ending: `claims/open-source`. */
  id: string;
  path: string;
  source: string;
  /** What the YAML says, where the build has parsed and checked it. */
  data?: unknown;
}

const ENDING = /\.ya?ml$/;

/**
 * @param dir a rules folder
 * @param folder `claims`, `words`, ...; one that is not there has no files
 * @returns its YAML files in the order of their names
 */
export function ruleFiles(dir: string, folder: string): RuleFile[] {
  return (dir === shippedRulesDir() ? compiledFiles(folder) : null) ?? yamlFiles(dir, folder);
}

function yamlFiles(dir: string, folder: string): RuleFile[] {
  let names: string[];
  try {
    const all = readdirSync(join(dir, folder), { recursive: true, encoding: 'utf8' });
    names = all.filter((name) => ENDING.test(name)).map((name) => name.replaceAll('\\', '/'));
  } catch {
    return [];
  }
  return names.sort().map((name) => {
    const path = join(dir, folder, name);
    return { id: `${folder}/${name.replace(ENDING, '')}`, path, source: readFileSync(path, 'utf8') };
  });
}

/**
 * @param parse a zod schema's `parse`, which throws ZodError
 * @throws RuleFileError with the line and what was expected there
 */
export function readRule<T>(file: RuleFile, parse: (data: unknown) => T): T {
  if (file.data !== undefined) return parse(file.data);
  const lines = new LineCounter();
  const document = parseDocument(file.source, { lineCounter: lines, version: '1.2', schema: 'core' });
  const [broken] = document.errors;
  if (broken) {
    const reason = broken.message.split('\n')[0] ?? 'unreadable';
    throw new RuleFileError(file.path, lines.linePos(broken.pos[0]).line, `not valid YAML: ${reason}`);
  }
  try {
    return parse(document.toJS());
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const issue = deepest(error.issues);
    throw new RuleFileError(file.path, lineOf(issue.path), `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  }

  function lineOf(path: readonly PropertyKey[]): number {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

type Issue = { path: PropertyKey[]; message: string };

/** Of a union, the issue of the branch that went furthest tells what the author meant to write. */
function deepest(issues: readonly z.core.$ZodIssue[]): Issue {
  let best: Issue = { path: [], message: 'not as expected' };
  const visit = (issue: z.core.$ZodIssue, prefix: PropertyKey[]): void => {
    const path = [...prefix, ...issue.path];
    const branches = issue.code === 'invalid_union' ? issue.errors : [];
    const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    if (best.message === 'not as expected' || path.length > best.path.length) best = { path, message };
    for (const branch of branches) for (const inner of branch) visit(inner, path);
  };
  for (const issue of issues) visit(issue, []);
  return best;
}
