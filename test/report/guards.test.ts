/** The names of the guards, read off the analyser's source: each has its words, and no words are left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { GUARD_WORDS, GUARDS, guardWords, isGuard } from '../../src/report/guard-words.ts';

const CLAIMS = fileURLToPath(new URL('../../src/claims/', import.meta.url));
const sources = readdirSync(CLAIMS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ts.createSourceFile(name, readFileSync(CLAIMS + name, 'utf8'), ts.ScriptTarget.Latest, true));

function nodes(root: ts.Node): ts.Node[] {
  const all = [root];
  root.forEachChild((child) => {
    all.push(...nodes(child));
  });
  return all;
}

const everything = sources.flatMap(nodes);

interface Declared {
  name: string;
  declaration: ts.FunctionLikeDeclaration;
}

function declared(node: ts.Node): Declared[] {
  if (ts.isFunctionDeclaration(node) && node.name) return [{ name: node.name.text, declaration: node }];
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !node.initializer) return [];
  return ts.isArrowFunction(node.initializer) ? [{ name: node.name.text, declaration: node.initializer }] : [];
}

const functions = everything.flatMap(declared);

/** Where the functions that are handed a guard take it: `reject(guard)`, `accept(stance, object, guard)`. */
const takers = new Map(
  functions
    .map(({ name, declaration }) => {
      const index = declaration.parameters.findIndex(({ name }) => name.getText() === 'guard');
      return [name, index] as const;
    })
    .filter(([, index]) => index >= 0),
);

/** The guards that an expression may be: `a`, or `a:b` for a template's `a:${...}`. */
function guardsIn(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression)) return [expression.whenTrue, expression.whenFalse].flatMap(guardsIn);
  if (ts.isTemplateExpression(expression)) return [expression.head.text];
  if (expression.kind === ts.SyntaxKind.NullKeyword) return [];
  if (ts.isIdentifier(expression)) return guardsOfVariable(expression.text);
  throw new Error(`${expression.getSourceFile().fileName}: no guard can be read off ${expression.getText()}`);
}

/** A parameter is read where it is handed over; a constant through the function that made it. */
function guardsOfVariable(variable: string): string[] {
  if (variable === 'guard') return [];
  const makers = everything.flatMap((node) =>
    ts.isVariableDeclaration(node) && node.name.getText() === variable && node.initializer ? [node.initializer] : [],
  );
  const called = makers.flatMap((maker) => (ts.isCallExpression(maker) ? [maker.expression.getText()] : []));
  const returned = functions
    .filter(({ name }) => called.includes(name))
    .flatMap(({ declaration }) => nodes(declaration).filter(ts.isReturnStatement))
    .flatMap(({ expression }) => (expression ? guardsIn(expression) : []));
  if (returned.length === 0) throw new Error(`no guard can be read off ${variable}`);
  return returned;
}

const handed = everything.filter(ts.isCallExpression).flatMap((call) => {
  const name = call.expression.getText();
  const argument = call.arguments[takers.get(name) ?? -1];
  return argument ? guardsIn(argument).map((guard) => ({ name, guard })) : [];
});
const said = everything.filter(ts.isPropertyAssignment).flatMap(({ name, initializer }) => {
  return name.getText() === 'guard' ? guardsIn(initializer) : [];
});

const found = {
  accepted: handed.filter(({ name }) => name !== 'reject').map(({ guard }) => guard.split(':')[0]),
  rejected: handed.filter(({ name }) => name === 'reject').map(({ guard }) => guard),
  manners: [...said, ...handed.flatMap(({ guard }) => guard.split(':').slice(1))].filter((manner) => manner !== ''),
};

test.each(['accepted', 'rejected', 'manners'] as const)('every guard has its words: %s', (which) => {
  expect(found[which].length).toBeGreaterThan(4);
  expect(Object.keys(GUARD_WORDS[which]).sort()).toEqual([...new Set(found[which])].sort());
  expect(Object.values(GUARD_WORDS[which])).not.toContain('');
});

describe('guardWords', () => {
  test.each([
    [{ claim: true, guard: 'name' }, GUARD_WORDS.accepted.name],
    [{ claim: false, guard: 'name' }, GUARD_WORDS.rejected.name],
    [{ claim: true, guard: 'verb:promise' }, `${GUARD_WORDS.accepted.verb}; ${GUARD_WORDS.manners.promise}`],
    [{ claim: false, guard: 'constructor' }, ''],
  ])('%o', (reading, words) => {
    expect(guardWords(reading)).toBe(words);
  });

  test('fits a line of 74 columns, whatever stands together', () => {
    const long = handed
      .filter(({ name, guard }) => name !== 'reject' && guard.endsWith(':'))
      .flatMap(({ guard }) => Object.keys(GUARD_WORDS.manners).map((manner) => guard + manner))
      .filter((guard) => guardWords({ claim: true, guard }).length > 74);
    expect(long).toEqual([]);
  });
});

test.each([
  ['predicate:negation', 'predicate', true],
  ['predicate:negation', 'negation', true],
  ['predicate:negation', 'predicate:negation', true],
  ['license-heading', 'license', false],
])('isGuard(%j, %j)', (guard, name, expected) => {
  expect(isGuard(guard, name)).toBe(expected);
});

test('guards are offered once each, in order', () => {
  expect(GUARDS).toEqual([...new Set(GUARDS)].sort());
});
