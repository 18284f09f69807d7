import { types } from 'node:util';
import type { SourceResult } from '../dataSource';
import { REQUEST_MAX_MS, type Timer } from '../deadline';
import type { LambdaRequest } from './request';

/**
 * The handler of a function. Receives the payload and returns the value that becomes the JSON
 * result. The callback of old runtimes is not supported.
 */
export type LambdaHandler<Payload> = (payload: Payload) => unknown;

/** Invokes a function once with a JSON payload. Never rejects. */
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

/** Results may be slightly larger, according to Lambda's message for results that are too large. */
const RESULT_MAX_BYTES = 6_291_556;

/** Calls a handler as Lambda does: payload and result are JSON, so no objects are shared. */
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
    // Not awaited: an event is not part of the execution that sent it.
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
    // JSON has no `undefined`. At the top level, it becomes null.
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

/** The message for a thrown value, as reported by Lambda's Node.js runtime. */
function messageOf(thrown: unknown): string {
  if (types.isNativeError(thrown)) return thrown.message;
  return typeof thrown === 'object' ? Object.prototype.toString.call(thrown) : String(thrown);
}

/** The name of a thrown error, or the type of any other thrown value. */
const nameOf = (thrown: unknown): string =>
  types.isNativeError(thrown) ? thrown.name : typeof thrown;

/** Creates a result with an error. */
export const failed = (type: string, message: string): SourceResult => ({
  result: null,
  error: { type, message },
});

/**
 * The result of a failure inside the function. The names of the runtime's own errors are Lambda's.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers-js.html
 */
const unhandled = (message: string, name = 'Error'): SourceResult => ({
  result: null,
  error: { type: 'Lambda:Unhandled', message, unhandledErrorType: name },
});
