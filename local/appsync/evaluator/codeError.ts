/** Where AppSync would have refused the code: its linter, its parser, or the checks around them. */
export type CodeErrorType = 'LINT_ERROR' | 'PARSER_ERROR' | 'CODE_SIZE' | 'EXPORT_ERROR';

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
    this.reason = described;
  }
}
