import type { CodeErrorType } from '../codeError';
import type { SyntaxNode } from '../syntax';

/** A reason for which AppSync rejects code, and the node that causes it. */
export interface Violation {
  readonly node: SyntaxNode;
  readonly reason: string;
  /** Id of AWS's lint rule, or TypeScript's error code. */
  readonly rule?: string;
  /** AppSync's type of the error. Default: the linter's. */
  readonly errorType?: CodeErrorType;
}

/** A violation of one of the rules of @aws-appsync/eslint-plugin. */
export const linted = (node: SyntaxNode, reason: string, rule: string): Violation => ({
  node,
  reason,
  rule: `@aws-appsync/${rule}`,
});

/** An error of AppSync's type check. Its error type differs from the linter's. */
export const mistyped = (node: SyntaxNode, reason: string, rule: string): Violation => ({
  node,
  reason,
  rule,
  errorType: 'PARSE_ERROR',
});
