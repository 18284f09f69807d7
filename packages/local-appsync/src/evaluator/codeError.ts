/**
 * What AppSync calls an error in code: of its linter, its parser, its type check, its compiler, or a
 * handler that is missing; and of the checks around them. (The names of the type check and the compiler
 * are reported by people who ran EvaluateCode.)
 */
export type CodeErrorType =
  | 'LINT_ERROR'
  | 'PARSER_ERROR'
  | 'PARSE_ERROR'
  | 'UNSUPPORTED_SYNTAX_TYPE'
  | 'INVALID_FUNCTION_INVOCATION'
  | 'MISSING_MAPPING_EXPORT'
  | 'CODE_SIZE';

/** Lines and columns of the code as it was given, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Code that AppSync would refuse to deploy. Its message is one line: name, position, reason, rule.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_CodeError.html
 */
export class CodeError extends Error {
  override readonly name = 'CodeError';
  readonly errorType: CodeErrorType;
  readonly position: Position;
  /** The reason alone, without the name of the code and the position. */
  readonly reason: string;
  /** The id of AWS's lint rule, or the TypeScript compiler's code. */
  readonly rule: string | undefined;

  constructor(
    code: string,
    errorType: CodeErrorType,
    position: Position,
    reason: string,
    rule?: string,
  ) {
    const described = rule ? `${reason} (${rule})` : reason;
    super(`${code}:${position.line}:${position.column}: ${described}`);
    this.errorType = errorType;
    this.position = position;
    this.reason = reason;
    this.rule = rule;
  }
}
