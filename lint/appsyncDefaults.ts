import { ESLintUtils } from '@typescript-eslint/utils';

/**
 * Refuses default values of parameters and in destructuring. JavaScript uses one for `undefined` and
 * not for null, which AppSync does not tell apart, and whether AppSync evaluates one that it does not
 * use is documented nowhere.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/305
 */
export const appsyncDefaults = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      default: 'AppSync does not tell null from undefined: use `??` where the value is used.',
    },
  },
  defaultOptions: [],
  create: (context) => ({
    AssignmentPattern: (node) => context.report({ node, messageId: 'default' }),
  }),
});
