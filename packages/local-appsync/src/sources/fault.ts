/** A failed operation as `ctx.error` has it, with what `ctx.result` has besides. */
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
 * A request that AppSync does not take to its source at all.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/troubleshooting-and-common-mistakes.html
 */
export const requestFault = (message: string): SourceFault =>
  new SourceFault('MappingTemplate', message);
