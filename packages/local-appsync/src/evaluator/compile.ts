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
 * Maximum length of the code of one resolver or function, in characters. (The API model has 32,768
 * and the quota 32,000. The smaller one applies.)
 *
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateFunction.html
 */
const CODE_MAX_LENGTH = 32_000;

/**
 * Executable code. The script evaluates to a function that takes the helpers and returns the
 * handlers.
 */
export interface CompiledCode {
  readonly script: Script;
  /** Maps a position that the engine reports to the original code. */
  original(position: Position): Position;
  /** Rewrites a message of the engine in terms of the original code. */
  words(message: string): string;
}

/** The file name in positions that AppSync reports. */
export const CODE_FILE = 'code.js';

/**
 * The ECMAScript edition that is parsed. Newer syntax that no rule rejects would reach the engine,
 * and that of the oldest supported Node.js cannot parse it.
 */
const ECMA_VERSION = 2024;

const START: Position = { line: 1, column: 1 };

/**
 * Checks an ES module as AppSync does on deploy, and compiles it to a function. Imports read from
 * modules that are passed as an argument. Loops, `console` calls, function entries and some
 * operators call helpers, which are also arguments: loops stop after 1,000 elements, log lines
 * include their position, no handler runs forever, and operators behave as AppSync's do.
 *
 * @throws CodeError
 */
export function compile(code: string, name: string): CompiledCode {
  if (code.length > CODE_MAX_LENGTH) {
    const reason = `the code has ${code.length} characters; the maximum is ${CODE_MAX_LENGTH}`;
    throw new CodeError(name, 'CODE_SIZE', START, reason);
  }
  // A hashbang (ES2023) is valid only at the very start, and compiled code has a prefix.
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

/** Limits loops and running time, and passes each `console` call its position. */
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

/** `log` or `error` for a call of one of console's methods, otherwise null. */
function consoleMethod(call: SyntaxNode): string | null {
  const callee = childOf(call, 'callee');
  if (callee.type !== 'MemberExpression' || callee['computed']) return null;
  const object = childOf(callee, 'object');
  if (!isName(object) || nameOf(object) !== 'console') return null;
  const method = nameOf(childOf(callee, 'property'));
  return method === 'log' || method === 'error' ? method : null;
}

/** Inserts a call before the statements of a function, or before its expression. */
function begin(body: SyntaxNode, call: string): readonly Edit[] {
  if (body.type === 'BlockStatement') {
    return [{ start: body.start + 1, end: body.start + 1, text: `${call};` }];
  }
  return [
    { start: body.start, end: body.start, text: `(${call},` },
    { start: body.end, end: body.end, text: ')' },
  ];
}
