import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';

/**
 * Whether AppSync may evaluate a node that JavaScript skips when it is not needed. AppSync
 * evaluates both operands of `??`. No source says how it treats the operands of `||` and `&&`, or
 * the contents of parentheses or brackets after `?.`, so they count too. `if` and `? :` evaluate
 * only the branch that they take.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/403
 * @see https://github.com/aws-amplify/amplify-category-api/issues/3170
 */
export const isEager = (node: TSESTree.Node): boolean =>
  wayUp(node).some(
    ([parent, child]) => isRightOperand(parent, child) || isBehindOptional(parent, child),
  );

/** The left operands that decide whether JavaScript evaluates a node. */
export const leftOperands = (node: TSESTree.Node): TSESTree.Node[] =>
  wayUp(node).flatMap(([parent, child]) => (isRightOperand(parent, child) ? [parent.left] : []));

type Step = readonly [parent: TSESTree.Node, child: TSESTree.Node];

/** The path from a node up to the function that contains it. */
function wayUp(node: TSESTree.Node): Step[] {
  const steps: Step[] = [];
  let child = node;
  while (child.parent && !isFunction(child)) {
    steps.push([child.parent, child]);
    child = child.parent;
  }
  return steps;
}

/** Whether a node runs later, when it is called. */
export const isFunction = ({ type }: TSESTree.Node): boolean =>
  type === AST_NODE_TYPES.ArrowFunctionExpression ||
  type === AST_NODE_TYPES.FunctionExpression ||
  type === AST_NODE_TYPES.FunctionDeclaration;

const isRightOperand = (
  parent: TSESTree.Node,
  child: TSESTree.Node,
): parent is TSESTree.LogicalExpression =>
  parent.type === AST_NODE_TYPES.LogicalExpression && parent.right === child;

function isBehindOptional(parent: TSESTree.Node, child: TSESTree.Node): boolean {
  if (parent.type === AST_NODE_TYPES.CallExpression) {
    return child !== parent.callee && hasOptional(parent);
  }
  const isMember = parent.type === AST_NODE_TYPES.MemberExpression;
  return isMember && child !== parent.object && hasOptional(parent);
}

/** Whether a chain such as `a?.b.c()` has a `?.` in it. */
function hasOptional(chain: TSESTree.Node): boolean {
  if (chain.type === AST_NODE_TYPES.CallExpression) {
    return chain.optional || hasOptional(chain.callee);
  }
  if (chain.type === AST_NODE_TYPES.MemberExpression) {
    return chain.optional || hasOptional(chain.object);
  }
  return chain.type === AST_NODE_TYPES.TSNonNullExpression && hasOptional(chain.expression);
}
