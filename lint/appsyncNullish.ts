import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from '@typescript-eslint/utils';

/**
 * Refuses code that distinguishes null from undefined, which are one value to AppSync's `===`, and
 * code that expects types that AppSync's `typeof` does not return. `x == null` means the same in
 * AppSync and in JavaScript. AppSync accepts it (`selectionSetList != null` in #279, and AWS's
 * sample `aoss-search-app`).
 *
 * @see https://github.com/aws/aws-appsync-community/issues/305
 * @see https://github.com/aws/aws-appsync-community/issues/295
 * @see https://github.com/aws/aws-appsync-community/issues/279
 */
export const appsyncNullish = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      strict: 'AppSync treats null and undefined as the same value. Use `{{operator}} null`.',
      switch:
        'AppSync treats null and undefined as the same value. Check `== null` before the switch.',
      typeof:
        "AppSync's `typeof` does not detect functions, and may treat undefined as null. To find missing values, use `== null`.",
      elsewhere: '`typeof` differs in AppSync. Compare it with `===` to a string literal.',
    },
  },
  defaultOptions: [],
  create: (context) => ({
    'BinaryExpression[operator=/^[!=]==?$/]'(node: TSESTree.BinaryExpression) {
      const operator = node.operator.slice(0, 2);
      const operands = [node.left, node.right];
      if (operands.some(isUndefined) || (node.operator !== operator && operands.some(isNull))) {
        context.report({ node, messageId: 'strict', data: { operator } });
      } else if (operands.some(isTypeof) && operands.some(isUnknownType)) {
        context.report({ node, messageId: 'typeof' });
      }
    },
    'UnaryExpression[operator="typeof"]'(node: TSESTree.UnaryExpression) {
      if (!isComparedToText(node)) context.report({ node, messageId: 'elsewhere' });
    },
    SwitchCase(node) {
      if (node.test && (isNull(node.test) || isUndefined(node.test))) {
        context.report({ node, messageId: 'switch' });
      }
    },
  }),
});

const isNull = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.Literal && node.raw === 'null';

const isUndefined = (node: TSESTree.Node): boolean =>
  (node.type === AST_NODE_TYPES.Identifier && node.name === 'undefined') ||
  (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === 'void');

const isTypeof = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.UnaryExpression && node.operator === 'typeof';

/** Whether the other operand of an equality is a string literal. */
const isComparedToText = ({ parent }: TSESTree.UnaryExpression): boolean =>
  parent.type === AST_NODE_TYPES.BinaryExpression &&
  /^[!=]==?$/.test(parent.operator) &&
  [parent.left, parent.right].some(
    (node) => node.type === AST_NODE_TYPES.Literal && typeof node.value === 'string',
  );

const isUnknownType = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.Literal && (node.value === 'undefined' || node.value === 'function');
