import { parse } from 'acorn';
import { Script } from 'node:vm';
import { CodeError, type Position } from './codeError';
import { authorsWords, declarationsIn, helperNames, type HelperNames } from './helpers';
import type { HandlerName } from './handler';
import { exportEdits, importEdit, type Fail } from './moduleEdits';
import { namesOf } from './names';
import { operatorEdits, wrap } from './operatorEdits';
import { parameterEdits } from './parameterEdits';
import { firstViolation } from './rules';
import { applyEdits, positionsOf, type Edit, type Positions } from './sourceText';
import { childOf, isFunction, isName, nameOf, placesOf, type SyntaxNode } from './syntax';

/**
 * AppSync's limit for the code of one resolver or function, in characters. (The API model says
 * 32,768 and the quota 32,000: the smaller one holds.)
 *
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateFunction.html
 */
const CODE_MAX_LENGTH = 32_000;

/** Code that can run: a script that evaluates to the module as a function of its helpers. */
export interface CompiledCode {
  readonly script: Script;
  /** A position that the engine reports, in the code as it was given. */
  original(position: Position): Position;
  /** A message that the engine reports, about the code as it was given. */
  words(message: string): string;
}

/** The file name that AppSync reports positions in. */
export const CODE_FILE = 'code.js';

/**
 * The edition of JavaScript whose syntax is read. Newer syntax that no rule names would come as far as
 * the engine of the oldest Node.js that is supported, which cannot read it.
 */
const ECMA_VERSION = 2024;

const START: Position = { line: 1, column: 1 };

/**
 * Checks an ES module as AppSync does at deploy and turns it into a function. Imports become reads of
 * the modules that are passed in; loops, `console` calls, the beginnings of functions and some operators
 * are led through functions that are passed in too: loops are cut off after 1,000 elements, log lines
 * carry their position, nothing runs for ever, and operators do what AppSync's do.
 *
 * @throws CodeError
 */
export function compile(code: string, name: string): CompiledCode {
  if (code.length > CODE_MAX_LENGTH) {
    const reason = `the code has ${code.length} characters, AppSync takes ${CODE_MAX_LENGTH}`;
    throw new CodeError(name, 'CODE_SIZE', START, reason);
  }
  // Every edition since 2023 has it, and only at the very beginning, where ours does not stay.
  if (code.startsWith('#!')) {
    const reason = 'a first line with #! is not supported in APPSYNC_JS';
    throw new CodeError(name, 'PARSER_ERROR', START, reason);
  }
  const program = parseModule(code, name);
  const positions = positionsOf(code);
  const names = namesOf(program);
  const places = placesOf(program);
  const violation = firstViolation(places, names);
  if (violation) {
    const { node, reason, rule, errorType = 'LINT_ERROR' } = violation;
    throw new CodeError(name, errorType, positions.at(node.start), reason, rule);
  }
  const fail: Fail = (node, reason, rule) => {
    const errorType = rule ? 'PARSE_ERROR' : 'LINT_ERROR';
    throw new CodeError(name, errorType, positions.at(node.start), reason, rule);
  };
  const helpers = helperNames(code);
  const edits: Edit[] = [];
  const exported = new Map<string, string>();
  for (const { node } of places) {
    if (node.type === 'ImportDeclaration') {
      edits.push(importEdit(node, code, helpers.modules, fail));
    } else if (node.type === 'ExportNamedDeclaration') {
      edits.push(...exportEdits(node, exported, fail));
    } else {
      edits.push(
        ...operatorEdits(node, code, helpers),
        ...parameterEdits(node, names, helpers),
        ...guardEdits(node, positions, helpers),
      );
    }
  }
  for (const handler of ['request', 'response'] satisfies HandlerName[]) {
    if (exported.has(handler)) continue;
    const reason = `Unable to find valid export for ${handler}`;
    throw new CodeError(name, 'MISSING_MAPPING_EXPORT', START, reason);
  }
  const body = applyEdits(code, edits);
  const prefix = `((${Object.values(helpers).join(',')})=>{"use strict";${declarationsIn(body.text, helpers)}`;
  const handlers = `{request:${exported.get('request')},response:${exported.get('response')}}`;
  const script = new Script(`${prefix}${body.text}\nreturn ${handlers}})`, {
    filename: CODE_FILE,
    columnOffset: -prefix.length,
  });
  return {
    script,
    original: body.original,
    words: (message) => authorsWords(message, code, helpers),
  };
}

function parseModule(code: string, name: string): SyntaxNode {
  try {
    return parse(code, {
      ecmaVersion: ECMA_VERSION,
      sourceType: 'module',
      ranges: true,
    }) as unknown as SyntaxNode;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { line, column } = (error as SyntaxError & { loc: Position }).loc;
    const reason = error.message.replace(/ \(\d+:\d+\)$/, '');
    throw new CodeError(name, 'PARSER_ERROR', { line, column: column + 1 }, reason);
  }
}

/** Ends loops and what runs too long, and tells `console` where it is called. */
function guardEdits(
  node: SyntaxNode,
  positions: Positions,
  { loop, keys, log, tick }: HelperNames,
): readonly Edit[] {
  if (node.type === 'ForOfStatement') return wrap(childOf(node, 'right'), loop);
  if (node.type === 'ForInStatement') return wrap(childOf(node, 'right'), keys);
  if (isFunction(node)) return begin(childOf(node, 'body'), `${tick}()`);
  const method = node.type === 'CallExpression' ? consoleMethod(node) : null;
  if (!method) return [];
  const { start, end } = childOf(node, 'callee');
  const { line, column } = positions.at(node.start);
  return [{ start, end, text: `${log}(${line},${column},"${method}")` }];
}

/** `log` or `error` when the call is one of console's, else null. */
function consoleMethod(call: SyntaxNode): string | null {
  const callee = childOf(call, 'callee');
  if (callee.type !== 'MemberExpression' || callee['computed']) return null;
  const object = childOf(callee, 'object');
  if (!isName(object) || nameOf(object) !== 'console') return null;
  const method = nameOf(childOf(callee, 'property'));
  return method === 'log' || method === 'error' ? method : null;
}

/** Calls something before a function's statements, or before its one expression. */
function begin(body: SyntaxNode, call: string): readonly Edit[] {
  if (body.type === 'BlockStatement') {
    return [{ start: body.start + 1, end: body.start + 1, text: `${call};` }];
  }
  return [
    { start: body.start, end: body.start, text: `(${call},` },
    { start: body.end, end: body.end, text: ')' },
  ];
}
