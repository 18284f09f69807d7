import { moduleSurface } from './modules';
import { childrenOf, isFunction, isNode, nodesOf, type SyntaxNode } from './syntax';
import { globalSurface, type Surface } from './util';

/** `util` and what it has, or a module: the members that AppSync's types know. */
interface Namespace {
  readonly path: string;
  readonly surface: Surface;
}

/** What a name stands for: the function it is declared as, a handler's context, and so on. */
type Meaning = SyntaxNode | 'context' | Namespace | 'other';

interface Scope {
  readonly names: ReadonlyMap<string, Meaning>;
  readonly parent: Scope | null;
}

export interface NameViolation {
  readonly node: SyntaxNode;
  readonly reason: string;
  readonly rule: string;
}

/** Methods that take functions. */
const takers = [
  'map',
  'find',
  'filter',
  'findIndex',
  'findLast',
  'findLastIndex',
  'forEach',
  'reduce',
  'reduceRight',
  'every',
  'some',
  'flatMap',
];

/**
 * What AppSync refuses because of what names stand for: functions that are passed, returned, assigned or
 * recursive, changes of the context itself, and members that its libraries do not have. AWS asks the type
 * checker; here a function is what is written or declared as one.
 *
 * @see https://www.npmjs.com/package/@aws-appsync/eslint-plugin
 */
export function nameViolations(program: SyntaxNode): readonly NameViolation[] {
  const violations: NameViolation[] = [];
  const calls: {
    readonly node: SyntaxNode;
    readonly from: SyntaxNode[];
    readonly to: SyntaxNode;
  }[] = [];

  function visit(node: SyntaxNode, outer: Scope, around: SyntaxNode[]): void {
    const within = isFunction(node) ? [...around, node] : around;
    const scope = scopeOf(node, outer);
    const functionOf = (value: unknown): SyntaxNode | null => {
      if (!isNode(value)) return null;
      const meaning = value.type === 'Identifier' ? meaningOf(value, scope) : value;
      return isNode(meaning) && isFunction(meaning) ? meaning : null;
    };
    const refuse = (at: SyntaxNode, reason: string, rule: string) =>
      violations.push({ node: at, reason, rule: `@aws-appsync/${rule}` });

    switch (node.type) {
      case 'VariableDeclarator':
        if (isName(node['init']) && functionOf(node['init'])) {
          refuse(node, 'assigning a function to another name is', 'no-function-reassign');
        }
        break;
      case 'AssignmentExpression':
        if (isName(node['right']) && functionOf(node['right'])) {
          refuse(node, 'assigning a function to another name is', 'no-function-reassign');
        }
        changed(node['left']);
        break;
      case 'UnaryExpression':
        if (node['operator'] === 'delete') changed(node['argument']);
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
        changed(node['left']);
        break;
      case 'ReturnStatement':
        if (functionOf(node['argument'])) {
          refuse(node, 'returning a function is', 'no-function-return');
        }
        break;
      case 'ArrowFunctionExpression':
        if (functionOf(node['body'])) refuse(node, 'returning a function is', 'no-function-return');
        break;
      case 'MemberExpression': {
        const owner = namespaceOf(node['object'], scope);
        const name = memberName(node);
        if (!owner || name === null || Object.hasOwn(owner.surface, name)) break;
        violations.push({
          node: isNode(node['property']) ? node['property'] : node,
          reason: `${owner.path}.${name} is`,
          // The type checker's: no such property.
          rule: 'TS2339',
        });
        break;
      }
      case 'CallExpression': {
        const callee = node['callee'];
        const called = isName(callee) ? functionOf(callee) : null;
        if (called) calls.push({ node, from: within, to: called });
        const passes = listOf(node['arguments']).some((argument) => functionOf(argument));
        if (passes && (called || !takes(callee))) {
          refuse(node, 'passing a function here is', 'no-function-passing');
        }
        break;
      }
    }
    for (const child of childrenOf(node)) visit(child, scope, within);

    function changed(target: unknown): void {
      if (!isNode(target)) return;
      const object = target.type === 'MemberExpression' ? target['object'] : target;
      if (isName(object) && meaningOf(object, scope) === 'context') {
        refuse(target, 'changing the context itself is', 'no-disallowed-re-assignment');
      }
    }
  }

  visit(program, { names: globals, parent: null }, []);

  const callees = new Map<SyntaxNode, Set<SyntaxNode>>();
  for (const { from, to } of calls) {
    for (const caller of from) callees.set(caller, (callees.get(caller) ?? new Set()).add(to));
  }
  const reached = (from: SyntaxNode, seen = new Set<SyntaxNode>()): ReadonlySet<SyntaxNode> => {
    if (seen.has(from)) return seen;
    seen.add(from);
    for (const callee of callees.get(from) ?? []) reached(callee, seen);
    return seen;
  };
  for (const { node, from, to } of calls) {
    const within = reached(to);
    if (from.some((caller) => within.has(caller))) {
      violations.push({ node, reason: 'recursion is', rule: '@aws-appsync/no-recursion' });
    }
  }
  return violations;
}

const isName = (value: unknown): value is SyntaxNode =>
  isNode(value) && value.type === 'Identifier';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Null for a computed name that is not written out: it is known when the code runs alone. */
function memberName({ property, computed }: SyntaxNode): string | null {
  if (!isNode(property)) return null;
  const name = computed ? property['value'] : property['name'];
  return typeof name === 'string' ? name : null;
}

function takes(callee: unknown): boolean {
  if (!isNode(callee) || callee.type !== 'MemberExpression') return true;
  const method = memberName(callee);
  return method === null || takers.includes(method);
}

function namespaceOf(node: unknown, scope: Scope): Namespace | null {
  if (!isNode(node)) return null;
  if (node.type === 'Identifier') {
    const meaning = meaningOf(node, scope);
    return typeof meaning === 'object' && 'surface' in meaning ? (meaning as Namespace) : null;
  }
  const owner = node.type === 'MemberExpression' ? namespaceOf(node['object'], scope) : null;
  return owner && memberOf(owner, memberName(node) ?? '');
}

function memberOf({ path, surface }: Namespace, name: string): Namespace | null {
  const member = Object.hasOwn(surface, name) ? surface[name] : undefined;
  return typeof member === 'object' ? { path: `${path}.${name}`, surface: member } : null;
}

const globals: ReadonlyMap<string, Meaning> = new Map(
  Object.entries(globalSurface).flatMap(([path, surface]) =>
    typeof surface === 'object' ? [[path, { path, surface }] as const] : [],
  ),
);

function meaningOf(identifier: SyntaxNode, scope: Scope): Meaning | undefined {
  const name = String(identifier['name']);
  for (let at: Scope | null = scope; at; at = at.parent) {
    const meaning = at.names.get(name);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

const scopes = ['Program', 'BlockStatement', 'ForInStatement', 'ForOfStatement'];

/** The names that a node declares for what is in it; the same scope when it declares none. */
function scopeOf(node: SyntaxNode, parent: Scope): Scope {
  if (!isFunction(node) && !scopes.includes(node.type)) return parent;
  const names = new Map<string, Meaning>();
  const isHandler = ['request', 'response'].includes(nameOf(node['id']));
  if (isFunction(node)) {
    if (node.type === 'FunctionExpression' && isName(node['id']))
      names.set(nameOf(node['id']), node);
    const [first] = listOf(node['params']);
    for (const parameter of listOf(node['params'])) {
      for (const name of boundNames(parameter)) names.set(name, 'other');
    }
    if (node.type === 'FunctionDeclaration' && isHandler && isName(first)) {
      names.set(nameOf(first), 'context');
    }
  }
  for (const each of [...listOf(node['body']), node['left']]) {
    if (isNode(each)) declare(each, names);
  }
  return names.size > 0 ? { names, parent } : parent;
}

function declare(statement: SyntaxNode, names: Map<string, Meaning>): void {
  const exported = statement['declaration'];
  if (isNode(exported)) declare(exported, names);
  if (statement.type === 'FunctionDeclaration') names.set(nameOf(statement['id']), statement);
  if (statement.type === 'ImportDeclaration') declareImports(statement, names);
  if (statement.type !== 'VariableDeclaration') return;
  for (const declarator of listOf(statement['declarations'])) {
    if (!isNode(declarator)) continue;
    const { id, init } = declarator;
    for (const name of boundNames(id)) names.set(name, 'other');
    if (isName(id) && isNode(init) && isFunction(init)) names.set(nameOf(id), init);
  }
}

function declareImports(statement: SyntaxNode, names: Map<string, Meaning>): void {
  const source = isNode(statement['source']) ? String(statement['source']['value']) : '';
  const module = Object.hasOwn(moduleSurface, source) ? moduleSurface[source] : undefined;
  const tree = module?.members ? globalSurface : module?.tree;
  for (const specifier of listOf(statement['specifiers'])) {
    if (!isNode(specifier)) continue;
    const local = nameOf(specifier['local']);
    names.set(local, 'other');
    if (!module || typeof tree !== 'object') continue;
    const namespace = { path: local, surface: tree };
    const isWhole = specifier.type === 'ImportNamespaceSpecifier';
    const meaning = isWhole ? namespace : memberOf(namespace, nameOf(specifier['imported']));
    if (meaning) names.set(local, { ...meaning, path: local });
  }
}

const nameOf = (identifier: unknown): string =>
  isName(identifier) ? String(identifier['name']) : '';

/** The names of a pattern; those of its default values are among them, which hides no function. */
function boundNames(pattern: unknown): string[] {
  return isNode(pattern) ? [...nodesOf(pattern)].map(nameOf).filter((name) => name !== '') : [];
}
