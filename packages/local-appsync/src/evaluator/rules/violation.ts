import type { CodeErrorType } from '../codeError';
import type { SyntaxNode } from '../syntax';

/** Why AppSync refuses code, and where. */
export interface Violation {
  readonly node: SyntaxNode;
  readonly reason: string;
  /** The id of AWS's lint rule, or the TypeScript compiler's code. */
  readonly rule?: string;
  /** What AppSync calls this kind of error; its linter's when absent. */
  readonly errorType?: CodeErrorType;
}

/** A violation of one of the rules of @aws-appsync/eslint-plugin. */
export const linted = (node: SyntaxNode, reason: string, rule: string): Violation => ({
  node,
  reason,
  rule: `@aws-appsync/${rule}`,
});

/** What AppSync's type check says of code. Its errors have a name of their own, as its linter's have. */
export const mistyped = (node: SyntaxNode, reason: string, rule: string): Violation => ({
  node,
  reason,
  rule,
  errorType: 'PARSE_ERROR',
});
