import { isName, nameOf, type SyntaxNode } from '../syntax';
import { linted, type Violation } from './violation';

type Rule = (node: SyntaxNode) => Violation | null;

/** Syntax that AWS's linter rejects, with the linter's message. */
const refuse =
  (reason: string, rule: string): Rule =>
  (node) =>
    linted(node, reason, rule);

/** Syntax that the service rejects, although the linter has no rule for it. */
const unsupported =
  (what: string): Rule =>
  (node) => ({ node, reason: `${what} not supported in APPSYNC_JS` });

/** Syntax that AppSync parses but does not compile. */
const unknownSyntax =
  (what: string): Rule =>
  (node) => ({ ...unsupported(what)(node)!, node, errorType: 'UNSUPPORTED_SYNTAX_TYPE' });

const refuseFunction: Rule = (node) => {
  if (node['async']) return linted(node, 'Async functions are not supported.', 'no-async');
  if (node['generator']) {
    return linted(node, 'Generator functions are not supported.', 'no-generators');
  }
  return null;
};

const refuseOperator =
  (operators: readonly string[], rule: string): Rule =>
  (node) => {
    const operator = String(node['operator']);
    return operators.includes(operator)
      ? linted(node, `The operator ${operator} is not supported`, rule)
      : null;
  };

const refuseClass = refuse('Class declarations are not supported.', 'no-classes');

/**
 * The syntax that the service rejects, by ESTree node type.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 * @see https://www.npmjs.com/package/@aws-appsync/eslint-plugin
 */
const rules: Readonly<Record<string, Rule>> = {
  TryStatement: refuse('Try statements are not supported.', 'no-try'),
  ThrowStatement: unsupported('throw is'),
  ForStatement: refuse('For statements are not supported.', 'no-for'),
  WhileStatement: refuse('While statements are not supported.', 'no-while'),
  DoWhileStatement: refuse('do...while statements are not supported.', 'no-while'),
  ContinueStatement: refuse('Continue statements are not supported', 'no-continue'),
  LabeledStatement: refuse('Labeled statements are not supported.', 'no-labels'),
  WithStatement: unsupported('with is'),
  DebuggerStatement: unsupported('debugger is'),
  ClassDeclaration: refuseClass,
  ClassExpression: refuseClass,
  ThisExpression: refuse('This expressions are not supported.', 'no-this'),
  NewExpression: (node) =>
    isName(node['callee']) && nameOf(node['callee']) === 'Promise'
      ? linted(node, 'Promise is not supported', 'no-promise')
      : unknownSyntax('new is')(node),
  MetaProperty: unsupported('import.meta and new.target are'),
  ImportExpression: unsupported('import() is'),
  AwaitExpression: refuse('The `await` keyword is not supported', 'no-await'),
  YieldExpression: refuse('Yield statements are not supported', 'no-yield'),
  UpdateExpression: refuseOperator(['++', '--'], 'no-disallowed-unary-operators'),
  UnaryExpression: refuseOperator(['~'], 'no-disallowed-unary-operators'),
  BinaryExpression: (node) =>
    node['operator'] === 'in'
      ? linted(node, 'in operator is not supported. Use Object.hasOwn().', 'no-in-operator')
      : refuseOperator(['instanceof'], 'no-disallowed-binary-operators')(node),
  // AppSync supports only arithmetic assignment operators. (aws/aws-appsync-community#353)
  AssignmentExpression: (node) =>
    ['??=', '||=', '&&='].includes(String(node['operator']))
      ? unsupported(`the operator ${String(node['operator'])} is`)(node)
      : null,
  ForOfStatement: (node) =>
    node['await'] ? linted(node, 'The `await` keyword is not supported', 'no-await') : null,
  FunctionDeclaration: refuseFunction,
  FunctionExpression: refuseFunction,
  ArrowFunctionExpression: refuseFunction,
  Literal: (node) => {
    if (node['regex']) return linted(node, 'Regex literals are not supported.', 'no-regex');
    return node['bigint'] ? unsupported('BigInt is')(node) : null;
  },
  ExportDefaultDeclaration: unsupported('export default is'),
  ExportAllDeclaration: unsupported('export * is'),
};

/** The violation in the syntax of a node, without its children. Null if AppSync accepts it. */
export const syntaxViolation = (node: SyntaxNode): Violation | null =>
  rules[node.type]?.(node) ?? null;
