/** A failed operation: the error for `ctx.error`, and the result for `ctx.result`. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault';
  readonly type: string;
  readonly result: unknown;

  constructor(type: string, message: string, result: unknown = null) {
    super(message);
    this.type = type;
    this.result = result;
  }
}

/**
 * Creates the error for a request that AppSync refuses without sending it to its source.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/troubleshooting-and-common-mistakes.html
 */
export const requestFault = (message: string): SourceFault =>
  new SourceFault('MappingTemplate', message);
