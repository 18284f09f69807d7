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
 * does not support, and getters and setters: with them, reading a member is a call that nobody sees.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/353
 */
export const appsyncEffects = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      effect: 'AppSync may run this whatever the left operand is: use `if` or `? :`.',
      accessor: 'AppSync may run this where a member is read in vain: use a function.',
      assignment: 'AppSync does not support `{{operator}}`: use `if`.',
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
