import type { Node } from 'acorn';

/** One node of an ESTree; every member that matters here is narrowed where it is read. */
export type SyntaxNode = Node & Readonly<Record<string, unknown>>;

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
  NewExpression: refuse('new is'),
  MetaProperty: refuse('import.meta and new.target are'),
  ImportExpression: refuse('import() is'),
  AwaitExpression: refuse('await is', 'no-await'),
  YieldExpression: refuse('yield is', 'no-yield'),
  UpdateExpression: refuseOperator(['++', '--'], 'no-disallowed-unary-operators'),
  UnaryExpression: refuseOperator(['~'], 'no-disallowed-unary-operators'),
  BinaryExpression: (node) =>
    refuseOperator(['in'], 'no-in-operator')(node) ??
    refuseOperator(['instanceof'], 'no-disallowed-binary-operator')(node),
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

/** Why AppSync refuses this one node, without its children; null when it does not. */
export function violationOf(node: SyntaxNode): Violation | null {
  return rules[node.type]?.(node) ?? null;
}

/** Every node of a tree, parents first. */
export function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* nodesOf(child);
    }
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}
