import { isObject } from '../arguments';
import { Fault, Halt, type HostFunctions } from '../invocation';

/**
 * `runtime.*`. Calling `earlyReturn` with null or without a value is a fault, and clients see the
 * message `Runtime Error`: recorded in aws/aws-appsync-community#280.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/runtime-utils-js.html
 */
export const runtime: HostFunctions = {
  earlyReturn(invocation, [result, options]) {
    if (result === undefined || result === null) {
      throw new Fault('earlyReturn needs a value that is not null', 'Runtime Error');
    }
    const skipTo = isObject(options) ? (options['skipTo'] ?? 'NEXT') : 'NEXT';
    if (skipTo !== 'NEXT' && skipTo !== 'END') throw new Fault('skipTo must be NEXT or END');
    invocation.early = { skipTo, result };
    throw new Halt();
  },
};
