import { nameViolations } from './nameRules';
import { isNode, type SyntaxNode } from './syntax';

export { isNode, nodesOf, type SyntaxNode } from './syntax';

/** What APPSYNC_JS refuses, with the id of the lint rule where AWS has one. */
export interface Violation {
  readonly reason: string;
  readonly rule?: string;
}

const refuse =
  (what: string, rule?: string): ((node: SyntaxNode) => Violation | null) =>
  () => ({
    reason: `${what} not supported in APPSYNC_JS`,
    ...(rule && { rule: `@aws-appsync/${rule}` }),
  });

const isNamed = (node: unknown, name: string): boolean =>
  isNode(node) && node.type === 'Identifier' && node['name'] === name;

const refuseFunction = (node: SyntaxNode): Violation | null => {
  if (node['async']) return refuse('async functions are', 'no-async')(node);
  if (node['generator']) return refuse('generators are', 'no-generators')(node);
  return null;
};

const refuseOperator =
  (operators: readonly string[], rule: string) =>
  (node: SyntaxNode): Violation | null =>
    operators.includes(String(node['operator']))
      ? refuse(`the operator ${String(node['operator'])} is`, rule)(node)
      : null;

/**
 * The syntax that the service refuses, by ESTree node type. `throw` has no lint rule and is refused
 * all the same.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 */
const rules: Readonly<Record<string, (node: SyntaxNode) => Violation | null>> = {
  TryStatement: refuse('try is', 'no-try'),
  ThrowStatement: refuse('throw is'),
  ForStatement: refuse('for (;;) is', 'no-for'),
  WhileStatement: refuse('while is', 'no-while'),
  DoWhileStatement: refuse('do-while is', 'no-while'),
  ContinueStatement: refuse('continue is', 'no-continue'),
  LabeledStatement: refuse('labels are', 'no-labels'),
  WithStatement: refuse('with is'),
  DebuggerStatement: refuse('debugger is'),
  ClassDeclaration: refuse('classes are', 'no-classes'),
  ClassExpression: refuse('classes are', 'no-classes'),
  ThisExpression: refuse('this is', 'no-this'),
  NewExpression: (node) =>
    isNamed(node['callee'], 'Promise')
      ? refuse('promises are', 'no-promise')(node)
      : refuse('new is')(node),
  MetaProperty: refuse('import.meta and new.target are'),
  ImportExpression: refuse('import() is'),
  AwaitExpression: refuse('await is', 'no-await'),
  YieldExpression: refuse('yield is', 'no-yield'),
  UpdateExpression: refuseOperator(['++', '--'], 'no-disallowed-unary-operators'),
  UnaryExpression: refuseOperator(['~'], 'no-disallowed-unary-operators'),
  BinaryExpression: (node) =>
    refuseOperator(['in'], 'no-in-operator')(node) ??
    refuseOperator(['instanceof'], 'no-disallowed-binary-operators')(node),
  ForOfStatement: (node) => (node['await'] ? refuse('for await is', 'no-await')(node) : null),
  FunctionDeclaration: refuseFunction,
  FunctionExpression: refuseFunction,
  ArrowFunctionExpression: refuseFunction,
  Literal: (node) => {
    if (node['regex']) return refuse('regular expression literals are', 'no-regex')(node);
    return node['bigint'] ? refuse('BigInt is')(node) : null;
  },
  ExportDefaultDeclaration: refuse('export default is'),
  ExportAllDeclaration: refuse('export * is'),
};

/** What names stand for is known of whole programs: found there, told where it stands. */
const byName = new WeakMap<SyntaxNode, Violation>();

/**
 * Why AppSync refuses this one node, without its children; null when it does not. The node of the program
 * must come before those in it.
 */
export function violationOf(node: SyntaxNode): Violation | null {
  if (node.type === 'Program') {
    for (const { node: at, reason, rule } of nameViolations(node)) {
      byName.set(at, { reason: `${reason} not supported in APPSYNC_JS`, rule });
    }
  }
  return rules[node.type]?.(node) ?? byName.get(node) ?? null;
}
