import { ESLintUtils } from '@typescript-eslint/utils';

/**
 * Refuses default values of parameters and in destructuring. JavaScript applies a default to
 * `undefined` but not to null, which AppSync does not distinguish. Whether AppSync evaluates a
 * default that it does not apply is not documented.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/305
 */
export const appsyncDefaults = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      default:
        'AppSync treats null and undefined as the same value. Use `??` where the value is used.',
    },
  },
  defaultOptions: [],
  create: (context) => ({
    AssignmentPattern: (node) => context.report({ node, messageId: 'default' }),
  }),
});
