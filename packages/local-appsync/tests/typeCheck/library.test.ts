import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CodeError } from '../../src/evaluator';
import { checkTypes } from '../../src/typeCheck';
import { programOf } from '../../src/typeCheck/program';
import { run, withBody } from '../evaluator/handler';

/** The expressions that the type check accepts. */
function typed(expressions: readonly string[]): string[] {
  const codes = expressions.map((each) => [each, withBody(`return ${each};`)] as const);
  const refused = new Set(checkTypes(Object.fromEntries(codes)).map(({ code }) => code));
  return expressions.filter((each) => !refused.has(each));
}

/** The expressions that are defined when they run. */
const present = (expressions: readonly string[]): string[] =>
  expressions.filter((each) => {
    try {
      const { result, raised } = run(`return ${each} !== undefined;`);
      return !raised && result === true;
    } catch (error) {
      if (error instanceof CodeError) return false;
      throw error;
    }
  });

const members = (value: object): string[] =>
  Object.getOwnPropertyNames(value).filter(
    (name) => !['constructor', 'prototype', 'name'].includes(name),
  );

/** All members that JavaScript has, by the expression that a resolver reaches them through. */
const languages: readonly (readonly [expression: string, members: readonly string[]])[] = [
  ['[]', members(Array.prototype)],
  ["''", members(String.prototype)],
  ['(1)', members(Number.prototype)],
  ['true', members(Boolean.prototype)],
  ['(() => 1)', members(Function.prototype).filter((name) => name !== 'length')],
  ['Object', members(Object).filter((name) => name !== 'length')],
  ['Number', members(Number).filter((name) => name !== 'length')],
  ['String', members(String).filter((name) => name !== 'length')],
  ['Math', members(Math)],
  ['JSON', members(JSON)],
  ['console', members(console)],
];

describe('the library that types are checked against', () => {
  it.each(languages)('has exactly the members of %s that exist when code runs', (owner, names) => {
    const expressions = names.map((name) => `${owner}.${name}`);
    expect(typed(expressions)).toEqual(present(expressions));
  });

  it('has exactly the globals that exist when code runs', () => {
    // `Symbol` is the name that declares iteration. TypeScript always has `globalThis`.
    const always = ['Symbol', 'globalThis', 'undefined'];
    const names = members(globalThis).filter(
      (name) => /^\w+$/.test(name) && !always.includes(name),
    );
    expect(names.length).toBeGreaterThan(60);
    expect(typed(names)).toEqual(present(names));
  });

  it('is complete: AppSync’s own declarations refer to nothing outside it', () => {
    const { program } = programOf([
      "import '@aws-appsync/utils/dynamodb';",
      "import '@aws-appsync/utils/rds';",
      "import '@aws-appsync/utils/ai';",
    ]);
    const declarations = program.getSourceFiles().filter((file) => file.isDeclarationFile);
    const whole = ts.createProgram(
      declarations.map(({ fileName }) => fileName),
      { ...program.getCompilerOptions(), skipLibCheck: false },
    );
    expect(declarations.length).toBeGreaterThan(15);
    expect(ts.getPreEmitDiagnostics(whole).map(({ messageText }) => messageText)).toEqual([]);
  });
});
