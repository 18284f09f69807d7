import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from '@typescript-eslint/utils';
import { isEager } from './eagerOperands';

/** Nodes that run code or change something when they are evaluated. */
const EFFECTS = [
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.TaggedTemplateExpression,
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.UpdateExpression,
  'UnaryExpression[operator="delete"]',
].join(', ');

/**
 * Refuses calls and assignments that AppSync evaluates although JavaScript skips them, such as in
 * the right operand of `??`. Every call is refused, harmless or not. Also refuses `??=`, `||=` and
 * `&&=`, which AppSync does not support, and getters and setters, because they hide a call in a
 * member access.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/353
 */
export const appsyncEffects = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      effect: 'AppSync may run this even if JavaScript would skip it. Use `if` or `? :`.',
      accessor: 'AppSync may run this accessor even if JavaScript would skip it. Use a function.',
      assignment: 'AppSync does not support `{{operator}}`. Use `if`.',
    },
  },
  defaultOptions: [],
  create: (context) => ({
    [EFFECTS](node: TSESTree.Node) {
      if (isEager(node)) context.report({ node, messageId: 'effect' });
    },
    'Property[kind=/^[gs]et$/]'(node: TSESTree.Property) {
      context.report({ node, messageId: 'accessor' });
    },
    'AssignmentExpression[operator=/[?|&]{2}=/]'(node: TSESTree.AssignmentExpression) {
      const { operator } = node;
      context.report({ node, messageId: 'assignment', data: { operator } });
    },
  }),
});
