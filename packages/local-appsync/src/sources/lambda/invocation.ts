import { types } from 'node:util';
import type { SourceResult } from '../dataSource';
import { REQUEST_MAX_MS, type Timer } from '../deadline';
import type { LambdaRequest } from './request';

/**
 * A function's handler: the payload in, what becomes its JSON result out. The callback of old
 * runtimes is not supported.
 */
export type LambdaHandler<Payload> = (payload: Payload) => unknown;

/** Calls a function once, with a payload that is JSON. Never rejects. */
export type Invoke = (
  event: string,
  invocationType: LambdaRequest['invocationType'],
) => Promise<SourceResult>;

/**
 * Lambda's limits for payloads, in bytes.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
const PAYLOAD_MAX_BYTES = { RequestResponse: 6_291_456, Event: 1_048_576 };

/** Results may be a little larger, as the message that Lambda answers for others says. */
const RESULT_MAX_BYTES = 6_291_556;

/** Calls a handler as Lambda does: what goes in and what comes out is JSON, nothing is shared. */
export function invoker<Payload>(handler: LambdaHandler<Payload>, timer: Timer): Invoke {
  return async (event, invocationType) => {
    const max = PAYLOAD_MAX_BYTES[invocationType];
    if (Buffer.byteLength(event) >= max) {
      return failed(
        'Lambda:RequestTooLargeException',
        `Request must be smaller than ${max} bytes for the InvokeFunction operation`,
      );
    }
    const call = async () => handler(JSON.parse(event) as Payload);
    if (invocationType === 'RequestResponse') return answerOf(call, timer);
    // Nobody waits for it: it is not part of the execution that asked for it.
    setImmediate(() => {
      call().catch((error: unknown) => {
        console.error('A function that was invoked as an event failed:', error);
      });
    });
    return { result: null };
  };
}

/** As recorded in aws/aws-appsync-community#386. */
const TIMED_OUT: SourceResult = {
  result: null,
  error: {
    type: 'Lambda:ExecutionTimeoutException',
    message: 'Execution timed out.',
    unhandledErrorType: null,
  },
};

function answerOf(call: () => Promise<unknown>, timer: Timer): Promise<SourceResult> {
  return new Promise((resolve) => {
    const cancel = timer(REQUEST_MAX_MS, () => {
      resolve(TIMED_OUT);
    });
    void call()
      .then(returned, (error: unknown) => unhandled(messageOf(error), nameOf(error)))
      .then((answer) => {
        cancel();
        resolve(answer);
      });
  });
}

function returned(value: unknown): SourceResult {
  let text: string;
  try {
    // JSON has no undefined, at the top it is null.
    text = (JSON.stringify(value) as string | undefined) ?? 'null';
  } catch {
    return unhandled('Unable to stringify response body');
  }
  return Buffer.byteLength(text) > RESULT_MAX_BYTES
    ? unhandled(
        `Response payload size exceeded maximum allowed payload size (${RESULT_MAX_BYTES} bytes).`,
      )
    : { result: JSON.parse(text) };
}

/** Whatever is thrown, as Lambda's Node.js runtime reports it. */
function messageOf(thrown: unknown): string {
  if (types.isNativeError(thrown)) return thrown.message;
  return typeof thrown === 'object' ? Object.prototype.toString.call(thrown) : String(thrown);
}

/** The name of an error; of anything else that is thrown, its type. */
const nameOf = (thrown: unknown): string =>
  types.isNativeError(thrown) ? thrown.name : typeof thrown;

/** An answer that is an error. */
export const failed = (type: string, message: string): SourceResult => ({
  result: null,
  error: { type, message },
});

/**
 * Whatever went wrong inside the function. Names of the runtime's own errors are Lambda's.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers-js.html
 */
const unhandled = (message: string, name = 'Error'): SourceResult => ({
  result: null,
  error: { type: 'Lambda:Unhandled', message, unhandledErrorType: name },
});
