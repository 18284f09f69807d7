import {
  AST_NODE_TYPES,
  ESLintUtils,
  type TSESLint,
  type TSESTree,
} from '@typescript-eslint/utils';
import { isEager, isFunction, leftOperands } from './eagerOperands';

/**
 * Refuses right operands of `??`, `||` and `&&` that need what the left operand tests: AppSync may
 * evaluate the `user.name` of `user && user.name` even if `user` is null. Reading a member, calculating,
 * ordering and spreading need a value; equality, `?.` and passing a value on do not.
 */
export const appsyncGuards = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      tested: 'AppSync may evaluate this even if `{{name}}` is null: use `?.`, `? :` or `if`.',
      element: 'AppSync may evaluate this even if the element is missing: use `?.`, `? :` or `if`.',
    },
  },
  defaultOptions: [],
  create(context) {
    const { visitorKeys } = context.sourceCode;

    /** @param used what `node` needs a value of */
    function check(node: TSESTree.Node, used: TSESTree.Node): void {
      const name = nameOf(used);
      if (leftOperands(node).some((left) => tests(left, name, visitorKeys))) {
        context.report({ node, messageId: 'tested', data: { name } });
      }
    }

    return {
      'MemberExpression[optional=false]'(node: TSESTree.MemberExpression) {
        const { object } = node;
        if (isElement(object) && isEager(node)) context.report({ node, messageId: 'element' });
        else check(node, object);
      },
      BinaryExpression(node) {
        if (isEquality(node)) return;
        check(node, node.left);
        check(node, node.right);
      },
      SpreadElement: (node) => check(node, node.argument),
    };
  },
});

/** Whether the value of an operand depends on whether a name has one. */
function tests(node: TSESTree.Node, name: string, keys: TSESLint.SourceCode.VisitorKeys): boolean {
  if (isFunction(node)) return false;
  if (nameOf(node) === name) return true;
  return (keys[node.type] ?? [])
    .flatMap((key) => node[key as never] as TSESTree.Node | TSESTree.Node[] | null)
    .some((child) => child && !needsOrNames(node, child) && tests(child, name, keys));
}

/** Whether a child must have a value, so that nothing is tested, or is a name and no expression. */
function needsOrNames(node: TSESTree.Node, child: TSESTree.Node): boolean {
  if (node.type === AST_NODE_TYPES.MemberExpression) {
    return child === node.object ? !node.optional : !node.computed;
  }
  if (node.type === AST_NODE_TYPES.Property) return child === node.key && !node.computed;
  if (node.type === AST_NODE_TYPES.BinaryExpression) return !isEquality(node);
  return node.type === AST_NODE_TYPES.SpreadElement;
}

/** What a reference is called, whatever TypeScript is told of it: `ctx.source!` is `ctx.source`. */
function nameOf(node: TSESTree.Node): string {
  if (node.type === AST_NODE_TYPES.Identifier) return node.name;
  if (node.type === AST_NODE_TYPES.Literal) return node.raw;
  if (node.type === AST_NODE_TYPES.MemberExpression) {
    const key = nameOf(node.property);
    return nameOf(node.object) + (node.computed ? `[${key}]` : `.${key}`);
  }
  return transparent.has(node.type)
    ? nameOf((node as TSESTree.TSNonNullExpression).expression)
    : `an expression at ${node.range[0]}`;
}

/** What changes no value. */
const transparent = new Set([
  AST_NODE_TYPES.ChainExpression,
  AST_NODE_TYPES.TSNonNullExpression,
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
]);

/** `list[0]`, also as `list[0]!`. */
const isElement = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.TSNonNullExpression
    ? isElement(node.expression)
    : node.type === AST_NODE_TYPES.MemberExpression && node.computed;

const isEquality = ({ operator }: TSESTree.BinaryExpression): boolean => /^[!=]==?$/.test(operator);
