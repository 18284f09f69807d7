import { parse, type Node } from 'acorn';
import { describe, expect, it } from 'vitest';
import { tables, type TableNames } from '../../model/tables';
import { bundle, resolverFile, stepFile, type StageConstants } from '../../resolvers/bundle';
import { manifest, steps, type ResolvedField, type StepName } from '../../resolvers/manifest';

/** The nodes that are directly in a node. */
const children = (node: Node): Node[] =>
  Object.values(node)
    .flat()
    .filter((value): value is Node => typeof (value as Node | null)?.type === 'string');

/** What runs when an expression is evaluated: every call in it, but for those in functions. */
const calls = (node: Node): Node[] =>
  /Function/.test(node.type)
    ? []
    : [...(node.type === 'CallExpression' ? [node] : []), ...children(node).flatMap(calls)];

/** What AppSync runs although JavaScript may not: it evaluates right operands and, perhaps, defaults. */
function eagerCalls(node: Node): Node[] {
  const isOperator = node.type === 'LogicalExpression' || node.type === 'AssignmentPattern';
  const own = isOperator ? calls((node as Node & { right: Node }).right) : [];
  return [...own, ...children(node).flatMap(eagerCalls)];
}

/** The calls in a module's text that AppSync would run in vain. */
const runInVain = (code: string): string[] =>
  eagerCalls(parse(code, { ecmaVersion: 'latest', sourceType: 'module' })).map(({ start, end }) =>
    code.slice(start, end),
  );

it('finds what AppSync would run in vain', () => {
  expect(
    runInVain('export const f = (a = b()) => (a ?? [c()]) || (d ? e() : (g && (() => h())));'),
  ).toEqual(['b()', 'e()', 'c()']);
});

const constants: StageConstants = {
  tableNames: Object.fromEntries(Object.keys(tables).map((table) => [table, table])) as TableNames,
  pageKey: '[1,2]',
};

describe('what AppSync is given', () => {
  it.each([
    ...(Object.keys(manifest) as ResolvedField[]).map(resolverFile),
    ...(Object.keys(steps) as StepName[]).map(stepFile),
  ])('runs nothing in vain: %s', async (file) => {
    expect(runInVain(await bundle(file, constants))).toEqual([]);
  });
});
