import { parse } from 'acorn';
import { Script } from 'node:vm';
import { CodeError, type Position } from './codeError';
import { isNode, nodesOf, violationOf, type SyntaxNode } from './language';
import { moduleExports } from './modules';
import { applyEdits, positionsOf, type Edit } from './sourceText';

/**
 * AppSync's limit for the code of one resolver or function, in characters. (The API model says
 * 32,768 and the quota 32,000: the smaller one holds.)
 *
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateFunction.html
 */
const CODE_MAX_LENGTH = 32_000;

export type Handler = 'request' | 'response';

/** Code that can run: a script that evaluates to the module as a function of its surroundings. */
export interface CompiledCode {
  readonly script: Script;
  /** A position that the engine reports, in the code as it was given. */
  original(position: Position): Position;
}

/** The file name that AppSync reports positions in. */
export const CODE_FILE = 'code.js';

/**
 * Checks an ES module as AppSync does at deploy and turns it into a function. Imports become reads of
 * the modules that are passed in; loops, `console` calls and the beginnings of functions are led
 * through functions that are passed in too: loops are cut off after 1,000 elements, log lines carry
 * their position, and nothing runs for ever.
 *
 * @throws CodeError
 */
export function compile(code: string, name: string): CompiledCode {
  if (code.length > CODE_MAX_LENGTH) {
    throw new CodeError(
      name,
      'CODE_SIZE',
      { line: 1, column: 1 },
      `the code has ${code.length} characters, AppSync takes ${CODE_MAX_LENGTH}`,
    );
  }
  const program = parseModule(code, name);
  const positions = positionsOf(code);
  const names = freeNames(code);
  const edits: Edit[] = [];
  const exported = new Map<string, string>();

  const fail = (node: SyntaxNode, reason: string, rule?: string): never => {
    throw new CodeError(name, 'LINT_ERROR', positions.at(node.start), reason, rule);
  };

  for (const node of nodesOf(program)) {
    const violation = violationOf(node);
    if (violation) fail(node, violation.reason, violation.rule);
    switch (node.type) {
      case 'ImportDeclaration':
        edits.push(importEdit(node, code, names.modules, fail));
        break;
      case 'ExportNamedDeclaration':
        edits.push(...exportEdits(node, exported, fail));
        break;
      case 'ForOfStatement':
        edits.push(...wrap(childOf(node, 'right'), names.loop));
        break;
      case 'ForInStatement':
        edits.push(...wrap(childOf(node, 'right'), names.keys));
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        edits.push(...begin(childOf(node, 'body'), `${names.tick}()`));
        break;
      case 'CallExpression': {
        const method = consoleMethod(node);
        if (!method) break;
        const callee = childOf(node, 'callee');
        const { line, column } = positions.at(node.start);
        const text = `${names.log}(${line},${column},"${method}")`;
        edits.push({ start: callee.start, end: callee.end, text });
        break;
      }
    }
  }

  for (const handler of ['request', 'response'] satisfies Handler[]) {
    if (exported.has(handler)) continue;
    throw new CodeError(
      name,
      'EXPORT_ERROR',
      { line: 1, column: 1 },
      `the code does not export a function named ${handler}`,
    );
  }

  const body = applyEdits(code, edits);
  const { modules, loop, keys, log, tick } = names;
  const parameters = [modules, loop, keys, log, tick].join(',');
  const prefix = `((${parameters})=>{"use strict";`;
  const handlers = `{request:${exported.get('request')},response:${exported.get('response')}}`;
  const script = new Script(`${prefix}${body.text}\nreturn ${handlers}})`, {
    filename: CODE_FILE,
    columnOffset: -prefix.length,
  });
  return { script, original: body.original };
}

function parseModule(code: string, name: string): SyntaxNode {
  try {
    return parse(code, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as SyntaxNode;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { line, column } = (error as SyntaxError & { loc: Position }).loc;
    const reason = error.message.replace(/ \(\d+:\d+\)$/, '');
    throw new CodeError(name, 'PARSER_ERROR', { line, column: column + 1 }, reason);
  }
}

/** Names for what is passed in, which the code does not use itself. */
function freeNames(code: string) {
  let suffix = '';
  while (code.includes(`$appsync${suffix}`)) suffix += '_';
  const prefix = `$appsync${suffix}`;
  return {
    modules: `${prefix}Modules`,
    loop: `${prefix}Loop`,
    keys: `${prefix}Keys`,
    log: `${prefix}Log`,
    tick: `${prefix}Tick`,
  };
}

type Fail = (node: SyntaxNode, reason: string, rule?: string) => never;

function importEdit(node: SyntaxNode, code: string, modules: string, fail: Fail): Edit {
  const source = String(childOf(node, 'source')['value']);
  const known = moduleExports(source);
  if (!known) return fail(node, `cannot import '${source}'`);
  const bindings: string[] = [];
  let namespace = '';
  for (const specifier of childrenOf(node, 'specifiers')) {
    const local = nameOf(childOf(specifier, 'local'));
    if (specifier.type === 'ImportNamespaceSpecifier') {
      namespace = `const ${local}=${modules}["${source}"];`;
      continue;
    }
    const imported =
      specifier.type === 'ImportDefaultSpecifier'
        ? 'default'
        : nameOf(childOf(specifier, 'imported'));
    if (known !== 'any' && !known.includes(imported)) {
      fail(specifier, `'${source}' has no export '${imported}'`);
    }
    bindings.push(`${imported}:${local}`);
  }
  const named = bindings.length ? `const {${bindings.join()}}=${modules}["${source}"];` : '';
  // Every line stays where it was.
  const lines = code.slice(node.start, node.end).replace(/[^\n]/g, '');
  return { start: node.start, end: node.end, text: namespace + named + lines };
}

function exportEdits(node: SyntaxNode, exported: Map<string, string>, fail: Fail): Edit[] {
  if (isNode(node['source'])) fail(node, 'exporting from another module is not supported');
  const declaration = node['declaration'];
  if (!isNode(declaration)) {
    for (const specifier of childrenOf(node, 'specifiers')) {
      const local = nameOf(childOf(specifier, 'local'));
      exported.set(nameOf(childOf(specifier, 'exported')), local);
    }
    return [{ start: node.start, end: node.end, text: '' }];
  }
  if (declaration.type === 'FunctionDeclaration') {
    const name = nameOf(childOf(declaration, 'id'));
    exported.set(name, name);
  } else {
    for (const declarator of childrenOf(declaration, 'declarations')) {
      const id = childOf(declarator, 'id');
      if (id.type === 'Identifier') exported.set(nameOf(id), nameOf(id));
    }
  }
  return [{ start: node.start, end: declaration.start, text: '' }];
}

/** `log` or `error` when the call is one of console's, else null. */
function consoleMethod(call: SyntaxNode): string | null {
  const callee = childOf(call, 'callee');
  if (callee.type !== 'MemberExpression' || callee['computed']) return null;
  const object = childOf(callee, 'object');
  if (object.type !== 'Identifier' || nameOf(object) !== 'console') return null;
  const method = nameOf(childOf(callee, 'property'));
  return method === 'log' || method === 'error' ? method : null;
}

const wrap = (node: SyntaxNode, name: string): Edit[] => [
  { start: node.start, end: node.start, text: `${name}(` },
  { start: node.end, end: node.end, text: ')' },
];

/** Calls something before a function's statements, or before its one expression. */
function begin(body: SyntaxNode, call: string): Edit[] {
  if (body.type === 'BlockStatement') {
    return [{ start: body.start + 1, end: body.start + 1, text: `${call};` }];
  }
  return [
    { start: body.start, end: body.start, text: `(${call},` },
    { start: body.end, end: body.end, text: ')' },
  ];
}

function childOf(node: SyntaxNode, key: string): SyntaxNode {
  const child = node[key];
  if (!isNode(child)) throw new TypeError(`${node.type} has no ${key}`);
  return child;
}

function childrenOf(node: SyntaxNode, key: string): SyntaxNode[] {
  const children = node[key];
  return Array.isArray(children) ? children.filter(isNode) : [];
}

/** An identifier's name; a quoted export name is a literal. */
const nameOf = (node: SyntaxNode): string => String(node['name'] ?? node['value']);
