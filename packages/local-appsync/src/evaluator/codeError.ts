/**
 * AppSync's error types for code: from its linter, parser, type check and compiler, for a missing
 * handler, and from the checks around them. (Users of EvaluateCode report the types of the type
 * check and the compiler.)
 */
export type CodeErrorType =
  | 'LINT_ERROR'
  | 'PARSER_ERROR'
  | 'PARSE_ERROR'
  | 'UNSUPPORTED_SYNTAX_TYPE'
  | 'INVALID_FUNCTION_INVOCATION'
  | 'MISSING_MAPPING_EXPORT'
  | 'CODE_SIZE';

/** A position in the original code. Lines and columns start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * An error in code that AppSync would reject on deploy. The message is one line: name, position,
 * reason, rule.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_CodeError.html
 */
export class CodeError extends Error {
  override readonly name = 'CodeError';
  readonly errorType: CodeErrorType;
  readonly position: Position;
  /** The reason only, without the name of the code, the position and the rule. */
  readonly reason: string;
  /** Id of AWS's lint rule, or TypeScript's error code. */
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
