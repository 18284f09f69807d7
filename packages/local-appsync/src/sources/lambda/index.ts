import type { DataSource, SourceResult } from '../dataSource';
import { SourceFault } from '../fault';
import { batcher } from './batches';
import { realTimer, type Timer } from '../deadline';
import { failed, invoker, type LambdaHandler } from './invocation';
import { readLambdaRequest } from './request';

export type { LambdaHandler } from './invocation';
export type { Timer } from '../deadline';

/** Default batch size, according to the tutorial. */
const DEFAULT_BATCH_SIZE = 5;

/** Maximum batch size that can be configured. */
const BATCH_SIZE_MAX = 2_000;

/**
 * Creates a Lambda data source without a configured batch size: a `BatchInvoke` has up to five
 * payloads.
 *
 * @param handler receives the payload, or with `BatchInvoke` a list of payloads; if it throws, the
 *   error has the type `Lambda:Unhandled`
 * @param timer timer that ends a call after 30 seconds, with `Lambda:ExecutionTimeoutException`.
 *   Default: `realTimer`.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html
 */
export const lambdaSource = <Payload>(handler: LambdaHandler<Payload>, timer?: Timer): DataSource =>
  sourceOf(handler, DEFAULT_BATCH_SIZE, false, timer);

/**
 * Creates a Lambda data source for a resolver or function with a `maxBatchSize`. The payloads that
 * one resolver or function requests with `BatchInvoke` in one tick, as for the fields of a list, go
 * to the handler as one list. So do entire contexts, if the resolver or function has no code.
 * `Invoke` is never batched.
 *
 * @param maxBatchSize 0 to 2000; 0 disables batching, and each list has one payload
 * @throws RangeError for any other `maxBatchSize`
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_Resolver.html
 */
export function batchingLambdaSource<Payload>(
  handler: LambdaHandler<Payload>,
  maxBatchSize: number,
  timer?: Timer,
): DataSource {
  if (!Number.isInteger(maxBatchSize) || maxBatchSize < 0 || maxBatchSize > BATCH_SIZE_MAX) {
    throw new RangeError(`maxBatchSize must be an integer from 0 to ${BATCH_SIZE_MAX}.`);
  }
  return sourceOf(handler, Math.max(maxBatchSize, 1), maxBatchSize > 0, timer);
}

/** @param batchesContexts whether calls of resolvers and functions without code are batched, too */
function sourceOf<Payload>(
  handler: LambdaHandler<Payload>,
  batchSize: number,
  batchesContexts: boolean,
  timer: Timer = realTimer,
): DataSource {
  const invoke = invoker(handler, timer);
  const invokeInBatch = batcher(invoke, batchSize);
  return {
    async invoke(request, binding, execution) {
      try {
        const { operation, invocationType, event } = readLambdaRequest(request);
        return operation === 'Invoke'
          ? await invoke(event, invocationType)
          : await invokeInBatch(event, invocationType, binding, execution);
      } catch (error) {
        return refused(error);
      }
    },
    direct(context, binding, execution) {
      const event = JSON.stringify(context);
      return batchesContexts
        ? invokeInBatch(event, 'RequestResponse', binding, execution)
        : invoke(event, 'RequestResponse');
    },
  };
}

/** The result of a request that is refused before a function is invoked. */
function refused(error: unknown): SourceResult {
  if (error instanceof SourceFault) return failed(error.type, error.message);
  throw error;
}
