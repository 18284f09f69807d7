import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from '@typescript-eslint/utils';
import { isEager } from './eagerOperands';

/** What runs code or changes something when it is evaluated. */
const EFFECTS = [
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.TaggedTemplateExpression,
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.UpdateExpression,
  'UnaryExpression[operator="delete"]',
].join(', ');

/**
 * Refuses calls and assignments where AppSync evaluates what JavaScript skips, such as the right operand
 * of `??`. Every call is refused, harmless or not. Also refuses `??=`, `||=` and `&&=`, which AppSync
 * does not support.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/353
 */
export const appsyncEffects = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      effect: 'AppSync may run this whatever the left operand is: use `if` or `? :`.',
      assignment: 'AppSync does not support `{{operator}}`: use `if`.',
    },
  },
  defaultOptions: [],
  create: (context) => ({
    [EFFECTS](node: TSESTree.Node) {
      if (isEager(node)) context.report({ node, messageId: 'effect' });
    },
    'AssignmentExpression[operator=/[?|&]{2}=/]'(node: TSESTree.AssignmentExpression) {
      const { operator } = node;
      context.report({ node, messageId: 'assignment', data: { operator } });
    },
  }),
});
